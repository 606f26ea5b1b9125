import {expect, test} from 'vitest';
import type {Command} from '../../source/core/session.ts';
import {choiceOf, inputOf, type OnEvent, play, playbookOf, stage, statuses, stepOf, types} from './scene.ts';

type Redo = Extract<Command, {type: 'redo'}>;

/** Sends one redo after the other, each when the case was closed, then leaves. Questions get the same answer. */
const redoing = (redos: readonly Redo[], answer = 'x'): OnEvent => {
	let next = 0;
	return (event, _, send) => {
		if (event.type === 'input.asked') send({type: 'answer', id: event.question.id, value: answer});
		if (event.type === 'case.closed') send(redos[next++] ?? {type: 'leave'});
	};
};

const fine = async () => 'fine' as const;

test('runs the named steps and all that depend on them, with fresh probes, and decides anew', async () => {
	let mended = false;
	const {world, rounds, closed} = stage();
	const {log, state} = await play(
		playbookOf([
			stepOf('a', fine),
			stepOf('b', async () => (mended ? 'fine' : 'broken'), {needs: ['a']}),
			stepOf('c', fine, {needs: ['b']}),
			stepOf('d', fine, {needs: ['a']}),
		]),
		world,
		(event, after, send) => {
			if (event.type !== 'case.closed') return;
			if (mended) return send({type: 'leave'});
			expect(after.verdict).toBe('diagnosed');
			expect(statuses(after)).toEqual({a: 'finished', b: 'finished', c: 'skipped blocked', d: 'finished'});
			mended = true;
			send({type: 'redo', steps: ['b', 'nonsense']});
		},
	);
	expect(types(log).slice(types(log).indexOf('case.reopened'))).toEqual([
		'case.reopened',
		'step.started b',
		'step.finished b',
		'step.started c',
		'step.finished c',
		'case.diagnosed',
		'case.routed',
		'case.closed',
	]);
	expect(state.verdict).toBe('healthy');
	expect(state.diagnosis).toBeUndefined();
	expect([rounds, closed]).toEqual([
		[0, 1],
		[0, 1],
	]);
});

test('tells every step when its round began: what is older is of an earlier one', async () => {
	const began: number[] = [];
	const {world} = stage();
	const {log} = await play(
		playbookOf([
			stepOf('a', async ({roundAt = Number.NaN}) => {
				began.push(roundAt);
				return 'fine';
			}),
		]),
		world,
		redoing([{type: 'redo', steps: ['a']}]),
	);
	const starts = log.flatMap(({type, at}) => (['case.opened', 'case.reopened'].includes(type) ? [at] : []));
	expect(began).toEqual(starts);
	expect(starts).toHaveLength(2);
});

const asking = playbookOf(
	[
		stepOf('a', fine, {with: {host: {input: 'host'}}}),
		stepOf('b', fine, {needs: ['a']}),
		stepOf('c', fine, {when: {kind: ['x']}}),
		stepOf('d', fine, {with: {password: {input: 'password'}}}),
		stepOf('e', fine),
	],
	{
		inputs: [
			choiceOf('kind', ['x', 'y']),
			inputOf('host', {type: 'host'}),
			inputOf('only-y', {when: {kind: ['y']}}),
			inputOf('password', {kind: 'secret'}),
		],
	},
);
const given = {kind: 'x', host: 'a.test'};

const reopened = (log: Parameters<typeof types>[0]) =>
	log.flatMap(event => (event.type === 'case.reopened' ? [event.steps] : []));

test('whatever used an input that changed runs again, and nothing else', async () => {
	const {world} = stage({answers: given});
	world.vault.set('password', 'canary-1');
	const {log, state} = await play(
		asking,
		world,
		redoing([
			{type: 'redo', steps: [], answers: {host: ' b.test '}},
			{type: 'redo', steps: [], answers: {host: 'b.test'}},
			{type: 'redo', steps: ['e'], answers: {password: 'canary-2'}},
			{type: 'redo', steps: [], answers: {kind: 'y'}},
		]),
	);
	expect(reopened(log)).toEqual([['a', 'b'], [], ['d', 'e'], ['c']]);
	expect(state.answers['host']).toEqual({value: 'b.test', from: 'person'});
	expect(state.answers['only-y']).toEqual({value: 'unknown', from: 'fallback'});
	expect(statuses(state)['c']).toBe('skipped excluded');
	expect(JSON.stringify(log)).not.toContain('canary');
	expect(world.vault.get('password')).toBe('canary-2');
});

