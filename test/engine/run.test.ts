import {getEventListeners} from 'node:events';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Event} from '../../source/core/event.ts';
import type {Command} from '../../source/core/session.ts';
import type {World} from '../../source/core/world.ts';
import {run} from '../../source/engine/run.ts';
import {choiceOf, inputOf, play, playbookOf, stage, statuses, stepOf, turn, types} from './scene.ts';

const ends = new Set(['finished', 'skipped', 'crashed']);

const waits = (turns: number) => async () => {
	for (let left = turns; left > 0; left--) await turn();
	return 'fine' as const;
};

const busy = playbookOf(
	[
		stepOf('a', waits(2)),
		stepOf(
			'b',
			async ({probes, signal}) => {
				await probes.dns({name: 'x', type: 'A'}, signal);
				await turn();
				await probes.smtp({host: 'x', port: 1, security: 'none', stage: 'connect'}, signal);
				return 'fine';
			},
			{needs: ['a']},
		),
		stepOf(
			'c',
			async ({signal}) =>
				new Promise((_, reject) =>
					signal.addEventListener('abort', () => reject(new Error('x')), {once: true}),
				),
		),
		stepOf('d', () => new Promise(() => {})),
		stepOf('e', waits(1), {needs: ['d', 'b']}),
	],
	{inputs: [inputOf('one'), choiceOf('two', ['x']), inputOf('three')]},
);

test('cancelled at any moment, a case is complete, and nothing comes after its end', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.integer({min: 0, max: 24}),
			fc.constantFrom('command', 'signal', 'clock'),
			fc.integer({min: 1, max: 4}),
			async (moment, by, stepsAtOnce) => {
				const {world, ending, time, closed} = stage({
					attended: true,
					limits: {step: 1e6, round: 1e6, stepsAtOnce},
				});
				let written = 0;
				let stop = () => {};
				const now = () => {
					if (by === 'clock' && written++ === moment) stop();
					return time.now();
				};
				const cancel = (send: (command: Command) => void) =>
					by === 'signal' ? ending.abort() : send({type: 'cancel'});
				const {events, send} = run(busy, {...world, now});
				stop = () => cancel(send);
				const log: Event[] = [];
				for await (const event of events) {
					if (by !== 'clock' && log.length === moment) cancel(send);
					log.push(event);
					if (event.type === 'input.asked') send({type: 'answer', id: event.question.id, value: 'x'});
					// c waits for ever: were nothing cancelled before, it is now.
					if (event.type === 'step.started' && event.step === 'c') void waits(12)().then(() => cancel(send));
					if (event.type === 'case.closed') setImmediate(() => setImmediate(() => send({type: 'leave'})));
				}
				expect(log.at(-1)).toMatchObject({type: 'case.closed', verdict: 'cancelled'});
				expect(log.filter(({type}) => type === 'case.closed')).toHaveLength(1);
				expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index));
				const final = types(log).filter(type => /^step\.(finished|skipped|crashed)/.test(type));
				expect(final.map(type => type.split(' ')[1]).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
				expect(closed).toEqual([0]);
				expect(time.pending()).toBe(0);
				expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
			},
		),
		{numRuns: 150},
	);
});

test('a run whose signal was aborted before it began is cancelled, and asks nobody', async () => {
	const {world, ending} = stage({attended: true});
	ending.abort();
	const {log, state} = await play(busy, world);
	expect(state.verdict).toBe('cancelled');
	expect(types(log).slice(0, 2)).toEqual(['case.opened', 'step.skipped a']);
});

test('commands that fit nothing are harmless, at every moment', async () => {
	const commands: readonly Command[] = [
		{type: 'cancel'},
		{type: 'back'},
		{type: 'answer', id: 'one', value: 'x'},
		{type: 'tick', procedure: 'mend', action: 9},
		{type: 'tick', procedure: 'nothing', action: 0},
		{type: 'untick', procedure: 'mend', action: 0},
	];
	const {world} = stage();
	const {log, state, send} = await play(
		playbookOf([stepOf('a', async () => 'broken')]),
		world,
		(event, _, tell) => {
			if (event.type !== 'case.closed') return;
			for (const command of commands) tell(command);
			setImmediate(() => tell({type: 'leave'}));
		},
	);
	expect(log.at(-1)).toMatchObject({type: 'case.closed', verdict: 'diagnosed'});
	expect(state.steps[0]?.state.status).toBe('finished');
	for (const command of [...commands, {type: 'redo', steps: ['a']}, {type: 'leave'}] as const) send(command);
	await turn();
	expect(state.verdict).toBe('diagnosed');
});

test('actions are ticked and unticked, each once', async () => {
	const {world} = stage();
	const {log, state} = await play(
		playbookOf([stepOf('a', async () => 'broken')]),
		world,
		(event, _, send) => {
			if (event.type !== 'case.closed') return;
			for (const type of ['tick', 'tick', 'untick', 'untick', 'tick'] as const)
				send({type, procedure: 'mend', action: 1});
			send({type: 'leave'});
		},
	);
	expect(types(log).slice(-3)).toEqual(['action.ticked', 'action.unticked', 'action.ticked']);
	expect(state.ticked).toEqual(['mend:1']);
});

test('whoever leaves a question open cancels the case', async () => {
	const {world} = stage({attended: true});
	const {state} = await play(busy, world, (event, _, send) => {
		if (event.type === 'input.asked') send({type: 'leave'});
	});
	expect(state.verdict).toBe('cancelled');
});

const fault = (): never => {
	throw new Error('our fault');
};

const faulty: ReadonlyArray<readonly [string, (world: World) => Partial<World>]> = [
	['no probes', () => ({open: fault})],
	['no timers', () => ({after: fault})],
	[
		'a person probe that throws',
		({open}) => ({open: round => ({...open(round), probes: {...open(round).probes, person: fault}})}),
	],
	['probes that do not close', ({open}) => ({open: round => ({...open(round), close: fault})})],
	['no knowledge', ({knowledge}) => ({knowledge: {...knowledge, causes: new Map()}})],
	['no procedures', ({knowledge}) => ({knowledge: {...knowledge, procedures: new Map()}})],
];

test.each(faulty)('with %s, the case is closed all the same', async (_, change) => {
	const {world, ending} = stage({
		attended: true,
		probes: {person: async () => ({ok: true, value: {value: 'x'}})},
	});
	const {log, state} = await play(
		playbookOf([stepOf('a', waits(2)), stepOf('b', async () => 'broken'), stepOf('c', waits(9))], {
			inputs: [inputOf('one')],
		}),
		{...world, ...change(world)},
	);
	expect(log.at(-1)).toMatchObject({type: 'case.closed', verdict: 'inconclusive'});
	expect(state.fault ?? JSON.stringify(state.steps)).toMatch(/our fault|nobody knows/);
	for (const status of Object.values(statuses(state)))
		expect(ends.has(status.split(' ')[0] ?? '')).toBe(true);
	expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
});

test('even a world without time ends the stream', async () => {
	const {world} = stage();
	const {log} = await play(busy, {...world, now: fault});
	expect(log).toEqual([]);
});
