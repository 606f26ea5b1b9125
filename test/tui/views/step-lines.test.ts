import {expect, test} from 'vitest';
import {type Case, noCase, type Step} from '../../../source/core/case.ts';
import {explainerOf} from '../../../source/core/dialogue.ts';
import type {Exchange, SmtpQuestion} from '../../../source/core/smtp.ts';
import type {Line} from '../../../source/tui/text.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {dialoguePage, evidencePage, sentencePage, stepBrief} from '../../../source/tui/views/step-lines.ts';
import {start} from '../start.tsx';
import {done} from '../story.ts';

const shown = (lines: readonly Line[]) => lines.map(line => line.map(({text}) => text).join('')).join('\n');
/** The key that goes to the end of a page. */
const end = '\u001B[F';

const explain = explainerOf({replies: [], providers: []});

const question: SmtpQuestion = {host: 'smtp.test', port: 587, security: 'starttls', stage: 'connect'};

const step = (id: string, exchanges: readonly Exchange[], more: Partial<SmtpQuestion> = {}): Step => ({
	id,
	title: `Step ${id}`,
	check: id,
	hop: 'auth',
	needs: [],
	evidence: [
		{
			probe: 'smtp',
			question: {...question, ...more},
			answer: {exchanges, extensions: {}, anomalies: [], stages: {}},
			at: 0,
			ms: 1,
		},
	],
	state: {status: 'finished', finding: {code: 'x', level: 'problem', facts: {}, text: 'said.'}},
});

const hello = (ms: number): readonly Exchange[] => [
	{ms, side: 'client', text: 'EHLO nas.test'},
	{ms, side: 'server', text: '250-smtp.test\n250 STARTTLS'},
];

const page = (steps: readonly Step[], one: Step, width = 76) => {
	const state: Case = {...noCase, steps};
	return dialoguePage(state, one, explain(steps), width, unicodeTheme).flatMap(piece => piece());
};

test('the whole dialogue has what other steps heard of it, and what was offered twice is told once', () => {
	const first = step('a', hello(1));
	const second = step('b', [...hello(2), {ms: 3, side: 'server', text: '421 4.3.2 later'}], {stage: 'tls'});
	const other = step('c', hello(4), {dialogue: 'another'});
	const all = shown(page([first, second, other], second));
	expect(all).toContain('✖ Step a');
	expect(all).toContain('✖ Step b  (this step)');
	expect(all).not.toContain('Step c');
	expect(all.match(/offers encryption/g)).toHaveLength(1);
	expect(all).toContain('! not now: ends the conversation for now');
});

test('the transcript explains what a step heard, its evidence has the bare words, and the pane the end of them', () => {
	const one = step('a', [
		...hello(1),
		{ms: 2, side: 'client', text: 'STARTTLS'},
		{ms: 3, side: 'server', text: '454 4.7.0 no TLS'},
	]);
	const state: Case = {...noCase, steps: [one]};
	const dialogues = explain([one]);
	const told = {state, step: one, dialogues};
	expect(shown(page([one], one))).toContain('Healthy  220 Ready to start TLS');
	const evidence = shown(evidencePage(told, 76, unicodeTheme).flatMap(piece => piece()));
	expect(evidence).toMatch(/^1 {2}smtp greeting at smtp\.test:587 .* 1 ms$/m);
	expect(evidence).toContain('S! 454 4.7.0 no TLS');
	expect(evidence).not.toContain('Healthy');
	expect(shown(stepBrief(told, {width: 40, height: 8}, unicodeTheme))).toContain('S! 454 4.7.0 no TLS');
	const wide = shown(stepBrief(told, {width: 112, height: 40}, unicodeTheme));
	expect(wide).toMatch(/^said\. {40,}1 {2}smtp greeting at smtp\.test:587/m);
	expect(shown(sentencePage(told, 76, unicodeTheme))).not.toContain('454 4.7.0');
});

