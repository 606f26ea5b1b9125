import {once} from 'node:events';
import type {AddressInfo, Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import {describe, expect, test} from 'vitest';
import type {Identity} from '../../../source/lab/certificates.ts';
import {createChain} from './chain.ts';
import {afterwards, host, probing, provider, scripted, speaking} from './loopback.ts';

const overTls = {host, user: 'nas', security: 'starttls'} as const;

describe('certificates', () => {
	test.each([
		['good', undefined],
		['expires-soon', undefined],
		['expired', ['expired', 'CERT_HAS_EXPIRED']],
		['not-yet-valid', ['not-yet-valid', 'CERT_NOT_YET_VALID']],
		['self-signed', ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT']],
		['wrong-name', ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID']],
		['unknown-issuer', ['unknown-issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']],
	] as const)('%s, by STARTTLS and from the first byte', async (certificate, wrong) => {
		for (const security of ['starttls', 'implicit'] as const) {
			const server = await provider({certificate, security});
			const {stop, tls} = await probing(server.port).ask('tls', {security});
			expect(tls).toMatchObject({protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'});
			expect(tls?.chain[0]).toMatchObject({
				key: 'ec prime256v1',
				sha256: expect.stringMatching(/^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/),
			});
			expect(tls?.fault && [tls.fault, tls.reason]).toEqual(wrong);
			expect(stop).toEqual(wrong && {stage: 'tls', failure: {code: 'untrusted', detail: wrong[1]}});
		}
	});

	test('no login is sent where the certificate is not to be trusted', async () => {
		const server = await provider({certificate: 'self-signed'});
		const {stop} = await probing(server.port, {secret: () => 'canary-7Hq!x'}).ask('login', {
			...overTls,
			secret: 'p',
		});
		expect(stop?.stage).toBe('tls');
		expect(server.sessions().flatMap(({logins}) => logins)).toEqual([]);
	});

	test('facts of a certificate', async () => {
		const server = await provider();
		const {tls} = await probing(server.port).ask('tls', {security: 'starttls'});
		const [leaf] = tls?.chain ?? [];
		expect(leaf).toMatchObject({
			subject: `CN=${host}`,
			issuer: expect.stringContaining('Lab Authority'),
			names: [`DNS:${host}`],
		});
		expect(new Date(leaf?.validTo ?? '').toISOString()).toBe(leaf?.validTo);
	});
});

type OldVersion = 'TLSv1' | 'TLSv1.1';

/** A TLS server that greets like a mail server. */
const greeting = async (
	identity: Identity,
	versions: {minVersion?: OldVersion; maxVersion?: OldVersion | 'TLSv1.2'; ciphers?: string} = {},
) => {
	const server = createTlsServer({...identity, ...versions}, socket => {
		socket.on('error', () => {});
		speaking()(socket);
	});
	server.on('tlsClientError', () => {});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	afterwards(async () => {
		server.close();
		await once(server, 'close');
	});
	return (server.address() as AddressInfo).port;
};

describe('chains and versions', () => {
	const implicit = {security: 'implicit'} as const;

	test('an intermediate that is sent along makes a chain of three', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issue(host));
		const {stop, tls} = await probing(port, {ca: [chain.root]}).ask('tls', implicit);
		expect(stop).toBeUndefined();
		expect(tls?.chain.map(({subject}) => subject)).toEqual([`CN=${host}`, 'CN=Intermediate', 'CN=Root']);
	});

	test('an intermediate that is left out leaves nobody to vouch', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issueAlone(host));
		const {tls} = await probing(port, {ca: [chain.root]}).ask('tls', implicit);
		expect(tls).toMatchObject({fault: 'unknown-issuer', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'});
	});

	test('an authority that nobody here trusts', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issue(host));
		const {tls} = await probing(port, {ca: []}).ask('tls', implicit);
		expect(tls?.fault).toBe('unknown-issuer');
	});

	test('TLS 1.2 is still spoken', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issue(host), {maxVersion: 'TLSv1.2'});
		const {stop, tls} = await probing(port, {ca: [chain.root]}).ask('tls', implicit);
		expect(stop).toBeUndefined();
		expect(tls?.protocol).toBe('TLSv1.2');
	});

	test.each(['TLSv1', 'TLSv1.1'] as const)(
		'a server that has only %s is seen when old versions are tried',
		async version => {
			const chain = await createChain();
			const old = {minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0'};
			const {ask} = probing(await greeting(await chain.issue(host), old), {ca: [chain.root]});
			const {stop} = await ask('tls', implicit);
			expect(stop).toMatchObject({
				stage: 'tls',
				failure: {code: 'tls', detail: expect.stringMatching(/PROTOCOL/)},
			});
			const second = await ask('tls', {...implicit, dialogue: 'second look', versions: 'outdated-too'});
			expect(second.stop).toBeUndefined();
			expect(second.tls?.protocol).toBe(version);
		},
	);

	test('where old versions are tried as well, a server takes the best that it has', async () => {
		const chain = await createChain();
		const many = {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0'} as const;
		const {ask} = probing(await greeting(await chain.issue(host), many), {ca: [chain.root]});
		const {tls} = await ask('tls', {...implicit, versions: 'outdated-too'});
		expect(tls?.protocol).toBe('TLSv1.1');
	});

	test('a certificate without its intermediate says where that can be had', async () => {
		const chain = await createChain();
		const issuerAt = 'http://pki.example.org/intermediate.crt';
		const port = await greeting(await chain.issueAlone(host, {issuerAt}));
		const {tls} = await probing(port, {ca: [chain.root]}).ask('tls', implicit);
		expect(tls).toMatchObject({fault: 'unknown-issuer', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'});
		expect(tls?.chain).toEqual([
			expect.objectContaining({subject: `CN=${host}`, issuer: 'CN=Intermediate', issuerAt: [issuerAt]}),
		]);
	});

	test('a key that is too short is a fact; whether it is trusted is up to OpenSSL', async () => {
		const chain = await createChain();
		const weak = {ciphers: 'DEFAULT:@SECLEVEL=0'};
		const port = await greeting(await chain.issue(host, {bits: 1024}), weak);
		const {tls} = await probing(port, {ca: [chain.root]}).ask('tls', implicit);
		expect(tls?.chain[0]).toMatchObject({key: 'rsa 1024', signature: 'ecdsa-with-SHA256'});
		expect([undefined, 'UNSPECIFIED']).toContain(tls?.reason);
	});

	test('an address as host is checked against the addresses of the certificate', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issue(host));
		const {tls} = await probing(port, {ca: [chain.root]}).ask('tls', {...implicit, host: '127.0.0.1'});
		expect(tls?.fault).toBe('wrong-name');
	});

	test('a U-label is known by its A-label', async () => {
		const chain = await createChain();
		const port = await greeting(await chain.issue('xn--mller-kva.test'));
		const {stop} = await probing(port, {ca: [chain.root]}).ask('tls', {...implicit, host: 'Müller.test.'});
		expect(stop).toBeUndefined();
	});
});

describe('the two ways', () => {
	test('extensions are kept apart, before and after STARTTLS', async () => {
		const server = await provider();
		const {extensions, greeting: welcome} = await probing(server.port).ask('tls', {security: 'starttls'});
		expect(welcome?.code).toBe(220);
		expect(extensions.plain).toContain('STARTTLS');
		expect(extensions.encrypted).not.toContain('STARTTLS');
		expect(extensions.encrypted?.join()).toMatch(/AUTH PLAIN LOGIN/);
	});

	test('with TLS from the first byte, there is only an after', async () => {
		const server = await provider({security: 'implicit'});
		const {ask} = probing(server.port);
		expect(await ask('connect', {security: 'implicit'})).toMatchObject({
			extensions: {},
			stages: {connect: expect.any(Number)},
		});
		const {extensions, greeting: welcome} = await ask('tls', {security: 'implicit'});
		expect(welcome?.code).toBe(220);
		expect(Object.keys(extensions)).toEqual(['encrypted']);
	});

	test('TLS at once on a port that begins unencrypted', async () => {
		const server = await scripted(speaking());
		const {stop} = await probing(server.port).ask('tls', {security: 'implicit'});
		expect(stop).toMatchObject({stage: 'tls', failure: {code: 'tls'}});
		await server.idle();
	});

	test('without encryption, TLS is passed by', async () => {
		const server = await provider();
		const answer = await probing(server.port).ask('tls');
		expect(answer.stop).toBeUndefined();
		expect(answer.tls).toBeUndefined();
	});

	test('a connection that is reset right after the handshake is a failure and nothing worse', async () => {
		const chain = await createChain();
		const raw: Socket[] = [];
		const server = createTlsServer({...(await chain.issue(host))}, () => raw.at(-1)?.resetAndDestroy());
		server
			.on('tlsClientError', () => {})
			.on('connection', (socket: Socket) => raw.push(socket.on('error', () => {})));
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		afterwards(() => server.close());
		const {port} = server.address() as AddressInfo;
		for (let round = 0; round < 20; round++) {
			const {stop} = await probing(port, {ca: [chain.root]}).ask('login', {security: 'implicit'});
			expect(stop).toMatchObject({
				stage: 'tls',
				failure: {code: expect.stringMatching(/^(?:reset|closed)$/)},
			});
		}
	});

	test.each([
		['turned away', '554 5.7.1 Not you', {reply: {code: 554}}],
		['asked to come back', '421 4.3.2 Busy', {reply: {code: 421}}],
		['greeted by something else', '* OK IMAP4rev1 ready', {failure: {code: 'malformed'}}],
	])('behind TLS, one is %s', async (_, line, stop) => {
		const chain = await createChain();
		const server = createTlsServer({...(await chain.issue(host))}, socket =>
			socket.on('error', () => {}).write(`${line}\r\n`),
		);
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		afterwards(() => server.close());
		const {port} = server.address() as AddressInfo;
		const answer = await probing(port, {ca: [chain.root]}).ask('tls', {security: 'implicit'});
		expect(answer.stop).toMatchObject({stage: 'tls', ...stop});
		expect(answer.tls?.fault).toBeUndefined();
	});
});
