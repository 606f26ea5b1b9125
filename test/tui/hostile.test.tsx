import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import type {StoredCase} from '../../source/core/stored-case.ts';
import {cellsOf, clean, cut, padded, wrap} from '../../source/tui/text.ts';
import {keys} from '../support/screen.ts';
import {caught, mail, noon, scriptedSink, session} from './caught.ts';
import {start} from './start.tsx';
import {opened} from './story.ts';

/** What strangers write: wide, right-to-left, joined, invisible, and what drives a terminal. */
const pieces = [
	'日本語の長い件名',
	'שלום עולם',
	'مرحبا بالعالم',
	'e\u0301\u0301\u0301\u0301\u0301',
	'👩‍👩‍👧‍👦',
	'⚠️❤️',
	'🇩🇪',
	'\u001B[2J\u001B[31m',
	'\u001B]52;c;aGk=\u0007',
	'\u001B]8;;http://evil.example\u001B\\',
	'\u009B2J',
	'\u202E\u2066\u200F',
	'\u0000\u0008\u007F\r\n\t',
	'\uFEFF\u200B\u00AD\u2028',
	'ﷺ',
	'𝕳𝖊𝖑𝖑𝖔',
	'\uD800',
	'한국어',
	'a'.repeat(90),
	' ',
] as const;
const evil = pieces.join(' ');
/** Nothing of these may arrive as it is. */
const acting = /[\u0080-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uD800-\uDFFF]/u;

const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({unit: 'binary', maxLength: 8})), {
	maxLength: 8,
});

test('every cut of every text keeps its width, and nothing in it acts', () => {
	fc.assert(
		fc.property(text, fc.integer({min: 4, max: 60}), (parts, width) => {
			const said = parts.join('');
			for (const row of wrap(said, width)) {
				expect(cellsOf(row)).toBeLessThanOrEqual(width);
				// biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
				expect(row).not.toMatch(/[\u0000-\u001F\u007F-\u009F]|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}/u);
			}
			const one = clean(said);
			expect(clean(one)).toBe(one);
			expect(cellsOf(cut(one, width))).toBeLessThanOrEqual(width);
			expect(cellsOf(padded(one, width))).toBe(width);
		}),
	);
});

/** The way that text is broken whose characters are its cells, written as plainly as can be. */
const plainly = (line: string, width: number): readonly string[] => {
	const rows: string[] = [];
	let row = '';
	for (const word of line.split(/(?<= )(?=[^ ])/)) {
		if (row !== '' && row.length + word.trimEnd().length > width) {
			rows.push(row.trimEnd());
			row = '';
		}
		let rest = word;
		while (rest.trimEnd().length > width) {
			rows.push(rest.slice(0, width));
			rest = rest.slice(width);
		}
		row += rest;
	}
	return [...rows, row.trimEnd()];
};

test('what is broken fast is broken as what is broken slowly', () => {
	const letters = fc.string({
		unit: fc.constantFrom('a', 'bc', ' ', '  ', 'verification', '✔', 'é'),
		maxLength: 40,
	});
	fc.assert(
		fc.property(letters, fc.integer({min: 4, max: 30}), (line, width) => {
			expect(wrap(line, width)).toEqual(plainly(line, width));
		}),
	);
});

const hostileCase: readonly Happening[] = [
	{
		...opened,
		playbook: {name: 'evil', title: evil, sha256: 'ab', appliesTo: evil},
		steps: [0, 1, 2].map(index => ({
			id: `s${index}`,
			title: `${evil}${index}`,
			check: 'evil.check',
			hop: 'connect' as const,
			needs: [],
		})),
	} as Happening,
	{type: 'step.started', step: 's0'},
	{
		type: 'step.observed',
		step: 's0',
		evidence: {
			probe: 'smtp',
			question: {host: evil, port: 25, stage: 'connect'},
			answer: {
				exchanges: [
					{ms: 1, side: 'server', text: `220 ${evil}`},
					{ms: 2, side: 'client', text: `EHLO ${evil}`},
					{ms: 3, side: 'server', text: `250-${evil}\n250 ${evil}`},
				],
			},
			at: 0,
			ms: 1,
		},
	},
	{
		type: 'step.finished',
		step: 's0',
		finding: {code: 'evil', level: 'problem', facts: {evil, list: [evil]}, text: evil},
		ms: 1,
	},
	{type: 'case.closed', verdict: 'inconclusive'},
];

