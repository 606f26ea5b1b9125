import {generateKeyPairSync} from 'node:crypto';
import {createTransport} from 'nodemailer';
import {expect, test} from 'vitest';
import type {DnsType} from '../../source/core/dns.ts';
import type {FailureCode} from '../../source/core/failure.ts';
import {failed, success} from '../../source/core/result.ts';
import {authenticationOf} from '../../source/mail/authentication.ts';
import type {Ask} from '../../source/mail/resolver.ts';

const keys = generateKeyPairSync('rsa', {modulusLength: 2048});
const short = generateKeyPairSync('rsa', {modulusLength: 768});
const publishedOf = ({publicKey}: typeof keys): string =>
	`v=DKIM1; k=rsa; p=${publicKey.export({type: 'spki', format: 'der'}).toString('base64')}`;

const zone = {
	's1._domainkey.shop.test TXT': publishedOf(keys),
	'shop.test TXT': 'v=spf1 ip4:203.0.113.7 -all',
	'_dmarc.shop.test TXT': 'v=DMARC1; p=reject',
};

type Zone = Readonly<Record<string, string>>;

/** Answers from a literal; a word such as `timeout` is a failure. */
const asking = (records: Zone, asked: string[] = []): Ask => {
	const codes: readonly string[] = ['timeout', 'server-failure'] satisfies FailureCode[];
	return async (name: string, type: DnsType) => {
		asked.push(`${name} ${type}`);
		const data = records[`${name.toLowerCase()} ${type}`] ?? 'no-such-name';
		if (data === 'no-such-name' || codes.includes(data)) return failed({code: data as FailureCode});
		return success({
			server: '192.0.2.53:53',
			protocol: 'udp',
			records: [{name, type, ttl: 60, data}],
			aliases: [],
			authenticated: false,
			tries: 1,
			dropped: [],
		});
	};
};

/** Signed by nodemailer, so that what one program signs another verifies. */
const signed = async (domainName = 'shop.test', {privateKey} = keys): Promise<Buffer> => {
	const transport = createTransport({
		streamTransport: true,
		buffer: true,
		newline: 'windows',
		dkim: {
			domainName,
			keySelector: 's1',
			privateKey: privateKey.export({type: 'pkcs8', format: 'pem'}).toString(),
		},
	});
	const {message} = await transport.sendMail({
		from: 'Shop <no-reply@shop.test>',
		to: 'me@home.test',
		subject: 'Your code',
		text: 'Type 482913 to sign in.',
	});
	return Buffer.from(message as Buffer);
};

const plain = Buffer.from('From: Shop <no-reply@shop.test>\r\nSubject: x\r\n\r\nType 482913.\r\n');
const home = {remote: '192.168.1.5', helo: 'nas', sender: 'bounce@shop.test'};
const abroad = {remote: '203.0.113.7', helo: 'mx.shop.test', sender: 'bounce@shop.test'};

const judged = (octets: Buffer, records: Zone = zone, from = home) =>
	authenticationOf({octets, ...from}, asking(records));

test('from a private address DKIM and DMARC count, and SPF says nothing yet', async () => {
	const asked: string[] = [];
	const octets = await signed();
	expect(await authenticationOf({octets, ...home}, asking(zone, asked))).toEqual({
		spf: {
			result: 'none',
			domain: 'shop.test',
			says: 'It came from 192.168.1.5, a private address (RFC 1918), so SPF says nothing yet: it will be judged by the address of the server that sends it on.',
		},
		dkim: [
			{
				result: 'pass',
				domain: 'shop.test',
				selector: 's1',
				says: 'The DKIM signature of shop.test verifies with the key at s1._domainkey.shop.test.',
			},
		],
		dmarc: {
			result: 'pass',
			domain: 'shop.test',
			policy: 'reject',
			says: 'DMARC of shop.test passes: a domain that signed it is aligned with From.',
		},
	});
	expect(asked).not.toContain('shop.test TXT');
});

