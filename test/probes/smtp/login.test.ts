import {describe, expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {createVault, redacted} from '../../../source/engine/redact.ts';
import {commonMechanism, offeredMechanisms} from '../../../source/probes/smtp/login.ts';
import {probing, provider, scripted, speaking} from './loopback.ts';

const password = 'canary-7Hq!x';
const user = 'nas';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const forms = [password, base64(password), base64(`\0${user}\0${password}`)];
const whole = {security: 'starttls', user, secret: 'smtp-password'} as const;

const expectNoSecret = (value: unknown) => {
	for (const form of forms) expect(JSON.stringify(value)).not.toContain(form.replace(/=+$/, ''));
};

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
	expect(commonMechanism(offeredMechanisms(extensions))).toBe(chosen);
});
