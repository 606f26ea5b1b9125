import type {Case, Step} from './case.ts';
import {pathOf} from './case.ts';
import type {Diagnosis, Route, Suspicion, Verdict} from './event.ts';
import {type MailState, mailStateOf} from './hop.ts';
import type {Action, Knowledge, Procedure, ProcedureSource} from './knowledge.ts';
import {type Truth, test, testAnswer} from './logic.ts';
import {type Condition, type DiagnoseRule, noneFound, type Playbook, type RouteRule} from './playbook.ts';

export type Judgement = {
	readonly mail: MailState;
	readonly diagnosis: Diagnosis | null;
	readonly notRuledOut: readonly Suspicion[];
};

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

	const found = truths.filter(({truth}) => truth === 'true').map(({rule}) => suspicion(rule));
	const [first, ...others] = merged(found);
	const names = new Set(found.map(({cause}) => cause));
	const notRuledOut = merged(
		truths.filter(({truth}) => truth === 'unknown').map(({rule}) => suspicion(rule)),
	).filter(({cause}) => !names.has(cause));
	const mail = mailStateOf(pathOf(steps));
	if (!first) return {mail, diagnosis: null, notRuledOut};

	const cause = causes.get(first.cause);
	if (!cause) throw new Error(`a rule names the cause ${first.cause}, which nobody knows`);
	const facts = Object.assign({}, ...first.because.map(step => factsOf(byId.get(step))));
	return {
		mail,
		notRuledOut,
		diagnosis: {
			cause: cause.id,
			hop: cause.hop,
			who: cause.who,
			repair: cause.repair,
			text: fill(cause.expert, facts),
			plain: fill(cause.plain, facts),
			fix: fill(cause.fix, facts),
			because: first.because,
			alsoFound: others,
			notRuledOut,
		},
	};
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
			return step.state.why === 'unknown' ? 'unknown' : 'false';
		case 'waiting':
		case 'running':
		case 'crashed':
			return 'unknown';
	}
};

const suspicion = ({cause, when}: DiagnoseRule): Suspicion => ({cause, because: Object.keys(when)});

/** One entry for each cause, in the order of the table, with every step that speaks for it. */
const merged = (suspicions: readonly Suspicion[]): readonly Suspicion[] => {
	const byCause = new Map<string, Set<string>>();
	for (const {cause, because} of suspicions)
		byCause.set(cause, new Set([...(byCause.get(cause) ?? []), ...because]));
	return [...byCause].map(([cause, because]) => ({cause, because: [...because]}));
};

const factsOf = (step: Step | undefined): Readonly<Record<string, unknown>> =>
	step?.state.status === 'finished' ? step.state.finding.facts : {};

const fill = (sentence: string, facts: Readonly<Record<string, unknown>>): string =>
	sentence.replaceAll(/\{([\w-]+)\}/g, (_, hole: string) => {
		const fact = facts[hole];
		return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '…';
	});

export type Routing = {readonly route: Route | null; readonly undecided: readonly string[]};

/**
 * The first row that holds, in the order of the table. A destructive procedure is named only when the mail path is
 * known to be broken, its confirmation was typed, and no row before it was left undecided: what nobody knows
 * never leads to a step that cannot be undone.
 */
export const routeFor = (
	{route: rules}: Pick<Playbook, 'route'>,
	{procedures}: Pick<Knowledge, 'procedures'>,
	judgement: Judgement,
	answers: Case['answers'],
): Routing => {
	const undecided: string[] = [];
	for (const rule of rules) {
		const truth = testRoute(rule, judgement, answers);
		if (truth === 'unknown') undecided.push(rule.procedure);
		if (truth !== 'true') continue;
		const source = procedures.get(rule.procedure);
		if (!source) throw new Error(`a rule names the procedure ${rule.procedure}, which nobody knows`);
		if (source.destructive && !mayDestroy(source, judgement, answers, undecided)) {
			undecided.push(rule.procedure);
			continue;
		}
		const also = rule.also.map(name => procedures.get(name)).filter(other => other !== undefined);
		return {
			undecided: [...new Set(undecided)].filter(name => name !== rule.procedure),
			route: {
				procedure: procedureFor(source, judgement, answers),
				also: also.filter(other => !other.destructive).map(other => procedureFor(other, judgement, answers)),
			},
		};
	}
	return {route: null, undecided: [...new Set(undecided)]};
};

const testRoute = ({when}: RouteRule, judgement: Judgement, answers: Case['answers']): Truth =>
	test(when, (key, wanted) => testKey(key, wanted, judgement, answers));

const testKey = (
	key: string,
	wanted: readonly string[],
	{mail, diagnosis}: Judgement,
	answers: Case['answers'],
): Truth => {
	switch (key) {
		case 'cause':
		case 'hop':
		case 'repair':
			return wanted.includes(diagnosis?.[key] ?? noneFound) ? 'true' : 'false';
		case 'mail':
			return testAnswer(mail, wanted);
		default:
			return testAnswer(answers[key]?.value, wanted);
	}
};

const mayDestroy = (
	{confirm}: ProcedureSource,
	{mail}: Judgement,
	answers: Case['answers'],
	undecided: readonly string[],
): boolean =>
	mail === 'broken' &&
	undecided.length === 0 &&
	confirm !== undefined &&
	answers[confirm.input]?.value === 'typed';

const procedureFor = (
	source: ProcedureSource,
	judgement: Judgement,
	answers: Case['answers'],
): Procedure => ({
	name: source.name,
	title: source.title,
	...(source.about === undefined ? {} : {about: source.about}),
	destructive: source.destructive === true,
	...(source.confirm === undefined ? {} : {word: source.confirm.word}),
	warnings: source.warnings,
	actions: source.actions
		.filter(
			({when}) =>
				test(lists(when ?? {}), (key, wanted) => testKey(key, wanted, judgement, answers)) !== 'false',
		)
		.map(action => actionFor(action, judgement)),
	again: source.again,
	notStated: source['not-stated'],
	...(source.source === undefined ? {} : {source: source.source}),
});

const lists = (condition: Readonly<Record<string, string | readonly string[]>>): Condition =>
	Object.fromEntries(Object.entries(condition).map(([key, wanted]) => [key, [wanted].flat()]));

const actionFor = (
	{do: text, details, warning}: ProcedureSource['actions'][number],
	{diagnosis}: Judgement,
): Action => {
	const withFix = (sentence: string) =>
		sentence.replaceAll('{fix}', diagnosis?.fix ?? 'Change what the findings above name.');
	return {
		do: withFix(text),
		...(details === undefined ? {} : {details: withFix(details)}),
		...(warning === undefined ? {} : {warning}),
	};
};

/**
 * Healthy: every step that applies was answered and none found a problem. Diagnosed: a cause was found and a
 * procedure named. Whatever else is inconclusive.
 */
export const verdictOf = (steps: readonly Step[], judgement: Judgement, routing: Routing): Verdict => {
	if (judgement.diagnosis) return routing.route ? 'diagnosed' : 'inconclusive';
	const settled = steps.every(({state}) =>
		state.status === 'finished'
			? state.finding.level === 'ok' || state.finding.level === 'warning'
			: state.status === 'skipped' && state.why === 'excluded',
	);
	return settled ? 'healthy' : 'inconclusive';
};
