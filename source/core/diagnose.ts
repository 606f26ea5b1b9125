import type {Step} from './case.ts';
import {pathOf} from './case.ts';
import type {Diagnosis, Suspicion} from './event.ts';
import {type MailState, mailStateOf} from './hop.ts';
import {type Actor, actors, type Cause, type Knowledge} from './knowledge.ts';
import {type Truth, test} from './logic.ts';
import type {DiagnoseRule, Playbook, StepId} from './playbook.ts';

export type Judgement = {
	readonly mail: MailState;
	readonly diagnosis: Diagnosis | null;
	readonly notRuledOut: readonly Suspicion[];
	/** Causes that would have been named instead, if what is unknown were known: none of them is excluded yet. */
	readonly rivals?: readonly Cause[];
	/** Every cause that is not known to be false, whether it was found or not; only where one was found. */
	readonly open?: readonly Cause[];
	/** What each step found, and what it says itself that is to be done about it. */
	readonly found?: ReadonlyMap<StepId, Found>;
};

type Found = {readonly code: string; readonly remedy?: string};

/**
 * The first rule that holds names the cause; rules that hold as well are found too; rules that rest on something
 * unknown are not ruled out. What lies behind a known problem was not reached, and is not suspected.
 */
export const diagnose = (
	{diagnose: rules}: Pick<Playbook, 'diagnose'>,
	{causes}: Pick<Knowledge, 'causes'>,
	steps: readonly Step[],
): Judgement => {
	const byId = new Map(steps.map(step => [step.id, step]));
	const claimed = claimedCodes(rules);
	const truths = rules.map(rule => ({
		rule,
		truth: test(rule.when, (step, codes) => testStep(byId.get(step), codes, claimed.get(step) ?? new Set())),
	}));

	const rivals = rivalsOf(rules, causes, byId);
	const found = truths.filter(({truth}) => truth === 'true').map(({rule}) => suspicion(rule));
	const [first, ...others] = merged(found, causes);
	const names = new Set(found.map(({cause}) => cause));
	const notRuledOut = merged(
		truths
			.filter(({rule, truth}) => truth === 'unknown' && !restsOnUntold(rule, byId))
			.map(({rule}) => suspicion(rule)),
		causes,
	).filter(({cause}) => !names.has(cause));
	const mail = mailStateOf(pathOf(steps));
	const perStep = foundIn(steps);
	if (!first) return {mail, diagnosis: null, notRuledOut, rivals, found: perStep};

	const cause = causes.get(first.cause);
	if (!cause) throw new Error(`a rule names the cause ${first.cause}, which nobody knows`);
	const told = first.because.map(step => factsOf(byId.get(step)));
	const facts = Object.assign({}, ...told);
	const {who = cause.who, fix = fill(cause.fix, facts)} = adviceOn(cause, told);
	return {
		mail,
		notRuledOut,
		rivals,
		open: openCauses(rules, causes, byId, () => true),
		found: perStep,
		diagnosis: {
			cause: cause.id,
			hop: cause.hop,
			who,
			repair: cause.repair,
			text: fill(cause.expert, facts),
			plain: fill(cause.plain, facts),
			fix,
			because: first.because,
			alsoFound: others,
			notRuledOut,
		},
	};
};

const foundIn = (steps: readonly Step[]): ReadonlyMap<StepId, Found> =>
	new Map(
		steps.flatMap(({id, state}) => {
			if (state.status !== 'finished') return [];
			const {code, facts} = state.finding;
			const {remedy} = facts;
			return [[id, {code, ...(typeof remedy === 'string' ? {remedy} : {})}] as const];
		}),
	);

/**
 * The causes of all rules before the first that holds, unless they are known to be false. Here an unknown finding
 * speaks against nothing: what cannot be undone must not rest on a guess about what it probably means.
 */
const rivalsOf = (
	rules: readonly DiagnoseRule[],
	causes: Knowledge['causes'],
	steps: ReadonlyMap<string, Step>,
): readonly Cause[] => {
	const first = strictTruths(rules, steps).indexOf('true');
	return openCauses(rules, causes, steps, (truth, row) => truth === 'unknown' && (first < 0 || row < first));
};

