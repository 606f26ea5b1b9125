import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import type {Io} from '../../source/commands/io.ts';
import {askPlainly} from '../../source/commands/plain.ts';
import {run} from '../../source/engine/run.ts';
import {follow} from '../../source/engine/session.ts';
import {choiceOf, inputOf, playbookOf, stage} from '../engine/scene.ts';

const playbook = playbookOf([], {inputs: [choiceOf('kind', ['x', 'y']), inputOf('name')]});

/** A run that is asked line by line; each question gets the next line, and the input ends after the last. */
const typing = async (lines: readonly string[]) => {
	const stdin = new PassThrough();
	const stderr = new PassThrough().resume();
	const {events, send} = run(playbook, stage({attended: true}).world);
	let next = 0;
	const session = follow(events, send, [
		event => {
			if (event.type === 'case.closed') send({type: 'leave'});
			if (event.type !== 'input.asked' && event.type !== 'input.refused') return;
			setImmediate(() => {
				const line = lines[next++];
				if (line === undefined) stdin.end();
				else stdin.write(`${line}\n`);
			});
		},
	]);
	askPlainly(session, {stdin, stderr, err: () => {}} as unknown as Io);
	const {verdict, answers} = await session.done;
	return [verdict, Object.fromEntries(Object.entries(answers).map(([name, {value}]) => [name, value]))];
};

test('a line is an answer: a number, a word, or nothing for what nobody knows', async () => {
	expect(await typing(['2', 'lamp'])).toEqual(['inconclusive', {kind: 'y', name: 'lamp'}]);
	expect(await typing(['9', 'x', ''])).toEqual(['inconclusive', {kind: 'x', name: 'unknown'}]);
	expect(await typing(['1', '<', '2', 'lamp'])).toEqual(['inconclusive', {kind: 'y', name: 'lamp'}]);
});

test('whoever ends the input at a question cancels the run instead of answering it', async () => {
	expect(await typing([])).toEqual(['cancelled', {}]);
	expect(await typing(['1'])).toEqual(['cancelled', {kind: 'x'}]);
});
