import type {Step, StepState} from './case.ts';
import type {Level} from './check.ts';
import {diagnose} from './diagnose.ts';
import type {Turn} from './event.ts';
import type {Knowledge} from './knowledge.ts';
import {mostTurns} from './most-turns.ts';
import type {DiagnoseRule, Playbook, StepId} from './playbook.ts';

/**
 * What would change the verdict: for each step that said nothing to rely on, and for each that speaks for the cause,
 * the findings of its check with which another cause, or none, would be named. At most 12, the nearest first: what
 * speaks for the cause, then what can be found out by itself, then what lies behind that, then what nobody told.
 *
 * What speaks for the cause is mended by findings of level ok or warning alone: another problem there is another
 * fault. A finding of level unknown turns nothing. Every other step keeps what it said. A step that lies behind a
 * problem is in no turn: mending that comes first, and may bring more to light than the turn can say.
 */
export const turnsOf = (
	{diagnose: rules, steps: planned}: Pick<Playbook, 'diagnose' | 'steps'>,
	{causes}: Pick<Knowledge, 'causes'>,
	steps: readonly Step[],
): readonly Turn[] => {
	const {diagnosis} = diagnose({diagnose: rules}, {causes}, steps);
	const named = diagnosis?.cause ?? null;
	const byId = new Map(steps.map(step => [step.id, step]));
	const judge = judgeOf(rules, causes, byId, named);
	const turns: Turn[] = [];
	for (const {step, when} of nearestFirst(byId, diagnosis?.because ?? [])) {
		if (turns.length >= mostTurns) break;
		const findings = planned.find(({id}) => id === step.id)?.check.findings ?? {};
		const codes = Object.entries(findings).filter(([, {level}]) => turning[when].includes(level));
		const causeWith = judge(step);
		const turned = codes
			.map(([code, {level}]) => ({code, cause: causeWith(code, level)}))
			.filter(({cause}) => cause !== named);
		for (const [cause, those] of Map.groupBy(turned, one => one.cause)) {
			const plain = cause === null ? undefined : causes.get(cause)?.plain;
			turns.push({
				step: step.id,
				when,
				codes: those.map(({code}) => code),
				cause,
				...(plain === undefined || takesFacts(plain) ? {} : {plain}),
			});
		}
	}
	return turns.slice(0, mostTurns);
};

const turning: Readonly<Record<Turn['when'], readonly Level[]>> = {
	mended: ['ok', 'warning'],
	'found-out': ['ok', 'warning', 'problem'],
};

const takesFacts = (sentence: string): boolean => /\{[\w-]+\}/.test(sentence);

type Causes = Knowledge['causes'];

type ById = ReadonlyMap<StepId, Step>;

/**
 * What would be named if a step had found another code; null: nothing. Rules that ask the step for other codes are
 * false then, those that ask another open step as well stay unknown, and of those that do not ask it the first that
 * holds is all that counts: so few are judged for each code.
 */
const judgeOf = (rules: readonly DiagnoseRule[], causes: Causes, byId: ById, named: string | null) => {
	const open = new Set([...byId.values()].filter(isOpen).map(({id}) => id));
	const holds = (rule: DiagnoseRule): boolean => causeBy([rule], causes, byId) !== null;
	const first = named === null ? undefined : rules.find(rule => rule.cause === named && holds(rule));
	return (step: Step): ((code: string, level: Level) => string | null) => {
		const isAsked = ({when}: DiagnoseRule): boolean => step.id in when;
		const isAskedAlone = (rule: DiagnoseRule): boolean =>
			isAsked(rule) && Object.keys(rule.when).every(id => id === step.id || !open.has(id));
		const apart = first && isAsked(first) ? rules.find(rule => !isAsked(rule) && holds(rule)) : first;
		const table = rules.filter(rule => rule === apart || isAskedAlone(rule));
		return (code, level) => {
			const asking = table.filter(rule => rule === apart || rule.when[step.id]?.includes(code));
			if (asking.every(rule => rule === apart)) return apart?.cause ?? null;
			const state: StepState = {status: 'finished', finding: {code, level, facts: {}, text: ''}};
			return causeBy(asking, causes, new Map(byId).set(step.id, {...step, state}));
		};
	};
};

