import {expect, test} from 'vitest';
import {questionHelp, questionLines, questionPrompt} from '../../../source/commands/line/question-lines.ts';
import type {PersonQuestion} from '../../../source/core/person.ts';
import {whichAddress, whoCanLogIn} from '../../tui/story.ts';

test('a question says where it stands, why it is asked, what not to do, and each answer with its number', () => {
	expect(questionLines(whoCanLogIn)).toEqual([
		'',
		'Question 2 of about 6. Who can still log in to the device?',
		'An administrator can give you a new password without any mail, so this comes first. Answering changes nothing.',
		"Caution: Before you clear a browser's cache: it may be the last one that is logged in.",
		'1. An administrator can.',
		'2. A browser somewhere is still logged in.',
		'3. Nobody.',
		"4. I don't know.",
	]);
	expect(questionPrompt(whoCanLogIn)).toBe('1 to 4, Enter for I don’t know, < back, ? help:');
});

const secret: PersonQuestion = {
	id: 'p',
	ask: 'The password?',
	kind: 'secret',
	current: 'given',
	mayBeUnknown: true,
};
const word: PersonQuestion = {
	id: 'w',
	ask: 'Sure?',
	kind: 'confirmation',
	word: 'ERASE',
	mayBeUnknown: false,
};

test('a text says what is expected, and what was answered before', () => {
	expect(questionPrompt(whichAddress)).toBe('An e-mail address, Enter for I don’t know, < back, ? help:');
	expect(questionLines({...whichAddress, current: 'a@example.org'}).at(-1)).toBe(
		'Your answer before was: a@example.org.',
	);
	expect(questionPrompt({...whichAddress, current: 'a@example.org'})).toContain(
		'Enter keeps the answer before',
	);
});

test('a secret is never repeated, and a confirmation wants its word', () => {
	expect(questionLines(secret).join(' ')).toContain('What you type is not shown');
	expect(questionLines(secret).at(-1)).toBe('Your answer before was: a secret, which is kept.');
	expect(questionLines(word)).toContain('To confirm it, type the word ERASE in full.');
	expect(questionPrompt(word)).toBe('The word ERASE, ? help:');
});

test('what has to be entered elsewhere is read out line by line', () => {
	const enter = [{label: 'Server', value: '192.0.2.1'}];
	expect(questionLines({...word, enter})).toContain('Server: 192.0.2.1');
});

test('the help names every way out', () => {
	const help = questionHelp(whoCanLogIn).join(' ');
	expect(help).toContain('type unknown, or an empty line');
	expect(help).toContain('Type < to go back');
	expect(help).toContain('Ctrl+C cancels');
});
