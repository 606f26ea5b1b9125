import {describe, expect, test} from 'vitest';
import capture from '../../../../source/checks/sink/capture.ts';
import {runOn} from '../../taped.ts';
import {
	bareSession,
	delivering,
	heard,
	message,
	noCode,
	nothingMore,
	person,
	reached,
	session,
	told,
	waited,
} from '../catching.ts';

const login = {user: 'nas', password: 'smtp-password'};
const elsewhere = {remote: {address: '192.0.2.66', port: 4000}} as const;
const guess = (id: number) =>
	session(id, {
		...elsewhere,
		logins: [{mechanism: 'LOGIN', user: 'admin', taken: true, encrypted: true, same: false}],
	});
const scan = (id: number) =>
	bareSession(id, {
		...elsewhere,
		end: 'tls-failed',
		tls: {is: 'failed', fault: 'version', offered: 'TLSv1', reason: 'unsupported protocol'},
	});
const right = (id: number) =>
	delivering(id, {
		logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, same: true}],
	});
const strayMail = (id: number) =>
	message(id, {remote: '192.0.2.66', user: 'admin', sender: 'x@y.test', recipients: ['other@mailbox.test']});
const straySession = (id: number) =>
	delivering(id, {
		...elsewhere,
		logins: [{mechanism: 'LOGIN', user: 'admin', taken: true, encrypted: true, same: false}],
		senders: ['x@y.test'],
		recipients: ['other@mailbox.test'],
	});
/** The test mail of the step before, delivered two minutes ago. */
const earlier = told({
	told: 2,
	sessions: [right(1)],
	messages: [
		message(1, {
			user: 'nas',
			reading: noCode,
			recipients: ['admin@mailbox.test'],
			standing: {state: 'newest', request: 1, requests: 1, age: 120},
		}),
	],
});
const withEarlier = (...answers: readonly ReturnType<typeof told>[]) => ({
	sink: [told({told: 2}), earlier, ...answers],
});
const find = async (when: Parameters<typeof runOn>[1], base: object = {}) =>
	(await runOn(capture, when, {what: 'code', address: person, ...login, ...base})).finding;

describe('a stranger', () => {
	test('who guesses a login does not beat the mail that arrived, and is told beside it', async () => {
		for (const order of [
			[guess(2), right(3)],
			[right(3), guess(4)],
		]) {
			const finding = await find(waited(heard(3, order, [message(3, {user: 'nas'})]), nothingMore));
			expect(finding).toMatchObject({
				code: 'arrived',
				facts: {
					remote: '192.0.2.7',
					beside: [expect.stringContaining('Another machine, 192.0.2.66, in session')],
				},
			});
		}
	});

	test.each([
		['guesses a login', [guess(2)], []],
		['speaks an old TLS', [scan(2)], []],
		['brings a code for somebody else', [straySession(2)], [strayMail(2)]],
	] as const)('who %s proves nothing while the device is silent', async (_, sessions, messages) => {
		for (const when of [
			waited(heard(3, sessions, messages), nothingMore),
			withEarlier(heard(3, sessions, messages, 4), nothingMore),
			{sink: [told({told: 2}), reached, heard(3, sessions, messages, 4), nothingMore]},
		]) {
			const {level, text} = await find({...when, params: {'set-off': 'no'}});
			expect(level, text).toBe('unknown');
		}
	});

	test('makes the wait for the device no shorter', async () => {
		const finding = await find(
			withEarlier(heard(3, [straySession(2)], [strayMail(2)], 4), heard(200, [right(5)], [message(5)], 6)),
		);
		expect(finding).toMatchObject({code: 'arrived', facts: {seconds: 203}});
	});

	test('brings no mail that counts, where nobody told an address', async () => {
		const finding = await find(
			withEarlier(heard(3, [straySession(2)], [{...strayMail(2)}], 4), nothingMore),
			{address: undefined},
		);
		expect(finding).toMatchObject({code: 'other-mail', level: 'unknown'});
	});
});

describe('the device', () => {
	test('is the machine that delivered before, whatever else connects', async () => {
		const old = {...scan(2), remote: {address: '192.0.2.7', port: 1}};
		const finding = await find(withEarlier(heard(3, [old, guess(3)], [], 4), nothingMore));
		expect(finding).toMatchObject({
			code: 'tls-too-old',
			level: 'problem',
			facts: {remote: '192.0.2.7', beside: [expect.stringContaining('Another machine, 192.0.2.66')]},
		});
	});

	test('is the one of several that uses the login that was told', async () => {
		const wrong = session(3, {
			logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, same: false}],
		});
		const finding = await find(waited(heard(3, [wrong, guess(4)]), nothingMore));
		expect(finding).toMatchObject({code: 'login-differs', facts: {remote: '192.0.2.7'}});
	});

	test('may come from another address, if it uses the login that was told', async () => {
		const moved = session(3, {
			remote: {address: '192.0.2.8', port: 1},
			logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, same: false}],
		});
		const finding = await find(withEarlier(heard(3, [moved], [], 3), nothingMore));
		expect(finding).toMatchObject({code: 'login-differs', facts: {remote: '192.0.2.8'}});
	});

	test('is nobody where two machines delivered before', async () => {
		const before = told({
			told: 4,
			sessions: [delivering(1), straySession(2)],
			messages: [message(1, {reading: noCode}), message(2, {remote: '192.0.2.66', reading: noCode})],
		});
		const finding = await find(
			{
				sink: [
					told({told: 4}),
					before,
					heard(3, [scan(3), {...scan(4), remote: {address: '192.0.2.7', port: 1}}], [], 6),
					nothingMore,
				],
			},
			{user: undefined},
		);
		expect(finding).toMatchObject({code: 'which-device', level: 'unknown'});
	});
});

test('sessions that nobody can tell of any more are counted', async () => {
	const finding = await find(waited({...heard(3, [right(1)], [message(1)]), untold: 7}, nothingMore));
	expect(JSON.stringify(finding.facts['beside'])).toContain('7 without a message are told no more');
});
