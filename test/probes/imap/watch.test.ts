import {describe, expect, test} from 'vitest';
import {eventually, never} from '../smtp/loopback.ts';
import {door, mailbox, tag, testMail} from './asking.ts';

const wanted = {tag};
const question = {do: 'watch', wanted, seconds: 600, why: 'for the test message'} as const;
const boxes = [{name: 'INBOX'}, {name: 'Junk', attributes: '\\Junk'}, {name: 'Rules'}];
const hears = (lines: readonly string[], verb: string) =>
	lines.filter(line => line.includes(` ${verb}`)).length;

describe('it comes', () => {
	test('into the inbox, and the server tells', async () => {
		// So long an interval that only the server's own word can be what woke it.
		const {server, ask} = await mailbox({boxes}, {every: 600_000, ms: 2000});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBe(1);
		server.deliver('INBOX', testMail(1));
		const {found, seconds, stop, unsearched} = await watching;
		expect(found?.map(({folder, uid}) => [folder.use, uid])).toEqual([['inbox', 1]]);
		expect([stop, unsearched]).toEqual([undefined, []]);
		expect(seconds).toBeLessThan(60);
		expect(server.taken()).toBe(1);
	});

	test.each(['Junk', 'Rules'])('into another folder: %s', async name => {
		const {server, ask} = await mailbox({boxes});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBeGreaterThan(0);
		server.deliver(name, testMail(4));
		const {found} = await watching;
		expect(found?.map(({folder}) => folder.path)).toEqual([name]);
	});

	test('into a folder that a rule makes for it', async () => {
		const {server, ask} = await mailbox({boxes});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBeGreaterThan(0);
		server.deliver('New folder', testMail(4));
		const {found, folders} = await watching;
		expect(found?.map(({folder}) => folder.path)).toEqual(['New folder']);
		expect(folders).toHaveLength(4);
	});

	test('where the server cannot tell of it by itself', async () => {
		const {server, ask} = await mailbox({boxes, capabilities: 'IMAP4rev1 AUTH=PLAIN'});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'STATUS')).toBeGreaterThan(2);
		server.deliver('INBOX', testMail(1));
		expect((await watching).found).toHaveLength(1);
		expect(hears(server.lines(), 'IDLE')).toBe(0);
	});

	test('it is there already', async () => {
		const {server, ask} = await mailbox({boxes: [{name: 'INBOX', messages: [testMail(1)]}]});
		const {found, seconds} = await ask(question);
		expect([found?.length, seconds]).toEqual([1, expect.any(Number)]);
		expect(hears(server.lines(), 'IDLE')).toBe(0);
	});

	test('another message does not end it, and folders without news are not searched again', async () => {
		const {server, ask} = await mailbox({boxes});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBeGreaterThan(0);
		server.deliver('Junk', testMail(1, undefined, {header: 'Message-ID: <other@x.test>'}));
		await expect.poll(() => hears(server.lines(), 'STATUS')).toBeGreaterThan(8);
		expect(hears(server.lines(), 'EXAMINE Rules')).toBe(1);
		server.deliver('Junk', testMail(2));
		expect((await watching).found?.map(({uid}) => uid)).toEqual([2]);
	});
});

describe('it does not come', () => {
	test('the time is over, and every folder was searched', async () => {
		const {ask} = await mailbox({boxes});
		const {found, folders, unsearched, seconds, stop} = await ask({...question, seconds: 0.2});
		expect([found, unsearched, stop]).toEqual([[], [], undefined]);
		expect(folders).toHaveLength(3);
		expect(seconds).toBeGreaterThanOrEqual(0.2);
	});

	test('a folder that cannot be searched leaves it open', async () => {
		const {ask} = await mailbox({
			boxes,
			script: {
				'UID SEARCH': ({tag, say}) => say(`${tag} NO no`),
				EXAMINE: ({tag, say}) => say(`${tag} NO no`),
			},
		});
		const {found, unsearched} = await ask({...question, seconds: 0.1});
		expect(found).toEqual([]);
		expect(new Set(unsearched?.map(({path}) => path))).toEqual(new Set(['INBOX', 'Junk', 'Rules']));
	});

	test('called off at once', async () => {
		const {server, probe} = await mailbox({boxes}, {every: 600_000});
		const ending = new AbortController();
		const watching = probe({...door, ...question}, ending.signal);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBe(1);
		ending.abort();
		expect(await watching).toEqual({ok: false, failure: {code: 'cancelled'}});
		expect(await eventually(() => server.open() === 0)).toBe(true);
	});

	test('the probe is closed meanwhile', async () => {
		const {server, probe, close} = await mailbox({boxes}, {every: 600_000});
		const watching = probe({...door, ...question}, never);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBe(1);
		close();
		expect(await watching).toMatchObject({ok: true, value: {stop: {failure: {code: 'cancelled'}}}});
	});
});

describe('the connection is lost', () => {
	test('once: another one goes on', async () => {
		const {server, ask} = await mailbox(
			{
				boxes,
				script: {IDLE: ({count, socket, usual}) => (count === 1 ? socket.destroy() : usual())},
			},
			{every: 600_000},
		);
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'IDLE')).toBe(2);
		server.deliver('INBOX', testMail(1));
		expect((await watching).found).toHaveLength(1);
		expect(server.taken()).toBe(2);
	});

	test('in the middle of a look', async () => {
		const {server, ask} = await mailbox({
			boxes,
			script: {STATUS: ({count, socket, usual}) => (count === 3 ? socket.destroy() : usual())},
		});
		const watching = ask(question);
		await expect.poll(() => hears(server.lines(), 'STATUS')).toBeGreaterThan(5);
		server.deliver('Rules', testMail(1));
		expect((await watching).found).toHaveLength(1);
		expect(server.taken()).toBe(2);
	});

	test('twice: that is all', async () => {
		const {server, ask} = await mailbox({boxes, script: {IDLE: ({socket}) => socket.destroy()}});
		const {stop} = await ask(question);
		expect(stop).toMatchObject({stage: 'login', failure: {code: 'already-tried'}});
		expect(server.taken()).toBe(2);
	});

	test('a server that has news all the time is not asked all the time', async () => {
		const {server, ask} = await mailbox(
			{
				boxes,
				script: {
					IDLE: ({usual, say}) => {
						usual();
						say('* 1 EXISTS\n* 2 EXISTS\n* 3 EXISTS');
					},
				},
			},
			{every: 10_000},
		);
		await ask({...question, seconds: 0.4});
		expect(hears(server.lines(), 'EXAMINE INBOX')).toBeLessThan(8);
	});
});
