import {describe, expect, test} from 'vitest';
import {eventually} from '../smtp/loopback.ts';
import {expectNoSecret, mailbox, password, probing, secrets, token, user} from './asking.ts';
import type {Script} from './mail-server.ts';

const logins = (lines: readonly string[]) => lines.filter(line => /LOGIN|AUTHENTICATE/.test(line));
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Answers whatever login there is, however many lines it takes. */
const refusing = (text: string): Script => ({
	AUTHENTICATE: ({tag, say}) => say(`${tag} ${text}`),
	LOGIN: ({tag, say}) => say(`${tag} ${text}`),
});

describe('a login that is not accepted', () => {
	test.each([
		[
			'NO [AUTHENTICATIONFAILED] Authentication failed.',
			{code: 'AUTHENTICATIONFAILED', text: 'Authentication failed.'},
		],
		['NO [UNAVAILABLE] Temporary failure', {code: 'UNAVAILABLE', text: 'Temporary failure'}],
		['NO [CONTACTADMIN] Call us', {code: 'CONTACTADMIN', text: 'Call us'}],
		['NO [EXPIRED] Password expired', {code: 'EXPIRED', text: 'Password expired'}],
		['NO LOGIN failed.', {text: 'LOGIN failed.'}],
		['BAD what', {text: 'what'}],
		[
			'NO [ALERT] Application-specific password required: https://support.test/ (Failure)',
			{code: 'ALERT', text: expect.stringContaining('Application-specific password required')},
		],
		['NO \u001b[31mred\u202e', {text: '\\u{1b}[31mred\\u{202e}'}],
	])('%s', async (text, refusal) => {
		const {server, ask} = await mailbox({script: refusing(Buffer.from(text).toString('latin1'))});
		const {stop} = await ask({do: 'login'});
		expect(stop).toEqual({stage: 'login', refusal});
		expect(logins(server.lines())).toHaveLength(1);
	});

	test('it is not tried again in this round, through no door to the same account', async () => {
		const {server, ask} = await mailbox({users: {}});
		expect((await ask({do: 'login'})).stop?.refusal?.code).toBe('AUTHENTICATIONFAILED');
		for (const more of [{}, {secret: 'imap-token'}, {port: 143}, {user: user.toUpperCase()}])
			expect((await ask({do: 'find', wanted: {tag: 't'}, ...more})).stop).toEqual({
				stage: 'login',
				failure: {code: 'already-tried', detail: 'this account was tried once already'},
			});
		expect(logins(server.lines())).toHaveLength(1);
		expect(server.taken()).toBe(1);
	});

	test.each([
		['no login at all', 'IMAP4rev1 LOGINDISABLED', 'no login with a password: LOGINDISABLED'],
		[
			'only tokens',
			'IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2',
			'no login with a password: LOGINDISABLED AUTH=XOAUTH2',
		],
	])('%s', async (_, capabilities, detail) => {
		const {server, ask} = await mailbox({capabilities});
		const stop = {stage: 'login', failure: {code: 'not-offered', detail}};
		expect((await ask({do: 'login'})).stop).toEqual(stop);
		// Nothing was sent, so that nothing was tried.
		expect((await ask({do: 'login'})).stop).toEqual(stop);
		expect(logins(server.lines())).toEqual([]);
	});

	test('a token where only passwords are taken', async () => {
		const {server, ask} = await mailbox({capabilities: 'IMAP4rev1 AUTH=PLAIN'});
		expect((await ask({do: 'login', token: 'imap-token'})).stop).toEqual({
			stage: 'login',
			failure: {code: 'not-offered', detail: 'no login with a token: AUTH=PLAIN'},
		});
		expect(logins(server.lines())).toEqual([]);
	});

	test('a token that is not taken', async () => {
		const reason = base64('{"status":"400","schemes":"Bearer"}');
		const {server, ask} = await mailbox({
			capabilities: 'IMAP4rev1 SASL-IR AUTH=XOAUTH2',
			script: {
				AUTHENTICATE: ({tag, say, socket}) => {
					say(`+ ${reason}`);
					socket.once('data', () => say(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials`));
				},
			},
		});
		const {stop} = await ask({do: 'login', token: 'imap-token'});
		expect(stop).toEqual({
			stage: 'login',
			refusal: {code: 'AUTHENTICATIONFAILED', text: 'Invalid credentials'},
		});
		expect(logins(server.lines())[0]).toContain(base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`));
	});

	test('without a value for the secret nothing is tried', async () => {
		const {server, ask} = await mailbox({}, {secret: () => undefined});
		expect((await ask({do: 'login'})).stop).toEqual({
			stage: 'login',
			failure: {code: 'no-secret', detail: 'no password was given'},
		});
		expect((await ask({do: 'login', token: 't'})).stop?.failure?.detail).toBe('no token was given');
		expect(logins(server.lines())).toEqual([]);
	});

	test.each([
		['a login name with a control character', {user: 'a\r\nb'}, {}],
		['a token with a blank', {token: 'odd'}, {odd: 'a b'}],
		['a password of too many characters', {secret: 'odd'}, {odd: 'x'.repeat(10_000)}],
		['a password with a character that ends it', {secret: 'odd'}, {odd: 'a\0b'}],
	])('%s', async (_, more, given: Record<string, string>) => {
		const {server, ask} = await mailbox({}, {secret: name => given[name] ?? secrets[name]});
		expect((await ask({do: 'login', ...more})).stop?.failure?.code).toBe('bad-name');
		expect(logins(server.lines())).toEqual([]);
	});

	test('a server that goes away in the middle of it has decided nothing, and is not asked again', async () => {
		const {server, ask} = await mailbox({script: {AUTHENTICATE: ({socket}) => socket.destroy()}});
		expect((await ask({do: 'login'})).stop).toMatchObject({stage: 'login', failure: {code: 'closed'}});
		expect((await ask({do: 'login'})).stop).toMatchObject({failure: {code: 'already-tried'}});
		expect(server.taken()).toBe(1);
	});

	test('a server that says BYE in the middle of it', async () => {
		const {ask} = await mailbox({script: {AUTHENTICATE: ({say}) => say('* BYE too many of you')}});
		expect((await ask({do: 'login'})).stop).toEqual({
			stage: 'login',
			refusal: {text: 'too many of you'},
		});
	});

	test('a server that does not answer it', async () => {
		const {ask} = await mailbox({script: {AUTHENTICATE: () => {}}}, {ms: 200});
		expect((await ask({do: 'login'})).stop).toEqual({
			stage: 'login',
			failure: {code: 'timeout', detail: 'no reply within 0.2 s'},
		});
	});

	test('a server that asks for ever', async () => {
		const {server, ask} = await mailbox(
			{script: {AUTHENTICATE: ({say, socket}) => socket.on('data', () => say('+ ')) && say('+ ')}},
			{ms: 100},
		);
		expect((await ask({do: 'login'})).stop).toMatchObject({stage: 'login', failure: {code: 'timeout'}});
		expect(await eventually(() => server.open() === 0)).toBe(true);
	});
});

describe('what is secret', () => {
	const echoes = [
		password,
		base64(password),
		base64(`\0${user}\0${password}`),
		[...password].reverse().join(''),
		encodeURIComponent(password),
	];

	test.each(echoes)('a server that sends it back: %#', async echo => {
		const {ask} = await mailbox({script: refusing(`NO [AUTHENTICATIONFAILED] wrong: ${echo}`)});
		const answer = await ask({do: 'login'});
		expect(answer.stop?.refusal?.text).toContain('wrong: ••••••');
		expect(JSON.stringify(answer)).not.toContain(echo);
	});

	test.each(['a"b"c"d"e"f"g"h"i', 'pa\\ss"wo\\rd"12', 'ab"\\'])(
		'a server that sends it back as it stood in the line of LOGIN: %#',
		async odd => {
			const lines: string[] = [];
			const {ask} = await mailbox(
				{
					capabilities: 'IMAP4rev1',
					script: {
						LOGIN: ({tag, say, line}) => {
							lines.push(line);
							say(`${tag} NO ${line}`);
						},
					},
				},
				{secret: () => odd},
			);
			const {stop} = await ask({do: 'login'});
			const escaped = JSON.stringify(odd).slice(1, -1);
			expect(lines).toEqual([`LOGIN "${user}" "${escaped}"`]);
			expect(stop?.refusal?.text).toBe(`LOGIN "${user}" "••••••"`);
			for (const form of [odd, escaped, base64(odd)])
				expect(JSON.stringify(stop)).not.toContain(JSON.stringify(form).slice(1, -1));
		},
	);

	test('in a greeting, in capabilities, in folder names, in headers', async () => {
		const header = `Message-ID: <m@x.test>\nX-Spam-Status: you are ${password} ${base64(password)}`;
		const {ask} = await mailbox({
			greeting: `* OK hello ${password}`,
			capabilities: `IMAP4rev1 AUTH=PLAIN ${password}`,
			boxes: [
				{name: 'INBOX', messages: [{uid: 1, date: '23-Nov-2026 10:00:00 +0000', header}]},
				{name: `folder ${password}`},
			],
		});
		const answer = await ask({do: 'find', wanted: {messageId: 'm@x.test'}});
		expect(answer.greeting).toBe('hello ••••••');
		expect(answer.found?.[0]?.header.at(-1)?.value).toMatch(/^you are •{6}/);
		expect(answer.folders?.at(-1)?.path).toBe('folder ••••••');
		expectNoSecret(answer);
	});

	test('a token, in all its forms', async () => {
		for (const form of [token, base64(token), base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`)]) {
			const {ask} = await mailbox({script: refusing(`NO ${form}`)});
			const {stop} = await ask({do: 'login', token: 'imap-token'});
			expect(stop?.refusal?.text).toContain('••••••');
		}
	});

	test('what was thrown by a socket says nothing of it either', async () => {
		const {ask} = probing(1);
		expectNoSecret(await ask({do: 'login'}));
	});
});

test('a password that needs a literal is sent as one', async () => {
	const umlauts = 'pässwörd "quoted" canary';
	const {ask} = await mailbox(
		{capabilities: 'IMAP4rev1', script: {LOGIN: ({tag, say}) => say(`${tag} OK in`)}},
		{secret: () => umlauts},
	);
	const answer = await ask({do: 'login'});
	expect(answer.stop).toBeUndefined();
	expect(JSON.stringify(answer)).not.toContain('pässwörd');
});
