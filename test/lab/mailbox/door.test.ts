import {expect, test} from 'vitest';
import {open, type Written} from './open.ts';

const folders = [
	{path: 'Spam', use: 'junk'},
	{path: 'Trash', use: 'trash', 'known-by': 'name'},
	{path: 'All', use: 'all'},
	{path: 'Work'},
];
const stopOf = async (written: Written, question: Record<string, unknown> = {}) =>
	(await (await open(written)).answer({do: 'login', ...question})).stop;

test('a login shows the folders, and by what their use is known', async () => {
	const {answer} = await open({folders});
	expect(await answer({do: 'login'})).toEqual({
		address: '192.0.2.143:993',
		tls: {protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', chain: []},
		greeting: expect.any(String),
		capabilities: ['IMAP4REV1', 'IDLE', 'SPECIAL-USE', 'QUOTA'],
		folders: [
			{path: 'INBOX', use: 'inbox'},
			{path: 'Spam', use: 'junk', knownBy: 'special-use'},
			{path: 'Trash', use: 'trash', knownBy: 'name'},
			{path: 'All', use: 'all', knownBy: 'special-use'},
			{path: 'Work', use: 'other'},
		],
	});
});

test.each([
	['another host', {}, {host: 'imap.other.test'}, {stage: 'connect', failure: {code: 'refused'}}],
	['another port', {}, {port: 143}, {stage: 'connect', failure: {code: 'refused'}}],
	['no secret of this name', {}, {secret: 'nothing'}, {stage: 'login', failure: {code: 'no-secret'}}],
	['another kind of encryption', {security: 'starttls'}, {}, {stage: 'tls', failure: {code: 'tls'}}],
	['no STARTTLS', {security: 'none'}, {security: 'starttls'}, {stage: 'tls', failure: {code: 'not-offered'}}],
	['TLS that is not begun', {}, {security: 'none'}, {stage: 'tls', failure: {code: 'timeout'}}],
	[
		'no encryption',
		{security: 'none'},
		{security: 'none'},
		{stage: 'login', failure: {code: 'not-permitted'}},
	],
	['a bad certificate', {untrusted: 'expired'}, {}, {stage: 'tls', failure: {code: 'untrusted'}}],
	['a wrong user', {}, {user: 'other'}, {stage: 'login', refusal: {code: 'AUTHENTICATIONFAILED'}}],
	[
		'a wrong password, in the words of the provider',
		{refusal: {text: 'LOGIN Login error or password error'}},
		{secret: 'wrong-password'},
		{stage: 'login', refusal: {text: 'LOGIN Login error or password error'}},
	],
	['a token instead of a password', {}, {token: 'imap-token'}, {stage: 'login', refusal: {}}],
	[
		'a refusal of everybody',
		{stop: {stage: 'login', refusal: {code: 'ALERT', text: 'Application-specific password required'}}},
		{},
		{stage: 'login', refusal: {code: 'ALERT', text: 'Application-specific password required'}},
	],
	[
		'a server that is silent',
		{stop: {stage: 'connect', failure: 'timeout'}},
		{},
		{stage: 'connect', failure: {code: 'timeout'}},
	],
	[
		'a stop for another question',
		{stop: {stage: 'mailbox', failure: 'closed', on: ['quota']}},
		{},
		undefined,
	],
	[
		'a stop for this question',
		{stop: {stage: 'mailbox', failure: 'closed', on: ['login']}},
		{},
		{stage: 'mailbox', failure: {code: 'closed'}},
	],
] as const)('%s', async (_, written, question, stop) => {
	const found = await stopOf(written as Written, question);
	if (stop === undefined) expect(found).toBeUndefined();
	else expect(found).toMatchObject(stop);
});

test('a token opens it where it has one', async () => {
	expect(await stopOf({token: 'ya29.correct-token'}, {token: 'imap-token'})).toBeUndefined();
});

test('a wrong password is tried once, and another one after it', async () => {
	const {answer} = await open({});
	const wrong = {do: 'login', secret: 'wrong-password'} as const;
	expect((await answer(wrong)).stop).toMatchObject({refusal: {}});
	expect((await answer(wrong)).stop).toMatchObject({failure: {code: 'already-tried'}});
	expect((await answer({do: 'login'})).stop).toBeUndefined();
});
