import {createHash, X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {type AddressInfo, connect} from 'node:net';
import {createServer} from 'node:tls';
import {expect, test} from 'vitest';
import type {Certificate} from '../../source/core/smtp.ts';
import type {Identity} from '../../source/lab/certificates.ts';
import {secure} from '../../source/probes/secure.ts';
import {createChain} from './smtp/chain.ts';
import {afterwards, authority, host, never} from './smtp/loopback.ts';

const chainOf = async (identity: Identity, ca: readonly string[]): Promise<readonly Certificate[]> => {
	const server = createServer(identity, socket => socket.on('error', () => {}));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const raw = connect((server.address() as AddressInfo).port, '127.0.0.1');
	await once(raw, 'connect');
	const {socket, facts} = await secure(raw, {host, ca, ms: 2000, signal: never});
	afterwards(async () => {
		socket.destroy();
		server.close();
		await once(server, 'close');
	});
	return facts.chain;
};

const digests = (octets: Buffer) => ({
	sha256: createHash('sha256').update(octets).digest('hex'),
	sha512: createHash('sha512').update(octets).digest('hex'),
});

/** The key as it stands in the certificate: the SEQUENCE of an algorithm and a bit string (RFC 5280 section 4.1). */
const keyIn = ({raw}: X509Certificate): Buffer => {
	// P-256: 26 octets of head, 65 of point.
	const at = raw.indexOf(Buffer.from('3059301306072a8648ce3d0201', 'hex'));
	return raw.subarray(at, at + 91);
};

test('digests are those of the octets that were sent', async () => {
	const chain = await createChain();
	const identity = await chain.issue(host);
	const pems = [...identity.cert.matchAll(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g), [chain.root]];
	const seen = await chainOf(identity, [chain.root]);
	expect(seen.map(certificate => certificate.digests)).toEqual(
		pems.map(([pem = '']) => {
			const certificate = new X509Certificate(pem);
			return {certificate: digests(certificate.raw), publicKey: digests(keyIn(certificate))};
		}),
	);
	expect(seen[0]?.sha256.replaceAll(':', '').toLowerCase()).toBe(seen[0]?.digests?.certificate.sha256);
});

test.each([
	[
		'a whole chain',
		async () => {
			const chain = await createChain();
			return chainOf(await chain.issue(host), [chain.root]);
		},
		[true, true, true],
	],
	[
		'a leaf alone',
		async () => {
			const chain = await createChain();
			return chainOf(await chain.issueAlone(host), []);
		},
		[false],
	],
	[
		'a chain without its root',
		async () => {
			const chain = await createChain();
			return chainOf(await chain.issue(host), []);
		},
		[true, false],
	],
	[
		'one that signed itself',
		async () => chainOf(await authority.issue({name: host, kind: 'self-signed'}), []),
		[true],
	],
])('signed: %s', async (_, look, wanted) => {
	expect((await look()).map(({signed}) => signed)).toEqual(wanted);
});

const parts = ({cert}: Identity): readonly string[] =>
	cert.split(/(?<=-----END CERTIFICATE-----)\s*/).filter(Boolean);

test.each([
	['the root', ([leaf, middle]: readonly string[]) => [leaf, middle], [false, false, true]],
	['all but the leaf', ([leaf]: readonly string[]) => [leaf], [false, true, true]],
	[
		'nothing',
		([leaf, middle]: readonly string[], root: string) => [leaf, middle, root],
		[false, false, false],
	],
	[
		'nothing, in disorder',
		([leaf, middle]: readonly string[], root: string) => [leaf, root, middle],
		[false, false, false],
	],
	[
		'the root, and the leaf comes twice',
		([leaf, middle]: readonly string[]) => [leaf, leaf, middle],
		[false, false, true],
	],
])('unsent: %s', async (_, sent, wanted) => {
	const chain = await createChain();
	const identity = await chain.issue(host);
	const cert = sent(parts(identity), chain.root).join('\n');
	const seen = await chainOf({...identity, cert}, [chain.root, ...parts(identity).slice(1)]);
	expect(seen.map(({unsent = false}) => unsent)).toEqual(wanted);
});