/** The cause that these rules name; null: none. Only the steps that they ask are looked at, as there is much to try. */
const causeBy = (rules: readonly DiagnoseRule[], causes: Causes, byId: ById): string | null => {
	const asked = new Set(rules.flatMap(({when}) => Object.keys(when)));
	const steps = [...asked].flatMap(id => byId.get(id) ?? []);
	return diagnose({diagnose: rules}, {causes}, steps).diagnosis?.cause ?? null;
};

type Near = {readonly step: Step; readonly when: Turn['when']};

/** The steps whose finding might turn the verdict; steps as near as each other stay in their order. */
const nearestFirst = (byId: ById, because: readonly StepId[]): readonly Near[] => {
	const steps = [...byId.values()];
	const reach = reachIn(byId);
	const mended = steps.filter(({id}) => because.includes(id));
	const open = steps.filter(step => !because.includes(step.id) && isOpen(step));
	const at = (wanted: Reach) => open.filter(step => reach(step) === wanted);
	return [
		...mended.map(step => ({step, when: 'mended'}) as const),
		...[...at('free'), ...at('behind'), ...at('untold')].map(step => ({step, when: 'found-out'}) as const),
	];
};

/** Whether it said nothing that can be relied on; what does not apply or was not reached has nothing to say. */
const isOpen = ({state}: Step): boolean => {
	switch (state.status) {
		case 'finished':
			return state.finding.level === 'unknown';
		case 'skipped':
			return state.why === 'unknown' || state.why === 'untold';
		case 'crashed':
		case 'waiting':
		case 'running':
			return true;
	}
};

/**
 * `free`: can be found out by itself. `behind`: not before another one is. `untold`: not before somebody tells a fact.
 * `barred`: it lies behind a problem, or behind what does not apply.
 */
type Reach = 'free' | 'behind' | 'untold' | 'barred';

const reachIn = (steps: ById): ((step: Step) => Reach) => {
	const known = new Map<StepId, Reach>();
	const passing = ({id, state}: Step): Reach => {
		if (state.status === 'finished' && state.finding.level !== 'unknown')
			return state.finding.level === 'problem' ? 'barred' : 'free';
		if (state.status === 'skipped' && (state.why === 'blocked' || state.why === 'excluded')) return 'barred';
		const own = known.get(id) ?? 'free';
		return own === 'free' ? 'behind' : own;
	};
	const neededBy = ({needs}: Step): readonly Step[] => needs.flatMap(id => steps.get(id) ?? []);
	const settle = (step: Step): void => {
		const isUntold = step.state.status === 'skipped' && step.state.why === 'untold';
		const all: readonly Reach[] = [
			...neededBy(step).map(passing),
			...(isUntold ? (['untold'] as const) : []),
		];
		known.set(step.id, (['barred', 'untold', 'behind'] as const).find(each => all.includes(each)) ?? 'free');
	};
	return first => {
		// A list instead of calls within calls: a case file may say that its steps need one another without end.
		const open: Array<{readonly step: Step; readonly isEntered: boolean}> = [{step: first, isEntered: false}];
		for (let next = open.pop(); next; next = open.pop()) {
			const {step, isEntered} = next;
			if (isEntered) settle(step);
			if (known.has(step.id)) continue;
			// No step needs itself by way of others: the parser refuses that, and a case file that says so is not followed.
			known.set(step.id, 'barred');
			open.push({step, isEntered: true});
			for (const needed of neededBy(step).toReversed())
				if (!known.has(needed.id)) open.push({step: needed, isEntered: false});
		}
		return known.get(first.id) ?? 'free';
	};
};
