import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {caught, filled, noon, reading, scriptedSink} from './caught.ts';
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
