import {describe, expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {done, ending, loginFails, opened, procedure, untilLogin, whichAddress, whoCanLogIn} from './story.ts';

type Open = Awaited<ReturnType<typeof start>>;
type Way = {
	readonly name: string;
	readonly open: () => Promise<Open>;
	/** Keys that lead there, each with what is seen then. */
	readonly by: readonly (readonly [keys: string, seen: RegExp])[];
	/** What has to be seen at 40 by 10. */
	readonly asks: RegExp;
	/** Keys that come to nothing together. */
	readonly pair?: readonly [string, string];
};

const asking = (question: typeof whoCanLogIn): readonly Happening[] => [
	opened,
	{type: 'input.asked', question},
];
const ascii = {glyphs: 'ascii'} as const;
const ofDone = () => start(done, ascii);
const ofSink = () => start([], {sink: scriptedSink(filled).desk, now: noon, ...ascii});
const guided = (log: readonly Happening[]) => () => start(log, {manner: 'guide', ...ascii});
const letters = ['x', '\u007F'] as const;

const ways: readonly Way[] = [
	{name: 'home', open: () => start([], {home: true, ...ascii}), by: [], asks: /Verification code/},
	{name: 'a choice', open: () => start(asking(whoCanLogIn), ascii), by: [], asks: /Who can still log in/},
	{
		name: 'a text',
		open: () => start(asking(whichAddress), ascii),
		by: [],
		asks: /Which address should/,
		pair: letters,
	},
	{name: 'a run', open: ofDone, by: [], asks: /Login/},
	{name: 'its other pane', open: ofDone, by: [[keys.tab, /Login/]], asks: /Login/},
	{name: 'a step', open: ofDone, by: [[keys.enter, /app password/]], asks: /Login/},
	{
		name: 'a transcript',
		open: ofDone,
		by: [
			['t', /Conversation/],
			['g', /Conversation/],
		],
		asks: /Conversation/,
	},
	{name: 'a diagnosis', open: ofDone, by: [['d', /- Diagnosis/]], asks: /Diagnosis/},
	{name: 'a procedure', open: ofDone, by: [['p', /Create an app password/]], asks: /Create an app password/},
	{
		name: 'a search',
		open: ofDone,
		by: [
			['t', /Conversation/],
			['g', /Conversation/],
			['/', /Find >/],
			['auth', /1 of/],
		],
		asks: /Find >/,
		pair: letters,
	},
	{name: 'the command line', open: ofDone, by: [[':', /^ :/m]], asks: /:/, pair: letters},
	{name: 'the help', open: ofDone, by: [['?', /Keys here/]], asks: /Keys here/},
	{name: 'an inbox', open: ofSink, by: [], asks: /482 915|verification/},
	{name: 'its search', open: ofSink, by: [['/', /Search >/]], asks: /Search >/, pair: letters},
	{name: 'a message', open: ofSink, by: [[keys.enter, /Text/]], asks: /Text/},
	{name: 'what to enter', open: ofSink, by: [['i', /What to do/]], asks: /What to do/},
	{
		name: 'the guide’s beginning',
		open: () => start([], {home: true, manner: 'guide', ...ascii}),
		by: [],
		asks: /\S/,
	},
	{name: 'the guide’s question', open: guided(asking(whoCanLogIn)), by: [], asks: /Who can still/},
	{name: 'the guide’s result', open: guided(done), by: [], asks: /\S/},
];

/** Numbers that look as if they came by chance, the same ones every time. */
const chance = (seed: number) => {
	let state = seed;
	return (from: number, to: number): number => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return from + ((state >>> 8) % (to - from + 1));
	};
};

const isWhole = (screen: string, columns: number, rows: number, size: string) => {
	const lines = screen.split('\n');
	expect(lines, size).toHaveLength(rows);
	expect(screen, size).toMatch(/^[\n -~]*$/);
	if (columns < 40 || rows < 10) return expect(lines[0], size).toMatch(/^Terminal is/);
	expect(lines[0], size).toMatch(/^ lostmail/);
	expect(lines.at(-1), size).toMatch(/\S/);
	for (const line of lines.slice(1, -1))
		if (/^[|+]/.test(line)) expect(line, size).toMatch(new RegExp(`^[|+].{${columns - 2}}[|+]$`));
};

const sizes = 80;

describe.each(ways)('$name', ({open, by, asks, pair = ['j', 'k']}) => {
	const arrive = async (): Promise<Open> => {
		const console = await open();
		await console.settle();
		for (const [pressed, seen] of by) {
			await console.press(pressed);
			await console.until(seen);
		}
		return console;
	};

	test('is whole at every size, and the same afterwards', async () => {
		const {screen, resize, press} = await arrive();
		const before = screen();
		const number = chance(7);
		for (let count = 0; count < sizes; count++) {
			const [columns, rows] = [number(30, 200), number(5, 60)];
			await resize(columns, rows);
			isWhole(screen(), columns, rows, `${columns}x${rows}, the ${count}th`);
			if (count % 8 === 0) for (const key of pair) await press(key);
		}
		await resize(80, 24);
		expect(screen()).toBe(before);
	}, 60_000);

	test('can be used at 40x10', async () => {
		const {screen, resize} = await arrive();
		await resize(40, 10);
		isWhole(screen(), 40, 10, '40x10');
		expect(screen()).toMatch(asks);
		expect(screen().split('\n').at(-1)).toMatch(/quit|back|help|give up|esc|close|show all/);
	});
});

test('the action that is chosen stays on the screen, whatever its size, and Space marks none that nobody sees', async () => {
	const long = Array.from({length: 9}, (_, index) => ({
		do: `Action number ${index + 1} ${'of many words '.repeat(8)}`,
	}));
	const {press, until, resize, screen, sent} = await start([
		opened,
		...untilLogin,
		...loginFails,
		...ending({
			procedure: {...procedure, about: 'What stands before it. '.repeat(20), actions: long},
			also: [],
		}),
	]);
	await press('p');
	await press('G');
	await until(/▸ +9 /);
	await resize(40, 10);
	await until(/▸ +9 /);
	await press('k');
	await until(/▸ +8 /);
	await resize(160, 50);
	await until(/▸ +8 /);
	await resize(40, 10);
	for (let page = 0; page < 25; page++) await press('\u001B[5~');
	expect(screen()).toContain('What stands before');
	await press(' ');
	await until('Action 1 was not on the screen; now');
	expect(sent).toEqual([]);
	await until(/▸ +1 /);
	await press(' ');
	expect(sent).toMatchObject([{type: 'tick', action: 0}]);
	await press(keys.pageDown);
	await press(keys.pageDown);
	await until(/▸ +[2-4] /);
});
