import type {Case, Step} from './case.ts';
import type {Judgement} from './diagnose.ts';
import type {Route, Verdict} from './event.ts';
import type {Action, Knowledge, Procedure, ProcedureSource} from './knowledge.ts';
import {all, type Truth, test, testAnswer} from './logic.ts';
import {type Condition, noneFound, type Playbook, type RouteRule, type StepId} from './playbook.ts';

export type Routing = {readonly route: Route | null; readonly undecided: readonly string[]};

/**
 * The first row that holds, in the order of the table. A destructive procedure is named only when the mail path is
 * known to be broken in the device's own settings, no cause is open that could be mended elsewhere, its confirmation
 * was typed, and every row before it is known to be false.
 */
export const routeFor = (
	{route: rules}: Pick<Playbook, 'route'>,
	{procedures}: Pick<Knowledge, 'procedures'>,
	judgement: Judgement,
	answers: Case['answers'],
): Routing => {
	const undecided: string[] = [];
	for (const [row, rule] of rules.entries()) {
		const truth = all([testRoute(rule, judgement, answers), testFound(rule, judgement)]);
		if (truth === 'unknown') undecided.push(rule.procedure);
		if (truth !== 'true') continue;
		const source = procedures.get(rule.procedure);
		if (!source) throw new Error(`a rule names the procedure ${rule.procedure}, which nobody knows`);
		const refused = source.destructive && !mayDestroy(source, rules.slice(0, row + 1), judgement, answers);
		if (refused) undecided.push(rule.procedure);
		const named = refused ? procedures.get(rule.otherwise ?? '') : source;
		if (!named || (refused && named.destructive)) continue;
		const also = rule.also.map(name => procedures.get(name)).filter(other => other !== undefined);
		return {
			undecided: [...new Set(undecided)].filter(name => name !== named.name),
			route: {
				procedure: procedureFor(named, judgement, answers, rule),
				also: also
					.filter(other => !other.destructive && other.name !== named.name)
					.map(other => procedureFor(other, judgement, answers, rule)),
			},
		};
	}
	return {route: null, undecided: [...new Set(undecided)]};
};

const testRoute = ({when}: RouteRule, judgement: Judgement, answers: Case['answers']): Truth =>
	test(when, (key, wanted) => testKey(key, wanted, judgement, answers));

/** A step that found nothing has not found this. */
const testFound = ({found = {}}: RouteRule, {found: known}: Judgement): Truth =>
	test(found, (step, codes) => (codes.includes(known?.get(step)?.code ?? '') ? 'true' : 'false'));

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

/** `rows`: from the first row to the one that names the procedure. */
const mayDestroy = (
	{confirm}: ProcedureSource,
	rows: readonly RouteRule[],
	judgement: Judgement,
	answers: Case['answers'],
): boolean => {
	const truths = rows.map(rule =>
		all([
			test(rule.when, (key, wanted) => testForSure(key, wanted, judgement, answers)),
			testFound(rule, judgement),
		]),
	);
	return (
		judgement.mail === 'broken' &&
		judgement.diagnosis?.repair === 'device' &&
		(judgement.open ?? []).every(({repair}) => repair === 'device') &&
		confirm !== undefined &&
		answers[confirm.input]?.value === 'typed' &&
		truths.every((truth, row) => truth === (row === rows.length - 1 ? 'true' : 'false'))
	);
};

/** The same test where nothing may be guessed: a cause that may yet be displaced by one before it is unknown. */
const testForSure = (
	key: string,
	wanted: readonly string[],
	judgement: Judgement,
	answers: Case['answers'],
): Truth => {
	switch (key) {
		case 'cause':
		case 'hop':
		case 'repair': {
			const {diagnosis, rivals = []} = judgement;
			const name = key === 'cause' ? 'id' : key;
			const possible = [diagnosis?.[key] ?? noneFound, ...rivals.map(rival => rival[name])];
			if (possible.every(value => wanted.includes(value))) return 'true';
			return possible.some(value => wanted.includes(value)) ? 'unknown' : 'false';
		}
		default:
			return testKey(key, wanted, judgement, answers);
	}
};

const procedureFor = (
	source: ProcedureSource,
	judgement: Judgement,
	answers: Case['answers'],
	{found = {}}: RouteRule,
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
		.map(action => actionFor(action, judgement, remedyIn(judgement, Object.keys(found)))),
	again: source.again,
	ask: source.ask,
	notStated: source['not-stated'],
	...(source.source === undefined ? {} : {source: source.source}),
});

const lists = (condition: Readonly<Record<string, string | readonly string[]>>): Condition =>
	Object.fromEntries(Object.entries(condition).map(([key, wanted]) => [key, [wanted].flat()]));

/** What the first of these steps that knows it says is to be done. */
const remedyIn = ({found}: Judgement, steps: readonly StepId[]): string | undefined =>
	steps.map(step => found?.get(step)?.remedy).find(remedy => remedy !== undefined);

const actionFor = (
	{do: text, details, warning}: ProcedureSource['actions'][number],
	{diagnosis}: Judgement,
	remedy: string | undefined,
): Action => {
	const fix = remedy ?? diagnosis?.fix ?? 'Change what the findings above name.';
	const withFix = (sentence: string) => sentence.replaceAll('{fix}', () => fix);
	return {
		do: withFix(text),
		...(details === undefined ? {} : {details: withFix(details)}),
		...(warning === undefined ? {} : {warning}),
	};
};

/**
 * Healthy: something was looked at, every step that applies and could be taken was answered and none found a problem. Diagnosed: a cause was found and a
 * procedure named. Whatever else is inconclusive.
 */
export const verdictOf = (steps: readonly Step[], judgement: Judgement, routing: Routing): Verdict => {
	if (judgement.diagnosis) return routing.route ? 'diagnosed' : 'inconclusive';
	const settled = steps.every(({state}) =>
		state.status === 'finished'
			? state.finding.level === 'ok' || state.finding.level === 'warning'
			: state.status === 'skipped' && (state.why === 'excluded' || state.why === 'untold'),
	);
	const looked = steps.some(({state}) => state.status === 'finished');
	return settled && looked ? 'healthy' : 'inconclusive';
};
