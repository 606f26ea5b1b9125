import {describe, expect, test} from 'vitest';
import {eventually, leftovers} from '../smtp/loopback.ts';
import {door, mailbox, messageId, tag, testMail} from './asking.ts';
import type {Script} from './mail-server.ts';
import {itemsOf} from './messages.ts';

const find = {do: 'find', wanted: {messageId}} as const;
const boxes = [
	{name: 'INBOX', messages: [testMail(1)]},
	{name: 'Later', messages: [testMail(1)]},
];
const searching = (script: Script, ms = 2000) => mailbox({boxes, script}, {ms});

describe('a server that means no good', () => {
	test('a literal of 99 GB', async () => {
		const {server, ask} = await searching({
			'UID FETCH': ({say}) => say('* 1 FETCH (UID 1 BODY[HEADER]<0> {99000000000}'),
		});
		const {stop, found, unsearched} = await ask(find);
		expect(found).toEqual([]);
		expect(stop).toEqual({
			stage: 'mailbox',
			failure: {code: 'malformed', detail: 'the server sent more than is taken'},
		});
		expect(unsearched?.map(({path}) => path)).toEqual(['INBOX', 'Later']);
		expect(await eventually(() => server.open() === 0)).toBe(true);
	});

	test('a line without an end', async () => {
		const {ask} = await searching({
			'UID SEARCH': ({say, socket}) => {
				say('* SEARCH 1');
				const flood = () => {
					while (!socket.destroyed && socket.write('1 '.repeat(50_000)));
				};
				socket.on('drain', flood);
				flood();
			},
		});
		expect((await ask(find)).stop).toMatchObject({stage: 'mailbox', failure: {code: 'malformed'}});
	});

	test('lines without an end', async () => {
		const {ask} = await searching(
			{
				'UID SEARCH': ({socket}) => {
					const flood = () => {
						while (!socket.destroyed && socket.write('* OK still searching\r\n'.repeat(5000)));
					};
					socket.on('drain', flood);
					flood();
				},
			},
			5000,
		);
		const {stop} = await ask(find);
		expect(stop?.stage).toBe('mailbox');
		expect(['malformed', 'timeout']).toContain(stop?.failure?.code);
	});

	test('messages that nobody asked for', async () => {
		const {ask} = await mailbox({
			boxes: [{name: 'INBOX', messages: [testMail(1), testMail(2)]}],
			script: {
				'UID SEARCH': ({tag, say}) => say(`* SEARCH 1\n${tag} OK done`),
				'UID FETCH': ({tag, say, line}) =>
					say(
						[1, 2, 1]
							.map((uid, index) => `* ${index + 1} FETCH (${itemsOf(testMail(uid), line)})`)
							.concat(`${tag} OK done`)
							.join('\n'),
					),
			},
		});
		expect((await ask(find)).found?.map(({uid}) => uid)).toEqual([1]);
	});

	test('a message without what was asked for', async () => {
		const dated = 'UID 1 INTERNALDATE "23-Nov-2026 10:00:00 +0000"';
		const kept = ['', ' BODY[HEADER]<0> NIL', ' BODY[HEADER]<0> ""', ' BODY[HEADER]<0> (1 2)'];
		for (const row of [
			...kept.map(part => `${dated}${part}`),
			'UID 1',
			'UID 1 INTERNALDATE "never"',
			'UID 9',
			'FLAGS (',
		]) {
			const {ask} = await searching({
				'UID FETCH': ({tag, say}) => say(`* 1 FETCH (${row})\n${tag} OK done`),
			});
			const {found, unsearched} = await ask(find);
			expect(found).toEqual([]);
			expect(unsearched?.[0]).toEqual({
				path: 'INBOX',
				why: '1 more messages there may be the one, and could not be looked at',
			});
		}
	});

	test('replies to what was not said, and no IMAP at all', async () => {
		for (const text of [
			'ZZZ OK [ALERT] done',
			'\u0000\u0001\u0002',
			'* FETCH FETCH FETCH',
			'* 99999999999999999 EXISTS',
		]) {
			const {ask} = await searching({
				'UID SEARCH': ({tag, say}) => say(`${text}\n* SEARCH 1\n${tag} OK done`),
			});
			expect((await ask(find)).found).toHaveLength(2);
		}
	});

	test.each([
		['-1', 0],
		['1e400 0 2.5', 0],
		['4294967296', 0],
		['1 1 1 1', 1],
	])('UIDs that are none: %s', async (uids, count) => {
		const {ask} = await mailbox({
			boxes: [{name: 'INBOX', messages: [testMail(1)]}],
			script: {'UID SEARCH': ({tag, say}) => say(`* SEARCH ${uids}\n${tag} OK done`)},
		});
		expect((await ask(find)).found?.length).toBe(count);
	});

	test('a server that goes away in the middle: what was found is told, and what was not searched', async () => {
		const {ask} = await searching({
			EXAMINE: ({tag, say, socket, count}) =>
				count === 1 ? say(`* 1 EXISTS\n* OK [UIDNEXT 2] x\n${tag} OK done`) : socket.destroy(),
			'UID SEARCH': ({tag, say}) => say(`* SEARCH 1\n${tag} OK done`),
			'UID FETCH': ({tag, say, line}) => say(`* 1 FETCH (${itemsOf(testMail(1), line)})\n${tag} OK done`),
		});
		const {found, unsearched, stop} = await ask(find);
		expect(found).toHaveLength(1);
		expect(unsearched).toEqual([{path: 'Later', why: 'the server closed the connection'}]);
		expect(stop).toBeUndefined();
	});

	test('a server that stops answering in the middle', async () => {
		const {ask} = await searching({'UID SEARCH': () => {}}, 100);
		const {stop, unsearched} = await ask(find);
		expect(stop).toMatchObject({stage: 'mailbox', failure: {code: 'timeout'}});
		expect(unsearched).toHaveLength(2);
	});

	test('a server that says a little for ever', async () => {
		const {ask} = await searching(
			{
				'UID SEARCH': ({say, socket}) => {
					const timer = setInterval(() => say('* OK still searching'), 20);
					socket.on('close', () => clearInterval(timer));
				},
			},
			100,
		);
		expect((await ask(find)).stop).toEqual({
			stage: 'mailbox',
			failure: {code: 'timeout', detail: 'it took more than 0.5 s'},
		});
	});

	test('a server that asks for patience in words', async () => {
		const {ask} = await searching(
			{
				'UID SEARCH': ({tag, say}) =>
					say(`${tag} BAD Request is throttled. Suggested Backoff Time: 92415999 milliseconds`),
			},
			100,
		);
		const {found, unsearched} = await ask(find);
		expect(found).toEqual([]);
		expect(unsearched?.map(({why}) => why)).toEqual([
			expect.stringContaining('Request is throttled'),
			expect.stringContaining('Request is throttled'),
		]);
	});
});

test('called off at once in the middle of a search, and nothing is left', async () => {
	const before = leftovers();
	let ending = new AbortController();
	const {server, probe, close} = await mailbox({
		boxes,
		script: {'UID SEARCH': () => ending.abort()},
	});
	expect(await probe({...door, ...find}, ending.signal)).toEqual({ok: false, failure: {code: 'cancelled'}});
	expect(await eventually(() => server.open() === 0)).toBe(true);
	ending = new AbortController();
	const waiting = probe({...door, do: 'find', wanted: {tag}}, ending.signal);
	const second = probe({...door, do: 'login'}, ending.signal);
	expect(await second).toEqual({ok: false, failure: {code: 'cancelled'}});
	expect(await waiting).toEqual({ok: false, failure: {code: 'cancelled'}});
	close();
	expect(await eventually(() => leftovers() <= before + 1)).toBe(true);
});
