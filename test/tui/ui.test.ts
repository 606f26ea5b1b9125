import {expect, test} from 'vitest';
import type {HomeChange} from '../../source/tui/home-ui.ts';
import {type Action, answerTo, atHome, inCase, reduceUi, type Ui} from '../../source/tui/ui.ts';
import {scripted} from './scripted.ts';

const {open} = scripted();
const after = (ui: Ui, ...actions: readonly Action[]) => actions.reduce(reduceUi, ui);
const insert = (text: string) => ({type: 'insert', text}) as const;

test('a changed filter starts again at the first line, a moved cursor does not', () => {
	const home = (change: HomeChange) => ({type: 'home.changed', change}) as const;
	const picked = after(atHome, home({type: 'row.picked', selected: 7}), home({type: 'filter.started'}));
	expect(after(picked, home({type: 'filter.edited', edit: insert('smtp')})).home).toMatchObject({
		filter: {text: 'smtp', cursor: 4},
		filtering: true,
		selected: 0,
	});
	expect(after(picked, home({type: 'filter.edited', edit: {type: 'left'}})).home.selected).toBe(7);
});

test('an answer belongs to its question: the next one starts empty', () => {
	const ui = after(inCase(open), {
		type: 'answer.edited',
		key: 'address@3',
		edit: insert('a@b'),
		kept: 'draft',
	});
	expect(answerTo(ui, 'address@3').field.text).toBe('a@b');
	expect(answerTo(ui, 'password@5')).toMatchObject({field: {text: ''}, selected: 0});
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