const strictTruths = (rules: readonly DiagnoseRule[], steps: ReadonlyMap<string, Step>): readonly Truth[] =>
	rules.map(({when}) => test(when, (step, codes) => testStep(steps.get(step), codes, new Set())));

/** The causes of the wanted rules that are not known to be false. */
const openCauses = (
	rules: readonly DiagnoseRule[],
	causes: Knowledge['causes'],
	steps: ReadonlyMap<string, Step>,
	wanted: (truth: Truth, row: number) => boolean,
): readonly Cause[] => {
	const truths = strictTruths(rules, steps);
	const open = rules.filter((_, row) => truths[row] !== 'false' && wanted(truths[row] ?? 'unknown', row));
	return [...new Set(open.map(({cause}) => causes.get(cause)))].filter(cause => cause !== undefined);
};

const claimedCodes = (rules: readonly DiagnoseRule[]): ReadonlyMap<string, ReadonlySet<string>> => {
	const claimed = new Map<string, Set<string>>();
	for (const {when} of rules)
		for (const [step, codes] of Object.entries(when))
			claimed.set(step, new Set([...(claimed.get(step) ?? []), ...codes]));
	return claimed;
};

/**
 * What a step says about the wanted codes. A finding of level unknown decides nothing: named by a rule it is a
 * suspicion of that rule's cause alone; named by none, it leaves every cause of this step open.
 */
const testStep = (step: Step | undefined, codes: readonly string[], claimed: ReadonlySet<string>): Truth => {
	if (!step) return 'unknown';
	switch (step.state.status) {
		case 'finished': {
			const {code, level} = step.state.finding;
			if (level !== 'unknown') return codes.includes(code) ? 'true' : 'false';
			return codes.includes(code) || !claimed.has(code) ? 'unknown' : 'false';
		}
		case 'skipped':
			return step.state.why === 'unknown' || step.state.why === 'untold' ? 'unknown' : 'false';
		case 'waiting':
		case 'running':
		case 'crashed':
			return 'unknown';
	}
};

/** What nobody asked to have looked at is told with its step; it makes no cause a suspicion. */
const restsOnUntold = ({when}: DiagnoseRule, steps: ReadonlyMap<string, Step>): boolean =>
	Object.keys(when).some(id => {
		const state = steps.get(id)?.state;
		return state?.status === 'skipped' && state.why === 'untold';
	});

const suspicion = ({cause, when}: DiagnoseRule): Suspicion => ({cause, because: Object.keys(when)});

/** One entry for each cause, in the order of the table, with its words and every step that speaks for it. */
const merged = (suspicions: readonly Suspicion[], causes: Knowledge['causes']): readonly Suspicion[] => {
	const byCause = new Map<string, Set<string>>();
	for (const {cause, because} of suspicions)
		byCause.set(cause, new Set([...(byCause.get(cause) ?? []), ...because]));
	return [...byCause].map(([cause, because]) => {
		const plain = causes.get(cause)?.plain;
		const isWhole = plain !== undefined && fill(plain, {}) === plain;
		return {cause, because: [...because], ...(isWhole ? {plain} : {})};
	});
};

type Facts = Readonly<Record<string, unknown>>;

/**
 * Who acts and what to do as the findings have it: by the rule that knew a server's words, where it knew them for this
 * very cause, or by a check that knows the way out itself. What a rule is not sure of advises nothing.
 */
const adviceOn = (
	{id}: Cause,
	told: readonly Facts[],
): {readonly who?: Actor | undefined; readonly fix?: string | undefined} => {
	const known = told.find(
		({ruleCause, matched, remedy}) => ruleCause === id || (matched === undefined && remedy !== undefined),
	);
	if (!known) return {};
	const {whoActs, remedy} = known;
	return {
		who: actors.find(actor => actor === whoActs),
		fix: typeof remedy === 'string' ? remedy : undefined,
	};
};

const factsOf = (step: Step | undefined): Facts =>
	step?.state.status === 'finished' ? step.state.finding.facts : {};

const fill = (sentence: string, facts: Readonly<Record<string, unknown>>): string =>
	sentence.replaceAll(/\{([\w-]+)\}/g, (_, hole: string) => {
		const fact = facts[hole];
		return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '…';
	});
