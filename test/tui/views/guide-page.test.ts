import {describe, expect, test} from 'vitest';
import {type Line, span} from '../../../source/tui/text.ts';
import {asciiTheme, unicodeTheme} from '../../../source/tui/theme.ts';
import {
	type GuideContent,
	listRows,
	paragraphs,
	shareOut,
	textOf,
} from '../../../source/tui/views/guide-page.ts';

const lines = (count: number, name: string): readonly Line[] =>
	Array.from({length: count}, (_, index) => [span(`${name} ${index + 1}`)]);
const words = (shown: readonly Line[]) => shown.map(line => line.map(({text}) => text).join(''));

const content = (
	ask: number,
	text: number,
	rows: number,
	more: Partial<GuideContent> = {},
): GuideContent => ({
	of: 'x',
	title: 'X',
	ask: lines(ask, 'ask'),
	text: lines(text, 'text'),
	rows: Array.from({length: rows}, (_, index) => `row ${index + 1}`),
	...more,
});

const used = (one: GuideContent, height: number, columns = 36) => {
	const {ask, limit, tail, air, gap, ...share} = shareOut(one, {height, columns});
	const text = textOf({ask, limit, tail, air, gap, ...share}, 0, unicodeTheme);
	const answers = one.rows.length > 0 || one.typed !== undefined;
	return (
		air +
		ask.length +
		(text.length > 0 ? gap + text.length : 0) +
		(answers ? gap : 0) +
		limit +
		(one.typed ?? 0) +
		tail +
		(one.foot?.length ?? 0)
	);
};

test('whatever there is, it is never taller than the screen, and the question and an answer are there', () => {
	for (const height of [8, 9, 12, 22, 48])
		for (const ask of [1, 2, 4, 9])
			for (const text of [0, 1, 3, 9, 40])
				for (const rows of [0, 1, 2, 5, 20])
					for (const typed of [undefined, 1, 3]) {
						if (typed !== undefined && rows > 0) continue;
						const one = content(ask, text, rows, typed === undefined ? {} : {typed});
						const name = JSON.stringify({height, ask, text, rows, typed});
						expect(used(one, height), name).toBeLessThanOrEqual(height);
						const share = shareOut(one, {height, columns: 36});
						expect(share.ask.length, name).toBeGreaterThan(0);
						expect(share.limit, name).toBeGreaterThanOrEqual(Math.min(rows, 2));
					}
});

test('where not all empty rows fit, those around the text and as many of the others as there is room for do', () => {
	const text = paragraphs(lines(1, 'a'), lines(1, 'b'), lines(1, 'c'), lines(1, 'd'));
	const shown = (height: number) => {
		const {text: told, gap, limit} = shareOut({...content(1, 0, 2), text}, {height, columns: 36});
		return {told: words(told), gap, limit};
	};
	expect(shown(12)).toEqual({told: ['a 1', '', 'b 1', '', 'c 1', '', 'd 1'], gap: 1, limit: 2});
	expect(shown(11)).toEqual({told: ['a 1', '', 'b 1', '', 'c 1', 'd 1'], gap: 1, limit: 2});
	expect(shown(9)).toEqual({told: ['a 1', 'b 1', 'c 1', 'd 1'], gap: 1, limit: 2});
	expect(shown(8)).toEqual({told: ['a 1', 'b 1', 'c 1', 'd 1'], gap: 0, limit: 2});
});

test('a long question is read on, and nothing of it is lost', () => {
	const share = shareOut(content(12, 2, 4), {height: 8, columns: 36});
	const all = [...words(share.ask), ...words(share.text)];
	expect(all).toEqual([...words(lines(12, 'ask')), ...words(lines(2, 'text'))]);
});

describe('what does not fit', () => {
	const share = shareOut(content(1, 12, 6), {height: 10, columns: 36});

	test('says where one is, and how to read on', () => {
		const first = words(textOf(share, 0, unicodeTheme));
		expect(first.at(-1)).toBe(`… ${first.length > 2 ? '1-' : ''}${first.length - 1} of 12, more: PgDn`);
		expect(words(textOf(share, 99, asciiTheme)).at(-1)).toMatch(/^~ .*12 of 12, more: PgUp$/);
	});

	test('every line can be reached', () => {
		const seen = Array.from({length: 13}, (_, from) => words(textOf(share, from, unicodeTheme))).flat();
		expect(words(lines(12, 'text')).every(line => seen.includes(line))).toBe(true);
	});
});

test('a line that is too long for the list, and a list that is cut, have a row that tells the rest', () => {
	expect(shareOut(content(1, 0, 2), {height: 22, columns: 36}).tail).toBe(0);
	expect(shareOut(content(1, 0, 2), {height: 5, columns: 4}).tail).toBe(2);
	expect(shareOut(content(1, 0, 20), {height: 8, columns: 36}).tail).toBe(1);
});

test('paragraphs have an empty row between them, and what is empty is left out', () => {
	expect(words(paragraphs([], lines(1, 'a'), [], lines(2, 'b')))).toEqual(['a 1', '', 'b 1', 'b 2']);
});

test('a line of the list that is too long is broken where there is room, else its end stands below the list', () => {
	const long = 'The mail was sent, and nobody can find it in the mailbox that it went to';
	const one = {...content(1, 2, 2), rows: [long, 'short']};
	const roomy = shareOut(one, {height: 12, columns: 30});
	expect(roomy).toMatchObject({wraps: true, tail: 0, limit: 2});
	const rows = listRows(one.rows, roomy, 30, unicodeTheme).map(words);
	expect(rows[0]?.join(' ')).toBe(long);
	expect(rows[0]?.every(row => row.length <= 30)).toBe(true);
	const tight = shareOut(one, {height: 8, columns: 30});
	expect(tight).not.toHaveProperty('wraps');
	expect(tight.tail).toBeGreaterThan(0);
	expect(listRows(one.rows, tight, 30, unicodeTheme).map(words)[0]).toHaveLength(1);
	for (let height = 6; height < 20; height++) {
		const share = shareOut(one, {height, columns: 30});
		const list = listRows(one.rows.slice(0, share.limit), share, 30, unicodeTheme).flat().length;
		const told = share.window ? share.window.height : share.text.length;
		const gaps = share.gap * (told > 0 ? 2 : 1);
		expect(share.air + share.ask.length + told + gaps + list + share.tail).toBeLessThanOrEqual(height);
	}
});
