import {describe, expect, test} from 'vitest';
import type {ExplainedLine} from '../../../source/core/explain.ts';
import {type Line, lineCells} from '../../../source/tui/text.ts';
import {asciiTheme, unicodeTheme} from '../../../source/tui/theme.ts';
import {briefLines, saidLines} from '../../../source/tui/views/conversation.ts';

const shown = (lines: readonly Line[]) =>
	lines.map(line =>
		line
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);

const fine: ExplainedLine = {
	side: 'client',
	ms: 3,
	text: 'STARTTLS',
	means: 'asks for encryption',
	tone: 'plain',
};
const refused: ExplainedLine = {
	side: 'server',
	ms: 412,
	text: '535 5.7.8 Error: authentication failed',
	means: 'does not accept the login',
	tone: 'bad',
	healthy: '235 2.7.0 Authentication successful',
	class: 'permanent · security or policy',
	note: {
		means: 'The password is wrong.',
		cause: 'auth.wrong-credentials',
		unsure: false,
		source: 'x',
		retry: 'stop',
		who: 'mail-owner',
		remedy: 'Enter it anew.',
	},
	provider: {name: 'Gmail', says: ['Create an app password.']},
};

describe('a line of a dialogue', () => {
	test('keeps its time and side, and has its meaning below it, or beside it where there is room', () => {
		expect(shown(saidLines(fine, 76, unicodeTheme))).toEqual([
			'    3 ms C STARTTLS',
			'             asks for encryption',
		]);
		const [row, ...rest] = shown(saidLines(fine, 156, unicodeTheme));
		expect(row).toMatch(/^ {4}3 ms C STARTTLS {60,}asks for encryption$/);
		expect(rest).toEqual([]);
	});

	test('stands out by mark and word when it is a refusal, with everything that is known of it', () => {
		expect(shown(saidLines(refused, 76, unicodeTheme))).toEqual([
			'  412 ms S 535 5.7.8 Error: authentication failed',
			'             ✖ refused: does not accept the login',
			'             Healthy  235 2.7.0 Authentication successful',
			'             Class    permanent · security or policy',
			'             Means    The password is wrong.',
			'             Note     Gmail: Create an app password.',
			'             Who      the owner of the sending mailbox',
			'             Do       Enter it anew.',
			'             Again    Do not try again before something is changed.',
		]);
		expect(shown(saidLines({...refused, tone: 'warning'}, 76, asciiTheme))[1]).toContain('! not now: ');
		expect(shown(saidLines({...fine, side: 'connection', tone: 'bad'}, 76, asciiTheme))[1]).toContain(
			'x trouble: ',
		);
	});

	test('says perhaps, and advises nothing, where a code alone was known', () => {
		const unsure = {
			...refused,
			note: {...refused.note!, unsure: true},
			provider: {...refused.provider!, guessed: true},
		};
		const rows = shown(saidLines(unsure as ExplainedLine, 76, unicodeTheme)).join('\n');
		expect(rows).toContain('Perhaps  The password is wrong.');
		expect(rows).toContain('Note     If this is Gmail: Create an app password.');
		expect(rows).not.toMatch(/Who|Again/);
	});

	test.each([36, 40, 56, 76, 99, 100, 156, 196])('fits %i columns', width => {
		for (const line of [
			fine,
			refused,
			{...refused, text: '漢字'.repeat(200)},
			{...fine, text: 'x'.repeat(5000)},
		])
			for (const row of saidLines(line, width, unicodeTheme))
				expect(lineCells(row)).toBeLessThanOrEqual(width);
	});

	test('has nothing in it that acts, and is cut where it is endless', () => {
		const evil = {...refused, text: '535 \u001B[2J\u202E\u0007', means: 'x'};
		expect(shown(saidLines(evil, 76, unicodeTheme)).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		expect(saidLines({...fine, text: 'x'.repeat(100_000)}, 76, unicodeTheme).length).toBeLessThan(50);
	});
});

test('what EHLO offers is told keyword by keyword', () => {
	const hello: ExplainedLine = {
		...fine,
		side: 'server',
		tone: 'good',
		text: '250-smtp.test\n250-STARTTLS\n250-SIZE 10\n250 X\u0007',
		means: 'greets back',
		offers: [
			{keyword: 'STARTTLS', means: 'offers encryption'},
			{keyword: 'X\\u{7}', means: 'is its own'},
		],
	};
	expect(shown(saidLines(hello, 76, unicodeTheme))).toEqual([
		'    3 ms S 250-smtp.test',
		'             greets back',
		'           250-STARTTLS',
		'             offers encryption',
		'           250-SIZE 10',
		'           250 X\\u{7}',
		'             is its own',
	]);
});

test('beside a list there are the words alone, with a mark at what is wrong', () => {
	expect(shown(briefLines(fine, 40, unicodeTheme))).toEqual(['C  STARTTLS']);
	expect(shown(briefLines(refused, 60, unicodeTheme))).toEqual(['S✖ 535 5.7.8 Error: authentication failed']);
	expect(shown(briefLines({...refused, tone: 'warning'}, 60, asciiTheme))[0]).toMatch(/^S! 535/);
});

test('what is too long for a page is cut with a count', () => {
	const long = {...fine, text: 'x'.repeat(2012)};
	for (const lines of [saidLines(long, 76, unicodeTheme), briefLines(long, 76, unicodeTheme)])
		expect(shown(lines).join(' ').replaceAll(/\s+/g, ' ')).toContain('(12 more characters)');
});
