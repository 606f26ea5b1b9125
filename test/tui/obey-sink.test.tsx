import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {caught, filled, noon, reading, scriptedSink, session} from './caught.ts';
import {start} from './start.tsx';

const now = noon + 35_000;

test('a link is copied as the link that it is', async () => {
	const value = 'https://nas.example.org/zuru\u0308\u0301\u0301\u0301ck?t=\u{1f600}a\u200db\u202ec';
	const link = reading(value);
	const chosen = {...link.chosen!, kind: 'link' as const};
	const one = {...caught(990, '1'), reading: {...link, candidates: [chosen], chosen}};
	const {desk} = scriptedSink({...filled, messages: [one]});
	const {press, until, copied} = await start([], {sink: desk, now});
	await press(keys.enter);
	await until('Link');
	await press('y');
	await until('The link is in the clipboard');
	expect(copied).toEqual([new URL(value).href]);
	expect(decodeURIComponent(copied[0] ?? '')).toBe(value);
	expect(copied[0]).toMatch(/^[!-~]+$/);
});

test('back from a session it is where one came from: the list, or the message', async () => {
	const {desk} = scriptedSink({
		...filled,
		sessions: [...filled.sessions, session(1090, {messages: [990], helo: 'nas.local', end: 'quit'})],
	});
	const {press, until} = await start([], {sink: desk, now});
	await until('482 915');
	await press('s');
	await until('What was said');
	await press(keys.escape);
	await until('╭─ Sessions and messages');
	await press(keys.enter);
	await until('[Text]');
	await press(keys.tab);
	await until('[Header]');
	await press('s');
	await until('What was said');
	await press(keys.escape);
	await until('[Header]');
	await press(keys.escape);
	await until('╭─ Sessions and messages');
});

test('one G goes to the oldest of all, whatever was loaded before', async () => {
	const messages = Array.from({length: 900}, (_, index) => caught(990 - index, '482915'));
	const {desk, asked} = scriptedSink(
		{messages: messages.slice(0, 200), more: {messages: true, sessions: false}},
		{oldest: {messages}},
	);
	const {press, until} = await start([], {sink: desk, now});
	await until('1 of 200 and older');
	await press('G');
	await until('900 of 900');
	expect(asked).toEqual(['oldest']);
});

test('what fits is shown while it is typed, and a second search begins with nothing', async () => {
	const {desk, asked} = scriptedSink(filled);
	const {press, until} = await start([], {sink: desk, now});
	await until('482 915');
	await press('/87');
	await until(/Search +▸? ?87/);
	expect(asked).toEqual(['search 8', 'search 87']);
	await press(keys.enter);
	await until('y copy');
	await press('/');
	await press('76');
	const text = await until('76');
	expect(text).not.toContain('8776');
	expect(asked.slice(3)).toEqual(['search ', 'search 7', 'search 76']);
});
