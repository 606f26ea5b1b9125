import {acceptAnswer, acceptTyped, applies} from '../core/answers.ts';
import {type PersonQuestion, unknownAnswer} from '../core/person.ts';
import type {Input, InputName} from '../core/playbook.ts';
import type {Probes} from '../core/probe.ts';
import {type Result, success} from '../core/result.ts';
import type {Vault, World} from '../core/world.ts';
import {calledOff, orCalledOff} from './abort.ts';
import type {Journal} from './journal.ts';
import {refusal} from './refuse.ts';

/** `nobody`: there is nobody who answers. `called-off`: the round is over. */
type Reply = {readonly value: string} | 'back' | 'nobody' | 'called-off';

type Place = NonNullable<PersonQuestion['place']>;

/** What is asked besides what is not answered yet. */
export type Asked = {
	/** Inputs that are asked for although they are answered. */
	readonly ask: readonly InputName[];
	/** Inputs whose answer of before does not count any more, unless it was given to this run; none of them is shown. */
	readonly gone?: readonly InputName[];
	/** No step rests on an answer yet: a questionnaire that was broken off goes on, and going back reaches its beginning. */
	readonly isUnused?: true;
};

/**
 * Goes through the inputs in order: what was given is taken, what is missing is asked for, what nobody can be
 * asked for falls back. Going back takes the last answer that a person gave away again, and all that came after
 * it. In a later round only what is wanted anew or not answered yet is asked, and what no longer applies is taken
 * back.
 */
export const askInputs = async (
	inputs: readonly Input[],
	{ask, gone = [], isUnused}: Asked,
	world: World,
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<void> => {
	const answers = () =>
		Object.fromEntries(Object.entries(journal.answers()).map(([name, {value}]) => [name, value]));
	const answered = journal.answers();
	const anew = new Set(ask);
	const before = Object.fromEntries(Object.entries(answers()).filter(([name]) => !gone.includes(name)));
	/** Answers that count until somebody goes back behind them. */
	const standing = new Set(Object.keys(before).filter(name => !anew.has(name)));
	const settled: ReadonlySet<InputName> = new Set(isUnused ? [] : standing);
	const given = new Map(
		inputs
			.filter(({name}) => !anew.has(name))
			.map(input => [input.name, wasGiven(input, before, answered) ?? givenAnswer(input, world)]),
	);
	const toAsk = () =>
		inputs.filter(
			input =>
				!settled.has(input.name) &&
				(!input.later || anew.has(input.name) || gone.includes(input.name)) &&
				given.get(input.name) === undefined &&
				applies(input, answers()) !== 'false',
		);
	const retract = ({name}: Input) => {
		standing.delete(name);
		if (name in answers()) journal.write({type: 'input.retracted', input: name});
	};
	const byPerson: number[] = [];
	/** Whoever goes back finds what they answered. */
	const lately = new Map(Object.entries(before));

	for (let index = 0; index < inputs.length && !signal.aborted; index++) {
		const input = inputs[index] as Input;
		const {name} = input;
		if (applies(input, answers()) === 'false') {
			retract(input);
			continue;
		}
		if (standing.has(name)) {
			if (!settled.has(name) && answered[name]?.from === 'person') byPerson.push(index);
			continue;
		}
		const value = given.get(name);
		if (value !== undefined) {
			journal.write({type: 'input.answered', input: name, value, from: 'given'});
			continue;
		}
		if (input.later && !anew.has(name) && !gone.includes(name)) {
			const value = input.fallback ?? unknownAnswer;
			journal.write({type: 'input.answered', input: name, value, from: 'fallback'});
			continue;
		}
		const place: Place = {number: byPerson.length + 1, about: toAsk().length};
		const asked = world.desk
			? await askOne(questionOf(input, place, lately.get(name)), input, world, journal, person, signal)
			: 'nobody';
		if (typeof asked === 'object') {
			byPerson.push(index);
			lately.set(name, asked.value);
			journal.write({type: 'input.answered', input: name, value: asked.value, from: 'person'});
			continue;
		}
		switch (asked) {
			case 'called-off':
				return;
			case 'nobody': {
				const fallback = (input.consent ? undefined : before[name]) ?? input.fallback ?? unknownAnswer;
				journal.write({type: 'input.answered', input: name, value: fallback, from: 'fallback'});
				break;
			}
			case 'back': {
				const previous = byPerson.pop() ?? index;
				for (const later of inputs.slice(previous, index).toReversed())
					if (!settled.has(later.name)) retract(later);
				index = previous - 1;
			}
		}
	}
};

/** What was given to the process that began the case: it was never the person's to take back. */
const wasGiven = (
	{name, kind}: Input,
	before: Readonly<Record<InputName, string>>,
	answered: ReturnType<Journal['answers']>,
): string | undefined => (kind !== 'secret' && answered[name]?.from === 'given' ? before[name] : undefined);

/** What was given beforehand, in its canonical form; an answer that is none is asked for again. */
const givenAnswer = (input: Input, {vault, answers}: World): string | undefined => {
	if (input.kind === 'secret' && vault.has(input.name)) return 'given';
	const raw = answers[input.name];
	const accepted = raw === undefined ? undefined : acceptAnswer(input, raw);
	return accepted?.ok ? accepted.value : undefined;
};

const askOne = async (
	question: PersonQuestion,
	input: Input,
	world: World,
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<Reply> => {
	for (;;) {
		const first = await askUntilAccepted(question, world, journal, person, signal);
		if (typeof first === 'string' || first.value !== unknownAnswer || !input.unsure) return first;
		const settling: PersonQuestion = {
			id: `${input.name}.unsure`,
			ask: input.unsure.ask,
			...(input.unsure.why === undefined ? {} : {why: input.unsure.why}),
			kind: 'choice',
			choices: input.unsure.choices,
			mayBeUnknown: true,
			...(question.place ? {place: question.place} : {}),
		};
		const settled = await askUntilAccepted(settling, world, journal, person, signal);
		if (settled !== 'back') return settled;
	}
};

const askUntilAccepted = async (
	question: PersonQuestion,
	world: World,
	journal: Journal,
	person: Probes['person'],
	signal: AbortSignal,
): Promise<Reply> => {
	journal.write({type: 'input.asked', question});
	for (;;) {
		const result = await orCalledOff(person(question, signal), signal);
		if (result === calledOff || signal.aborted) return 'called-off';
		if (!result.ok) return 'nobody';
		if ('back' in result.value) return 'back';
		const accepted = keptOrTyped(question, result.value.value, world.vault);
		if (accepted.ok) return {value: accepted.value};
		journal.write(refusal(question.id, question, result.value.value, accepted.failure, world.vault));
	}
};

/** An empty answer, or the one before as it was shown, keeps that one; what confirms is typed every time. */
const keptOrTyped = (question: PersonQuestion, raw: string, {redact}: Vault): Result<string, string> => {
	const {current, kind} = question;
	const isKept = current !== undefined && ['', current, redact(current)].includes(raw.trim());
	return isKept && kind !== 'confirmation' ? success(current) : acceptTyped(question, raw);
};

const questionOf = (input: Input, place: Place, current: string | undefined): PersonQuestion => ({
	id: input.name,
	ask: input.ask,
	...(input.why === undefined ? {} : {why: input.why}),
	...(input.caution === undefined ? {} : {caution: input.caution}),
	kind: input.kind,
	...(input.kind === 'choice' ? {choices: input.choices} : {}),
	...(input.kind === 'text' ? {type: input.type} : {}),
	...(input.word === undefined ? {} : {word: input.word}),
	...(current === undefined ? {} : {current}),
	mayBeUnknown: true,
	place,
});
