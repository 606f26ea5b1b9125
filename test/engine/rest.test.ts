import {expect, test} from 'vitest';
import {type Act, inputOf, play, playbookOf, stage, statuses, stepOf, type types} from './scene.ts';

const fine = async () => 'fine' as const;
const given = {host: 'a.test'};

const reopened = (log: Parameters<typeof types>[0]) =>
	log.flatMap(event => (event.type === 'case.reopened' ? [event.steps] : []));

const threeOf = (onB: Act) =>
	playbookOf(
		[
			stepOf('a', fine, {with: {host: {input: 'host'}}}),
			stepOf('b', onB),
			stepOf('c', fine, {needs: ['b']}),
			stepOf('d', fine),
		],
		{inputs: [inputOf('host', {type: 'host'})]},
	);

test('after a cancel at a question, going on takes every step, and the verdict says what was found', async () => {
	let asked = 0;
	const {world} = stage({attended: true});
	const {log, state} = await play(
		threeOf(async () => 'broken'),
		world,
		(event, after, send) => {
			if (event.type === 'input.asked')
				send(asked++ === 0 ? {type: 'cancel'} : {type: 'answer', id: 'host', value: 'a.test'});
			if (event.type !== 'case.closed') return;
			if (asked > 1) return send({type: 'leave'});
			expect(after.verdict).toBe('cancelled');
			expect(new Set(Object.values(statuses(after)))).toEqual(new Set(['skipped unknown']));
			send({type: 'redo', steps: ['a']});
		},
	);
	expect(reopened(log)).toEqual([['a', 'b', 'c', 'd']]);
	expect(statuses(state)).toEqual({a: 'finished', b: 'finished', c: 'skipped blocked', d: 'finished'});
	expect(state.verdict).toBe('diagnosed');
});

test('a step that was on its way when the round was cancelled is taken with any other; what was found stays', async () => {
	let round = 0;
	const {world} = stage({answers: given, limits: {step: 1e6, round: 1e6, stepsAtOnce: 1}});
	const {log, state} = await play(
		threeOf(async ({signal}) => {
			if (round > 0) return 'fine';
			return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))));
		}),
		world,
		(event, after, send) => {
			if (event.type === 'step.started' && event.step === 'b' && round === 0) send({type: 'cancel'});
			if (event.type !== 'case.closed') return;
			if (round++ > 0) return send({type: 'leave'});
			expect([after.verdict, statuses(after)['a']]).toEqual(['cancelled', 'finished']);
			send({type: 'redo', steps: ['d']});
		},
	);
	expect(reopened(log)).toEqual([['b', 'c', 'd']]);
	expect(state.verdict).toBe('healthy');
});
