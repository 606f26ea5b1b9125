import {applies} from '../core/answers.ts';
import type {Case} from '../core/case.ts';
import type {Event} from '../core/event.ts';
import type {Procedure} from '../core/knowledge.ts';
import type {Input, InputName, Playbook, StepId} from '../core/playbook.ts';
import {isMasked} from './redact.ts';
import {inputsOf, withDependents} from './redo.ts';

/** The last round that was played after the case had been closed, where the person wanted it: from its first event on. */
const lastRedo = (log: readonly Event[]): readonly Event[] | undefined => {
	const closed = log.findLastIndex(({type}) => type === 'case.closed');
	const end = log[closed];
	if (end?.type !== 'case.closed') return undefined;
	const round = log.slice(closed + 1);
	const first = round.find(({type}) => type === 'case.reopened' || type === 'case.resumed');
	// A cancelled case that goes on is opened again by whoever goes on with it, and not by a wish.
	if (first?.type === 'case.resumed' && end.verdict === 'cancelled') return undefined;
	return round.some(({type}) => type === 'case.reopened') ? round : undefined;
};

/**
 * The inputs that were to be asked for anew when somebody looked again, and that no answer came for before the process
 * ended. The log does not name them: they are those of the procedure whose steps were opened again, as long as every
 * question that was asked fits that; none where it is not certain.
 */
export const inputsUnasked = (
	playbook: Pick<Playbook, 'inputs' | 'steps'>,
	{route, answers}: Pick<Case, 'route' | 'answers'>,
	log: readonly Event[],
): readonly InputName[] => {
	const round = lastRedo(log);
	if (!round || !route || round.some(isOfSteps)) return [];
	const values = Object.fromEntries(Object.entries(answers).map(([name, {value}]) => [name, value]));
	for (const {again, ask = []} of [route.procedure, ...route.also] as readonly Known[]) {
		const wanted = playbook.inputs.filter(input => ask.includes(input.name));
		const open = wanted.filter(input => applies(input, values) !== 'false');
		if (open.length === 0 || !opens(again, round, playbook) || !fits(open, wanted, round, playbook)) continue;
		const answered = answeredIn(round);
		return open.map(({name}) => name).filter(name => !answered.has(name));
	}
	return [];
};

/** What an older version wrote down has no questions. */
type Known = Pick<Procedure, 'again'> & Partial<Pick<Procedure, 'ask'>>;

const isOfSteps = ({type}: Event): boolean => type.startsWith('step.');

/** Whether the round opened the very steps that the procedure names, and what depends on them. */
const opens = (
	again: readonly StepId[],
	round: readonly Event[],
	{steps}: Pick<Playbook, 'steps'>,
): boolean => {
	const first = round.find(event => event.type === 'case.reopened');
	const opened = first?.type === 'case.reopened' ? first.steps : [];
	const named = withDependents(new Set(again.filter(id => steps.some(step => step.id === id))), steps);
	// Everything at once is a wish of its own, and asks for nothing but what every round asks for.
	if (opened.length === steps.length && askedIn(round).length === 0) return false;
	return opened.length === named.size && opened.every(id => named.has(id));
};

/** Questions come in the order of the playbook: what was asked must be wanted, and what was wanted before it was asked. */
const fits = (
	open: readonly Input[],
	wanted: readonly Input[],
	round: readonly Event[],
	{inputs}: Pick<Playbook, 'inputs'>,
): boolean => {
	const asked = askedIn(round);
	const names = new Set(asked.map(({id}) => id));
	const furthest = Math.max(0, ...inputs.map(({name}, index) => (names.has(name) ? index : 0)));
	const skipped = inputs.slice(0, furthest).some(input => open.includes(input) && !names.has(input.name));
	const isWanted = ({id, hadAnswer}: Asked): boolean => {
		const input = inputs.find(({name}) => name === id);
		return (
			!hadAnswer ||
			input?.consent === true ||
			input?.kind === 'secret' ||
			wanted.some(({name}) => name === id)
		);
	};
	return !skipped && asked.every(isWanted);
};

type Asked = {readonly id: InputName; readonly hadAnswer: boolean};

const askedIn = (round: readonly Event[]): readonly Asked[] =>
	round.flatMap(event =>
		event.type === 'input.asked' && event.question.place !== undefined
			? [{id: event.question.id.replace(/\.unsure$/, ''), hadAnswer: event.question.current !== undefined}]
			: [],
	);

const answeredIn = (round: readonly Event[]): ReadonlySet<InputName> => {
	const answered = new Set<InputName>();
	for (const event of round) {
		if (event.type === 'input.answered') answered.add(event.input);
		if (event.type === 'input.retracted') answered.delete(event.input);
	}
	return answered;
};

/**
 * The steps whose finding rests on an answer that is another one by now: whoever looked again changed it, and the process
 * ended before these steps were taken again. Secrets say nothing in a log, and what is agreed to holds for one round only.
 */
export const stepsOutdated = (
	{inputs, steps}: Pick<Playbook, 'inputs' | 'steps'>,
	log: readonly Event[],
): readonly StepId[] => {
	const lasting = new Set(
		inputs.filter(({kind, consent}) => kind !== 'secret' && !consent).map(({name}) => name),
	);
	const restsOn = new Map(steps.map(step => [step.id, inputsOf(step).filter(name => lasting.has(name))]));
	const answers = new Map<InputName, string>();
	const taken = new Map<StepId, Values>();
	for (const event of log) {
		if (event.type === 'input.answered') answers.set(event.input, event.value);
		if (event.type === 'input.retracted') answers.delete(event.input);
		if (event.type === 'case.reopened') for (const id of event.steps) taken.delete(id);
		if (event.type === 'step.started' || (event.type === 'step.skipped' && !taken.has(event.step)))
			taken.set(
				event.step,
				(restsOn.get(event.step) ?? []).map(name => [name, answers.get(name)]),
			);
	}
	return steps
		.map(({id}) => id)
		.filter(id => (taken.get(id) ?? []).some(([name, value]) => isOther(value, answers.get(name))));
};

type Values = readonly (readonly [InputName, string | undefined])[];

/** What is masked may be the same; what was taken back is asked for, and compared then. */
const isOther = (before: string | undefined, now: string | undefined): boolean =>
	now !== undefined && now !== before && !isMasked(before ?? '') && !isMasked(now);
