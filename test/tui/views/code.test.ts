import {expect, test} from 'vitest';
import {themes} from '../../../source/tui/theme.ts';
import {codeLines, codeWords, grouped} from '../../../source/tui/views/code.ts';
import {caught, noon, reading, standing} from '../caught.ts';

const textOf = (more: Parameters<typeof codeLines>[0], now = noon) =>
	codeLines(more, now, 76, themes.ascii)
		.map(line => line.map(({text}) => text).join(''))
		.join('\n');

test.each([
	['482915', '482 915'],
	['12345678', '1234 5678'],
	['123456789', '123 456 789'],
	['1234', '1234'],
	['1234567', '1234567'],
	['AB12CD', 'AB12CD'],
])('%s is read as %s', (code, words) => {
	expect(grouped(code)).toBe(words);
});

test('the line of the list: the code, or why there is none, and what makes it old', () => {
	const one = caught(990, '482915');
	expect(codeWords(one)).toEqual({text: '482 915', tone: 'good'});
	expect(codeWords({message: one.message}).text).toBe('');
	expect(codeWords({...one, reading: {candidates: [], open: 'none'}}).text).toBe('no code');
	const {candidates} = reading('101499');
	expect(codeWords({...one, reading: {candidates, open: 'none'}}).text).toBe('no sure code');
	expect(codeWords({...one, reading: {candidates: [], open: 'several'}}).text).toBe('several codes');
	expect(codeWords({...one, standing: standing({state: 'superseded'})}).text).toBe('superseded 482 915');
	expect(codeWords({...one, standing: standing({state: 'duplicate'})}).text).toBe('repeated 482 915');
	expect(codeWords({...one, standing: standing({expired: true})})).toEqual({
		text: 'expired 482 915',
		tone: 'warning',
	});
	const link = reading('https://example.org/reset?t=1');
	const chosen = {...link.chosen!, kind: 'link' as const};
	expect(codeWords({...one, reading: {...link, chosen}}).text).toBe('link');
	expect(textOf({...one, reading: {...link, chosen}})).toContain('Link     \nhttps://example.org/reset?t=1');
});

test('why, how old, which request', () => {
	const one = caught(990, '482915');
	const lifetime = {seconds: 600, words: 'valid for 10 minutes'};
	const valid = textOf({...one, reading: reading('482915', {lifetime})});
	expect(valid).toMatch(/10 s ago; valid until \d\d:\d\d:\d\d, 9 min more\s+\("valid for 10 minutes"\)/);
	expect(textOf({...one, reading: reading('482915', {lifetime})}, noon + 600_000)).toMatch(
		/! Age.*10 min ago;\s+expired at/,
	);
	expect(
		textOf({...one, standing: standing({state: 'superseded', by: 991, request: 1, requests: 2})}),
	).toContain('! Request 1 of 2: superseded by message 991, whose code counts');
	expect(textOf({...one, standing: standing({state: 'duplicate', by: 980})})).toContain(
		'the same as message 980',
	);
	const repeated = {...one, reading: reading('482915', {lifetime})};
	const over = textOf({...repeated, standing: standing({state: 'duplicate', by: 980, expired: true})});
	expect(over).toMatch(/! Age[\s\S]*expired,\s+counted\s+from\s+message\s+980/);
	expect(over).not.toContain('valid until');
	const still = textOf({...repeated, standing: standing({state: 'duplicate', by: 980, expired: false})});
	expect(still).toMatch(/still\s+valid,\s+counted\s+from\s+message\s+980/);
	expect(textOf({...repeated, standing: standing({expired: true})})).toContain('! Age');
	expect(textOf({message: one.message})).toContain('has not been read for a code yet');
});

test('no guess: what could be the code is listed, and said to be uncertain', () => {
	const {candidates} = reading('482915');
	const open = {...caught(990, '1'), reading: {candidates, open: 'several' as const}};
	expect(textOf(open)).toMatch(
		/\? Code {3}Two are as likely as each other[\s\S]*code 482915[\s\S]*Your code is 482915/,
	);
	expect(textOf({...open, reading: {candidates: [], open: 'none'}})).toContain(
		'Nothing in this message looks like',
	);
});
