import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {createServer, type TlsOptions} from 'node:tls';
import {expect, test} from 'vitest';
import check from '../../../../source/checks/smtp/tls.ts';
import type {Finding} from '../../../../source/core/check.ts';
import {failed} from '../../../../source/core/result.ts';
import {createChain} from '../../../probes/smtp/chain.ts';
import {afterwards, host, never, probing, speaking} from '../../../probes/smtp/loopback.ts';
import {others, provider} from './known.ts';

/** What the check finds at a real server of this kind; every host is that same server. */
const foundAt = async (server: TlsOptions, ca: readonly string[], more: object = {}): Promise<Finding> => {
	const listener = createServer(server, socket => {
		socket.on('error', () => {});
		speaking()(socket);
	});
	listener.on('tlsClientError', () => {}).listen(0, '127.0.0.1');
	await once(listener, 'listening');
	afterwards(async () => {
		listener.close();
		await once(listener, 'close');
	});
	const {probe} = probing((listener.address() as AddressInfo).port, {ca});
	const nobody = async () => failed({code: 'offline'} as const);
	return check.run(check.params.parse({host, port: 465, security: 'implicit'}), {
		probes: {
			dns: nobody,
			smtp: probe,
			http: nobody,
			message: nobody,
			person: nobody,
			pause: nobody,
			time: nobody,
			sink: nobody,
			imap: nobody,
			spam: nobody,
		},
		signal: never,
		replies: [],
		blocklists: [],
		providers: [],
		inspectors: [],
		filterRules: [],
		startedAt: Date.now(),
		tag: 't1',
		...more,
	});
};

const weakly = {ciphers: 'ALL:@SECLEVEL=0'};

test.each([
	['TLSv1', 'TLS 1.0'],
	['TLSv1.1', 'TLS 1.1 at most'],
] as const)('a server that has only %s', async (version, offered) => {
	const chain = await createChain();
	const identity = await chain.issue(host);
	const finding = await foundAt({...identity, ...weakly, minVersion: version, maxVersion: version}, [
		chain.root,
	]);
	expect(finding).toMatchObject({code: 'version', level: 'problem', facts: {offered}});
});

test('a server that leaves out its intermediate', async () => {
	const chain = await createChain();
	const identity = await chain.issueAlone(host, {issuerAt: 'http://pki.example.org/intermediate.crt'});
	const finding = await foundAt(identity, [chain.root]);
	expect(finding).toMatchObject({code: 'certificate-incomplete', facts: {issuer: 'CN=Intermediate'}});
});

/** OpenSSL refuses the key from its security level 2 on, which is the default since its version 3.2. */
test('a server with a key that is too short', async () => {
	const chain = await createChain();
	const finding = await foundAt({...(await chain.issue(host, {bits: 1024})), ...weakly}, [chain.root]);
	expect(['weak-key', 'certificate-weak']).toContain(finding.code);
	expect(finding.facts['weakness']).toBe(`the key of CN=${host} is rsa 1024`);
});

test('a server whose certificate is due', async () => {
	const chain = await createChain();
	const finding = await foundAt(await chain.issue(host, {begins: -70, ends: 20.5}), [chain.root]);
	expect(finding).toMatchObject({code: 'expires-in-a-month', facts: {days: 20}});
});

test('a line on which every server shows a certificate of the same stranger', async () => {
	const chain = await createChain();
	const finding = await foundAt(await chain.issue(host), [], {providers: others});
	expect(finding).toMatchObject({code: 'intercepted', facts: {issuer: 'CN=Intermediate'}});
});

test.each([
	['whose root this side trusts', true, 'certificate-expired'],
	['of the same stranger', false, 'intercepted'],
] as const)('a line on which every certificate has ended, by one issuer %s', async (_, isTrusted, code) => {
	const chain = await createChain();
	const identity = await chain.issue(host, {ends: -1});
	const finding = await foundAt(identity, isTrusted ? [chain.root] : [], {providers: others});
	expect(finding).toMatchObject({code, facts: {issuer: 'CN=Intermediate'}});
	expect(String(finding.facts['details'])).toContain(
		'smtp.two.test port 465, certificate by CN=Intermediate',
	);
});

test('a certificate of a stranger that has ended, in place of a known provider', async () => {
	const chain = await createChain();
	const identity = await chain.issue(host, {ends: -1});
	const owner = provider('own', host);
	expect(await foundAt(identity, [], {providers: [owner]})).toMatchObject({code: 'intercepted'});
	expect(await foundAt(identity, [chain.root], {providers: [owner]})).toMatchObject({
		code: 'certificate-expired',
	});
});
