import {acceptAnswer, applies} from '../core/answers.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import type {Input, Playbook} from '../core/playbook.ts';
import type {Probes} from '../core/probe.ts';
import type {World} from '../core/world.ts';
import type {Journal} from './journal.ts';

type Asked = {readonly value: string} | 'back' | 'gone';

/**
 * Goes through the inputs in order: what was given is taken, what is missing is asked for, what nobody can be
 * asked for falls back. Going back takes the last answer that a person gave away again.
 */
export const askInputs = async (
	{inputs}: Playbook,
	world: World,
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<void> => {
	const answers = () =>
		Object.fromEntries(Object.entries(journal.state().answers).map(([name, {value}]) => [name, value]));
	const byPerson: number[] = [];

	for (let index = 0; index < inputs.length && !signal.aborted; index++) {
		const input = inputs[index] as Input;
		if (applies(input, answers()) === 'false') continue;
		const given = givenAnswer(input, world);
		if (given !== undefined) {
			journal.write({type: 'input.answered', input: input.name, value: given, from: 'given'});
			continue;
		}
		if (!world.desk) {
			journal.write({
				type: 'input.answered',
				input: input.name,
				value: input.fallback ?? unknownAnswer,
				from: 'fallback',
			});
			continue;
		}
		const open = inputs.filter(
			other => givenAnswer(other, world) === undefined && applies(other, answers()) !== 'false',
		);
		const asked = await askOne(
			input,
			{number: byPerson.length + 1, about: open.length},
			journal,
			person,
			signal,
		);
		if (asked === 'gone') return;
		if (asked === 'back') {
			const previous = byPerson.pop();
			if (previous !== undefined)
				journal.write({type: 'input.retracted', input: (inputs[previous] as Input).name});
			index = (previous ?? index) - 1;
			continue;
		}
		byPerson.push(index);
		journal.write({type: 'input.answered', input: input.name, value: asked.value, from: 'person'});
	}
};

/** What was given beforehand, in its canonical form; an answer that is none is asked for again. */
const givenAnswer = (input: Input, {vault, answers}: World): string | undefined => {
	if (input.kind === 'secret' && vault.has(input.name)) return 'given';
	const raw = answers[input.name];
	const accepted = raw === undefined ? undefined : acceptAnswer(input, raw);
	return accepted?.ok ? accepted.value : undefined;
};

const askOne = async (
	input: Input,
	place: {readonly number: number; readonly about: number},
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<Asked> => {
	const first = await askUntilAccepted(questionOf(input, place), journal, person, signal);
	if (typeof first === 'string' || first.value !== unknownAnswer || !input.unsure) return first;
	const settling: PersonQuestion = {
		id: `${input.name}.unsure`,
		ask: input.unsure.ask,
		...(input.unsure.why === undefined ? {} : {why: input.unsure.why}),
		kind: 'choice',
		choices: input.unsure.choices,
		mayBeUnknown: true,
		place,
	};
	const settled = await askUntilAccepted(settling, journal, person, signal);
	return settled === 'back' ? askOne(input, place, journal, person, signal) : settled;
};

const askUntilAccepted = async (
	question: PersonQuestion,
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<Asked> => {
	journal.write({type: 'input.asked', question});
	for (;;) {
		const result = await person(question, signal);
		if (!result.ok) return 'gone';
		if ('back' in result.value) return 'back';
		const accepted = acceptAnswer(question, result.value.value);
		if (accepted.ok) return {value: accepted.value};
		const value = result.value.value.slice(0, 200);
		journal.write({type: 'input.refused', id: question.id, value, complaint: accepted.failure});
	}
};

const questionOf = (
	input: Input,
	place: {readonly number: number; readonly about: number},
): PersonQuestion => ({
	id: input.name,
	ask: input.ask,
	...(input.why === undefined ? {} : {why: input.why}),
	...(input.caution === undefined ? {} : {caution: input.caution}),
	kind: input.kind,
	...(input.kind === 'choice' ? {choices: input.choices} : {}),
	...(input.kind === 'text' ? {type: input.type} : {}),
	...(input.word === undefined ? {} : {word: input.word}),
	mayBeUnknown: true,
	place,
});
