import {describe, expect, test} from 'vitest';
import type {ImapAnswer, ImapQuestion} from '../../../source/core/imap.ts';
import {never} from '../smtp/loopback.ts';
import {door, expectNoSecret, mailbox, probing, user} from './asking.ts';
import {type MailServer, type MailServerSettings, mailServer, type Script} from './mail-server.ts';

const begun = (...servers: readonly MailServer[]): number =>
	servers.flatMap(server => server.lines()).filter(line => /^\S+ (?:LOGIN|AUTHENTICATE)\b/i.test(line))
		.length;

const alreadyTried = {
	stage: 'login',
	failure: {code: 'already-tried', detail: 'this account was tried once already'},
};

/** Answers every login in one way, whether it is said in one line or in several. */
const answering = (act: NonNullable<Script['LOGIN']>): Script => ({AUTHENTICATE: act, LOGIN: act});

const refusing = answering(({tag, say}) => say(`${tag} NO [AUTHENTICATIONFAILED] no`));

/** Lets in, and is asked for its namespaces next. */
const lettingIn = answering(({tag, say}) => say(`${tag} OK [CAPABILITY IMAP4rev1 NAMESPACE] in`));

/** Asks for the proof first. */
const refusingLate = answering(({tag, say, socket, line}) => {
	if (line.startsWith('LOGIN')) return say(`${tag} NO no`);
	say('+ ');
	socket.once('data', () => say(`${tag} NO no`));
});

const endings: readonly (readonly [string, Script])[] = [
	['NO', refusing],
	['NO after the proof', refusingLate],
	['BAD', answering(({tag, say}) => say(`${tag} BAD what`))],
	['BYE', answering(({say}) => say('* BYE too many'))],
	[
		'BYE and the end',
		answering(({say, socket}) => {
			say('* BYE too many');
			socket.end();
		}),
	],
	['the end of the connection', answering(({socket}) => socket.destroy())],
	['silence', answering(() => {})],
	['a reply to something else', answering(({say}) => say('ZZZ NO no'))],
	['no IMAP', answering(({say}) => say('\u0000\u0001'))],
	['more than is taken', answering(({say}) => say(`* OK ${'x'.repeat(300_000)}`))],
	[
		'a yes, and then a no',
		{
			...lettingIn,
			NAMESPACE: ({tag, say}) => say(`${tag} BAD User is authenticated but not connected`),
		},
	],
	['a yes, and then the end', {...lettingIn, NAMESPACE: ({socket}) => socket.destroy()}],
];

const capabilities: readonly (readonly [string, string | Script])[] = [
	['the usual ones', 'IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2'],
	['those of a token', 'IMAP4rev1 SASL-IR AUTH=OAUTHBEARER AUTH=PLAIN'],
	['in small letters', 'imap4rev1 auth=plain auth=xoauth2'],
	['only a mechanism that nobody knows', 'IMAP4rev1 AUTH=CRAM-MD5'],
	['none', {CAPABILITY: ({tag, say}) => say(`* CAPABILITY\n${tag} OK done`)}],
	['nothing said of them', {CAPABILITY: ({tag, say}) => say(`${tag} OK done`)}],
	['BAD', {CAPABILITY: ({tag, say}) => say(`${tag} BAD what`)}],
	['NO', {CAPABILITY: ({tag, say}) => say(`${tag} NO no`)}],
	['LOGINDISABLED', 'IMAP4rev1 LOGINDISABLED'],
	['logindisabled', 'imap4rev1 logindisabled'],
	['LOGINDISABLED with a mechanism', 'IMAP4rev1 LOGINDISABLED AUTH=PLAIN'],
];

const settingsFor = (offered: string | Script, ending: Script): MailServerSettings =>
	typeof offered === 'string' ? {capabilities: offered, script: ending} : {script: {...offered, ...ending}};

describe.each(capabilities)('one login at most, with capabilities: %s', (_, offered) => {
	test.each(endings)(
		'%s',
		async (_ending, ending) => {
			for (const more of [{}, {token: 'imap-token'}, {user: 'house\\person'}]) {
				const settings = {...settingsFor(offered, ending), security: 'none'} as const;
				const {server, ask} = await mailbox(settings, {ms: 150});
				for (const doing of ['login', 'quota', 'login'] as const)
					expect((await ask({do: doing, security: 'none', ...more})).stop).toBeDefined();
				expect(begun(server)).toBeLessThanOrEqual(1);
			}
		},
		20_000,
	);
});

test('where the login was begun, the next question is told so', async () => {
	for (const [, offered] of capabilities.slice(0, 8)) {
		const {server, ask} = await mailbox(settingsFor(offered, refusing));
		expect((await ask({do: 'login'})).stop?.refusal?.text).toBe('no');
		expect((await ask({do: 'login'})).stop).toEqual(alreadyTried);
		expect(begun(server)).toBe(1);
	}
});

test('a token that nobody asks for is not sent, and nothing is held against the password', async () => {
	const {server, ask} = await mailbox({script: {CAPABILITY: ({tag, say}) => say(`${tag} BAD what`)}});
	for (let times = 0; times < 2; times++)
		expect((await ask({do: 'login', token: 'imap-token'})).stop).toEqual({
			stage: 'login',
			failure: {code: 'not-offered', detail: 'no login with a token: none at all'},
		});
	expect(begun(server)).toBe(0);
	expect((await ask({do: 'login'})).stop).toBeUndefined();
});

