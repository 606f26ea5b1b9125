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
