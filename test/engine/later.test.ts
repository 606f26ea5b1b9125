import {expect, test} from 'vitest';
import type {Command} from '../../source/core/session.ts';
import {choiceOf, inputOf, type OnEvent, play, playbookOf, type Stage, stage, stepOf} from './scene.ts';

type Redo = Extract<Command, {type: 'redo'}>;

const later = {later: true, fallback: 'unknown'} as const;
const tags: string[] = [];
const told = async (kind: string, reach: {readonly tag: string}) => {
	tags.push(`${kind} ${reach.tag}`);
	return 'fine' as const;
};
const playbook = playbookOf(
	[
		stepOf('connect', async reach => told('connect', reach), {with: {host: {input: 'host'}}}),
		stepOf('accept', async reach => told('accept', reach), {
			needs: ['connect'],
			with: {password: {input: 'may-send'}},
		}),
		stepOf('mx', async reach => told('mx', reach)),
	],
	{
		inputs: [
			inputOf('host', {type: 'host'}),
			choiceOf('may-send', ['yes', 'no'], {consent: true, fallback: 'no'}),
			inputOf('helo', later),
			inputOf('sure', {...later, kind: 'confirmation', word: 'wipe'}),
		],
	},
);

/** What was asked, with what it said before, round by round. */
const asking = async ({world}: Stage, redos: readonly Redo[], script: Readonly<Record<string, string>>) => {
	tags.length = 0;
	const rounds: Array<Array<readonly unknown[]>> = [[]];
	let next = 0;
	const onEvent: OnEvent = (event, _, send) => {
		if (event.type === 'input.asked') {
			const {id, current, place} = event.question;
			rounds.at(-1)?.push([id, current, place?.about]);
			send({type: 'answer', id, value: script[id] ?? ''});
		}
		if (event.type !== 'case.closed') return;
		const redo = redos[next++];
		if (redo) rounds.push([]);
		send(redo ?? {type: 'leave'});
	};
	const {state} = await play(playbook, world, onEvent);
	const answers = Object.fromEntries(Object.entries(state.answers).map(([name, {value}]) => [name, value]));
	return {rounds, answers, from: state.answers};
};
const script = {host: 'a.test', 'may-send': 'yes', helo: 'nas.test', sure: 'wipe'};

test('what comes later is asked only when a redo names it', async () => {
	const {rounds, answers} = await asking(
		stage({attended: true}),
		[
			{type: 'redo', steps: ['mx']},
			{type: 'redo', steps: ['mx'], ask: ['sure']},
		],
		script,
	);
	expect(rounds).toEqual([
		[
			['host', undefined, 2],
			['may-send', undefined, 2],
		],
		[],
		[['sure', 'unknown', 1]],
	]);
	expect(answers).toEqual({host: 'a.test', 'may-send': 'yes', helo: 'unknown', sure: 'typed'});
});

test('what comes later is taken when it was given beforehand', async () => {
	const {rounds, from} = await asking(stage({attended: true, answers: {...script, sure: 'wipe'}}), [], {});
	expect(rounds).toEqual([[]]);
	expect(from['helo']).toEqual({value: 'nas.test', from: 'given'});
	expect(from['sure']).toEqual({value: 'typed', from: 'given'});
});

test('a consent holds for one round: what rests on it asks for it anew, with what it was', async () => {
	const {rounds, answers} = await asking(
		stage({attended: true, answers: script}),
		[
			{type: 'redo', steps: ['mx']},
			{type: 'redo', steps: ['connect']},
			{type: 'redo', steps: [], ask: ['host']},
			{type: 'redo', steps: ['accept'], answers: {'may-send': 'yes'}},
		],
		{host: 'b.test', 'may-send': 'no'},
	);
	expect(rounds).toEqual([
		[],
		[],
		[['may-send', 'yes', 1]],
		[
			['host', 'a.test', 2],
			['may-send', 'no', 2],
		],
		[],
	]);
	expect(answers['may-send']).toBe('yes');
});

test('where nobody can be asked, a consent is not repeated', async () => {
	const {rounds, from} = await asking(stage({answers: script}), [{type: 'redo', steps: ['accept']}], {});
	expect(rounds).toEqual([[], []]);
	expect(from['may-send']).toEqual({value: 'no', from: 'fallback'});
});

test('each later round has a message tag of its own', async () => {
	await asking(
		stage({answers: script}),
		[
			{type: 'redo', steps: ['mx']},
			{type: 'redo', steps: ['mx']},
		],
		{},
	);
	expect(tags).toEqual(['connect tag', 'mx tag', 'accept tag', 'mx tag.1', 'mx tag.2']);
});