/** Every row between the bars is closed at the same column, and nothing but the console drives the terminal. */
const isSafe = (screen: string, raw: string, [columns, rows]: readonly [number, number, ...unknown[]]) => {
	const lines = screen.split('\n');
	expect(lines).toHaveLength(rows);
	expect(lines[0]).toMatch(/^ lostmail/);
	for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(columns);
	for (const line of lines.slice(1, -1))
		if (/^[|│]/.test(line)) expect([cellsOf(line), line.at(-1)]).toEqual([columns, line[0]]);
	expect(screen).not.toMatch(acting);
	expect(raw).not.toMatch(acting);
	expect(raw).not.toContain('\u001B]');
	expect(raw).not.toContain('\u001B[2J');
};

const sizes = [
	[40, 10, 'unicode'],
	[80, 24, 'ascii'],
	[80, 24, 'unicode'],
	[160, 50, 'unicode'],
] as const;

test.each(sizes)('a hostile case at %ix%i, %s', async (...size) => {
	const [columns, rows, glyphs] = size;
	const {press, until, screen, raw} = await start(hostileCase, {columns, rows, glyphs});
	const seen = async (key: string, wanted: RegExp) => {
		await press(key);
		await until(wanted);
		isSafe(screen(), raw(), size);
	};
	await seen('', /Steps/);
	await seen(keys.enter, /sentence|evil/);
	await seen('t', /Conversation/);
	await seen('/', /Find [>▸]/);
	await seen('日本', /\d of \d|nowhere/);
	await seen(keys.enter, /found|Nothing/);
	await seen(keys.escape, /Steps|Conversation|sentence/);
	await seen('?', /Keys here/);
});

test.each(sizes)('a hostile mailbox at %ix%i, %s', async (...size) => {
	const [columns, rows, glyphs] = size;
	const bad = {
		subject: evil,
		from: evil,
		sender: evil,
		recipients: [evil, evil],
		to: evil,
		user: evil,
		inbox: evil,
		remote: evil,
	};
	const {desk} = scriptedSink(
		{
			messages: [caught(990, evil, bad)],
			sessions: [session(950, {helo: evil, senders: [evil], recipients: [evil], misbehaved: [evil]})],
			counts: {messages: 1, sessions: 1},
		},
		{
			mail: {
				...mail,
				header: [{name: evil, value: evil}],
				text: evil.repeat(20),
				links: [{url: evil, text: evil}],
				attachments: [{name: evil, type: evil, octets: 1}],
				source: evil,
				dislikes: mail.dislikes.map(dislike => ({...dislike, says: evil, fix: evil})),
			},
		},
	);
	const {press, until, screen, raw} = await start([], {
		sink: desk,
		now: noon,
		columns,
		rows,
		glyphs,
	});
	const seen = async (key: string, wanted: RegExp) => {
		await press(key);
		await until(wanted);
		isSafe(screen(), raw(), size);
	};
	await seen('', /Sessions and messages/);
	await seen(keys.enter, /\[Text\]/);
	for (const part of ['Header', 'Filters', 'Source']) {
		while (!screen().includes(`[${part}]`)) await press(keys.tab);
		await seen('', /\[/);
	}
});

test.each(sizes)('hostile cases on disk at %ix%i, %s', async (...size) => {
	const [columns, rows, glyphs] = size;
	const cases: readonly StoredCase[] = [0, 1, 2].map(index => ({
		id: `00000${index}`,
		file: `/home/me/${evil}`,
		playbook: {name: 'evil', title: evil, appliesTo: evil},
		openedAt: noon,
		lastAt: noon,
		verdict: 'diagnosed',
		diagnosis: {cause: evil, text: evil},
		procedure: evil,
		unreadable: evil,
	}));
	const {press, until, screen, raw} = await start([], {
		home: true,
		columns,
		rows,
		glyphs,
		now: noon,
		host: {
			cases: {
				subscribe: () => () => undefined,
				snapshot: () => cases,
				refresh: () => undefined,
				remove: async () => undefined,
			},
		},
	});
	await until(/\S/);
	isSafe(screen(), raw(), size);
	await press('c');
	isSafe(await until(/\S/), raw(), size);
});
