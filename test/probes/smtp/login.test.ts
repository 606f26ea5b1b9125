import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {mechanismsOf} from '../../../source/core/smtp.ts';
import {createVault, redacted} from '../../../source/engine/redact.ts';
import {commonMechanism} from '../../../source/probes/smtp/login.ts';
import {base64, byPassword, byToken, expectNoSecret, forms, password, secrets, user} from './account.ts';
import {listening} from './listening.ts';
import {probing, provider, scripted, speaking} from './loopback.ts';

const whole = {security: 'starttls', user, secret: 'smtp-password'} as const;

test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)(
	'%s is accepted, and no exchange shows the password',
	async mechanism => {
		const server = await provider({mechanisms: [mechanism]});
		const answer = await probing(server.port, {secret: () => password}).ask('login', whole);
		expect(answer.stop).toBeUndefined();
		expect(answer).toMatchObject({mechanism, reply: {code: 235}});
		expect(answer.exchanges.some(({text}) => text.includes('••••••'))).toBe(true);
		expectNoSecret(answer);
	},
);

test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)(
	'%s with a wrong password is refused by the server',
	async mechanism => {
		const server = await provider({mechanisms: [mechanism]});
		const {stop} = await probing(server.port, {secret: () => 'wrong'}).ask('login', whole);
		expect(stop).toMatchObject({stage: 'login', reply: {code: 535}});
	},
);

test('a password outside ASCII arrives as UTF-8', async () => {
	const server = await provider({users: {nas: 'Grüße-密码'}});
	expect((await probing(server.port, {secret: () => 'Grüße-密码'}).ask('login', whole)).stop).toBeUndefined();
});

test('an empty password counts as none and is never sent', async () => {
	const server = await provider();
	const answer = await probing(server.port, {secret: () => ''}).ask('login', whole);
	expect(answer.stop).toMatchObject({stage: 'login', failure: {code: 'no-secret'}});
	expect(answer.exchanges.filter(({text}) => /^AUTH/.test(text))).toEqual([]);
	expect(server.sessions().flatMap(({logins}) => logins)).toEqual([]);
});

test('an empty login name is a device that sends without a login', async () => {
	const server = await provider();
	const answer = await probing(server.port, {secret: () => password}).ask('login', {...whole, user: ''});
	expect(answer.stop).toBeUndefined();
	expect(server.sessions().flatMap(({logins}) => logins)).toEqual([]);
});

test('only mechanisms that nobody here speaks', async () => {
	const server = await provider({mechanisms: ['XOAUTH2']});
	const {stop} = await probing(server.port, {secret: () => password}).ask('login', whole);
	expect(stop).toEqual({stage: 'login', failure: {code: 'not-offered', detail: 'XOAUTH2'}});
});

test('no mechanism at all', async () => {
	const server = await provider({mechanisms: []});
	const {stop} = await probing(server.port, {secret: () => password}).ask('login', whole);
	expect(stop).toEqual({stage: 'login', failure: {code: 'not-offered', detail: 'no login at all'}});
});

test.each(forms)('a server that sends back %s is masked', async form => {
	const server = await provider({replies: {auth: `535 5.7.8 What is ${form} supposed to be`}});
	const answer = await probing(server.port, {secret: () => password}).ask('login', whole);
	expect(answer.stop?.reply?.lines.join()).toContain('•••••• supposed to be');
	expectNoSecret(answer);
});

test('what reached an answer nevertheless does not reach the journal', () => {
	const vault = createVault();
	vault.set('smtp-password', password);
	const happening = {
		type: 'step.observed',
		step: 'login',
		evidence: {
			probe: 'smtp',
			question: {secret: 'smtp-password'},
			answer: {exchanges: forms.map(text => ({ms: 1, side: 'server', text}))},
			at: 0,
			ms: 1,
		},
	} as unknown as Happening;
	expectNoSecret(redacted(happening, vault));
});

describe('without encryption', () => {
	const ask = async (auth: string, extensions = '') => {
		const server = await scripted(
			speaking({EHLO: `250-x\n${extensions}250 SIZE 1`, AUTH: auth, '*': '535 5.7.8 Cancelled'}),
		);
		const answer = await probing(server.port, {secret: () => password}).ask('login', {
			user,
			secret: 'smtp-password',
		});
		expect(server.heard()).not.toMatch(
			new RegExp(forms.map(form => form.replace(/[^\w]/g, '\\$&')).join('|')),
		);
		return {answer, heard: server.heard()};
	};

	test('the refusal of a server that wants TLS first is heard', async () => {
		const {answer} = await ask('530 5.7.0 Must issue a STARTTLS command first');
		expect(answer.stop).toMatchObject({stage: 'login', reply: {code: 530}});
	});

	test('a server that would go on is told to forget it, and what it says to that means nothing', async () => {
		const {answer, heard} = await ask('334 ', '250-AUTH PLAIN\n');
		expect(heard).toContain('AUTH PLAIN\r\n*\r\n');
		expect(answer.stop).toMatchObject({stage: 'login', failure: {code: 'not-permitted'}});
		expect(answer.reply).toBeUndefined();
	});

	test('501 finds fault with the question alone', async () => {
		const {answer} = await ask('501 5.5.4 Syntax: AUTH mechanism');
		expect(answer.stop).toMatchObject({failure: {code: 'not-permitted'}});
	});

	test('without a login name there is nothing to ask', async () => {
		const server = await scripted(speaking());
		expect((await probing(server.port).ask('login')).stop).toBeUndefined();
		expect(server.heard()).not.toContain('AUTH');
	});
});

