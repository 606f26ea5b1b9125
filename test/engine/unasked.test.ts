import {expect, test} from 'vitest';
import {noCase, reduceCase} from '../../source/core/case.ts';
import type {Event} from '../../source/core/event.ts';
import {procedureSchema} from '../../source/core/knowledge.ts';
import type {Command} from '../../source/core/session.ts';
import {inputsUnasked, stepsOutdated} from '../../source/engine/unasked.ts';
import {answering, goOn} from './going-on.ts';
import {inputOf, playbookOf, stage, statuses, stepOf, types} from './scene.ts';

const fine = async () => 'fine' as const;

/** A playbook whose procedure asks for two inputs, and looks at one of the two steps that rest on them. */
const playbook = playbookOf(
	[
		stepOf('a', async () => 'broken', {with: {host: {input: 'host'}}}),
		stepOf('b', fine, {with: {port: {input: 'port'}, host: {input: 'host'}}}),
		stepOf('c', fine, {with: {host: {input: 'other'}}}),
	],
	{inputs: [inputOf('host'), inputOf('port'), inputOf('other')]},
);
const first = {host: 'h', port: '25', other: 'o'};

const knowing = (ask: readonly string[], again: readonly string[]) => {
	const at = stage({attended: true});
	const mend = {
		name: 'mend',
		...procedureSchema.parse({title: 'Mend it', actions: [{do: 'Mend it.'}], again, ask}),
	};
	return {...at.world, knowledge: {...at.world.knowledge, procedures: new Map([['mend', mend]])}};
};

const asking = (ask = ['host', 'port'], again = ['a']): Command => ({type: 'redo', steps: again, ask});

/** The whole log of a case that was looked at again; the second round is answered by `then`. */
const lookedAgain = async (
	then: Readonly<Record<string, string>>,
	redo = asking(),
): Promise<readonly Event[]> => {
	let closed = 0;
	const {log} = await goOn(playbook, knowing(['host', 'port'], ['a']), [], (event, _, send) => {
		if (event.type === 'case.closed') send(closed++ === 0 ? redo : {type: 'leave'});
		if (event.type !== 'input.asked') return;
		const {id} = event.question;
		send({type: 'answer', id, value: (closed === 0 ? first : then)[id as keyof typeof first] ?? ''});
	});
	return log;
};

const cutAfter = (log: readonly Event[], type: Event['type'], count: number): readonly Event[] => {
	let left = count;
	const closed = log.findIndex(event => event.type === 'case.closed');
	return log.slice(
		0,
		log.findIndex((event, index) => index > closed && event.type === type && --left === 0) + 1,
	);
};

test.each([
	['before the first question', 'case.reopened', 1, ['host', 'port']],
	['at the first question', 'input.asked', 1, ['host', 'port']],
	['after it', 'input.answered', 1, ['port']],
	['at the second', 'input.asked', 2, ['port']],
] as const)('a redo that was broken off %s asks for what is left', async (_where, type, count, left) => {
	const before = cutAfter(await lookedAgain({host: 'new', port: '587'}), type, count);
	const {asked, onEvent} = answering({host: 'new', port: '587'});
	const {state} = await goOn(playbook, knowing(['host', 'port'], ['a']), before, onEvent);
	expect(asked.map(([id]) => id)).toEqual(left);
	expect(state.answers).toMatchObject({host: {value: 'new'}, port: {value: '587'}});
	expect(state.verdict).toBe('diagnosed');
});

test('what rests on an answer that was changed before the end of the process is taken again', async () => {
	const before = cutAfter(await lookedAgain({host: 'new', port: '587'}), 'input.answered', 1);
	expect(stepsOutdated(playbook, before)).toEqual(['b']);
	const {onEvent} = answering({port: '25'});
	const {fresh, state} = await goOn(playbook, knowing(['host', 'port'], ['a']), before, onEvent);
	expect(types(fresh).filter(type => type.startsWith('step.started'))).toEqual([
		'step.started a',
		'step.started b',
	]);
	expect(statuses(state)).toEqual({a: 'finished', b: 'finished', c: 'finished'});
});

test('answers that were changed, and nothing opened again: the case is not over', async () => {
	const log = await lookedAgain({}, {type: 'redo', steps: [], answers: {other: 'changed'}});
	const closed = log.findIndex(({type}) => type === 'case.closed');
	expect(log[closed + 1]).toMatchObject({type: 'input.answered', input: 'other'});
	const {fresh, state} = await goOn(
		playbook,
		knowing([], []),
		log.slice(0, closed + 2),
		answering({}).onEvent,
	);
	expect(types(fresh)).toContain('step.started c');
	expect(types(fresh)).not.toContain('step.started a');
	expect(state.verdict).toBe('diagnosed');
});

test('broken off once more, it still asks for what is left, and for nothing twice', async () => {
	const world = () => knowing(['host', 'port'], ['a']);
	const before = cutAfter(await lookedAgain({host: 'new', port: '587'}), 'case.reopened', 1);
	const once = await goOn(playbook, world(), before, answering({host: 'new', port: '587'}).onEvent);
	const again = [
		...before,
		...once.fresh.slice(0, once.fresh.findIndex(({type}) => type === 'input.answered') + 1),
	];
	const {asked, onEvent} = answering({port: '587'});
	const {state} = await goOn(playbook, world(), again, onEvent);
	expect(asked.map(([id]) => id)).toEqual(['port']);
	expect(state.verdict).toBe('diagnosed');
});

test('nothing is asked for where nobody looked again, or the wish was another one', async () => {
	const log = await lookedAgain({host: 'new', port: '587'});
	const closed = log.findIndex(({type}) => type === 'case.closed');
	const stood = log.slice(0, closed + 1).reduce(reduceCase, noCase);
	const wantedIn = (events: readonly Event[]) => inputsUnasked(playbook, stood, events);
	for (const end of [1, closed, closed + 1]) expect([end, wantedIn(log.slice(0, end))]).toEqual([end, []]);
	expect(wantedIn(log.slice(0, closed + 2))).toEqual(['host', 'port']);
	// Every question was answered, and the steps are on their way.
	expect(wantedIn(log)).toEqual([]);
	const other = await lookedAgain({}, {type: 'redo', steps: ['c']});
	expect(wantedIn(other.slice(0, closed + 2))).toEqual([]);
	const cancelled = [
		...log.slice(0, closed),
		{...log[closed], type: 'case.closed', verdict: 'cancelled'},
		{seq: 90, at: 1, type: 'case.resumed', version: '1'},
		{seq: 91, at: 1, type: 'case.reopened', steps: ['a']},
	] as readonly Event[];
	expect(wantedIn(cancelled)).toEqual([]);
});

test('a finding that rests on the answers as they are is not outdated', async () => {
	expect(stepsOutdated(playbook, await lookedAgain({host: 'new', port: '587'}))).toEqual([]);
	expect(stepsOutdated(playbook, await lookedAgain({}))).toEqual([]);
});
