import {createHmac} from 'node:crypto';
import type {SMTPServerAuthentication} from 'smtp-server';
import {expect, test} from 'vitest';
import {judge} from '../../../source/sink/server/login.ts';

const auth = (more: Partial<SMTPServerAuthentication>): SMTPServerAuthentication =>
	({method: 'PLAIN', username: 'nas', password: 'right-one', ...more}) as SMTPServerAuthentication;
const users = new Map([['nas', 'right-one']]);

test.each([
	['no users', {}, {}, true],
	['nobody among the users', {users: new Map()}, {}, true],
	['the right one', {users}, {}, true],
	['another password', {users}, {password: 'wrong-one'}, false],
	['another user', {users}, {username: 'other'}, false],
	['an empty password of an unknown user', {users}, {username: 'other', password: ''}, false],
])('whether it is taken: %s', (_name, options, more, taken) => {
	expect(judge(auth(more), options).taken).toBe(taken);
});

test.each([
	['', 'empty'],
	[' right-one', 'blanks-around'],
	['pässword', 'not-ascii'],
	['right-one', 'other'],
] as const)('what %j looks like', (password, secret) => {
	expect(judge(auth({password}), {})).toEqual({taken: true, secret, secrets: [password]});
});

test('what is expected is compared, and refuses nobody', () => {
	expect(judge(auth({}), {expected: {password: 'right-one'}})).toMatchObject({taken: true, same: true});
	expect(judge(auth({}), {expected: {password: 'another'}})).toMatchObject({taken: true, same: false});
	expect(judge(auth({}), {})).not.toHaveProperty('same');
});

test('a token is the secret of its login', () => {
	const {secrets} = judge(auth({method: 'XOAUTH2', accessToken: 'ya29.token'}), {});
	expect(secrets).toEqual(['ya29.token']);
});

test('a password that is never sent is judged by its proof, which is a secret', () => {
	const challenge = '<1@sink.test>';
	const proof = (password: string) => createHmac('md5', password).update(challenge).digest('hex');
	const {password: _, ...rest} = auth({
		method: 'CRAM-MD5',
		challengeResponse: proof('right-one'),
		validatePassword: password => proof(password) === proof('right-one'),
	});
	const {taken, same, secrets} = judge(rest as SMTPServerAuthentication, {
		users,
		expected: {password: 'another'},
	});
	expect([taken, same, secrets]).toEqual([true, false, [proof('right-one')]]);
});