test('four hundred things said are a page, and asking for it again explains nothing anew', () => {
	const long = step(
		'a',
		Array.from({length: 400}, (_, ms) =>
			ms % 2 === 0
				? {ms, side: 'client' as const, text: `RCPT TO:<kim${ms}@example.net>`}
				: {ms, side: 'server' as const, text: '550 5.1.1 unknown'},
		),
	);
	expect(page([long], long).length).toBeGreaterThan(1200);
	const lines = explain([long]).get(long.evidence[0]!);
	expect(explain([long]).get(long.evidence[0]!)).toBe(lines);
});

test.each([
	[80, 24],
	[160, 50],
	[40, 20],
])(
	'in the console, at %ix%i, the refusal stands out with what a healthy server says',
	async (columns, rows) => {
		const {press, until} = await start(done, {columns, rows});
		await press('t');
		await until('Conversation');
		await press(end);
		const last = await until('✖ refused: does not');
		expect(last).toContain('Healthy  235 2.7.0');
		expect(last).toMatch(/Class {4}permanent/);
	},
);

test('of very many questions the middle was not kept: that is said where they are missing, and the numbers go on behind it', () => {
	const lookup = (at: number) => ({
		probe: 'dns',
		question: {name: `n${at}.test`, type: 'A'},
		failure: {code: 'timeout'},
		at: 0,
		ms: 1,
	});
	const one = {
		...step('a', []),
		evidence: Array.from({length: 2000}, (_, at) => lookup(at)),
		leftOut: 58_000,
	} as unknown as Step;
	const told = {state: {...noCase, steps: [one]}, step: one, dialogues: explain([one])};
	const rows = shown(evidencePage(told, 76, unicodeTheme).flatMap(piece => piece())).replaceAll(/ +/g, ' ');
	const from = rows.indexOf(' 1000 A n999.test');
	const middle = rows.slice(from, rows.indexOf('59002 A')).replaceAll(/\s+/g, ' ');
	expect(middle).toContain(
		'58,000 more questions were left out: of one step the first 1,000 and the last 1,000 are kept. The case file has all of them. 59001 A n1000.test',
	);
	expect(rows.slice(rows.indexOf('59999 A'))).toContain('60000 A n1999.test');
	expect(shown(sentencePage(told, 76, unicodeTheme))).toContain('60,000 questions, under evidence');
});

test('a conversation that was not kept whole says so at the end of what the step heard', () => {
	const one = {...step('a', hello(1)), leftOut: 12};
	expect(shown(page([one], one))).toMatch(/12 more questions were left out: [\s\S]*all of them\.$/);
	const long = step(
		'b',
		Array.from({length: 1003}, (_, at): Exchange => ({ms: at, side: 'server', text: `250 ${at}`})),
	);
	expect(shown(page([long], long))).toContain(
		'3 more lines were left out: of one conversation at most 1,000 are shown.',
	);
	const told = {state: {...noCase, steps: [long]}, step: long, dialogues: explain([long])};
	expect(shown(evidencePage(told, 76, unicodeTheme).flatMap(piece => piece()))).toContain(
		'3 more lines were left out',
	);
});

test('parts and records of a finding that are too many are counted', () => {
	const lines = (count: number) => Array.from({length: count}, (_, at) => `line ${at}`);
	const one: Step = {
		...step('a', []),
		state: {
			status: 'finished',
			finding: {
				code: 'x',
				level: 'problem',
				facts: {details: lines(107), record: lines(101), list: Array(400).fill(7)},
				text: 'said.',
			},
		},
	};
	const told = {state: {...noCase, steps: [one]}, step: one, dialogues: explain([one])};
	const all = shown(sentencePage(told, 76, unicodeTheme)).replaceAll(/\s+/g, ' ');
	expect(all).toContain('7 more lines were left out: at most 100 are shown.');
	expect(all).toContain('1 more line was left out: at most 100 are shown.');
	expect(shown(evidencePage(told, 76, unicodeTheme).flatMap(piece => piece()))).toContain(
		'(301 more characters)',
	);
});
