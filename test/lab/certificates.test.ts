import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {connect, createServer} from 'node:tls';
import {expect, test} from 'vitest';
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
	['issuer-not-sent', 'trusted'],
	['expired', 'CERT_HAS_EXPIRED'],
	['not-yet-valid', 'CERT_NOT_YET_VALID'],
	['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	['unknown-issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const)('%s is %s', async (kind, expected) => {
	expect((await verdictOf(kind)).verdict).toBe(expected);
});

test('expires-soon ends within the week', async () => {
	const {validTo} = await verdictOf('expires-soon');
	const days = (Date.parse(validTo) - Date.now()) / 86_400_000;
	expect(days).toBeGreaterThan(1);
	expect(days).toBeLessThan(7);
});

test('no kind is left out above', () => {
	expect(certificateKinds).toHaveLength(8);
});

test('an identity does not fit another authority', async () => {
	const [one, other] = [await createAuthority(), await createAuthority()];
	expect(one.pem).not.toBe(other.pem);
});
