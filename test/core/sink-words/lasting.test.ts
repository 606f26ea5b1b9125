import {describe, expect, test} from 'vitest';
import type {SinkRefusal, SinkSession, SinkStage} from '../../../source/core/sink.ts';
import {isDecisive, lastingRefusals} from '../../../source/core/sink-words/lasting.ts';
import {sessionWords} from '../../../source/core/sink-words.ts';

const refusal = (stage: SinkStage, code = 550, more: Partial<SinkRefusal> = {}): SinkRefusal => ({
	stage,
	reply: {code, lines: ['No']},
	...more,
});
const session = (more: Partial<SinkSession>): SinkSession => ({
	id: 1,
	at: 0,
	ms: 1000,
	remote: {address: '127.0.0.1', port: 40_000},
	place: {address: '127.0.0.1', port: 2525, security: 'none'},
	helo: 'nas',
	logins: [],
	senders: [],
	recipients: [],
	refusals: [],
	messages: [],
	exchanges: [],
	oddities: [],
	misbehaved: [],
	end: 'quit',
	...more,
});
const login = {mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: false} as const;

describe('a stage that was passed leaves no refusal', () => {
	test.each<[string, Partial<SinkSession>]>([
		['another mechanism', {refusals: [refusal('auth', 504)], logins: [login]}],
		['a second try', {refusals: [refusal('auth', 535)], logins: [{...login, taken: false}, login]}],
		['another sender', {refusals: [refusal('mail')], senders: ['a@b.test']}],
		['one recipient of two', {refusals: [refusal('rcpt', 550, {of: 'x@b.test'})], recipients: ['y@b.test']}],
		['DATA again', {refusals: [refusal('data')], recipients: ['y@b.test'], broken: 5}],
		['HELO for EHLO', {refusals: [refusal('ehlo', 500, {passed: true})]}],
	])('%s', (_name, more) => {
		expect(lastingRefusals(session(more))).toEqual([]);
		expect(sessionWords(session(more)).mark).toBe('warning');
		expect(sessionWords(session(more)).text).not.toContain('login refused');
	});
});

describe('a stage that was not passed keeps its refusal', () => {
	test.each<[string, Partial<SinkSession>]>([
		['a login', {refusals: [refusal('auth', 535)], logins: [{...login, taken: false}]}],
		[
			'a login after one that was taken',
			{refusals: [refusal('auth', 535)], logins: [login, {...login, taken: false}]},
		],
		['a sender', {refusals: [refusal('mail')], logins: [login]}],
		['a recipient', {refusals: [refusal('rcpt')], senders: ['a@b.test']}],
		['a message', {refusals: [refusal('message')], recipients: ['a@b.test']}],
	])('%s', (_name, more) => {
		expect(lastingRefusals(session(more))).toHaveLength(1);
		expect(sessionWords(session(more)).mark).toBe('problem');
	});
});

test('a message that came hides no refusal of another one', () => {
	const brought = {messages: [1], senders: ['a@b.test'], recipients: ['y@b.test']};
	const second = session({...brought, refusals: [refusal('mail', 452)]});
	expect(sessionWords(second)).toEqual({
		mark: 'warning',
		text: 'delivered 1 message, sender refused: 452 No',
	});
	const missed = session({...brought, refusals: [refusal('rcpt', 550, {of: 'x@b.test'})]});
	expect(sessionWords(missed).text).toBe('delivered 1 message, recipient x@b.test refused: 550 No');
	const retried = session({...brought, logins: [login], refusals: [refusal('auth', 504)]});
	expect(sessionWords(retried)).toEqual({mark: 'good', text: 'delivered 1 message'});
	const passed = session({...brought, refusals: [refusal('mail', 452, {passed: true})]});
	expect(sessionWords(passed).mark).toBe('good');
});

test('a refusal that the client went on after proves nothing', () => {
	const wentOn = session({senders: ['a@b.test'], refusals: [refusal('auth', 535)]});
	expect(isDecisive(wentOn, refusal('auth'))).toBe(false);
	expect(sessionWords(wentOn)).toEqual({
		mark: 'warning',
		text: 'login refused: 535 No, said QUIT after 1 s',
	});
	expect(isDecisive(session({}), refusal('greeting'))).toBe(true);
	expect(isDecisive(session({broken: 1}), refusal('rcpt'))).toBe(false);
});

test('a recipient that was refused beside another one is told', () => {
	const text = sessionWords(
		session({recipients: ['y@b.test'], refusals: [refusal('rcpt', 550, {of: 'x@b.test'})]}),
	).text;
	expect(text).toBe(
		'named 1 recipient and sent no message, recipient x@b.test refused: 550 No, said QUIT after 1 s',
	);
});

test.each([
	['too-many-logins', 'login after login failed'],
	['too-long-line', 'it sent a line that is too long'],
] as const)('an end of its own: %s', (end, words) => {
	const {mark, text} = sessionWords(session({end, refusals: [refusal('auth', 535)]}));
	expect(mark).toBe('warning');
	expect(text).toBe(`login refused: 535 No, was closed after 1 s: ${words}`);
});
