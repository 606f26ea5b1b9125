import {expect, test} from 'vitest';
import type {StoredCase} from '../../../source/core/stored-case.ts';
import {lineCells} from '../../../source/tui/text.ts';
import {themes} from '../../../source/tui/theme.ts';
import {caseLine, recentLine} from '../../../source/tui/views/case-rows.ts';
import {noon, stored, unfinished} from '../shelves.ts';

const theme = themes.ascii;
const text = (one: StoredCase, width = 100, tab?: number) =>
	caseLine(one, width, {theme, now: noon, tab})
		.map(part => part.text)
		.join('');

test('every state has a mark and a word of its own', () => {
	expect(text(stored(1))).toMatch(/^000001 11:59:00 x cause found .*auth\.app-password-needed$/);
	expect(text(stored(1, {verdict: 'healthy'}))).toContain('+ healthy');
	expect(text(stored(1, {verdict: 'inconclusive'}))).toContain('? inconclusive');
	expect(text(stored(1, {verdict: 'cancelled'}))).toContain('? cancelled');
	expect(text(unfinished(1))).toMatch(/\. go on .*unfinished: Enter goes on$/);
	expect(text(stored(1, {isOpen: true}))).toContain('* open elsewhere');
	expect(text(stored(1), 100, 2)).toContain('open in tab 2');
	expect(text(stored(1, {unreadable: 'it ends in the middle of a line.'}))).toMatch(
		/\? unreadable .*it ends in the middle/,
	);
	expect(text(stored(1, {scenario: 'port-silent'}))).toContain('lab port-silent');
	expect(text(stored(1, {lastAt: noon - 9 * 86_400_000}))).toContain('27 Dec');
});

test('a row fits, whatever stands in the file', () => {
	const evil = stored(1, {
		id: 'a\u001B[2Jbcdef',
		playbook: {name: 'x', title: '日本語'.repeat(60)},
		unreadable: `${'👩‍👩‍👧'.repeat(90)}\u202E\u001B]0;x\u0007`,
	});
	for (const one of [stored(1), unfinished(2), evil])
		for (let width = 36; width < 160; width++) {
			expect(lineCells(caseLine(one, width, {theme, now: noon}))).toBeLessThanOrEqual(width);
			expect(lineCells(recentLine(one, width, {theme, now: noon}))).toBeLessThanOrEqual(width);
		}
});
