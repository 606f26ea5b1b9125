import {getEventListeners} from 'node:events';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {checkOf, choiceOf, inputOf, play, playbookOf, stage, statuses, stepOf, turn, types} from './scene.ts';

test('steps start as soon as what they need is settled, in the order of the playbook', async () => {
	const gates = new Map<string, () => void>();
	const held = (id: string, needs: readonly string[] = []) =>
		stepOf(id, () => new Promise(resolve => gates.set(id, () => resolve('fine'))), {needs});
	const {world} = stage();
	const {log} = await play(
		playbookOf([held('c', ['a']), held('a'), held('b'), held('d', ['b', 'c'])]),
		world,
		(event, _, send) => {
			if (event.type === 'step.started') setImmediate(() => gates.get(event.step)?.());
			if (event.type === 'case.closed') send({type: 'leave'});
		},
	);
	expect(types(log).filter(type => /started|finished/.test(type))).toEqual([
		'step.started a',
		'step.started b',
		'step.finished a',
		'step.started c',
		'step.finished b',
		'step.finished c',
		'step.started d',
		'step.finished d',
	]);
});

test.each([1, 2, 3, 7])('never more than %i at once', async stepsAtOnce => {
	let running = 0;
	let most = 0;
	const steps = Array.from({length: 20}, (_, index) =>
		stepOf(
			`s${index}`,
			async () => {
				most = Math.max(most, ++running);
				for (let turns = index % 4; turns > 0; turns--) await turn();
				running--;
				return 'fine';
			},
			{needs: index > 6 ? [`s${index - 7}`] : []},
		),
	);
	const {world} = stage({limits: {step: 1000, round: 1000, stepsAtOnce}});
	const {state} = await play(playbookOf(steps), world);
	expect(most).toBe(stepsAtOnce);
	expect(state.verdict).toBe('healthy');
});

test('what stands before a step decides whether it is taken, excluded, blocked or unknown', async () => {
	const fine = async () => 'fine' as const;
	const {world} = stage({answers: {kind: 'a'}});
	const {state} = await play(
		playbookOf(
			[
				stepOf('odd', async () => 'odd'),
				stepOf('broken', async () => 'broken'),
				stepOf('open', async () => 'open'),
				stepOf('excluded', fine, {when: {kind: ['b']}}),
				stepOf('not-known', fine, {when: {other: ['b']}}),
				stepOf('both', fine, {when: {kind: ['b'], other: ['b']}}),
				stepOf('asks-unknown', fine, {when: {other: ['b', 'unknown']}}),
				stepOf('after-odd', fine, {needs: ['odd']}),
				stepOf('after-broken', fine, {needs: ['broken']}),
				stepOf('after-blocked', fine, {needs: ['after-broken']}),
				stepOf('after-open', fine, {needs: ['open']}),
				stepOf('after-both', fine, {needs: ['open', 'broken']}),
				stepOf('after-excluded', fine, {needs: ['excluded', 'open']}),
				stepOf('no-host', fine, {with: {port: {input: 'other'}}}),
				stepOf('bad-port', fine, {with: {port: {value: 'x'}}}),
				stepOf('untold', fine, {
					check: {...checkOf('untold', fine), params: z.object({needed: z.string()})},
					with: {needed: {input: 'other'}},
					optional: true,
				}),
				stepOf('after-untold', fine, {needs: ['untold']}),
			],
			{inputs: [choiceOf('kind', ['a', 'b']), choiceOf('other', ['b'])]},
		),
		world,
	);
	expect(statuses(state)).toEqual({
		odd: 'finished',
		broken: 'finished',
		open: 'finished',
		excluded: 'skipped excluded',
		'not-known': 'skipped unknown',
		both: 'skipped excluded',
		'asks-unknown': 'finished',
		'after-odd': 'finished',
		'after-broken': 'skipped blocked',
		'after-blocked': 'skipped blocked',
		'after-open': 'skipped unknown',
		'after-both': 'skipped blocked',
		'after-excluded': 'skipped excluded',
		'no-host': 'finished',
		'bad-port': 'skipped unknown',
		untold: 'skipped untold',
		'after-untold': 'skipped untold',
	});
});

test.each([
	['throws', () => Promise.reject(new Error('boom'))],
	[
		'throws at once',
		() => {
			throw new Error('boom');
		},
	],
	['throws nothing', () => Promise.reject(undefined)],
	['throws what cannot be shown', () => Promise.reject(Object.create(null))],
	['finds a code of its own making', async () => 'nonsense' as never],
])('a check that %s is crashed, and the run goes on', async (_, act) => {
	const {world, time} = stage();
	const {state} = await play(
		playbookOf([
			stepOf('a', act),
			stepOf('b', async () => 'fine'),
			stepOf('c', async () => 'fine', {needs: ['a']}),
		]),
		world,
	);
	expect(statuses(state)).toEqual({a: 'crashed', b: 'finished', c: 'skipped unknown'});
	expect(state.verdict).toBe('inconclusive');
	expect(state.fault).toBeUndefined();
	expect(time.pending()).toBe(0);
});

