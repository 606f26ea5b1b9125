import {applies} from '../core/answers.ts';
import type {Case, Step} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {InputName, PlannedStep, Playbook, StepId} from '../core/playbook.ts';
import type {World} from '../core/world.ts';
import {isMasked} from './redact.ts';
import {inputsOf, withDependents} from './redo.ts';
import {brokenOff} from './step.ts';

/** Whether a case has come to its end: then it waits to be told what to look at again. A cancelled one has not. */
export const isOver = ({verdict}: Case): boolean => verdict !== undefined && verdict !== 'cancelled';

/**
 * The steps that are still to be taken: those that wait or were on their way, those that were given up when the case was
 * broken off, those that are `named` or rest on an input that is `fresh`, and whatever depends on them. A sink ended with
 * the process that had it open, so the steps that caught mail in it are taken again where something still rests on what
 * they caught.
 */
export const stepsLeft = (
	playbook: Pick<Playbook, 'steps'>,
	state: Case,
	{fresh = [], named = []}: {readonly fresh?: readonly InputName[]; readonly named?: readonly StepId[]} = {},
): ReadonlySet<StepId> => {
	const {steps} = playbook;
	const stateOf = stepsById(state);
	const first = steps.filter(
		step =>
			named.includes(step.id) ||
			isLeft(stateOf.get(step.id)) ||
			inputsOf(step).some(name => fresh.includes(name)),
	);
	const grown = (known: ReadonlySet<StepId>): ReadonlySet<StepId> => {
		const left = withDependents(known, steps);
		const ahead = new Set(stepsAhead(playbook, state, left).map(({id}) => id));
		const needed = withNeeds(ahead, steps).filter(id => !left.has(id) && caughtMail(stateOf.get(id)));
		return needed.length === 0 ? left : grown(new Set([...left, ...needed]));
	};
	return grown(new Set(first.map(({id}) => id)));
};

const breakingOff: readonly string[] = Object.values(brokenOff);

const stepsById = ({steps}: Case): ReadonlyMap<StepId, Step> => new Map(steps.map(step => [step.id, step]));

const isLeft = (step: Step | undefined): boolean => {
	const {state} = step ?? {};
	switch (state?.status) {
		case undefined:
		case 'waiting':
		case 'running':
			return true;
		case 'finished':
		case 'crashed':
			return false;
		case 'skipped':
			return state.why === 'unknown' && breakingOff.includes(state.reason);
	}
};

/** Given up, or never begun, because the person cancelled: nothing was found out about it. */
export const wasCancelled = ({state}: Step): boolean =>
	state.status === 'skipped' && state.why === 'unknown' && state.reason === brokenOff.cancelled;

const caughtMail = (step: Step | undefined): boolean =>
	step?.state.status === 'finished' && step.evidence.some(({probe}) => probe === 'sink');

const withNeeds = (known: ReadonlySet<StepId>, steps: readonly PlannedStep[]): readonly StepId[] => {
	const needs = steps.filter(({id}) => known.has(id)).flatMap(step => step.needs);
	const more = new Set([...known, ...needs]);
	return more.size === known.size ? [...known] : withNeeds(more, steps);
};

/** What of these steps can come to be taken: nothing before them stands in their way, by what is known already. */
export const stepsAhead = (
	{steps}: Pick<Playbook, 'steps'>,
	state: Case,
	left: ReadonlySet<StepId>,
): readonly PlannedStep[] => {
	const planned = new Map(steps.map(step => [step.id, step]));
	const stateOf = stepsById(state);
	const answers = Object.fromEntries(Object.entries(state.answers).map(([name, {value}]) => [name, value]));
	const isAhead = (step: PlannedStep): boolean =>
		applies(step, answers) !== 'false' &&
		step.needs.every(need => {
			const needed = planned.get(need);
			return left.has(need) && needed ? isAhead(needed) : hasPassed(stateOf.get(need));
		});
	return steps.filter(step => left.has(step.id) && isAhead(step));
};

const hasPassed = (step: Step | undefined): boolean =>
	step?.state.status === 'finished' && ['ok', 'warning'].includes(step.state.finding.level);

/**
 * Answers that stand in the log and yet are not known any more: a secret whose value went with the process that had it,
 * and a text that was masked because it held one.
 */
export const forgotten = (
	{inputs}: Pick<Playbook, 'inputs'>,
	answers: Case['answers'],
	{vault}: Pick<World, 'vault'>,
): readonly InputName[] =>
	inputs
		.filter(({name, kind}) => {
			const value = answers[name]?.value;
			if (value === undefined) return false;
			return kind === 'secret' ? value === 'given' && !vault.has(name) : kind === 'text' && isMasked(value);
		})
		.map(({name}) => name);

/** The input whose question was on the screen when the case was broken off. */
export const questionLeft = (log: readonly Event[]): InputName | undefined =>
	log.reduce<InputName | undefined>((left, event) => {
		if (event.type === 'input.asked') return event.question.id.replace(/\.unsure$/, '');
		return event.type === 'input.answered' || event.type === 'step.started' ? undefined : left;
	}, undefined);

/** By which test message the run was known, where one was sent or was about to be. */
export const tagIn = ({steps}: Case): string | undefined =>
	steps
		.flatMap(({evidence}) => evidence)
		.map(({probe, question}) => (probe === 'smtp' ? (question as {tag?: unknown} | null)?.tag : undefined))
		.findLast(tag => typeof tag === 'string');
