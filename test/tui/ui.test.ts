import {expect, test} from 'vitest';
import {type Action, answerTo, atHome, inCase, reduceUi, type Ui} from '../../source/tui/ui.ts';
import {scripted} from './scripted.ts';

const {open} = scripted();
const after = (ui: Ui, ...actions: readonly Action[]) => actions.reduce(reduceUi, ui);
const insert = (text: string) => ({type: 'insert', text}) as const;

test('a changed filter starts again at the first line, a moved cursor does not', () => {
	const picked = after(atHome, {type: 'home.picked', selected: 7}, {type: 'filter.started'});
	expect(after(picked, {type: 'filter.edited', edit: insert('smtp')}).home).toMatchObject({
		filter: {text: 'smtp', cursor: 4},
		filtering: true,
		selected: 0,
	});
	expect(after(picked, {type: 'filter.edited', edit: {type: 'left'}}).home.selected).toBe(7);
});

test('an answer belongs to its question: the next one starts empty', () => {
	const ui = after(inCase(open), {type: 'answer.edited', key: 'address@3', edit: insert('a@b')});
	expect(answerTo(ui, 'address@3').field.text).toBe('a@b');
	expect(answerTo(ui, 'password@5')).toMatchObject({field: {text: ''}, selected: 0});
});

test('coming home from a case keeps the place in the list and what was found', () => {
	const ui = after(
		atHome,
		{type: 'home.picked', selected: 2},
		{type: 'case.opening', title: 'SMTP settings'},
		{type: 'case.opened', open},
		{type: 'screen.shown', screen: 'diagnosis'},
		{type: 'case.left', summary: {lines: ['found'], verdict: 'healthy'}},
	);
	expect(ui).toMatchObject({
		at: {place: 'home'},
		home: {selected: 2},
		screen: 'run',
		summary: {lines: ['found']},
	});
});

test('a case that cannot be opened leaves its reason at home', () => {
	const ui = after(
		atHome,
		{type: 'case.opening', title: 'x'},
		{type: 'case.refused', why: 'no such playbook'},
	);
	expect(ui).toMatchObject({at: {place: 'home'}, notice: 'no such playbook'});
	expect(after(ui, {type: 'heard'})).not.toHaveProperty('notice');
});

test('an unlocked procedure stays so, its word is forgotten', () => {
	const ui = after(
		inCase(open),
		{type: 'word.edited', edit: insert('ERASE')},
		{type: 'procedure.unlocked', name: 'initialize-device'},
		{type: 'procedure.turned', index: 1},
	);
	expect(ui.procedure).toMatchObject({index: 1, word: {text: ''}, unlocked: ['initialize-device']});
});

test('another screen, step or procedure is read from its top', () => {
	const far = after(inCase(open), {type: 'scrolled', to: 40});
	expect(after(far, {type: 'screen.shown', screen: 'step'}).scroll).toBe(0);
	expect(after(far, {type: 'step.chosen', step: 'mx'}).scroll).toBe(0);
	expect(after(far, {type: 'procedure.turned', index: 0}).scroll).toBe(0);
});
