import {applies} from '../core/answers.ts';
import type {Event} from '../core/event.ts';
import type {InputName, Playbook, StepId} from '../core/playbook.ts';
import type {World} from '../core/world.ts';
import type {Journal} from './journal.ts';
import {affectedSteps, inputsOf, type Said, saidNow, withDependents} from './redo.ts';
import {forgotten, isOver, questionLeft, stepsAhead, stepsLeft, tagIn} from './rest.ts';
import type {Plan} from './round.ts';
import {spentIn} from './spent.ts';
import {inputsUnasked, stepsOutdated} from './unasked.ts';

/**
 * Writes down that a case goes on, and says what is still to be asked and done; `over` where nothing is, until somebody
 * asks for it. Answers stand as they are in the log. Asked again is what a step still rests on and is gone: a secret, a
 * text that held one, and what was agreed to for one round only. Where somebody looked again, what was to be asked for that
 * is asked, and what rests on an answer that they changed is taken again.
 */
export const resume = (
	playbook: Playbook,
	world: World,
	journal: Journal,
	before: readonly Event[],
): Plan | 'over' => {
	const broken = journal.state();
	const spent = spentIn(before);
	const tag = tagIn(broken);
	journal.write({type: 'case.resumed', version: world.version});
	const fresh = takeSecrets(playbook, world, journal);
	const named = stepsOutdated(playbook, before);
	if (isOver(broken) && named.length === 0) return 'over';

	const state = journal.state();
	const left = stepsLeft(playbook, state, {fresh, named});
	reopen(journal, left, broken.verdict !== undefined);
	const unasked = inputsUnasked(playbook, broken, before);
	const gone = goneFor(playbook, world, journal, mayRun(playbook, left, unasked));
	const pending = questionLeft(before);
	const isUnused = left.size === playbook.steps.length;
	const said = saidNow(journal, world);
	return {
		ask: [...new Set([...(pending === undefined ? [] : [pending]), ...unasked])].filter(
			name => name in journal.answers() && !gone.includes(name),
		),
		gone,
		...(isUnused ? {isUnused} : {}),
		steps: () => {
			const now = saidNow(journal, world);
			const all = affectedSteps(playbook, [...left], without(said, gone), without(now, gone));
			reopen(journal, all, false);
			return all;
		},
		tag,
		spent,
	};
};

/** What is taken, and what may be because of what is asked anew. */
const mayRun = (
	{steps}: Playbook,
	left: ReadonlySet<StepId>,
	asked: readonly InputName[],
): ReadonlySet<StepId> => {
	const resting = steps.filter(step => inputsOf(step).some(name => asked.includes(name)));
	return asked.length === 0 ? left : withDependents(new Set([...left, ...resting.map(({id}) => id)]), steps);
};

/** Secrets that were given to this process count, whatever was said before; the names of those that were not known. */
const takeSecrets = ({inputs}: Playbook, {vault}: World, journal: Journal): readonly InputName[] => {
	const answers = Object.fromEntries(
		Object.entries(journal.answers()).map(([name, {value}]) => [name, value]),
	);
	const fresh = inputs.filter(
		input =>
			input.kind === 'secret' &&
			vault.has(input.name) &&
			(answers[input.name] ?? 'given') !== 'given' &&
			applies(input, answers) !== 'false',
	);
	for (const {name} of fresh)
		journal.write({type: 'input.answered', input: name, value: 'given', from: 'given'});
	return fresh.map(({name}) => name);
};

/** What is closed, or has come to something, is said to be open again. */
const reopen = (journal: Journal, left: ReadonlySet<StepId>, isClosed: boolean): void => {
	const steps = journal
		.state()
		.steps.filter(({id, state}) => left.has(id) && state.status !== 'waiting')
		.map(({id}) => id);
	if (isClosed || steps.length > 0) journal.write({type: 'case.reopened', steps});
};

/** Inputs that do not count any more and that something rests on which may still be taken. */
const goneFor = (
	playbook: Playbook,
	world: World,
	journal: Journal,
	left: ReadonlySet<StepId>,
): readonly InputName[] => {
	const answers = journal.answers();
	const rested = stepsAhead(playbook, journal.state(), left).flatMap(inputsOf);
	const missing = forgotten(playbook, answers, world);
	return playbook.inputs
		.filter(
			({name, consent}) =>
				rested.includes(name) &&
				(missing.includes(name) || (consent && name in answers && answers[name]?.from !== 'fallback')),
		)
		.map(({name}) => name);
};

const without = (said: Said, gone: readonly InputName[]): Said =>
	new Map([...said].filter(([name]) => !gone.includes(name)));