test('a domain before the name needs LOGIN, and is not sent where that is disabled', async () => {
	const {server, ask} = await mailbox({capabilities: 'IMAP4rev1 LOGINDISABLED AUTH=PLAIN'});
	expect((await ask({do: 'login', user: 'house\\person'})).stop).toEqual({
		stage: 'login',
		failure: {code: 'not-offered', detail: 'no login with a password: LOGINDISABLED AUTH=PLAIN'},
	});
	expect(begun(server)).toBe(0);
});

/** Two servers of one machine, at the ports 993 and 143, and a probe that asks them without encryption. */
const twoServers = async (settings: MailServerSettings) => {
	const servers = await Promise.all([1, 2].map(() => mailServer({security: 'none', ...settings})));
	const [one, other] = servers as [MailServer, MailServer];
	const {probe} = probing(one.port, {
		connectTo: [
			{host: '', port: '993', toHost: '', toPort: String(one.port)},
			{host: '', port: '143', toHost: '', toPort: String(other.port)},
		],
		resolve: async host => ({ok: true, value: [host.includes('six') ? '::ffff:127.0.0.1' : '127.0.0.1']}),
	});
	const ask = async (more: object): Promise<ImapAnswer> => {
		const question = {...door, security: 'none', do: 'login', ...more} as ImapQuestion;
		const result = await probe(question, never);
		expectNoSecret(result);
		if (!result.ok) throw new Error(result.failure.code);
		return result.value;
	};
	return {servers, ask, probe};
};

const doors: readonly (readonly [string, object, object])[] = [
	['two ports', {port: 993}, {port: 143}],
	['two names of the secret', {}, {secret: 'imap-token'}],
	['a password and a token', {}, {token: 'imap-token'}],
	['two hosts with one address', {host: 'imap.provider.test'}, {host: 'mail.provider.test'}],
	['a name and its address', {host: 'imap.provider.test'}, {host: '127.0.0.1'}],
	['an address in two writings', {host: '127.0.0.1'}, {host: 'six.provider.test'}],
	['a dot at the end, and capitals', {host: 'imap.provider.test'}, {host: 'IMAP.Provider.Test.'}],
	['another case', {}, {user: user.toUpperCase()}],
	['blanks around', {}, {user: ` ${user}\u200b `}],
	['full-width letters', {}, {user: user.replace('p', 'ｐ')}],
	[
		'another port, host, name and secret',
		{},
		{port: 143, host: 'six.provider.test', user: `${user} `, token: 'imap-token'},
	],
];

describe('two doors to one account', () => {
	test.each(doors)('%s: refused once', async (_, one, other) => {
		for (const ending of [refusing, refusingLate, answering(({socket}) => socket.destroy())]) {
			const atOnce = await twoServers({script: ending});
			const stops = (await Promise.all([one, other, one].map(atOnce.ask))).map(({stop}) => stop);
			expect(begun(...atOnce.servers)).toBe(1);
			expect(stops.slice(1)).toEqual([alreadyTried, alreadyTried]);

			const later = await twoServers({script: ending});
			for (const more of [one, other, one]) expect((await later.ask(more)).stop).toBeDefined();
			expect(begun(...later.servers)).toBe(1);
		}
	});

	test('let in, both are answered, and the second only waited', async () => {
		const {servers, ask} = await twoServers({users: {[user]: 'canary-7Hq!x+pw'}});
		const answers = await Promise.all([{port: 993}, {port: 143}].map(ask));
		expect(answers.map(({stop}) => stop)).toEqual([undefined, undefined]);
		expect(servers.map(server => begun(server))).toEqual([1, 1]);
	});

	test('a wrong password after the right one is tried once', async () => {
		const {servers, ask} = await twoServers({users: {[user]: 'canary-7Hq!x+pw'}});
		expect((await ask({})).stop).toBeUndefined();
		expect((await ask({secret: 'imap-token'})).stop?.refusal?.code).toBe('AUTHENTICATIONFAILED');
		expect((await ask({secret: 'imap-token', port: 143})).stop).toEqual(alreadyTried);
		expect((await ask({})).stop).toBeUndefined();
		expect(begun(...servers)).toBe(2);
	});

	test('another account of the same server is another one', async () => {
		const {servers, ask} = await twoServers({script: refusing});
		expect((await ask({})).stop?.refusal).toBeDefined();
		expect((await ask({user: 'somebody@mailbox.test'})).stop?.refusal).toBeDefined();
		expect(begun(...servers)).toBe(2);
	});

	test('whoever waits can be called off, and the one after it goes on', async () => {
		const held: (() => void)[] = [];
		const {probe, servers} = await twoServers({
			script: answering(({tag, say}) => void held.push(() => say(`${tag} OK in`))),
		});
		const question = {...door, security: 'none', do: 'login'} as const;
		const first = probe(question, never);
		await expect.poll(() => held.length).toBe(1);
		const ending = new AbortController();
		const second = probe({...question, port: 143}, ending.signal);
		const third = probe({...question, secret: 'imap-token'}, never);
		ending.abort();
		expect(await second).toEqual({ok: false, failure: {code: 'cancelled'}});
		expect(begun(...servers)).toBe(1);
		held[0]?.();
		expect(await first).toMatchObject({ok: true, value: {folders: [{use: 'inbox'}]}});
		await expect.poll(() => held.length).toBe(2);
		held[1]?.();
		expect(await third).toMatchObject({ok: true, value: {folders: [{use: 'inbox'}]}});
		expect(begun(...servers)).toBe(2);
	});
});
