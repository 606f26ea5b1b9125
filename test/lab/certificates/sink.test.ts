import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {type ConnectionOptions, connect, createServer} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {
	type BothKinds,
	bothOf,
	type CertificateFault,
	certificateFaults,
	createFaulty,
	createSinkAuthority,
	createSinkLeaves,
} from '../../../source/lab/certificates/sink.ts';

const now = Date.now();
const days = (count: number): number => now + count * 86_400_000;
const reached = {
	names: ['sink.lan.test', 'other.lan.test'],
	addresses: ['127.0.0.1', '::1', '192.168.1.20'],
	now,
} as const;
const authority = await createSinkAuthority({host: 'nas', now});
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
	expect({subject, ca}).toEqual({subject: 'CN=lostmail sink on nas', ca: true});
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
	const long = await createSinkAuthority({host: 'h, O=Else '.repeat(20), now});
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
