import {acceptTyped} from '../core/answers.ts';
import {unknownAnswer} from '../core/person.ts';
import type {InputName, PlannedStep, Playbook, StepId} from '../core/playbook.ts';
import type {Command} from '../core/session.ts';
import type {World} from '../core/world.ts';
import type {Journal} from './journal.ts';
import {refusal} from './refuse.ts';

type Redo = Extract<Command, {type: 'redo'}>;

/**
 * Takes the answers that came with a redo, all of them or none: what is no answer is refused, and then nothing is
 * run again.
 */
export const takeAnswers = (
	{answers = {}}: Pick<Redo, 'answers'>,
	{inputs}: Pick<Playbook, 'inputs'>,
	{vault}: Pick<World, 'vault'>,
	journal: Journal,
): 'taken' | 'refused' => {
	const accepted = Object.entries(answers).map(([name, raw]) => {
		const input = inputs.find(({name: known}) => known === name);
		const answer = input && acceptTyped(input, raw);
		return {name, raw, input, answer};
	});
	for (const {name, raw, input, answer} of accepted) {
		if (!input)
			journal.write({type: 'input.refused', id: name, value: '', complaint: 'there is no such question'});
		else if (answer?.ok === false) journal.write(refusal(name, input, raw, answer.failure, vault));
	}
	if (accepted.some(({answer}) => !answer?.ok)) return 'refused';
	// Secrets first: another answer may be the same word.
	for (const {name, raw, input, answer} of accepted)
		if (answer?.ok && input?.kind === 'secret' && answer.value !== unknownAnswer) vault.set(name, raw);
	for (const {name, answer} of accepted)
		if (answer?.ok) journal.write({type: 'input.answered', input: name, value: answer.value, from: 'person'});
	return 'taken';
};

/** What every input says; a secret, which says no more than `given`, by its value. Never written anywhere. */
export type Said = ReadonlyMap<InputName, string>;

export const saidNow = (journal: Journal, {vault}: Pick<World, 'vault'>): Said =>
	new Map(Object.entries(journal.answers()).map(([name, {value}]) => [name, vault.get(name) ?? value]));

/** The named steps, those that rest on an input which does not say what it said, and all that depend on them. */
export const affectedSteps = (
	{steps}: Pick<Playbook, 'steps'>,
	named: readonly StepId[],
	before: Said,
	after: Said,
): ReadonlySet<StepId> => {
	const changed = (name: InputName) => before.get(name) !== after.get(name);
	const first = steps.filter(step => named.includes(step.id) || inputsOf(step).some(changed));
	return withDependents(new Set(first.map(({id}) => id)), steps);
};

/**
 * Inputs that held for one round only, or are `gone`, and that steps rest on which run again, or may do so because of
 * what is asked anew. What came with the redo itself is fresh.
 */
export const usedUp = (
	{inputs, steps}: Pick<Playbook, 'inputs' | 'steps'>,
	affected: ReadonlySet<StepId>,
	{ask = [], answers = {}}: Pick<Redo, 'ask' | 'answers'>,
	gone: readonly InputName[] = [],
): readonly InputName[] => {
	const first = steps.filter(
		step => affected.has(step.id) || inputsOf(step).some(name => ask.includes(name)),
	);
	const again = withDependents(new Set(first.map(({id}) => id)), steps);
	const rested = steps.filter(({id}) => again.has(id)).flatMap(inputsOf);
	return inputs
		.filter(
			({name, consent}) =>
				(consent || gone.includes(name)) && rested.includes(name) && !Object.hasOwn(answers, name),
		)
		.map(({name}) => name);
};

/** The inputs that a step rests on. */
export const inputsOf = ({with: args, when}: PlannedStep): readonly InputName[] => [
	...Object.keys(when),
	...Object.values(args).flatMap(argument => ('input' in argument ? [argument.input] : [])),
];

/** These steps, and all that depend on them. */
export const withDependents = (
	known: ReadonlySet<StepId>,
	steps: readonly PlannedStep[],
): ReadonlySet<StepId> => {
	const next = steps.filter(({id, needs}) => known.has(id) || needs.some(need => known.has(need)));
	return next.length === known.size ? known : withDependents(new Set(next.map(({id}) => id)), steps);
};
