import {describe, expect, test} from 'vitest';
import {
	base64,
	byToken,
	decodedAfter,
	expectNoSecret,
	expectNoToken,
	password,
	secrets,
	token,
	tokenLogin,
} from './account.ts';
import {listening} from './listening.ts';
import {probing, provider} from './loopback.ts';

const whole = {security: 'starttls', user: 'nas', secret: 'smtp-password'} as const;

const inEscapes = (text: string) =>
	[...text].map(letter => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');

describe('an OAuth token', () => {
	test('is accepted by XOAUTH2 of another make', async () => {
		const server = await provider({mechanisms: ['PLAIN', 'XOAUTH2'], tokens: {nas: token}});
		const answer = await probing(server.port, {secret: name => secrets[name]}).ask('login', {
			...whole,
			token: 'smtp-token',
		});
		expect(answer.stop).toBeUndefined();
		expect(answer).toMatchObject({mechanism: 'XOAUTH2', reply: {code: 235}});
		expectNoToken(answer);
	});

	test('that has expired is refused as Google does, and the reason is kept', async () => {
		const server = await provider({mechanisms: ['XOAUTH2'], tokens: {nas: 'another'}});
		const answer = await probing(server.port, {secret: () => token}).ask('login', {
			...whole,
			token: 'smtp-token',
		});
		expect(answer.stop).toMatchObject({stage: 'login', reply: {code: 535}});
		expect(answer.tokenRefused).toEqual({
			status: '400',
			schemes: 'Bearer',
			scope: 'https://mail.google.com/',
		});
		expect(answer.secretShape).toBeUndefined();
		expectNoToken(answer);
	});

	test('goes into one XOAUTH2 line, before OAUTHBEARER and before any password', async () => {
		const server = await listening('AUTH PLAIN OAUTHBEARER XOAUTH2', '235 2.7.0 Accepted');
		const answer = await tokenLogin(server, {secret: 'smtp-password'});
		expect(answer).toMatchObject({mechanism: 'XOAUTH2', reply: {code: 235}});
		expect(server.lines()).toHaveLength(1);
		expect(decodedAfter(server.lines()[0], 'AUTH XOAUTH2 ')).toBe(
			`user=nas@home.test\u0001auth=Bearer ${token}\u0001\u0001`,
		);
	});

	test('goes by OAUTHBEARER where only that is offered', async () => {
		const server = await listening('AUTH=OAUTHBEARER', '235 2.7.0 Accepted');
		const answer = await tokenLogin(server, {user: 'a=b,c@home.test'});
		expect(answer.mechanism).toBe('OAUTHBEARER');
		expect(decodedAfter(server.lines()[0], 'AUTH OAUTHBEARER ')).toBe(
			`n,a=a=3Db=2Cc@home.test,\u0001host=smtp.provider.test\u0001port=587\u0001auth=Bearer ${token}\u0001\u0001`,
		);
	});

	test.each([
		['XOAUTH2', ''],
		['OAUTHBEARER', 'AQ=='],
	])('that %s refuses is answered with %j, and never with the password', async (mechanism, empty) => {
		const server = await listening(
			`AUTH PLAIN LOGIN ${mechanism}`,
			`334 ${base64('{"status":"invalid_token","scope":"mail","openid-configuration":"x"}')}`,
			'535 5.7.8 No',
		);
		const answer = await tokenLogin(server, {secret: 'smtp-password'});
		expect(answer.tokenRefused).toEqual({status: 'invalid_token', scope: 'mail'});
		expect(answer.stop).toMatchObject({stage: 'login', reply: {code: 535}});
		expect(server.lines().slice(1)).toEqual([empty]);
		expectNoSecret(answer);
	});

	test('is not tried a second time', async () => {
		const server = await listening('AUTH XOAUTH2', `334 ${base64('{"status":"401"}')}`, '535 5.7.8 No');
		const {ask} = probing(server.port, {secret: () => token});
		await ask('login', byToken);
		const again = await ask('login', {...byToken, dialogue: 'again'});
		expect(again.stop).toMatchObject({failure: {code: 'already-tried'}});
		expect(server.lines()).toHaveLength(2);
	});

	test('finds no password mechanism to fall back to', async () => {
		const server = await listening('AUTH PLAIN LOGIN');
		const {stop} = await tokenLogin(server, {secret: 'smtp-password'});
		expect(stop).toEqual({stage: 'login', failure: {code: 'not-offered', detail: 'PLAIN LOGIN'}});
		expect(server.lines()).toEqual([]);
	});

	test('that nobody gave leaves the password', async () => {
		const server = await listening('AUTH PLAIN XOAUTH2', '235 2.7.0 Accepted');
		const {ask} = probing(server.port, {secret: name => (name === 'smtp-password' ? password : undefined)});
		expect(await ask('login', {...byToken, secret: 'smtp-password'})).toMatchObject({mechanism: 'PLAIN'});
	});

	test('that nobody gave, nor a password, is not tried', async () => {
		const server = await listening('AUTH XOAUTH2');
		const {stop} = await probing(server.port).ask('login', {...byToken, secret: 'smtp-password'});
		expect(stop).toEqual({stage: 'login', failure: {code: 'no-secret', detail: 'no token was given'}});
	});

	test('that makes the command too long follows it (RFC 5321 section 4.5.3.1.4)', async () => {
		const long = `ey${'J0canary'.repeat(500)}`;
		const server = await listening('AUTH XOAUTH2', '334 ', '235 2.7.0 Accepted');
		const answer = await probing(server.port, {secret: () => long}).ask('login', byToken);
		expect(answer.stop).toBeUndefined();
		expect(server.lines()[0]).toBe('AUTH XOAUTH2');
		expect(decodedAfter(server.lines()[1], '')).toContain(`auth=Bearer ${long}\u0001`);
		expect(JSON.stringify(answer)).not.toContain(base64('canaryJ0').slice(0, 8));
	});

	test.each([
		['is longer than a line of a login can be', 'x'.repeat(9300), '12288 octets'],
		['comes with its scheme', `Bearer ${token}`, 'a blank'],
		['holds what would end its field', `${token}\u0001user=root`, 'characters that no token has'],
	])('that %s is not sent', async (_, value, why) => {
		const server = await listening('AUTH XOAUTH2');
		const answer = await probing(server.port, {secret: () => value}).ask('login', byToken);
		expect(answer.stop).toMatchObject({
			failure: {code: 'bad-name', detail: expect.stringContaining(why)},
		});
		expect(server.lines()).toEqual([]);
		expectNoToken(answer);
	});

	test.each([
		['no JSON', base64('nonsense'), {}],
		['no base64', '\u00a0\u2026', {}],
		['plain JSON', '{"status": 401}', {status: '401'}],
		['a list', base64('["status"]'), {}],
		['nothing', '', {}],
		['control characters', base64(JSON.stringify({status: 'a\u001b[2Jb'})), {status: 'a\\u{1b}[2Jb'}],
		['a long word', base64(`{"status":"${'x'.repeat(2000)}"}`), {status: 'x'.repeat(200)}],
		['the token itself, in escapes', base64(`{"status":"${inEscapes(token)}"}`), {status: '••••••'}],
	])('refused with %s', async (_, challenge, tokenRefused) => {
		const server = await listening('AUTH XOAUTH2', `334 ${challenge}`, '535 5.7.8 No');
		expect((await tokenLogin(server)).tokenRefused).toEqual(tokenRefused);
	});
});
