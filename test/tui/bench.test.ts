import {expect, test} from 'vitest';
import {
	type Bench,
	type BenchAction,
	beginning,
	busy,
	busyTabs,
	isFull,
	reduceBench,
	tabAt,
} from '../../source/tui/bench.ts';
import {scripted} from './scripted.ts';

const {open} = scripted();
const start = beginning({start: {kind: 'home'}, manner: 'desk'});
const after = (bench: Bench, ...actions: readonly BenchAction[]) => actions.reduce(reduceBench, bench);

test('coming home from a case keeps the place in the list, and leaving it what was found', () => {
	const picked = after(
		start,
		{
			type: 'in-tab',
			tab: 0,
			action: {type: 'home.changed', change: {type: 'row.picked', selected: 2}},
		},
		{type: 'tab.opening', id: 1, title: 'SMTP settings'},
		{type: 'tab.opened', id: 1, what: {kind: 'case', open}},
		{type: 'in-tab', tab: 1, action: {type: 'screen.shown', screen: 'diagnosis'}},
		{type: 'tab.shown', at: 0},
	);
	expect(tabAt(picked).ui).toMatchObject({at: {place: 'home'}, home: {selected: 2}});
	expect(busy(picked)).toBe(1);
	const left = after(
		picked,
		{type: 'tab.shown', at: 1},
		{type: 'tab.closed', id: 1, summary: {lines: ['found'], verdict: 'healthy'}},
	);
	expect(left).toMatchObject({at: 0, tabs: [{id: 0}], summary: {lines: ['found']}});
	expect(busy(left)).toBe(0);
});

test('a case that cannot be opened leaves its reason at home', () => {
	const bench = after(
		start,
		{type: 'tab.opening', id: 1, title: 'x'},
		{type: 'tab.refused', id: 1, why: 'no such playbook'},
	);
	expect(tabAt(bench).ui).toMatchObject({at: {place: 'home'}, notice: 'no such playbook'});
	const heard = after(bench, {type: 'in-tab', tab: 0, action: {type: 'heard'}});
	expect(tabAt(heard).ui).not.toHaveProperty('notice');
});

test('what comes to a tab reaches that tab, wherever the person is; a tab that is gone takes nothing', () => {
	const two = after(
		start,
		{type: 'tab.opening', id: 1, title: 'a'},
		{type: 'tab.opening', id: 2, title: 'b'},
		{type: 'tab.opened', id: 1, what: {kind: 'case', open}},
	);
	expect(two.tabs.map(({ui}) => ui.at.place)).toEqual(['home', 'case', 'opening']);
	expect(two.at).toBe(2);
	const closed = after(two, {type: 'tab.closed', id: 1});
	expect(closed).toMatchObject({at: 1, tabs: [{id: 0}, {id: 2}]});
	expect(after(closed, {type: 'tab.opened', id: 1, what: {kind: 'case', open}})).toEqual(closed);
	expect(after(closed, {type: 'tab.closed', id: 0}).tabs).toHaveLength(2);
});

test('no more tabs than anybody can follow', () => {
	const opening = Array.from(
		{length: 20},
		(_, index): BenchAction => ({
			type: 'tab.opening',
			id: index + 1,
			title: `case ${index + 1}`,
		}),
	);
	const full = after(start, ...opening);
	expect(full.tabs).toHaveLength(13);
	expect(isFull(full)).toBe(true);
	const room = after(full, {type: 'tab.closed', id: 12}, {type: 'tab.opening', id: 40, title: 'one more'});
	expect(room.tabs.at(-1)).toMatchObject({id: 40});
	expect(room.at).toBe(12);
});

test('whoever looks at another tab is told there that one could not be opened', () => {
	const bench = after(
		start,
		{type: 'tab.opening', id: 1, title: 'a'},
		{type: 'tab.opened', id: 1, what: {kind: 'case', open}},
		{type: 'tab.opening', id: 2, title: 'b'},
		{type: 'tab.shown', at: 1},
		{type: 'tab.refused', id: 2, why: 'another process has it open'},
	);
	expect(bench.at).toBe(1);
	expect(tabAt(bench).ui).toMatchObject({notice: 'another process has it open', alarm: true});
});

test('a tab keeps the world of the lab that it was opened in', () => {
	const bench = after(
		start,
		{type: 'tab.opening', id: 1, title: 'a', world: 'Gmail wants an app password'},
		{type: 'tab.opened', id: 1, what: {kind: 'case', open}},
	);
	expect(bench.tabs[1]).toMatchObject({id: 1, world: 'Gmail wants an app password'});
	expect(busyTabs(bench).map(({id}) => id)).toEqual([1]);
});
