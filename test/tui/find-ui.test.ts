import {expect, test} from 'vitest';
import {notFinding, reduceFind} from '../../source/tui/find-ui.ts';
import {atHome, reduceUi} from '../../source/tui/ui.ts';

const typed = (text: string) =>
	reduceFind(reduceFind(notFinding, {type: 'find.started', began: {scroll: 7, step: 'tls'}}), {
		type: 'find.edited',
		edit: {type: 'insert', text},
		at: 2,
	});

test('words are typed, kept and turned through, and given up', () => {
	const ui = typed('smtp');
	expect(ui).toMatchObject({field: {text: 'smtp'}, finding: true, at: 2, began: {scroll: 7, step: 'tls'}});
	const kept = reduceFind(ui, {type: 'find.kept'});
	expect(kept).toMatchObject({field: {text: 'smtp'}, finding: false});
	expect(reduceFind(kept, {type: 'find.turned', at: 5}).at).toBe(5);
	expect(reduceFind(kept, {type: 'find.dropped'})).toEqual(notFinding);
});

test('a search begins empty', () => {
	expect(reduceFind(typed('smtp'), {type: 'find.started', began: {scroll: 0}}).field.text).toBe('');
});

test('the help begins at its top, and the page below it stands where it was', () => {
	const below = {...atHome, scroll: 30, find: typed('smtp')};
	const help = reduceUi(below, {type: 'overlay.opened', overlay: 'help'});
	expect(help).toMatchObject({scroll: 0, find: notFinding});
	const scrolled = reduceUi(help, {type: 'scrolled', to: 4});
	expect(reduceUi(scrolled, {type: 'overlay.closed'})).toEqual(below);
});

test('the selection follows the run again', () => {
	const chosen = reduceUi(atHome, {type: 'step.chosen', step: 'tls'});
	expect(reduceUi(chosen, {type: 'step.followed'})).toEqual(atHome);
});
