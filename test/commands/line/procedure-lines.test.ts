import {expect, test} from 'vitest';
import {
	actionLines,
	againOffer,
	allActionLines,
	endLines,
	guardLines,
	openingLines,
	procedureOffer,
} from '../../../source/commands/line/procedure-lines.ts';
import {scripted} from '../../tui/scripted.ts';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../../tui/story.ts';

const plain = scripted(done).session.snapshot();
const ticked = scripted([
	...done,
	{type: 'action.ticked', procedure: procedure.name, action: 0},
]).session.snapshot();

test('a procedure is offered with how much of it there is and how much is done', () => {
	expect(procedureOffer(plain, procedure)).toBe('Create an app password, 4 actions.');
	expect(procedureOffer(ticked, procedure)).toBe('Create an app password, 4 actions, 1 done.');
	expect(procedureOffer(plain, erasing)).toBe('Initialize the device, 1 action, cannot be undone.');
	expect(openingLines(ticked, procedure)).toEqual([
		'',
		'Create an app password. 4 actions, 1 of them done.',
		'Needs no mail, about 3 minutes.',
		'Not stated by the vendor: whether this is allowed for the super user.',
	]);
});

test('an action is read with its details and its warning', () => {
	expect(actionLines(ticked, procedure, 0)).toEqual([
		'',
		'Action 1 of 4, done. Log in to the mail account in a browser.',
		'Open myaccount.google.com and choose Security.',
	]);
	expect(actionLines(ticked, procedure, 2).at(-1)).toBe('Caution: Without the spaces.');
	expect(allActionLines(ticked, procedure).slice(0, 2)).toEqual([
		'1. Done: Log in to the mail account in a browser.',
		'2. Not done: Create an app password.',
	]);
	expect(endLines(ticked, procedure).at(-1)).toBe(
		'That was the last action. Not done: action 2, action 3 and action 4.',
	);
});

test('what is checked again is named by its title', () => {
	expect(againOffer(plain, procedure)).toBe('Checked are: Login and Sender.');
	expect(againOffer(plain, erasing)).toBeUndefined();
});

test('what cannot be undone says what is lost, what is not known, and what is still untried', () => {
	const state = scripted([
		opened,
		...untilLogin,
		...loginFails,
		...ending({procedure: erasing, also: [procedure]}),
	]).session.snapshot();
	expect(guardLines(state, erasing)).toEqual([
		'',
		'Initialize the device. This cannot be undone. Listen to the end before you open it.',
		'What is lost, and what to know first:',
		'Every file on the device is lost.',
		'Not known, because the vendor does not state it:',
		'whether the volumes survive.',
		'Still untried, and nothing is lost by trying:',
		'Create an app password.',
		'What the diagnosis names: Create an app password, enter it on the device, send a test.',
	]);
});
