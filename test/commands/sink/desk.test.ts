import {once} from 'node:events';
import {mkdirSync, readFileSync, statSync} from 'node:fs';
import {connect} from 'node:net';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {deskOf} from '../../../source/commands/sink/desk.ts';
import type {SinkSettings} from '../../../source/commands/sink/settings.ts';
import type {SinkDesk, SinkView} from '../../../source/tui/console.tsx';
import {newPath, placeOf, raise, send} from './scene.ts';

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

const open = async (settings: SinkSettings = {}) => {
	const here = await raise(settings);
	const folder = newPath('exported');
	mkdirSync(folder, {recursive: true});
	const desk = deskOf(here, {replies: [], providers: []}, {signal: new AbortController().signal}, {folder});
	closing.push(desk.close);
	return {here, desk, folder};
};

/** Resolves with the first view that is like that. */
const until = (desk: SinkDesk, wanted: (view: SinkView) => boolean): Promise<SinkView> =>
	new Promise(resolve => {
		const look = () => {
			if (!wanted(desk.snapshot())) return;
			stop();
			resolve(desk.snapshot());
		};
		const stop = desk.subscribe(look);
		look();
	});

const code = (value: string) => `Your verification code is ${value}. It is valid for 10 minutes.`;

test('what it is opened with: places, reach, and what to enter on the device', async () => {
	const {here, desk} = await open();
	const view = desk.snapshot();
	expect(view).toMatchObject({
		reach: 'this-machine',
		search: '',
		messages: [],
		open: [],
		counts: {messages: 0, sessions: 0},
	});
	expect(view.places).toEqual(here.sink.places);
	expect(view.enter.map(({label}) => label)).toEqual(['Server', 'Port', 'Login', 'Sender']);
	expect(view.enter[1]?.value).toContain(String(placeOf(here).port));
	expect(view.look).toMatch(/^lostmail sink list --store \S+sink\.db$/);
	expect(desk.snapshot()).toBe(view);
});

test('messages come with their codes, an older code is superseded, and no password is told', async () => {
	const password = 'hunter2-not-to-be-told';
	const {here, desk} = await open();
	await send(placeOf(here), {text: code('482915'), login: {user: 'nas', pass: password}});
	await send(placeOf(here), {text: code('771204')});
	const {messages} = await until(
		desk,
		view => view.messages.every(({standing}) => standing) && view.messages.length === 2,
	);
	expect(messages.map(({reading}) => reading?.chosen?.value)).toEqual(['771204', '482915']);
	expect(messages.map(({standing}) => standing?.state)).toEqual(['newest', 'superseded']);
	const [newest, oldest] = messages;
	const page = await desk.message(newest!.message.id);
	expect(page.text).toContain('771204');
	expect(page.source).toContain('Subject: Your code');
	expect(page.header.map(({name}) => name)).toContain('subject');
	expect(page.passages).toEqual([]);
	const talk = desk.session(oldest!.message.session);
	expect(talk?.said.map(({text}) => text).join('\n')).toMatch(/EHLO nas\.example\.com/);
	expect(talk?.said.some(({means}) => means !== '')).toBe(true);
	const told = JSON.stringify([desk.snapshot(), page, talk]);
	expect(told).not.toContain(password);
	expect(told).not.toContain(Buffer.from(password).toString('base64'));
});

test('a session that says nothing is seen while it goes on, and told as silence afterwards', async () => {
	const {here, desk} = await open();
	const socket = connect(placeOf(here).port, '127.0.0.1');
	await once(socket, 'data');
	const during = await until(desk, view => view.open.length === 1);
	expect(desk.session(during.open[0]!.id)?.session.end).toBeUndefined();
	socket.end();
	const {sessions} = await until(
		desk,
		view => view.open.length === 0 && view.sessions.some(({end}) => end === 'left'),
	);
	expect(sessions[0]?.exchanges).toHaveLength(1);
	expect(sessions[0]?.exchanges[0]?.side).not.toBe('client');
});

test('what a session that goes on has said is explained once for each thing that is added', async () => {
	const {here, desk} = await open();
	const socket = connect(placeOf(here).port, '127.0.0.1');
	await once(socket, 'data');
	const [{id} = {id: 0}] = (await until(desk, view => view.open.length === 1)).open;
	const first = desk.session(id)?.said;
	expect(first).toBeDefined();
	expect(desk.session(id)?.said).toBe(first);
	socket.write('EHLO nas.example.com\r\n');
	await once(socket, 'data');
	const second = desk.session(id)?.said;
	expect(second?.length).toBeGreaterThan(first?.length ?? 0);
	expect(desk.session(id)?.said).toBe(second);
	socket.end();
	await until(desk, view => view.open.length === 0);
});

