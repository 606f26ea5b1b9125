import {expect, test} from 'vitest';
import type {Happening} from '../../../source/core/event.ts';
import {type BenchAction, beginning, reduceBench} from '../../../source/tui/bench.ts';
import {lineCells} from '../../../source/tui/text.ts';
import {themes} from '../../../source/tui/theme.ts';
import {tabLine, tabStrip} from '../../../source/tui/views/tab-strip.ts';
import {scripted} from '../scripted.ts';
import {opened} from '../story.ts';

const asksAddress = {
	...opened,
	...(opened.type === 'case.opened'
		? {inputs: [{name: 'address', ask: 'Which?', kind: 'text', labels: {}}]}
		: {}),
} as typeof opened;
const address: Happening = {
	type: 'input.answered',
	input: 'address',
	value: 'someone@example.org',
	from: 'person',
};
const answered = scripted([asksAddress, address]);

const bench = (...open: readonly ('address' | 'plain' | 'lab')[]) =>
	open
		.flatMap((kind, index): readonly BenchAction[] => [
			{type: 'tab.opening', id: index + 1, title: 'x', ...(kind === 'lab' ? {world: '日本語の世界'} : {})},
			{
				type: 'tab.opened',
				id: index + 1,
				what: {kind: 'case', open: kind === 'address' ? answered.open : scripted([opened]).open},
			},
		])
		.reduce(reduceBench, beginning({start: {kind: 'home'}, manner: 'desk'}));

const words = (width: number, ...open: readonly ('address' | 'plain' | 'lab')[]) =>
	tabStrip(bench(...open), width, themes.ascii)
		?.map(({text}) => text)
		.join('');

test('nothing is shown while there is nothing to turn to', () => {
	expect(words(80)).toBeUndefined();
	expect(words(80, 'plain')).toBeUndefined();
});

test('a case is named by whose mail it is about, a world by its title, else by the playbook', () => {
	expect(words(120, 'address', 'lab', 'plain')).toBe(
		' 0 home  1 * someone@example.org  2 * 日本語の世界 [3 * Verification code never~]',
	);
});

test('a case of the lab is named by its world, whatever address the lab has', () => {
	const reach = {scenario: 'junk-folder', resolvers: [], connectTo: [], ca: [], timeout: 1, deadline: 1};
	const inLab = scripted([{...asksAddress, ...{reach}}, address]);
	const actions = [1, 2].flatMap((id): readonly BenchAction[] => [
		{type: 'tab.opening', id, title: 'x'},
		{type: 'tab.opened', id, what: {kind: 'case', open: (id === 1 ? inLab : answered).open}},
	]);
	const two = actions.reduce(reduceBench, beginning({start: {kind: 'home'}, manner: 'desk'}));
	expect(
		tabStrip(two, 120, themes.ascii)
			?.map(({text}) => text)
			.join(''),
	).toBe(' 0 home  1 * junk-folder [2 * someone@example.org]');
});

test('it never takes more room than there is', () => {
	const open = Array.from(
		{length: 12},
		(_, index) => (['address', 'plain', 'lab'] as const)[index % 3] ?? 'lab',
	);
	for (let width = 26; width < 300; width++) {
		const strip = tabStrip(bench(...open), width, themes.unicode);
		expect(lineCells(strip ?? [])).toBeLessThanOrEqual(width);
	}
	expect(words(27, ...open)).toBe('12 of 12');
});

test('the row of an open case at home fits as well', () => {
	for (const kind of ['address', 'plain', 'lab'] as const)
		for (let width = 30; width < 160; width++) {
			const [, tab] = bench(kind).tabs;
			expect(tab && lineCells(tabLine(tab, 1, width, themes.unicode))).toBeLessThanOrEqual(width);
		}
});