test.each([
	[['AUTH PLAIN LOGIN'], 'PLAIN'],
	[['AUTH=LOGIN'], 'LOGIN'],
	[['auth cram-md5 x'], 'CRAM-MD5'],
	[['AUTHENTICATE PLAIN'], undefined],
	[[], undefined],
])('%j offers %s', (extensions, chosen) => {
	expect(commonMechanism(mechanismsOf(extensions), 'password')).toBe(chosen);
});

test('mechanisms are named once, however often they are offered', () => {
	expect(mechanismsOf(['SIZE 1', 'AUTH plain LOGIN', 'AUTH=PLAIN LOGIN'])).toEqual(['PLAIN', 'LOGIN']);
});

test.each([
	['XOAUTH2', byToken, 2],
	['PLAIN', byPassword, 1],
	['LOGIN', byPassword, 3],
	['CRAM-MD5', byPassword, 2],
] as const)('a server that goes on asking after %s is told to stop', async (mechanism, question, asks) => {
	const replies = Array.from({length: asks + 1}, () => '334 ');
	const server = await listening(`AUTH ${mechanism}`, ...replies, '501 5.7.0 Cancelled');
	const {stop} = await probing(server.port, {secret: name => secrets[name]}).ask('login', question);
	expect(stop).toEqual({
		stage: 'login',
		failure: {code: 'malformed', detail: 'the server went on asking when the login was complete'},
	});
	expect(server.lines().at(-1)).toBe('*');
});

describe('the prompts of LOGIN', () => {
	const asked = async (...replies: readonly string[]) => {
		const server = await listening('AUTH LOGIN', ...replies);
		const {ask} = probing(server.port, {secret: () => password});
		const answer = await ask('login', {...byPassword, user});
		expectNoSecret(answer);
		return {lines: server.lines().slice(1), answer};
	};
	const name = base64(user);
	const secret = base64(password);
	const done = '235 2.7.0 Accepted';

	test.each([
		['Username:', 'Password:', [name, secret]],
		['User Name\0', 'Password\0', [name, secret]],
		['Benutzername', 'Kennwort', [name, secret]],
		['Password:', 'Username:', [secret, name]],
		['', '', [name, secret]],
	])('%j and %j', async (first, second, lines) => {
		expect((await asked(`334 ${base64(first)}`, `334 ${base64(second)}`, done)).lines).toEqual(lines);
	});

	test('prompts that nobody put into base64', async () => {
		expect((await asked('334 Username:', '334 Password:', done)).lines).toEqual([name, secret]);
	});

	test('the password is never given to a server that asks twice for the name', async () => {
		const {lines, answer} = await asked(
			`334 ${base64('Username:')}`,
			`334 ${base64('login:')}`,
			'501 Cancelled',
		);
		expect(lines).toEqual([name, '*']);
		expect(answer.stop).toMatchObject({
			failure: {code: 'malformed', detail: expect.stringContaining('twice')},
		});
	});
});

test.each([
	['abcd efgh ijkl mnop', 'sixteen-letters'],
	['abcd-efgh-ijkl-mnop', 'sixteen-letters'],
	['ABCDEFGHIJKLMNOP', 'sixteen-letters'],
	['abcdefghijklmnop ', 'blanks-around'],
	['abcdefghijklmno', 'other'],
	['abcdefghijklmno1', 'other'],
])('the refused password %j is told by its shape alone', async (value, shape) => {
	const server = await listening('AUTH PLAIN', '535 5.7.8 No');
	const answer = await probing(server.port, {secret: () => value}).ask('login', byPassword);
	expect(answer.secretShape).toBe(shape);
	expect(JSON.stringify(answer)).not.toContain(value);
});

test.each(['235 2.7.0 Accepted', '454 4.7.0 Not now'])('%s says nothing of the password', async reply => {
	const server = await listening('AUTH PLAIN', reply);
	const {ask} = probing(server.port, {secret: () => password});
	const answer = await ask('login', byPassword);
	expect(answer).not.toHaveProperty('secretShape');
});

test.each(['221 2.7.0 Bye, bad login', '250 2.0.0 OK', '220 hello', '354 go on'])(
	'%s accepts no login, and the account is never tried again',
	async reply => {
		const server = await listening('AUTH PLAIN', reply, '235 2.7.0 Accepted');
		const {ask} = probing(server.port, {secret: () => password});
		const {stop, reply: decisive} = await ask('login', byPassword);
		expect(stop).toEqual({
			stage: 'login',
			failure: {
				code: 'malformed',
				detail: `the server answered the login with ${reply.slice(0, 3)}, and only 235 accepts it (RFC 4954 section 4)`,
			},
		});
		expect(decisive).toBeUndefined();
		const again = await ask('login', {...byPassword, dialogue: 'after a pause'});
		expect(again.stop?.failure?.code).toBe('already-tried');
		expect(server.lines()).toHaveLength(1);
	},
);
