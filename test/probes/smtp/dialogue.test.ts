import {describe, expect, test} from 'vitest';
import {type SmtpQuestion, type SmtpStage, smtpStages} from '../../../source/core/smtp.ts';
import {host, never, probing, provider, scripted, speaking} from './loopback.ts';

const password = 'canary-7Hq!x';
const secret = () => password;
const whole = {security: 'starttls', user: 'nas', secret: 'smtp-password'} as const;

describe('stages', () => {
	test('one dialogue goes to the end over one connection, and each answer tells what was new', async () => {
		const server = await provider();
		const {ask, close} = probing(server.port, {secret});
		for (const stage of smtpStages) {
			const answer = await ask(stage, whole);
			expect(answer.stop).toBeUndefined();
			expect(Object.keys(answer.stages)).toEqual(smtpStages.slice(0, smtpStages.indexOf(stage) + 1));
			expect(answer.exchanges.length).toBeGreaterThan(0);
			expect(answer.address).toBe(`127.0.0.1:${server.port}`);
		}
		expect((await ask('accept', whole)).exchanges).toEqual([]);
		close();
		const [session, ...others] = server.sessions();
		expect(others).toEqual([]);
		expect(session).toMatchObject({
			encrypted: true,
			logins: ['nas'],
			senders: ['nas@home.test'],
			recipients: ['person@mailbox.test'],
			messages: [expect.stringContaining('t1')],
		});
	});

	test('each answer tells when the greeting came by our clock, before and after TLS', async () => {
		let looked = 0;
		const now = () => {
			looked += 1;
			return 1_000_000;
		};
		const heard = {heardAt: '1970-01-01T00:16:40.000Z', heardAfter: expect.any(Number)};
		for (const security of ['starttls', 'implicit'] as const) {
			looked = 0;
			const server = await provider({security});
			const {ask} = probing(server.port, {now});
			const first = await ask('connect', {security});
			expect(first.heardAt).toBe(security === 'starttls' ? heard.heardAt : undefined);
			for (const stage of ['tls', 'sender'] as const)
				expect(await ask(stage, {security})).toMatchObject({...heard, greeting: {code: 220}});
			expect(looked).toBe(1);
		}
		const silent = probing((await scripted(socket => void socket.end())).port, {now});
		expect(await silent.ask('connect')).not.toHaveProperty('heardAt');
	});

	test('stages asked at once and out of order share the connection and the login', async () => {
		const server = await provider();
		const {ask} = probing(server.port, {secret});
		const order = ['recipient', 'connect', 'accept', 'login', 'tls', 'sender'] as const;
		const answers = await Promise.all(order.map(stage => ask(stage, whole)));
		expect(answers.map(({stop}) => stop)).toEqual(order.map(() => undefined));
		expect(server.sessions().map(({logins, messages}) => [logins.length, messages.length])).toEqual([[1, 1]]);
	});

	const refusals: ReadonlyArray<readonly [SmtpStage, Readonly<Record<string, string>>]> = [
		['connect', {greeting: '554 5.3.2 No'}],
		['connect', {EHLO: '421 4.3.2 No'}],
		['login', {AUTH: '538 5.7.11 No'}],
		['sender', {'MAIL FROM': '550 5.7.1 No'}],
		['recipient', {'RCPT TO': '450 4.2.1 No'}],
		['accept', {DATA: '554 5.5.1 No'}],
		['accept', {message: '550 5.7.1 No'}],
	];

	test.each(refusals)(
		'a refusal at %s stops there, for good, and says nothing of what came before',
		async (at, script) => {
			const server = await scripted(speaking(script));
			const {ask} = probing(server.port);
			const more: Partial<SmtpQuestion> = at === 'login' ? {user: 'nas'} : {};
			const last = await ask('accept', more);
			expect(last.stop).toMatchObject({stage: at, reply: {enhanced: expect.stringMatching(/^[45]\./)}});
			for (const stage of smtpStages) {
				const {stop} = await ask(stage, more);
				expect(stop?.stage).toBe(smtpStages.indexOf(stage) < smtpStages.indexOf(at) ? undefined : at);
			}
			expect(server.taken()).toBe(1);
			await server.idle();
			expect(server.heard()).toMatch(/QUIT\r\n$/);
		},
	);

	test('a second look is a dialogue of its own', async () => {
		const server = await scripted(speaking());
		const {ask} = probing(server.port);
		await ask('connect');
		await ask('connect', {dialogue: 'second look'});
		expect(server.taken()).toBe(2);
	});

	test('the spelling of a host does not make another dialogue', async () => {
		const server = await scripted(speaking());
		const {ask} = probing(server.port);
		await ask('connect');
		await ask('connect', {host: 'SMTP.Provider.Test.'});
		expect(server.taken()).toBe(1);
	});

	test('a reply of the same class as the usual one is as good', async () => {
		const server = await scripted(
			speaking({'RCPT TO': '251 2.1.5 User not local; will forward', message: '252 fine'}),
		);
		expect((await probing(server.port).ask('accept')).stop).toBeUndefined();
	});

	test('a device that introduces itself by name is quoted', async () => {
		const server = await scripted(speaking());
		await probing(server.port).ask('connect', {helo: 'TNAS-0815.local'});
		expect(server.heard()).toBe('EHLO TNAS-0815.local\r\n');
	});
});

describe('HELO', () => {
	test.each(['500', '501', '502', '504'])('is said after %s to EHLO', async code => {
		const server = await scripted(speaking({EHLO: `${code} 5.5.1 What?`}));
		const answer = await probing(server.port).ask('connect', {helo: 'nas.test'});
		expect(answer).toMatchObject({anomalies: ['helo-fallback'], reply: {code: 250}});
		expect(server.heard()).toContain('HELO nas.test\r\n');
	});

	test.each(['421', '550', '554'])('is not said after %s, which means us', async code => {
		const server = await scripted(speaking({EHLO: `${code} Go away`}));
		const answer = await probing(server.port).ask('connect');
		expect(answer.stop).toMatchObject({stage: 'connect', reply: {code: Number(code)}});
		expect(answer.anomalies).toEqual([]);
		expect(server.heard()).not.toMatch(/^HELO/m);
	});
});

