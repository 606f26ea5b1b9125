import {execFileSync} from 'node:child_process';
import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {type ConnectionOptions, connect, createServer} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {createIssuer, pemOf} from '../../../source/lab/certificates/issue.ts';
import {
	type BothKinds,
	beyond,
	bothOf,
	type CertificateFault,
	certificateFaults,
	createFaulty,
	createSinkAuthority,
	createSinkLeaves,
	type Pair,
} from '../../../source/lab/certificates/sink.ts';

const now = Date.now();
const days = (count: number): number => now + count * 86_400_000;
const reached = {
	names: ['sink.lan.test', 'other.lan.test'],
	addresses: ['127.0.0.1', '::1', '192.168.1.20'],
	now,
} as const;
const authority = await createSinkAuthority(reached);
const narrow = await createSinkAuthority({
	names: ['nas.example.com', 'localhost'],
	addresses: ['198.51.100.7', '2001:db8::7'],
	now,
});
const leaves = await createSinkLeaves(authority, reached);
const faulty = createFaulty(authority, leaves, reached);

const serve = async (identity: BothKinds): Promise<number> => {
	const server = createServer({key: [...identity.key], cert: [...identity.cert]}, socket => socket.end());
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	return (server.address() as AddressInfo).port;
};

/** What a client comes to that trusts the authority, and which kind of key it was shown. */
const shake = async (
	port: number,
	options: ConnectionOptions = {},
): Promise<{readonly verdict: string; readonly kind?: string | undefined}> => {
	const client = connect({host: '127.0.0.1', port, ca: authority.cert, ...options});
	try {
		await once(client, 'secureConnect');
		const kind = client.getPeerX509Certificate()?.publicKey.asymmetricKeyType;
		return {verdict: 'trusted', kind};
	} catch (error) {
		return {verdict: String((error as NodeJS.ErrnoException).code)};
	} finally {
		client.destroy();
	}
};

