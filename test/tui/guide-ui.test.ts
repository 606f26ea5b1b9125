import {expect, test} from 'vitest';
import {atGuide, type GuideChange, reduceGuide} from '../../source/tui/guide-ui.ts';

const after = (...changes: readonly GuideChange[]) => changes.reduce(reduceGuide, atGuide);

test('a procedure that is left goes on where it was, and another one begins at its first action', () => {
	const third = [
		{type: 'procedure.followed', name: 'one'},
		{type: 'action.shown', action: 2},
		{type: 'stage.shown', stage: 'result'},
	] as const;
	expect(after(...third)).toMatchObject({stage: 'result', selected: 0, action: 2});
	expect(after(...third, {type: 'procedure.followed', name: 'one'})).toMatchObject({
		stage: 'action',
		action: 2,
	});
	expect(after(...third, {type: 'procedure.followed', name: 'two'})).toMatchObject({action: 0});
});

test('every screen begins with its first line chosen', () => {
	const why = after({type: 'row.jumped', selected: 4}, {type: 'stage.shown', stage: 'why'});
	expect(why).toMatchObject({stage: 'why', selected: 0, jump: 2});
	expect(after({type: 'row.picked', selected: 3}, {type: 'action.shown', action: 1}).selected).toBe(0);
});

test('what was read on, and what was copied, is remembered for its own screen', () => {
	expect(after({type: 'text.read', of: 'why', to: 7}).reading).toEqual({of: 'why', to: 7});
	const copied = (...of: readonly string[]) =>
		after(...of.map((one): GuideChange => ({type: 'value.copied', of: one}))).copied;
	expect(copied('a', 'a')).toEqual({of: 'a', count: 2});
	expect(copied('a', 'a', 'b')).toEqual({of: 'b', count: 1});
});

test('the pointer stays with the row that was pointed at, until another screen comes', () => {
	const pointed = after({type: 'row.picked', selected: 2, row: 'two'});
	expect(pointed).toMatchObject({selected: 2, row: 'two', jump: 0});
	expect(reduceGuide(pointed, {type: 'row.jumped', selected: 1})).not.toHaveProperty('row');
	expect(reduceGuide(pointed, {type: 'stage.shown', stage: 'why'})).not.toHaveProperty('row');
});
