import {X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {connect, createServer} from 'node:tls';
import {describe, expect, test} from 'vitest';
import {type CertificateKind, certificateKinds, createAuthority} from '../../source/lab/certificates.ts';

const name = 'smtp.provider.test';

/** What Node itself says to a server with this identity, `trusted` when nothing. */
const verdictOf = async (kind: CertificateKind): Promise<{verdict: string; validTo: string}> => {
	const authority = await createAuthority();
	const server = createServer({...(await authority.issue({name, kind}))}, socket => socket.end());
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const client = connect({host: '127.0.0.1', port, servername: name, ca: authority.pem});
	try {
		await once(client, 'secureConnect');
		return {verdict: 'trusted', validTo: client.getPeerCertificate().valid_to};
	} catch (error) {
		return {verdict: String((error as NodeJS.ErrnoException).code), validTo: ''};
	} finally {
		client.destroy();
		server.close();
		await once(server, 'close');
	}
};

test.each([
	['good', 'trusted'],
	['expires-soon', 'trusted'],
	['expires-in-a-month', 'trusted'],
	['issuer-not-sent', 'trusted'],
	['expired', 'CERT_HAS_EXPIRED'],
	['not-yet-valid', 'CERT_NOT_YET_VALID'],
	['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	['unknown-issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	['intermediate-not-sent', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	['weak-key', 'UNSPECIFIED'],
] as const)('%s is %s', async (kind, expected) => {
	expect((await verdictOf(kind)).verdict).toBe(expected);
});

test('expires-soon ends within the week', async () => {
	const {validTo} = await verdictOf('expires-soon');
	const days = (Date.parse(validTo) - Date.now()) / 86_400_000;
	expect(days).toBeGreaterThan(1);
	expect(days).toBeLessThan(7);
});

test('expires-in-a-month has a life that is long enough to be warned of', async () => {
	const {cert} = await (await createAuthority()).issue({name, kind: 'expires-in-a-month'});
	const {validFromDate, validToDate} = new X509Certificate(cert);
	const days = (from: number, to: number) => (to - from) / 86_400_000;
	expect(days(Date.now(), validToDate.getTime())).toBeGreaterThan(19);
	expect(days(Date.now(), validToDate.getTime())).toBeLessThan(21);
	expect(days(validFromDate.getTime(), validToDate.getTime())).toBeGreaterThan(90);
});

test('intermediate-not-sent names where its issuer is to be had, and only its own certificate is sent', async () => {
	const authority = await createAuthority();
	const {cert} = await authority.issue({name, kind: 'intermediate-not-sent'});
	expect(cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
	expect(new X509Certificate(cert).infoAccess).toBe('CA Issuers - URI:http://issuers.lab.test/r3.der');
});

test('weak-key is an RSA key of 1024 bits', async () => {
	const {cert} = await (await createAuthority()).issue({name, kind: 'weak-key'});
	expect(new X509Certificate(cert).publicKey.asymmetricKeyDetails).toMatchObject({modulusLength: 1024});
});

describe('another issuer', () => {
	const issuer = 'C=US, O=Example Inc., CN=Example Mail Shield Root';
	const lines = 'C=US\nO=Example Inc.\nCN=Example Mail Shield Root';

	test('is trusted beside the own authority, and is the same for every host', async () => {
		const authority = await createAuthority();
		expect(authority.trusted()).toBe(authority.pem);
		const [one, other] = await Promise.all(
			[name, 'smtp.other.test'].map(host => authority.issue({name: host, kind: 'good', issuer})),
		);
		const [leaf, above] = (one?.cert ?? '')
			.split(/(?<=END CERTIFICATE-----)\n/)
			.map(pem => new X509Certificate(pem));
		expect(leaf?.issuer).toBe(lines);
		expect(other?.cert).toContain(above?.toString().trim());
		expect(authority.trusted()).toContain(authority.pem.trim());
		expect(authority.trusted()).toContain(above?.toString().trim());
	});

	test('is nobody to trust where the issuer is to be unknown', async () => {
		const authority = await createAuthority();
		const {cert} = await authority.issue({name, kind: 'unknown-issuer', issuer});
		expect(new X509Certificate(cert).issuer).toBe(lines);
		expect(authority.trusted()).toBe(authority.pem);
	});

	test('stands below the own authority where it is not sent', async () => {
		const authority = await createAuthority();
		const {cert} = await authority.issue({name, kind: 'intermediate-not-sent', issuer});
		expect(new X509Certificate(cert).issuer).toBe(lines);
		expect(authority.trusted()).toBe(authority.pem);
	});
});

test('no kind is left out above', () => {
	expect(certificateKinds).toHaveLength(11);
});

test('an identity does not fit another authority', async () => {
	const [one, other] = [await createAuthority(), await createAuthority()];
	expect(one.pem).not.toBe(other.pem);
});