describe('a client that trusts the authority', () => {
	test('verifies the IP address that it connected to, without a name (SNI)', async () => {
		expect(await shake(await serve(bothOf(leaves)))).toEqual({verdict: 'trusted', kind: 'ec'});
	});

	test.each(reached.names)('verifies the name %s', async servername => {
		expect((await shake(await serve(bothOf(leaves)), {servername})).verdict).toBe('trusted');
	});

	test('does not take it for another name', async () => {
		const verdict = 'ERR_TLS_CERT_ALTNAME_INVALID';
		expect((await shake(await serve(bothOf(leaves)), {servername: 'mail.example'})).verdict).toBe(verdict);
	});

	test('of TLS 1.2 with RSA alone is shown the RSA certificate', async () => {
		const old: ConnectionOptions = {maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA'};
		expect(await shake(await serve(bothOf(leaves)), old)).toEqual({verdict: 'trusted', kind: 'rsa'});
		const newer: ConnectionOptions = {maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256'};
		expect(await shake(await serve(bothOf(leaves)), newer)).toEqual({verdict: 'trusted', kind: 'rsa'});
	});

	test('of TLS 1.2 with elliptic curves alone is shown the other one', async () => {
		const curves: ConnectionOptions = {maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256'};
		expect(await shake(await serve(bothOf(leaves)), curves)).toEqual({verdict: 'trusted', kind: 'ec'});
	});

	test.each([
		['RSA-PSS+SHA256', 'rsa'],
		['ECDSA+SHA256', 'ec'],
	])('of TLS 1.3 that takes signatures by %s alone is shown what it takes', async (sigalgs, kind) => {
		const options: ConnectionOptions = {minVersion: 'TLSv1.3', sigalgs: `${sigalgs}:RSA+SHA256`};
		expect(await shake(await serve(bothOf(leaves)), options)).toEqual({verdict: 'trusted', kind});
	});
});

describe('on demand', () => {
	const verdicts: Readonly<Record<CertificateFault, string>> = {
		expired: 'CERT_HAS_EXPIRED',
		'not-yet-valid': 'CERT_NOT_YET_VALID',
		'self-signed': 'DEPTH_ZERO_SELF_SIGNED_CERT',
		'wrong-name': 'ERR_TLS_CERT_ALTNAME_INVALID',
		'unknown-issuer': 'SELF_SIGNED_CERT_IN_CHAIN',
	};
	test.each(certificateFaults)('%s, with either kind of key', async fault => {
		const port = await serve(await faulty(fault));
		expect((await shake(port)).verdict).toBe(verdicts[fault]);
		const old: ConnectionOptions = {maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA'};
		expect((await shake(port, old)).verdict).toBe(verdicts[fault]);
	});

	test('each is made once', async () => {
		expect(await faulty('expired')).toBe(await faulty('expired'));
	});
});

test('the authority lives ten years, the certificates one, and never longer than the authority', async () => {
	const {validToDate, subject, ca} = new X509Certificate(authority.cert);
	expect({subject, ca}).toEqual({subject: 'CN=lostmail sink on sink.lan.test', ca: true});
	expect(validToDate.getTime()).toBeGreaterThan(days(3649));
	for (const {cert} of [leaves.ec, leaves.rsa]) {
		const leaf = new X509Certificate(cert);
		expect(leaf.ca).toBe(false);
		expect(leaf.validFromDate.getTime()).toBeLessThan(days(-29));
		expect(leaf.validToDate.getTime()).toBeGreaterThan(days(364));
		expect(leaf.validToDate.getTime()).toBeLessThan(days(366));
	}
	const late = await createSinkLeaves(authority, {...reached, now: days(3500)});
	expect(new X509Certificate(late.ec.cert).validToDate).toEqual(validToDate);
});

test('a long name is cut where it is the common name only', async () => {
	const name = `${'a'.repeat(60)}.${'b'.repeat(60)}.test`;
	const {ec} = await createSinkLeaves(authority, {...reached, names: [name]});
	const {subject, subjectAltName} = new X509Certificate(ec.cert);
	expect(subject).toBe(`CN=${name.slice(0, 64)}`);
	expect(subjectAltName).toContain(`DNS:${name}`);
	const long = await createSinkAuthority({...reached, names: ['h, O=Else '.repeat(20)]});
	const authorityName = new X509Certificate(long.cert).subject;
	expect(authorityName).toMatch(/^CN=lostmail sink on h\\, O=Else/);
	expect(authorityName.split('\n')).toHaveLength(1);
});

test('the certificates name every address', () => {
	for (const {cert} of [leaves.ec, leaves.rsa])
		expect(new X509Certificate(cert).subjectAltName).toBe(
			'DNS:sink.lan.test, DNS:other.lan.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:192.168.1.20',
		);
});

describe('the authority may sign for this machine alone', () => {
	/** Node's word for OpenSSL's “permitted subtree violation”. */
	const violation = 'UNSPECIFIED';
	const verdictFor = async (
		above: Pair,
		names: readonly [string, ...string[]],
		addresses: readonly string[],
	) => {
		const port = await serve(bothOf(await createSinkLeaves(above, {names, addresses, now})));
		const [servername] = names;
		return (await shake(port, {ca: above.cert, servername})).verdict;
	};

	test.each([
		['nas.example.com', ['198.51.100.7', '2001:db8::7']],
		['below.nas.example.com', ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.1.1', '127.0.0.1', '::1']],
		['renamed.local', ['100.64.0.1', 'fd00::1', 'fe80::1']],
		['localhost', []],
		['nas.home.arpa', []],
	] as const)('%s %j', async (name, addresses) => {
		expect(await verdictFor(narrow, [name], addresses)).toBe('trusted');
		expect(await beyond(narrow, {names: [name], addresses, now})).toEqual({names: [], addresses: []});
	});

	test.each([
		['www.example.org', []],
		['example.com', []],
		['notnas.example.com', []],
		['localhost', ['198.51.100.8']],
		['localhost', ['2001:db8::8']],
		['localhost', ['172.32.0.1']],
	] as const)('not %s %j', async (name, addresses) => {
		expect(await verdictFor(narrow, [name], addresses)).toBe(violation);
		expect(await beyond(narrow, {names: [name], addresses, now})).toEqual({
			names: name === 'localhost' ? [] : [name],
			addresses,
		});
	});

	test('and for no other authority; one without constraints is beyond nothing', async () => {
		const text = execFileSync('openssl', ['x509', '-noout', '-text'], {input: narrow.cert}).toString();
		expect(text).toMatch(/CA:TRUE, pathlen:0/);
		expect(text).toMatch(/Name Constraints:\s+Permitted:\s+DNS:nas\.example\.com/);
		expect(text).toContain('IP:10.0.0.0/255.0.0.0');
		const free = await createIssuer('CN=Free', undefined, {key: 'rsa'});
		const pair = {key: await pemOf(free.keys.privateKey), cert: free.certificate.toString('pem')};
		expect(await beyond(pair, {names: ['a.example'], addresses: ['192.0.2.1'], now})).toEqual({
			names: [],
			addresses: [],
		});
	});
});
