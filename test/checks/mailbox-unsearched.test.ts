import {expect, test} from 'vitest';
import {
	isAllSearched,
	isInboxSearched,
	unsearchedLines,
	unsearchedWords,
} from '../../source/checks/mailbox-unsearched.ts';
import {inbox} from './boxed.ts';

const other = {path: 'Lists', use: 'other'} as const;
const left = (path: string, why = 'no') => ({path, why});

test.each([
	['every folder', {folders: [inbox, other], unsearched: []}, true, true],
	['all but another folder', {folders: [inbox, other], unsearched: [left('Lists')]}, false, true],
	['all but the inbox', {folders: [inbox, other], unsearched: [left('INBOX')]}, false, false],
	['all but what is in no folder alone', {folders: [inbox], unsearched: [left('*')]}, false, true],
	['folders without an inbox', {folders: [other], unsearched: []}, true, false],
	['no folder', {folders: [], unsearched: []}, false, false],
	['nobody knows what', {}, false, false],
])('%s', (_, answer, all, theInbox) => {
	expect([isAllSearched(answer), isInboxSearched(answer)]).toEqual([all, theInbox]);
});

test('what was not searched is told by its name, or by why where it has none', () => {
	const unsearched = ['A', 'B', '*', 'C', 'D', 'E'].map(path => left(path, 'so many\u001b[2J'));
	const answer = {folders: [inbox], unsearched};
	expect(unsearchedWords(answer)).toBe('A, B, so many\\u{1b}[2J, C, D and 1 more');
	expect(unsearchedLines(answer).slice(1, 3)).toEqual([
		'Not searched: B: so many\\u{1b}[2J',
		'Not searched: so many\\u{1b}[2J',
	]);
	expect(unsearchedWords({folders: []})).toBe('the server lists no folder');
});
