import {describe, expect, test} from 'vitest';
import {imapProbe} from '../../source/probes/imap.ts';
import {door, mailbox, messageId, password, probing, tag, testMail, token, user} from './imap/asking.ts';
import {never} from './smtp/loopback.ts';

describe('one door', () => {
	test('one connection and one login for all its questions', async () => {
		const {server, ask} = await mailbox({boxes: [{name: 'INBOX', messages: [testMail(1)]}]});
		const login = await ask({do: 'login'});
		expect(login).toMatchObject({
			address: `127.0.0.1:${server.port}`,
			tls: {protocol: 'TLSv1.3'},
			greeting: 'imap.provider.test ready',
			capabilities: expect.arrayContaining(['IMAP4REV1', 'IDLE', 'QUOTA']),
		});
		expect(login.stop).toBeUndefined();
		expect(login.folders).toEqual([{path: 'INBOX', use: 'inbox'}]);
		const found = await ask({do: 'find', wanted: {messageId}});
		expect(found.found).toHaveLength(1);
		expect(found.tls).toEqual(login.tls);
		expect((await ask({do: 'quota'})).quota).toEqual([
			{root: 'User quota', storage: {used: 10_240, limit: 102_400}},
		]);
		expect(server.taken()).toBe(1);
		expect(server.lines().filter(line => /AUTHENTICATE|LOGIN/.test(line))).toHaveLength(1);
	});

	test('questions asked at once take their turn', async () => {
		const {server, ask} = await mailbox({boxes: [{name: 'INBOX', messages: [testMail(1)]}]});
		const [one, other] = await Promise.all([
			ask({do: 'find', wanted: {tag}}),
			ask({do: 'find', wanted: {messageId}}),
		]);
		expect(one.found).toEqual(other.found);
		expect(server.taken()).toBe(1);
	});

	test('who it is is said after the login, and no more than the name of the program', async () => {
		const {server, ask} = await mailbox();
		await ask({do: 'login'});
		const lines = server.lines().map(line => line.replace(/^\S+ /, ''));
		expect(lines.filter(line => line.startsWith('ID'))).toEqual(['ID ("name" "lostmail")']);
		expect(lines.findIndex(line => line.startsWith('ID'))).toBeGreaterThan(
			lines.findIndex(line => line.startsWith('AUTHENTICATE')),
		);
	});

	test('a server without quota tells none, and one that refuses says so', async () => {
		const {ask} = await mailbox({capabilities: 'IMAP4rev1 AUTH=PLAIN'});
		const without = await ask({do: 'quota'});
		expect([without.quota, without.stop]).toEqual([undefined, undefined]);
		const refusing = await mailbox({
			script: {GETQUOTAROOT: ({tag, say}) => say(`${tag} NO [NOPERM] not for you`)},
		});
		expect((await refusing.ask({do: 'quota'})).stop).toEqual({
			stage: 'mailbox',
			failure: {code: 'not-permitted', detail: 'the server refuses to tell the quota (NOPERM)'},
		});
	});

	test('a login that is let in, and then shown no folders', async () => {
		const {ask} = await mailbox({script: {LIST: ({tag, say}) => say(`${tag} NO not connected`)}});
		expect((await ask({do: 'login'})).stop).toEqual({
			stage: 'mailbox',
			refusal: {text: 'not connected'},
		});
	});

	test('a token is used instead of a password', async () => {
		const {server, ask} = await mailbox({users: {[user]: token}});
		expect((await ask({do: 'login', token: 'imap-token'})).stop).toBeUndefined();
		const said = server.lines().find(line => line.includes('XOAUTH2') || /^dXNlcj/.test(line));
		expect(said).toBeDefined();
		expect(server.lines().join('\n')).not.toContain(password);
	});

	test('a lost connection is opened again once', async () => {
		const {server, ask} = await mailbox({
			script: {GETQUOTAROOT: ({socket}) => socket.destroy()},
		});
		for (const taken of [1, 2]) {
			expect((await ask({do: 'quota'})).stop).toMatchObject({stage: 'mailbox', failure: {code: 'closed'}});
			expect(server.taken()).toBe(taken);
		}
		expect((await ask({do: 'login'})).stop).toMatchObject({
			stage: 'login',
			failure: {code: 'already-tried'},
		});
		expect(server.taken()).toBe(2);
	});

	test('nothing is left open when the probe is closed', async () => {
		const {server, ask, close} = await mailbox();
		await ask({do: 'login'});
		expect(server.open()).toBe(1);
		close();
		await expect.poll(server.open).toBe(0);
	});
});

describe('questions that cannot be asked', () => {
	test.each(['yesterday', ''])('bounces since %j', async since => {
		const {probe} = probing(1);
		const result = await probe({...door, do: 'bounces', about: {}, since}, never);
		expect(result).toMatchObject({ok: false, failure: {code: 'not-permitted'}});
	});

	const ask = async (wanted: object, more: object = {}) => {
		const {probe} = probing(1);
		const result = await probe({...door, do: 'find', wanted, ...more}, never);
		return result.ok ? result.value : result.failure;
	};

	test.each([
		[{}],
		[{messageId: ''}],
		[{messageId: '<>'}],
		[{tag: 'a\r\nA1 DELETE INBOX'}],
		[{from: 'x'.repeat(1000)}],
		[{since: 'yesterday'}],
	])('%j', async wanted => {
		expect(await ask(wanted)).toMatchObject({code: 'not-permitted'});
	});

	test('a host that is none', async () => {
		expect(await ask({tag}, {host: 'not a host'})).toMatchObject({code: 'bad-name'});
	});

	test('a question that was called off before', async () => {
		const {probe} = imapProbe({
			connectTo: [],
			resolve: async () => ({ok: true, value: []}),
			ca: [],
			secret: () => undefined,
			ms: 1000,
			clock: () => 0,
		});
		expect(await probe({...door, do: 'login'}, AbortSignal.abort())).toEqual({
			ok: false,
			failure: {code: 'cancelled'},
		});
	});
});
