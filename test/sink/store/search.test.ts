import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {parseQuery, type SinkQuery} from '../../../source/sink/query.ts';
import type {Store} from '../../../source/sink/store.ts';
import {envelopeOf, keep, noon, openSample, sessionOf, understoodAs} from './sample.ts';

const queryOf = (text: string): SinkQuery => {
	const parsed = parseQuery(text, noon + 60_000);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
};

let store: Store;
let now = noon;

const messages = (text: string) => store.messages(queryOf(text), {most: 100}).map(({id}) => id);
const sessions = (text: string) => store.sessions(queryOf(text), {most: 100}).map(({id}) => id);

beforeAll(async () => {
	store = await openSample({now: () => now});
	const refused = {
		stage: 'rcpt',
		reply: {code: 550, lines: ['No such user']},
		of: 'nobody@example.org',
	} as const;
	// 1: a code that came.
	await keep(store, 'x', {
		session: store.nextSession(),
		from: 'Shop Zürich <shop@example.com>',
		subject: 'Ihr Bestätigungscode',
		inbox: 'Shop',
		messageId: '<abc.1@example.com>',
	});
	await store.keepSession(sessionOf(1, {messages: [1], end: 'quit', ms: 10}));
	// 2: nothing came.
	await store.keepSession(
		sessionOf(store.nextSession(), {
			end: 'tls-failed',
			senders: [],
			recipients: [],
			remote: {address: '2001:db8::25', port: 1},
			tls: {is: 'failed', fault: 'distrust', alert: 'unknown_ca', reason: 'alert unknown ca'},
		}),
	);
	// 3: one recipient was refused, and two messages came; it goes on.
	now += 30_000;
	const third = sessionOf(store.nextSession(), {refusals: [refused], at: now, logins: []});
	for (const subject of ['験証コード', 'Rechnung 2026'])
		await store.deposit().keep(envelopeOf(3, {subject, user: 'kim', recipients: ['lee@example.net']}), third);
	store.remember(1, understoodAs('Ihr Code lautet 493-817. ÄÖÜ 验证 a_b%c "quoted"', 'code'));
	store.remember(2, understoodAs('Click the LINK below', 'link', true));
	// 4: goes on, and nothing has come yet.
	await store.keepSession(sessionOf(store.nextSession(), {senders: ['other@example.com'], at: now}));
});
afterAll(() => store.close());

describe('messages by', () => {
	test.each([
		['', [3, 2, 1]],
		['from:shop@', [1]],
		['from:ZÜRICH', [1]],
		['from:nas@example.com', [3, 2, 1]],
		['-from:zürich', [3, 2]],
		['to:LEE', [3, 2]],
		['subject:bestätigungsCODE', [1]],
		['subject:コード', [2]],
		['inbox:shop', [1]],
		['inbox:sho', []],
		['remote:192.0.2.', [3, 2, 1]],
		['since:40s', [3, 2]],
		['until:40s', [1]],
		['has:code', [1]],
		['has:link', [2]],
		['has:attachment', [2]],
		// What nobody has understood yet may have one.
		['-has:code', [2]],
		['-has:link', [1]],
		['-has:attachment', [1]],
		['session:failed', [3, 2]],
		['session:open', [3, 2]],
		['session:delivered', [3, 2, 1]],
		['493-817', [1]],
		['"code lautet"', [1]],
		['äöü', [1]],
		['验证', [1]],
		['验', [1]],
		['9', [1]],
		['7.', [1]],
		['a_b%c', [1]],
		['a_bxc', []],
		['"link below"', [2]],
		['-link', [3, 1]],
		['abc.1@', [1]],
		['kim', [3, 2, 1]],
		['rechnung', [3]],
		['qqq', []],
		['from:nas to:lee -subject:2026', [2]],
	])('%s', (text, expected) => {
		expect(messages(text)).toEqual(expected);
	});
});

describe('sessions by', () => {
	test.each([
		['', [4, 3, 2, 1]],
		['session:failed', [3, 2]],
		['session:delivered', [3, 1]],
		['session:open', [4, 3]],
		['-session:open', [2, 1]],
		['from:zürich', [1]],
		['from:other@', [4]],
		['to:nobody', [3]],
		['to:lee', [3]],
		['subject:rechnung', [3]],
		['inbox:shop', [1]],
		['remote:2001:db8', [2]],
		['has:code', [1]],
		['-has:code', [4, 2]],
		['-has:link', [4, 2, 1]],
		['since:40s', [4, 3]],
		['until:40s', [2, 1]],
		['unknown_ca', [2]],
		['550', [3]],
		['"no such user"', [3]],
		['493', [1]],
	])('%s', (text, expected) => {
		expect(sessions(text)).toEqual(expected);
	});
});

test('what could not be read is not said to be without anything', async () => {
	const own = await openSample();
	const {id} = await keep(own, 'x', {subject: 'sealed'});
	const found = (text: string) => {
		const query = parseQuery(text, now);
		return query.ok ? own.messages(query.value, {most: 9}).map(one => one.id) : [];
	};
	own.remember(id, {text: 'sealed', reading: {candidates: [], open: 'unread'}, failed: true});
	for (const what of ['code', 'link', 'attachment']) {
		expect(found(`-has:${what}`)).toEqual([]);
		expect(found(`has:${what}`)).toEqual([]);
	}
	own.remember(id, {text: 'sealed', reading: {candidates: [], open: 'none'}});
	expect(found('-has:code')).toEqual([id]);
	own.close();
});

test('pages go from the newest to the oldest, each id once', () => {
	expect(store.messages([], {most: 2}).map(({id}) => id)).toEqual([3, 2]);
	expect(store.messages([], {most: 2, before: 2}).map(({id}) => id)).toEqual([1]);
	expect(store.sessions([], {most: 3, before: 4}).map(({id}) => id)).toEqual([3, 2, 1]);
	expect(store.messages([], {most: 0})).toEqual([]);
});

test('any part of a text finds it, and only what has it', async () => {
	const own = await openSample();
	const letters = fc.string({
		unit: fc.constantFrom('a', 'b', 'B', ' ', '"', '%', 'ß', '证', '😀', "'", '*', '-', '\u0301'),
		minLength: 1,
		maxLength: 30,
	});
	await fc.assert(
		fc.asyncProperty(letters, fc.nat(29), fc.integer({min: 1, max: 12}), async (text, from, length) => {
			const {id} = await keep(own, 'x', {subject: '', sender: '', recipients: []});
			own.remember(id, understoodAs(text));
			const part = [...text]
				.slice(from % [...text].length)
				.slice(0, length)
				.join('');
			const found = own.messages([{is: 'text', text: part}], {most: 10_000}).map(one => one.id);
			// A mark that belongs to the character before it may have become one with it.
			if (!text.includes('\u0301') && part.trim() === part) expect(found).toContain(id);
			const none = own.messages([{is: 'text', text: `${part}zz`}], {most: 10});
			expect(none).toEqual([]);
		}),
		{numRuns: 300},
	);
	own.close();
});

test('a search among many answers with short words as well', async () => {
	const own = await openSample();
	const kept = await Promise.all(
		Array.from({length: 60}, (_, index) => keep(own, 'x', {subject: '', sender: `s${index}`})),
	);
	for (const {id} of kept) own.remember(id, understoodAs('the code and the others '.repeat(40)));
	for (const [text, count] of [
		['e', 60],
		['th', 60],
		['zq', 0],
	] as const)
		expect(own.messages([{is: 'text', text}], {most: 100})).toHaveLength(count);
	own.close();
});
