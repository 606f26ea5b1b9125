import {PassThrough} from 'node:stream';
import {expect, test} from 'vitest';
import type {Io} from '../../source/commands/io.ts';
import {askPlainly} from '../../source/commands/plain.ts';
import {openTalk} from '../../source/commands/talk.ts';
import type {PersonQuestion} from '../../source/core/person.ts';
import type {Playbook} from '../../source/core/playbook.ts';
import {run} from '../../source/engine/run.ts';
import {follow} from '../../source/engine/session.ts';
import {choiceOf, inputOf, playbookOf, stage, stepOf} from '../engine/scene.ts';

/** A run that is asked line by line; each prompt gets the next line, and the input ends after the last. */
const typing = async (lines: readonly string[], playbook: Playbook) => {
	const stdin = new PassThrough();
	const stderr = new PassThrough();
	let printed = '';
	let next = 0;
	stderr.setEncoding('utf8').on('data', (text: string) => {
		printed += text;
		if (!text.endsWith('> ')) return;
		const line = lines[next++];
		if (line === undefined) stdin.end();
		else stdin.write(`${line}\n`);
	});
	const {events, send} = run(playbook, stage({attended: true}).world);
	const talk = openTalk({err: text => void stderr.write(text)});
	const session = follow(events, send, [
		event => {
			if (event.type === 'step.finished') talk.say(`${event.step} is done\n`);
			if (event.type === 'case.closed') send({type: 'leave'});
		},
	]);
	askPlainly(session, {stdin, stderr, err: () => {}} as unknown as Io, talk);
	const {verdict, answers} = await session.done;
	return {
		verdict,
		answers: Object.fromEntries(Object.entries(answers).map(([name, {value}]) => [name, value])),
		printed,
		typed: next,
	};
};

const questionnaire = playbookOf([], {inputs: [choiceOf('kind', ['x', 'y']), inputOf('name')]});

test('a line is an answer: a number, a word, or nothing for what nobody knows', async () => {
	const answers = async (...lines: readonly string[]) => {
		const {verdict, answers} = await typing(lines, questionnaire);
		return [verdict, answers];
	};
	expect(await answers('2', 'lamp')).toEqual(['inconclusive', {kind: 'y', name: 'lamp'}]);
	expect(await answers('9', 'x', '')).toEqual(['inconclusive', {kind: 'x', name: 'unknown'}]);
	expect(await answers('1', '<', '2', 'lamp')).toEqual(['inconclusive', {kind: 'y', name: 'lamp'}]);
});

test('whoever ends the input at a question cancels the run instead of answering it', async () => {
	expect(await typing([], questionnaire)).toMatchObject({verdict: 'cancelled', answers: {}});
	expect(await typing(['1'], questionnaire)).toMatchObject({verdict: 'cancelled', answers: {kind: 'x'}});
});

const junk: PersonQuestion = {
	id: 'search.junk',
	ask: 'Open the junk folder, newest first. Is the mail there?',
	why: 'Many searches leave this folder out, and what lies there is mostly not shown in the list of what was found.',
	kind: 'choice',
	choices: [
		{value: 'no', label: 'No, it is not there'},
		{value: 'yes', label: 'Yes, it is there'},
		{value: 'gone', label: 'Yes, it was there and is gone'},
	],
	mayBeUnknown: true,
};

/** A step that puts this question, while another one comes to its end. */
const guided = (question: PersonQuestion, heard: string[]) => {
	let put = () => {};
	const asked = new Promise<void>(resolve => {
		put = resolve;
	});
	return playbookOf([
		stepOf('search', async ({probes, signal}) => {
			const answer = probes.person(question, signal);
			put();
			const said = await answer;
			heard.push(said.ok && 'value' in said.value ? said.value.value : 'nothing');
			return 'fine';
		}),
		stepOf('other', async () => {
			await asked;
			return 'fine';
		}),
	]);
};

test.each([
	['2', 'yes'],
	['yes', 'yes'],
	['Yes, it is there', 'yes'],
	['yes it is there', 'yes'],
	['YES, IT WAS', 'gone'],
	['No', 'no'],
	['4', 'unknown'],
	['I don’t know', 'unknown'],
	['', 'unknown'],
])('at a question of a step, %j says %j', async (line, value) => {
	const heard: string[] = [];
	const {typed} = await typing([line], guided(junk, heard));
	expect({heard, typed}).toEqual({heard: [value], typed: 1});
});

test.each([['9'], ['0'], ['zzz'], ['back'], ['<'], ['Yes, it'], ['there']])(
	'what is none of the answers, such as %j, is refused, and the question waits on',
	async line => {
		const heard: string[] = [];
		const {printed, typed} = await typing([line, '1'], guided(junk, heard));
		expect({heard, typed}).toEqual({heard: ['no'], typed: 2});
		expect(printed).toMatch(/none of the answers|More than one answer/);
	},
);

test('what has to be answered is not left open', async () => {
	const heard: string[] = [];
	const {printed} = await typing(['', 'unknown', '2'], guided({...junk, mayBeUnknown: false}, heard));
	expect(heard).toEqual(['yes']);
	expect(printed.match(/cannot be left open/g)).toHaveLength(2);
	expect(printed).not.toContain("I don't know");
});

test('nothing is printed into an open prompt: it comes after the answer', async () => {
	const {printed} = await typing(['zzz', '1'], guided(junk, []));
	expect(printed).toContain('other is done\n');
	expect(printed.split('> ').at(-1)).toMatch(/^other is done\nsearch is done\n/);
	for (const line of printed.replaceAll('> ', '').split('\n')) expect(line.length).toBeLessThanOrEqual(80);
	expect(printed).toContain('what was found.');
});
