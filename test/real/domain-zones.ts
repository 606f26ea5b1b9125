import {createKey, type Signing, signZone} from './signing.ts';

/** A zone below `test.`, as its two name servers hold it. */
type Child = {
	/** Lines of a zone file, next to SOA and NS. */
	readonly records: readonly string[];
	/** What the second name server says instead; `refused`: it does not know the zone. */
	readonly second?: {readonly records?: readonly string[]; readonly serial?: number} | 'refused';
	/** Not even the first one knows the zone. */
	readonly first?: 'refused';
	/** Host names that the parent zone gives for its servers, if not the two usual ones. */
	readonly delegated?: readonly string[];
	/** Host names that the zone itself gives for its servers, if not those of the parent zone. */
	readonly own?: readonly string[];
	readonly signing?: Signing;
	/** What the parent zone knows of its key. */
	readonly ds?: 'none' | 'of-another-key' | 'without-key';
	/** Changes the signed zone file. */
	readonly after?: (text: string) => string;
};

/** Addresses that the zones speak of; each is reached somewhere on loopback. */
export const places = {
	above: '192.0.2.1',
	first: '192.0.2.11',
	second: '192.0.2.12',
	silent: '192.0.2.13',
	mx1: '192.0.2.25',
	mx1v6: '2001:db8::25',
	mx2: '192.0.2.26',
	expired: '192.0.2.27',
	bare: '192.0.2.28',
	strict: '192.0.2.29',
	shut: '192.0.2.30',
} as const;

export const reverseZone = '2.0.192.in-addr.arpa';
const usual = ['ns1.office.test.', 'ns2.office.test.'];

/** What only the running servers know. */
export type Known = {
	/** Data of TLSA records, by exchanger. */
	readonly tlsa: {readonly mx1: string; readonly mx2: string; readonly foreign: string};
	/** Public keys, Base64 of DER. */
	readonly dkim: {readonly usual: string; readonly long: string};
};

const text = (value: string): string =>
	value
		.match(/.{1,250}/g)
		?.map(part => `"${part}"`)
		.join(' ') ?? '""';

const mailFor = (exchanger: string): readonly string[] => [
	`@ MX 10 ${exchanger}`,
	'@ TXT "v=spf1 mx -all"',
	'_dmarc TXT "v=DMARC1; p=reject"',
];

const children = ({tlsa, dkim}: Known): Readonly<Record<string, Child>> => ({
	'office.test': {
		signing: {denial: 'nsec3'},
		records: [
			`ns1 A ${places.first}`,
			`ns2 A ${places.second}`,
			`ns3 A ${places.second}`,
			'@ A 192.0.2.80',
			'@ MX 10 mx1',
			'@ MX 20 mx2',
			`mx1 A ${places.mx1}`,
			`mx1 AAAA ${places.mx1v6}`,
			`mx2 A ${places.mx2}`,
			`_25._tcp.mx1 TLSA ${tlsa.mx1}`,
			`_25._tcp.mx2 TLSA ${tlsa.mx2}`,
			'@ TXT "v=spf1 mx include:_spf.plain.test -all"',
			'@ TXT "another-text=of the domain"',
			`s2026._domainkey TXT ${text(`v=DKIM1; k=rsa; p=${dkim.usual}`)}`,
			`long._domainkey TXT ${text(`v=DKIM1; k=rsa; p=${dkim.long}`)}`,
			'hosted._domainkey CNAME key._domainkey.plain.test.',
			'_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@office.test"',
			'_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@office.test"',
		],
	},
	'plain.test': {
		records: [
			...mailFor('mx1.office.test.'),
			'_spf TXT "v=spf1 ip4:198.51.100.0/24 -all"',
			`key._domainkey TXT ${text(`v=DKIM1; k=rsa; p=${dkim.usual}`)}`,
		],
	},
	'trade.test': {
		signing: {denial: 'nsec'},
		records: [
			'announced MX 10 mx.announced',
			`mx.announced A ${places.mx1}`,
			`_25._tcp.mx.announced TLSA ${tlsa.foreign}`,
			'outside MX 10 mx.plain-address',
			`mx.plain-address A ${places.mx2}`,
			'expired MX 10 mx.expired',
			`mx.expired A ${places.expired}`,
			'bare MX 10 mx.bare',
			`mx.bare A ${places.bare}`,
			'strict MX 10 mx.strict',
			`mx.strict A ${places.strict}`,
			'shut MX 10 mx.shut',
			`mx.shut A ${places.shut}`,
			'alias MX 10 cname',
			'cname CNAME mx1.office.test.',
			'dangling MX 10 nowhere',
			'null MX 0 .',
			'copy CNAME office.test.',
			'lost CNAME nosuch.test.',
			'up CNAME ns.test.',
			'round CNAME trip',
			'trip CNAME round',
			'wild MX 10 mx1.office.test.',
			'*.wild TXT "v=spf1 -all"',
			'*.wild A 192.0.2.80',
			'big TXT "v=spf1 ip4:192.0.2.25 -all"',
			...Array.from({length: 20}, (_, index) => `big TXT "verification-${index}=${'x'.repeat(90)}"`),
		],
	},
	'expired.test': {signing: {validity: 'over'}, records: mailFor('mx1.office.test.')},
	'forged.test': {
		signing: {},
		records: mailFor('mx1.office.test.'),
		after: signed => signed.replace(/MX\t10 /, 'MX\t11 '),
	},
	'stranger.test': {signing: {}, ds: 'of-another-key', records: mailFor('mx1.office.test.')},
	'keyless.test': {ds: 'without-key', records: mailFor('mx1.office.test.')},
	'island.test': {signing: {}, ds: 'none', records: mailFor('mx1.office.test.')},
	'aged.test': {signing: {algorithm: 'RSASHA1_NSEC3'}, records: mailFor('mx1.office.test.')},
	'apart.test': {
		records: mailFor('mx1.office.test.'),
		second: {records: mailFor('mx2.office.test.'), serial: 2},
	},
	'behind.test': {records: mailFor('mx1.office.test.'), second: {serial: 2}},
	'lame.test': {records: mailFor('mx1.office.test.'), second: 'refused'},
	'refused.test': {records: [], first: 'refused', second: 'refused'},
	'circle.test': {records: [], first: 'refused', second: 'refused', delegated: ['ns.test.']},
	'moved.test': {records: mailFor('mx1.office.test.'), own: ['ns1.office.test.', 'ns3.office.test.']},
	'lonely.test': {
		records: mailFor('mx1.office.test.'),
		delegated: ['ns1.office.test.'],
		second: 'refused',
	},
	'silent.test': {
		records: [],
		first: 'refused',
		second: 'refused',
		delegated: ['ns.silent.test.'],
	},
});