test('what is no answer is refused, and then nothing runs again', async () => {
	const {world} = stage({answers: given});
	const {log, state} = await play(asking, world, (event, _, send) => {
		if (event.type === 'case.closed')
			send({
				type: 'redo',
				steps: ['a'],
				answers: {kind: 'y', host: 'no host', nonsense: '1', password: 'canary'},
			});
		if (event.type === 'input.refused' && event.id === 'nonsense') send({type: 'leave'});
	});
	expect(types(log).slice(-3)).toEqual(['case.closed', 'input.refused', 'input.refused']);
	expect(state.complaint).toBe('there is no such question');
	expect(state.answers['kind']?.value).toBe('x');
	expect(state.verdict).toBe('healthy');
	expect(world.vault.has('password')).toBe(false);
});

test('asks anew for what is named, keeps what is left empty, and asks for what newly applies', async () => {
	const {world} = stage({attended: true, answers: given});
	world.vault.set('password', 'canary-1');
	const questions: unknown[] = [];
	const script: Readonly<Record<string, string>> = {kind: 'y', host: '', 'only-y': 'z', password: ''};
	const {log, state} = await play(asking, world, (event, after, send) => {
		if (event.type === 'input.asked') {
			const {id, current} = event.question;
			questions.push([id, current, after.verdict]);
			send({type: 'answer', id, value: script[id] ?? ''});
		}
		if (event.type !== 'case.closed') return;
		send(
			questions.length > 0
				? {type: 'leave'}
				: {type: 'redo', steps: ['e'], ask: ['kind', 'host', 'password']},
		);
	});
	expect(questions).toEqual([
		['kind', 'x', undefined],
		['host', 'a.test', undefined],
		['only-y', undefined, undefined],
		['password', 'given', undefined],
	]);
	expect(reopened(log)).toEqual([['e'], ['c']]);
	expect(Object.fromEntries(Object.entries(state.answers).map(([name, {value}]) => [name, value]))).toEqual({
		kind: 'y',
		host: 'a.test',
		'only-y': 'z',
		password: 'given',
	});
	expect(world.vault.get('password')).toBe('canary-1');
});

test('what does not apply any more is taken back', async () => {
	const {world} = stage({answers: {...given, kind: 'y', 'only-y': '1'}});
	const {state, log} = await play(asking, world, redoing([{type: 'redo', steps: [], answers: {kind: 'x'}}]));
	expect(types(log)).toContain('input.retracted');
	expect(state.answers['only-y']).toBeUndefined();
});

test('a cancelled case goes on where it was left', async () => {
	const {world} = stage({attended: true});
	let cancelled = false;
	const {state} = await play(asking, world, (event, after, send) => {
		if (event.type === 'input.asked' && event.question.id === 'host' && !cancelled) {
			cancelled = true;
			send({type: 'redo', steps: ['a']});
			send({type: 'cancel'});
		} else if (event.type === 'input.asked') send({type: 'answer', id: event.question.id, value: 'x'});
		if (event.type === 'case.closed')
			send(
				after.verdict === 'cancelled'
					? {type: 'redo', steps: after.steps.map(({id}) => id)}
					: {type: 'leave'},
			);
	});
	expect(state.verdict).toBe('healthy');
	expect(Object.keys(state.answers)).toEqual(['kind', 'host', 'password']);
});

test('a redo that was sent while a round ran waits for its end', async () => {
	const {world, rounds} = stage();
	await play(playbookOf([stepOf('a', fine)]), world, (event, _, send) => {
		if (event.type === 'case.opened') {
			send({type: 'redo', steps: ['a']});
			send({type: 'leave'});
		}
	});
	expect(rounds).toEqual([0, 1]);
});