describe('once', () => {
	test('a login is tried once for a server and account, over every dialogue and port', async () => {
		const server = await provider();
		const {ask} = probing(server.port, {secret: () => 'wrong'});
		expect((await ask('login', whole)).stop?.reply?.code).toBe(535);
		const again = await ask('login', {
			...whole,
			dialogue: 'again',
			port: 465,
			user: 'NAS',
			host: host.toUpperCase(),
		});
		expect(again.stop).toMatchObject({stage: 'login', failure: {code: 'already-tried'}});
		expect(server.sessions().flatMap(({logins}) => logins)).toHaveLength(1);
	});

	test('a message is sent once', async () => {
		const server = await scripted(speaking());
		const {ask} = probing(server.port);
		expect((await ask('accept')).stop).toBeUndefined();
		const again = await ask('accept', {dialogue: 'again'});
		expect(again.stop).toMatchObject({stage: 'accept', failure: {code: 'already-tried'}});
		expect(server.heard().match(/^DATA/gm)).toHaveLength(1);
	});

	test('an accepted login may be used in another dialogue', async () => {
		const server = await provider();
		const {ask} = probing(server.port, {secret});
		expect((await ask('login', whole)).stop).toBeUndefined();
		expect((await ask('login', {...whole, dialogue: 'again'})).stop).toBeUndefined();
		expect(server.sessions().flatMap(({logins}) => logins)).toHaveLength(2);
	});

	test('a message that was put off may be sent in another dialogue', async () => {
		const server = await provider({replies: {message: [{say: '451 4.7.1 Greylisted', first: 1}]}});
		const {ask} = probing(server.port, {secret});
		expect((await ask('accept', whole)).stop?.reply?.code).toBe(451);
		expect((await ask('accept', {...whole, dialogue: 'again'})).stop).toBeUndefined();
		expect((await ask('accept', {...whole, dialogue: 'third'})).stop?.failure?.code).toBe('already-tried');
		expect(server.sessions().flatMap(({messages}) => messages)).toHaveLength(1);
	});

	test('a connection lost after the message leaves open whether it was taken, so it is not sent again', async () => {
		const server = await scripted(speaking({message: 'RESET'}));
		const {ask} = probing(server.port);
		expect((await ask('accept')).stop?.failure).toBeDefined();
		expect((await ask('accept', {dialogue: 'again'})).stop?.failure?.code).toBe('already-tried');
	});

	test('a dialogue that is only to be gone on with is not begun', async () => {
		const server = await provider();
		const {ask, probe} = probing(server.port, {secret});
		const later = {...whole, host, port: 587, dialogue: 'later', stage: 'connect', only: 'if-begun'} as const;
		expect(await probe(later, never)).toMatchObject({ok: false, failure: {code: 'not-permitted'}});
		expect(server.sessions()).toHaveLength(0);
		await ask('connect', {dialogue: 'later'});
		expect((await ask('tls', {dialogue: 'later', only: 'if-begun'})).stop).toBeUndefined();
		expect(server.sessions()).toHaveLength(1);
	});

	test('without a password nothing is tried, and the one try is not used up', async () => {
		const server = await provider();
		let known: string | undefined;
		const {ask} = probing(server.port, {secret: () => known});
		expect((await ask('login', whole)).stop?.failure?.code).toBe('no-secret');
		known = password;
		expect((await ask('login', {...whole, dialogue: 'again'})).stop).toBeUndefined();
	});
});

describe('what cannot be said', () => {
	const evil = ['a\r\nRSET', 'a\nRSET', 'a\rb', 'a\0b'] as const;

	test.each(evil)('%j is refused wherever it would become part of a command', async text => {
		const server = await scripted(speaking({EHLO: '250-x\n250 AUTH PLAIN'}));
		const {ask} = probing(server.port);
		const stops = await Promise.all([
			ask('accept', {helo: text}),
			ask('accept', {user: text}),
			ask('accept', {from: `${text}@home.test`}),
			ask('accept', {from: `nas@${text}`}),
			ask('accept', {to: `${text}@mailbox.test`}),
			ask('accept', {to: `person@${text}`}),
			ask('accept', {tag: text, dialogue: 'tag'}),
		]);
		expect(stops.map(({stop}) => [stop?.stage, stop?.failure?.code])).toEqual(
			['connect', 'login', 'sender', 'sender', 'recipient', 'recipient', 'accept'].map(stage => [
				stage,
				'bad-name',
			]),
		);
		expect(server.heard()).not.toMatch(/RSET|^b|\0/m);
	});

	test.each(['a> SIZE=1', 'a <b', 'a b', ''])('%j is not the local part of a path', async text => {
		const server = await scripted(speaking());
		const {stop} = await probing(server.port).ask('sender', {from: `${text}@home.test`});
		expect(stop?.failure?.code).toBe('bad-name');
	});

	test.each(['', 'a/b', 'a b.test', 'x'.repeat(64), 'a..b', 'smtp.test\r\n', '１２７.0.0.1/x'])(
		'%j is no host',
		async name => {
			const server = await scripted(speaking());
			const answer = await probing(server.port).probe(
				{host: name, port: 25, security: 'none', stage: 'connect'},
				never,
			);
			expect(answer).toMatchObject({ok: false, failure: {code: 'bad-name'}});
			expect(server.taken()).toBe(0);
		},
	);
});