const zoneFile = (zone: string, servers: readonly string[], records: readonly string[], serial = 1): string =>
	[
		`$ORIGIN ${zone === '.' ? '.' : `${zone}.`}`,
		'$TTL 60',
		`@ SOA ${servers[0]} hostmaster.test. ${serial} 3600 600 86400 60`,
		...servers.map(host => `@ NS ${host}`),
		...records,
		'',
	].join('\n');

const firstLabel = (zone: string): string => zone.slice(0, zone.indexOf('.'));

type Held = Record<string, string>;

/** The zone files of each server, the DS record of the root, and that of each key that a zone is signed with. */
export const buildZones = async (folder: string, known: Known) => {
	const [first, second]: [Held, Held] = [{}, {}];
	const delegations: string[] = [];
	const signers: Record<string, string> = {};
	await Promise.all(
		Object.entries(children(known)).map(async ([zone, child]) => {
			const delegated = child.delegated ?? usual;
			const own = child.own ?? delegated;
			const {signing, after = signed => signed} = child;
			const plain = zoneFile(zone, own, child.records);
			const signed = signing ? await signZone(folder, zone, plain, signing) : undefined;
			if (signed) signers[zone] = signed.ds;
			const held = signed ? after(signed.text) : plain;
			if (child.first !== 'refused') first[zone] = held;
			if (child.second === undefined) second[zone] = held;
			else if (child.second !== 'refused')
				second[zone] = zoneFile(zone, own, child.second.records ?? child.records, child.second.serial);
			const another = child.ds === undefined || child.ds === 'none' ? undefined : createKey(folder, zone);
			const ds = child.ds === undefined ? signed?.ds : (await another)?.ds;
			delegations.push(
				...delegated.map(host => `${firstLabel(zone)} NS ${host}`),
				...(ds === undefined ? [] : [ds]),
			);
		}),
	);
	first[reverseZone] = zoneFile(reverseZone, usual, ['25 PTR mx1.office.test.', '26 PTR other.office.test.']);
	second[reverseZone] = first[reverseZone];
	const test = await signZone(
		folder,
		'test',
		zoneFile(
			'test',
			['ns.test.'],
			[
				`ns A ${places.above}`,
				`ns1.office A ${places.first}`,
				`ns2.office A ${places.second}`,
				`ns.silent A ${places.silent}`,
				...delegations,
			],
		),
	);
	const root = await signZone(
		folder,
		'.',
		zoneFile(
			'.',
			['ns.test.'],
			[
				'test NS ns.test.',
				`ns.test A ${places.above}`,
				test.ds,
				...usual.map(host => `${reverseZone} NS ${host}`),
			],
		),
	);
	return {above: {'.': root.text, test: test.text}, first, second, anchor: root.ds, signers};
};
