import fc from 'fast-check';
import type {DnsType} from '../../source/core/dns.ts';

/** Octets of an answer over TCP. */
const most = 65_000;
export const filled = (piece: string, length = most): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
export const many = (count: number, one: (index: number) => string, joint: string): string =>
	Array.from({length: count}, (_, index) => one(index)).join(joint);

/** Text that acts on a terminal, reorders, or breaks lines. */
export const acting = [
	'\u001B[2J\u001B]0;x\u0007',
	'\u202Eevil\u2066',
	'a\r\nb: c\n',
	'\0',
	'\uD800',
	'漢字😀\u200D',
	'"\\"',
];
/** Text as long as an answer. */
export const long = ['x', ' ', ';', ',', '.', '%', 'a=', 'ü.', '\u202E', 'A====', '<'].map(piece =>
	filled(piece),
);
const ends = ['', 'x', '; z=1', '"', '\u001B'];

/** Beginnings by which a text is known as a record of some kind; what follows is up to the sender. */
const beginnings = [
	...['', 'v=spf1 ', 'v=spf1 a:', 'v=spf1 include:', 'v=spf1 ip4:', 'v=spf1 exists:%{', 'v = spf1 '],
	...['v=DMARC1; p=', 'v=DMARC1; p=reject; rua=', 'v=DMARC1; p=none; rua=mailto:a@', 'v=DMARC1;'],
	...['v=DKIM1; k=rsa; p=', 'v=DKIM1; h=', 'v=DKIM1; k=', 'p=', 'v=STSv1; id=', 'v=STSv1'],
	...[
		'v=TLSRPTv1; rua=',
		'v=TLSRPTv1; rua=https://',
		'v=TLSRPTv1; rua=mailto:',
		'v=BIMI1; l=https://',
		'v=BIMI1',
	],
	...[
		'version: STSv1\nmode: enforce\nmx: ',
		'version: STSv1\nmode: enforce\nmax_age: ',
		'\uFEFFversion: STSv1\n',
	],
];

/** Records that are well-formed and much too much. */
const bombs = [
	`v=spf1 ${many(2000, index => `include:i${index}.evil.test`, ' ')} -all`,
	`v=spf1 ${many(3000, index => `a:h${index}.evil.test`, ' ')}`,
	`v=spf1 ${filled('mx ptr ', 20_000)}`,
	'v=spf1 include:a.%{d} include:b.%{d} include:c.%{d} redirect=d.%{d}',
	'v=spf1 exists:%{ir}.%{v}.%{l1r-}.%{s}.%{o}.%{h}.%{d}.evil.test redirect=office.test',
	`v=spf1 ${filled('exp=%{c}.test ', 9000)}`,
	`v=DMARC1; p=reject; rua=${many(1000, index => `mailto:a@d${index}.test`, ',')}`,
	`v=DMARC1; ${many(1000, index => `t${index}=__proto__`, ';')}; constructor=1`,
	`v=DKIM1; k=rsa; p=${filled('MIIB', 100_000)}`,
	`v=TLSRPTv1; rua=${many(1000, index => `mailto:a@d${index}.test`, ',')}`,
	`version: STSv1\nmode: enforce\n${many(4000, index => `mx: m${index}.test`, '\n')}\nmax_age: 1\n`,
	filled('mx: *.\n'),
];

export const text = (): fc.Arbitrary<string> =>
	fc.oneof(
		{
			weight: 3,
			arbitrary: fc
				.tuple(fc.constantFrom(...beginnings), fc.constantFrom(...acting, ...long), fc.constantFrom(...ends))
				.map(parts => parts.join('')),
		},
		{weight: 2, arbitrary: fc.constantFrom(...bombs)},
		{
			weight: 1,
			arbitrary: fc
				.tuple(fc.constantFrom(...beginnings), fc.string({unit: 'binary'}))
				.map(parts => parts.join('')),
		},
	);

const label = 'l'.repeat(63);
export const name = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.constantFrom(
			'.',
			'',
			'..',
			'*',
			'_',
			'-.test',
			'office.test',
			'OFFICE.TEST.',
			'mx1.office.test',
			'nobody.invalid',
		),
		fc.constantFrom(
			'a b.test',
			'a\\.b.test',
			'a"b.test',
			'a\nb.test',
			'\u001B[31m.test',
			'\u202Emoc.test',
			'\0.test',
			'漢字.test',
		),
		fc.constantFrom(
			'127.0.0.1',
			'192.0.2.25',
			'[192.0.2.25]',
			'::1',
			'%{d}.test',
			'$&.test',
			'{domain}.test',
			'xn--a.test',
			'__proto__',
		),
		fc.constantFrom(
			`${label}.${label}.${label}.${label.slice(2)}`,
			`${'x'.repeat(300)}.test`,
			many(127, () => 'a', '.'),
		),
		fc.nat({max: 5000}).map(number => `n${number}.evil.test`),
	);

export const address = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.ipV4(),
		fc.ipV6(),
		fc.constantFrom(
			'',
			'0.0.0.0',
			'127.0.0.1',
			'127.0.0.2',
			'127.255.255.254',
			'255.255.255.255',
			'::ffff:192.0.2.25',
			'999.1.1.1',
			'\u001B',
		),
	);

/** Data of records, as a resolver hands it on. */
export const data: Readonly<Record<DnsType, () => fc.Arbitrary<string>>> = {
	A: address,
	AAAA: address,
	TXT: text,
	MX: name,
	NS: name,
	CNAME: name,
	PTR: name,
	SOA: () =>
		fc
			.tuple(name(), name(), fc.constantFrom('1', '-1', '4294967296', '\u001B', ''))
			.map(parts => `${parts.join(' ')} 1 2 3 4`),
	SRV: () => name().map(host => `1 2 ${host}`),
	TLSA: () =>
		fc.constantFrom(
			'3 1 1',
			'3 1 1 zz',
			'255 255 255 00',
			`3 1 1 ${filled('ab', 64)}`,
			`3 0 0 ${filled('ab')}`,
			`2 0 0 ${filled('ab')}`,
			'\u001B',
			'-1 0 0 aa',
		),
	DS: () =>
		fc.constantFrom(
			'1 2 3',
			'0 0 0 00',
			'99999 8 2 aa',
			`65535 255 255 ${filled('ab')}`,
			`1 13 2 ${filled('ab', 64)}`,
			'\u001B',
		),
	DNSKEY: () =>
		fc.constantFrom(
			'257 3 13 ====',
			'0 0 0 ',
			`257 3 13 ${filled('A')}`,
			`256 3 8 ${filled('AAAA', 6000)}`,
			'999 999 999 AA',
			'\u001B',
		),
};