test.each(['127.0.0.1', '::1', '::ffff:10.0.0.1', 'fe80::1%eth0', '100.64.0.1'])(
	'%s is not on the internet',
	async remote => {
		const {spf, dmarc} = await judged(plain, zone, {...home, remote});
		expect(spf.result).toBe('none');
		expect(spf.says).toContain('server that sends it on');
		expect(dmarc).toEqual({
			result: 'none',
			domain: 'shop.test',
			policy: 'reject',
			says: 'No DKIM signature that is aligned with shop.test passes, so DMARC will rest on the SPF of the server that sends it on.',
		});
	},
);

test.each([
	['203.0.113.7', 'pass', 'pass'],
	['203.0.113.8', 'fail', 'fail'],
])('from the public address %s SPF counts: %s', async (remote, result, dmarc) => {
	expect(await judged(plain, zone, {...abroad, remote})).toMatchObject({
		spf: {result, domain: 'shop.test'},
		dkim: [{result: 'none', says: 'The message carries no DKIM signature.'}],
		dmarc: {result: dmarc, policy: 'reject'},
	});
});

test('a bounce is judged by its HELO name', async () => {
	const records = {...zone, 'mx.shop.test TXT': 'v=spf1 ip4:203.0.113.7 -all'};
	expect(await judged(plain, records, {...abroad, sender: ''})).toMatchObject({
		spf: {result: 'pass', domain: 'mx.shop.test'},
	});
	const {helo: _helo, ...silent} = {...abroad, sender: ''};
	expect((await authenticationOf({octets: plain, ...silent}, asking(zone))).spf.result).toBe('none');
});

const spoilt: Readonly<Record<string, readonly [(text: string) => string, Zone, string, string]>> = {
	'a changed body': [text => text.replace('482913', '482914'), zone, 'fail', 'the body is not the one'],
	'a changed field': [
		text => text.replace('Your code', 'My code'),
		zone,
		'fail',
		'a signed field was changed',
	],
	'no key': [text => text, {}, 'neutral', 'There is no key at s1._domainkey.shop.test'],
	'a key that is none': [
		text => text,
		{...zone, 's1._domainkey.shop.test TXT': 'v=DKIM1; p=AAAA'},
		'neutral',
		'cannot be used',
	],
	'rsa-sha1': [text => text.replace('a=rsa-sha256', 'a=rsa-sha1'), zone, 'fail', 'the body is not the one'],
	'no From signed': [text => text.replace('h=from:', 'h='), zone, 'neutral', 'From field not signed'],
};

test.each(Object.entries(spoilt))('DKIM with %s', async (_name, [change, records, result, says]) => {
	const octets = Buffer.from(change((await signed()).toString('latin1')), 'latin1');
	const {dkim} = await judged(octets, records);
	expect(dkim).toMatchObject([{result, says: expect.stringContaining(says)}]);
});

test('DKIM with a key that is too short', async () => {
	const records = {...zone, 's1._domainkey.shop.test TXT': publishedOf(short)};
	expect(await judged(await signed('shop.test', short), records)).toMatchObject({
		dkim: [{result: 'policy', says: expect.stringContaining('too short')}],
		dmarc: {result: 'none'},
	});
});

test('a lookup that failed is temporary, and named', async () => {
	const octets = await signed();
	const failing = {...zone, 's1._domainkey.shop.test TXT': 'timeout', 'shop.test TXT': 'server-failure'};
	expect(await judged(octets, failing, abroad)).toMatchObject({
		spf: {result: 'temperror', says: expect.stringContaining('TXT shop.test: server failure')},
		dkim: [{result: 'temperror', says: expect.stringContaining('TXT s1._domainkey.shop.test: timeout')}],
		dmarc: {result: 'temperror', says: expect.stringContaining('because SPF or DKIM could not')},
	});
	expect(await judged(octets, {...zone, '_dmarc.shop.test TXT': 'timeout'})).toMatchObject({
		dmarc: {result: 'temperror', says: expect.stringContaining('TXT _dmarc.shop.test: timeout')},
	});
});