test('a search narrows what is shown and what comes later; a mistake changes nothing and has its place', async () => {
	const {here, desk} = await open();
	await send(placeOf(here), {to: 'kim@example.org'});
	await send(placeOf(here), {to: 'sam@example.org'});
	await until(desk, view => view.messages.length === 2);
	expect(desk.search('to:sam')).toBeUndefined();
	expect(desk.snapshot()).toMatchObject({search: 'to:sam', counts: {messages: 2}});
	expect(desk.snapshot().messages.map(({message}) => message.recipients)).toEqual([['sam@example.org']]);
	await send(placeOf(here), {to: 'kim@example.org'});
	await send(placeOf(here), {to: 'sam@example.org'});
	expect((await until(desk, view => view.counts.messages === 4)).messages).toHaveLength(2);
	expect(desk.search('x form:sam')).toMatchObject({at: 2, complaint: expect.stringContaining('from')});
	expect(desk.snapshot().search).toBe('to:sam');
	expect(desk.search(' ')).toBeUndefined();
	expect(desk.snapshot()).toMatchObject({search: ''});
	expect(desk.snapshot().messages).toHaveLength(4);
});

test('of letters that come one after the other the last text is searched for, and Enter does not wait for it', async () => {
	const {here, desk} = await open();
	await send(placeOf(here), {to: 'kim@example.org'});
	await send(placeOf(here), {to: 'sam@example.org'});
	await until(desk, view => view.messages.length === 2);
	const searches: string[] = [];
	desk.subscribe(() => {
		const {search} = desk.snapshot();
		if (searches.at(-1) !== search) searches.push(search);
	});
	for (const text of ['k', 'ki', 'kim@', 'form:']) desk.searchSoon(text);
	for (const text of ['s', 'sa', 'sam@']) desk.searchSoon(text);
	expect(desk.snapshot().search).toBe('');
	expect((await until(desk, view => view.search !== '')).messages).toHaveLength(1);
	desk.searchSoon('kim@');
	expect(desk.search('')).toBeUndefined();
	await send(placeOf(here), {to: 'jo@example.org'});
	await until(desk, view => view.messages.length === 3);
	expect(searches.filter(search => search !== '')).toEqual(['sam@']);
});

test('older ones are shown a part at a time, or all at once', async () => {
	const {here, desk} = await open();
	const keep = () => {
		const id = here.store.nextSession();
		const remote = {address: '127.0.0.1', port: 1};
		const nothing = {senders: [], recipients: [], refusals: [], messages: [], exchanges: [], oddities: []};
		return here.store.keepSession({
			...nothing,
			id,
			at: id,
			ms: 1,
			remote,
			place: placeOf(here),
			logins: [],
			misbehaved: [],
			end: 'quit',
		});
	};
	await Promise.all(Array.from({length: 900}, keep));
	await until(desk, view => view.more.sessions);
	expect(desk.snapshot().sessions).toHaveLength(200);
	desk.older();
	expect(desk.snapshot().sessions).toHaveLength(400);
	desk.oldest();
	expect(desk.snapshot().sessions).toHaveLength(900);
	expect(desk.snapshot().more.sessions).toBe(false);
});

test('an exported message is as it came, readable by its owner alone, and overwrites nothing', async () => {
	const {here, desk, folder} = await open();
	await send(placeOf(here));
	const {messages} = await until(desk, view => view.messages.length === 1);
	const {id} = messages[0]!.message;
	const files = [await desk.save(id), await desk.save(id)];
	expect(files).toEqual([path.join(folder, `m${id}.eml`), path.join(folder, `m${id}-2.eml`)]);
	for (const file of files) {
		expect(readFileSync(file)).toEqual(Buffer.concat([...here.store.octets(id)]));
		expect(statSync(file).mode & 0o777).toBe(0o600);
	}
	desk.remove([id]);
	expect(desk.snapshot().messages).toEqual([]);
	await expect(desk.save(id)).rejects.toThrow('not kept any more');
	await expect(desk.message(id)).rejects.toThrow('not kept any more');
	expect(desk.session(99)).toBeUndefined();
});

test('closed, it can be looked at still and never reads again', async () => {
	const {here, desk} = await open();
	await send(placeOf(here));
	await until(desk, view => view.messages.length === 1);
	await desk.close();
	await desk.close();
	expect(desk.snapshot().messages).toHaveLength(1);
});

test('of a case: only what came since it began, and the sink outlives the screen', async () => {
	const here = await raise({});
	closing.push(() => here.close());
	await send(placeOf(here), {text: code('482915')});
	const {at} = here.store.messages([], {most: 1})[0] ?? {at: 0};
	const io = {signal: new AbortController().signal};
	const desk = deskOf(here, {replies: [], providers: []}, io, {ofCase: at + 1});
	expect(desk.snapshot()).toMatchObject({ofCase: true, messages: [], counts: {messages: 0, sessions: 0}});
	const since = deskOf(here, {replies: [], providers: []}, io, {ofCase: at - 60_000});
	closing.push(since.close);
	expect(since.snapshot()).toMatchObject({counts: {messages: 1, sessions: 1}, search: ''});
	expect(since.search('subject:nothing-like-that')).toBeUndefined();
	expect(since.snapshot().messages).toEqual([]);
	expect(since.search(' ')).toBeUndefined();
	expect(since.snapshot()).toMatchObject({search: '', messages: [expect.anything()]});
	await desk.close();
	expect(desk.session(1)).toBeUndefined();
	expect((await send(placeOf(here), {text: code('771204')})) ?? 'taken').toBeDefined();
	expect(here.store.counts().messages).toBe(2);
});

test('a sink in memory alone leaves nothing to look at', async () => {
	const {desk} = await open({store: ':memory:'});
	expect(desk.snapshot()).not.toHaveProperty('look');
});
