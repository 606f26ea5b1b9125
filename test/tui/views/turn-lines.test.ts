import {expect, test} from 'vitest';
import type {Step} from '../../../source/core/case.ts';
import type {Diagnosis, Turn} from '../../../source/core/event.ts';
import {unicodeTheme} from '../../../source/tui/theme.ts';
import {turnLines} from '../../../source/tui/views/turn-lines.ts';

const step = (id: string, level: 'problem' | 'unknown'): Step => ({
	id,
	title: `Step ${id}`,
	check: id,
	hop: 'auth',
	needs: [],
	evidence: [],
	state: {status: 'finished', finding: {code: 'x', level, facts: {}, text: 'x'}},
});
const steps = [step('login', 'problem'), step('list', 'unknown')];
const diagnosis = {cause: 'auth.refused'} as Diagnosis;
const turns: readonly Turn[] = [
	{step: 'login', when: 'mended', codes: ['accepted'], cause: null},
	{step: 'list', when: 'found-out', codes: ['listed'], cause: 'reputation.listed', plain: 'It is on a list.'},
	{step: 'list', when: 'found-out', codes: ['a', 'b', 'c', 'd', 'e', 'f'], cause: 'reputation.other'},
];

const shown = (some: readonly Turn[], closed?: string, cause: Diagnosis | undefined = diagnosis) =>
	turnLines({steps, turns: some, ...(cause ? {diagnosis: cause} : {})}, closed, 100, unicodeTheme).map(line =>
		line.map(({text}) => text).join(''),
	);

test('for each step: what it would have to say, and what would be said then', () => {
	expect(shown(turns)).toEqual([
		'  ✖ Step login: speaks for this cause. Once that is mended, it may say',
		'      accepted: then no cause that is known so far is left',
		'  ? Step list: not found out. It may yet say',
		'      listed: It is on a list. (reputation.listed)',
		'      a or b or c or d or 2 more: then the cause is reputation.other',
		'  To find out: esc, choose the step, r runs it again (⏎ says why it is as it is); R runs all.',
	]);
});

test('nothing is said where nothing would change it, and a recording says that nothing is asked again', () => {
	expect(shown([])).toEqual([]);
	expect(shown([{...turns[0]!, step: 'gone'}])).toEqual([]);
	expect(shown(turns, 'this is a recording').at(-1)).toBe(
		'  Nothing is asked again here: this is a recording.',
	);
});

test('many steps and many causes are bounded, and counted', () => {
	const many = Array.from({length: 9}, (_, index) => ({...turns[1]!, cause: `c.${index}`}));
	expect(shown(many)).toContain('      and 3 more causes');
	expect(shown(many).join()).not.toContain('nearest');
	expect(shown([...many, ...many])).toContain(
		'  These are the nearest 12 findings; others may change it as well.',
	);
});
