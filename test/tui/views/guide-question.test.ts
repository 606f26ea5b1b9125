import {expect, test} from 'vitest';
import type {PersonQuestion} from '../../../source/core/person.ts';
import {emptyField} from '../../../source/tui/field.ts';
import {asciiTheme, unicodeTheme} from '../../../source/tui/theme.ts';
import {hintLines, questionContent} from '../../../source/tui/views/guide-question.ts';
import {whichAddress, whoCanLogIn} from '../story.ts';
import {toldBy} from '../told.ts';

const given = (question: PersonQuestion, typed = '', complaint?: string) =>
	questionContent(
		{
			question,
			key: 'q@1',
			field: {text: typed, cursor: typed.length},
			complaint,
			choices: (question.choices ?? []).map(({label}) => label),
			title: 'Title',
		},
		78,
		unicodeTheme,
	);

test('a question is told with why we ask and what not to do meanwhile', () => {
	const {ask, text, rows, right, of} = given(whoCanLogIn);
	expect(of).toBe('q@1');
	expect(right).toBe('question 2 of about 6');
	expect(toldBy(ask)).toBe('Who can still log in to the device?');
	expect(toldBy(text)).toMatch(/^! Before you clear[\s\S]*\n\nAn administrator can give you/);
	expect(rows).toHaveLength(3);
});

test('a text has a field, what is said below it, and "I don\'t know"', () => {
	expect(given(whichAddress)).toMatchObject({rows: [], typed: 3});
	expect(given({...whichAddress, mayBeUnknown: false})).toMatchObject({typed: 2});
});

test('what was refused is told until what is typed fits', () => {
	const refused = 'expected an e-mail address, got "x"';
	expect(toldBy(given(whichAddress, 'x', refused).foot ?? [])).toBe('✖ Expected an e-mail address, got "x".');
	expect(given(whichAddress, 'jane@example.org', refused).foot).toEqual([]);
});

test('what is said while one types has a mark of its own', () => {
	const hint = (typed: string, theme = unicodeTheme) =>
		toldBy(hintLines(whichAddress, {text: typed, cursor: typed.length}, 78, theme));
	expect(hint('jane@example.org')).toBe('✔ It has the form of an address.');
	expect(hint('jane@example.org', asciiTheme)).toBe('+ It has the form of an address.');
	expect(hint('jane')).toBe('  ');
	expect(hint('jane@x@y')).toBe('! An address has only one @ in it.');
	expect(toldBy(hintLines(whichAddress, emptyField, 78, unicodeTheme))).toContain(
		'An e-mail address, such as',
	);
});

test('a probable slip and a name without a dot have no tick, and an empty answer is told in words that help', () => {
	const hint = (typed: string) =>
		toldBy(hintLines(whichAddress, {text: typed, cursor: typed.length}, 78, unicodeTheme));
	expect(hint('me@gmial.com')).toBe('! Did you mean gmail.com?');
	expect(hint('me@abc')).toBe('! Such a name mostly has a dot in it.');
	expect(toldBy(given(whichAddress, '', 'expected an address, and it is empty').foot ?? [])).toBe(
		'✖ Nothing is typed yet: type an answer, or choose "I don\'t know".',
	);
});

test('a secret is not repeated anywhere', () => {
	const secret = 'canary8x-hunter2';
	const question: PersonQuestion = {...whichAddress, id: 'smtp-password', kind: 'secret'};
	const {ask, text, foot = []} = given(question, secret, 'wrong');
	const all = toldBy([
		...ask,
		...text,
		...foot,
		...hintLines(question, {text: secret, cursor: 3}, 78, unicodeTheme),
	]);
	for (const told of [secret, Buffer.from(secret).toString('base64')]) expect(all).not.toContain(told);
});