test('a signature of somebody else does not count for DMARC', async () => {
	const records = {...zone, 's1._domainkey.esp.test TXT': zone['s1._domainkey.shop.test TXT']};
	expect(await judged(await signed('esp.test'), records)).toMatchObject({
		dkim: [{result: 'pass', domain: 'esp.test'}],
		dmarc: {result: 'none', policy: 'reject'},
	});
});

test('without a policy DMARC says so', async () => {
	const {dmarc} = await judged(await signed(), {...zone, '_dmarc.shop.test TXT': 'no-such-name'});
	expect(dmarc).toEqual({result: 'none', domain: 'shop.test', says: 'shop.test has no DMARC policy.'});
});

test.each([
	['no From', 'Subject: x\r\n\r\nx', 'permerror'],
	['two domains', 'From: a@shop.test, b@other.test\r\n\r\nx', 'permerror'],
	['an address', 'From: a@[192.0.2.1]\r\n\r\nx', 'none'],
])('DMARC with %s as author', async (_name, text, result) => {
	expect((await judged(Buffer.from(text))).dmarc.result).toBe(result);
});

test('at most ten signatures are verified, the topmost, and the rest is told', async () => {
	const asked: string[] = [];
	const field = (index: number) =>
		`DKIM-Signature: v=1; a=rsa-sha256; d=d${index}.test; s=s; h=from; bh=${Buffer.alloc(32).toString('base64')}; b=AAAA\r\n`;
	const octets = Buffer.from(
		`${Array.from({length: 500}, (_, index) => field(index)).join('')}${plain.toString('latin1')}`,
	);
	const {dkim} = await authenticationOf({octets, ...home}, asking({}, asked));
	expect(dkim.map(({domain}) => domain)).toEqual([
		...Array.from({length: 10}, (_, index) => `d${index}.test`),
		undefined,
	]);
	expect(dkim.at(-1)?.says).toBe('Only the first 10 of 500 DKIM signatures were verified.');
	expect(asked.length).toBeLessThan(30);
});

const signature =
	'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.test; s=s1; bh=AA; b=AA; h=from';

test.each([
	['50,000 fields', `${'X: y\r\n'.repeat(50_000)}\r\n`],
	['20,000 short fields', `${'a:\r\n'.repeat(20_000)}\r\n`],
	['100,000 folded lines', `X: y\r\n${' \r\n'.repeat(80_000)}\r\n`],
	['a signature of very many fields', `${signature}${':x'.repeat(100_000)}\r\n${'x:\r\n'.repeat(1500)}\r\n`],
	['a Received field of a megabyte', `Received: ${'x'.repeat(1_000_000)}\r\n\r\n`],
	['very many addresses', `From: ${'<a@b.test>,'.repeat(20_000)}\r\n\r\n`],
	['two megabytes of line feeds', `${signature}\r\nFrom: a@shop.test\r\n\r\n${'\n'.repeat(2_000_000)}`],
	['two megabytes of blanks', `${signature}\r\nFrom: a@shop.test\r\n\r\n${' '.repeat(2_000_000)}`],
	['eleven megabytes', `From: a@shop.test\r\n\r\n${'x'.repeat(11_000_000)}`],
	['no line at all', 'x'.repeat(300_000)],
	[
		'control characters',
		'DKIM-Signature: v=1; a=\u001B[2J; d=\u001B[2J; s=\u009B\r\nFrom: a@\u001B[2J\r\n\r\n',
	],
	['nothing', ''],
	['an empty header', '\r\nx'],
])('it ends: %s', async (_name, text) => {
	const said = await judged(Buffer.from(text));
	expect(said.dkim.length).toBeGreaterThan(0);
	expect(JSON.stringify(said)).not.toMatch(/\\u00/);
});

test('what is not judged says why', async () => {
	expect(await judged(Buffer.from(`${'a:\r\n'.repeat(20_000)}\r\n`))).toMatchObject({
		dkim: [{result: 'none', says: expect.stringContaining('more than 10000 lines')}],
		dmarc: {result: 'none'},
	});
});