test('a check that never returns ends at the deadline of its step, and is not heard any more', async () => {
	const {world, time, ending} = stage();
	let signal: AbortSignal | undefined;
	let wake = () => {};
	const {state, log} = await play(
		playbookOf([
			stepOf('a', async reach => {
				signal = reach.signal;
				await new Promise<void>(resolve => {
					wake = resolve;
				});
				const late = await reach.probes.dns({name: 'x', type: 'A'}, reach.signal);
				expect(late).toEqual({ok: false, failure: {code: 'cancelled'}});
				return 'fine';
			}),
			stepOf('b', async () => 'fine', {needs: ['a']}),
		]),
		world,
		(event, _, send) => {
			if (event.type === 'step.started' && event.step === 'a') time.pass(1000);
			if (event.type !== 'case.closed') return;
			wake();
			setImmediate(() => setImmediate(() => send({type: 'leave'})));
		},
	);
	expect(statuses(state)).toEqual({a: 'skipped unknown', b: 'skipped unknown'});
	expect(state.steps[0]?.state).toMatchObject({reason: 'no result within 1 s'});
	expect(log.at(-1)?.type).toBe('case.closed');
	expect(time.pending()).toBe(0);
	expect(getEventListeners(signal as AbortSignal, 'abort')).toEqual([]);
	expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
});

test('a round whose time is up gives up what is left, says so, and is inconclusive', async () => {
	const {world, time} = stage({limits: {step: 100_000, round: 10_000, stepsAtOnce: 1}});
	const {state} = await play(
		playbookOf([
			stepOf('a', async () => 'fine'),
			stepOf('b', () => new Promise(() => {})),
			stepOf('c', async () => 'fine'),
		]),
		world,
		(event, _, send) => {
			if (event.type === 'step.started' && event.step === 'b') time.pass(10_000);
			if (event.type === 'case.closed') send({type: 'leave'});
		},
	);
	expect(statuses(state)).toEqual({a: 'finished', b: 'skipped unknown', c: 'skipped unknown'});
	expect(state.steps[2]?.state).toMatchObject({reason: "the run's deadline of 10 s passed"});
	expect(state.verdict).toBe('inconclusive');
});

test('the time of a step is measured between its first and last line in the log', async () => {
	const {world, time} = stage();
	const {state, log} = await play(
		playbookOf([
			stepOf('a', async ({probes, signal}) => {
				time.pass(5);
				await probes.dns({name: 'x', type: 'A'}, signal);
				time.pass(7);
				return 'fine';
			}),
		]),
		world,
	);
	const [step] = state.steps;
	expect(step?.ms).toBe(12);
	expect(step?.evidence[0]).toMatchObject({at: log[2]?.at, ms: 0});
	expect(log.map(({seq}) => seq)).toEqual(log.map((_, index) => index));
});

test('a step that asks the person makes its question the one that waits', async () => {
	const {world} = stage({attended: true});
	const questions: unknown[] = [];
	const step = (id: string) =>
		stepOf(id, async ({probes, signal}) => {
			const said = await probes.person({id, ask: `${id}?`, kind: 'secret', mayBeUnknown: true}, signal);
			return said.ok && 'value' in said.value && said.value.value === 'given' ? 'fine' : 'broken';
		});
	const {state, log} = await play(playbookOf([step('a'), step('b')]), world, (event, after, send) => {
		if (event.type === 'case.closed') return send({type: 'leave'});
		const id = after.question?.id;
		if (id === undefined || questions.includes(id)) return;
		questions.push(id);
		send({type: 'back'});
		send({type: 'answer', id: 'somebody-else', value: 'canary-0'});
		send({type: 'answer', id, value: 'canary-1'});
	});
	expect(questions).toEqual(['a', 'b']);
	expect(state.question).toBeUndefined();
	expect(statuses(state)).toEqual({a: 'finished', b: 'finished'});
	expect(state.verdict).toBe('healthy');
	expect(JSON.stringify(log)).not.toContain('canary');
	expect(world.vault.get('a')).toBe('canary-1');
	expect(world.vault.has('somebody-else')).toBe(false);
});

test('an answer that is no parameter is told, without naming secrets', async () => {
	const {world} = stage({answers: {port: 'canary'}});
	world.vault.set('password', 'canary');
	const {state, log} = await play(
		playbookOf([stepOf('a', async () => 'fine', {with: {port: {input: 'port'}}})], {
			inputs: [inputOf('port')],
		}),
		world,
	);
	expect(statuses(state)).toEqual({a: 'skipped unknown'});
	expect(JSON.stringify(log.filter(({type}) => type === 'step.skipped'))).not.toContain('canary');
});
