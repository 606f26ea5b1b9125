import {applies} from '../core/answers.ts';
import type {Case, Step} from '../core/case.ts';
import type {Asking, SkipReason} from '../core/event.ts';
import {unknownAnswer} from '../core/person.ts';
import type {PlannedStep} from '../core/playbook.ts';
import {mapProbes, type Probes} from '../core/probe.ts';
import {failed} from '../core/result.ts';
import {waitOf} from '../core/wait.ts';
import type {World} from '../core/world.ts';
import {calledOff, messageOf, orCalledOff} from './abort.ts';
import {type Allowance, openAllowance} from './allowance.ts';
import type {Journal} from './journal.ts';

/** Reasons of steps that were given up because the case was broken off, and not by what was found out. */
export const brokenOff = {
	cancelled: 'cancelled',
	fault: 'given up after a fault in lostmail itself',
} as const;

type Params = Readonly<Record<string, unknown>>;
type Skip = {readonly why: SkipReason; readonly reason: string};

/** Whether a step's turn makes sense, now that everything it needs is settled. */
export const skipOf = (planned: PlannedStep, {steps, answers: given}: Case): Skip | undefined => {
	const answers = Object.fromEntries(Object.entries(given).map(([name, {value}]) => [name, value]));
	const applicable = applies(planned, answers);
	if (applicable === 'false') return {why: 'excluded', reason: 'does not apply, by the answers given'};

	const needed = steps.filter(({id}) => planned.needs.includes(id));
	if (needed.some(({state}) => state.status === 'skipped' && state.why === 'excluded'))
		return {why: 'excluded', reason: 'does not apply, by the answers given'};
	const untold = needed.find(({state}) => state.status === 'skipped' && state.why === 'untold');
	if (untold) return {why: 'untold', reason: `not looked at, because “${untold.title}” was not`};
	const blocked = needed.find(step => outcome(step) === 'blocked');
	if (blocked) return {why: 'blocked', reason: `not reached: stopped at “${blocked.title}”`};
	const open = needed.find(step => outcome(step) === 'unknown');
	if (open) return {why: 'unknown', reason: `not reached: “${open.title}” could not be found out`};

	const unanswered = Object.keys(planned.when).find(
		name => (answers[name] ?? unknownAnswer) === unknownAnswer,
	);
	if (applicable === 'unknown') return {why: 'unknown', reason: `nobody knows: ${unanswered}`};
	return undefined;
};

const outcome = ({state}: Step): 'passed' | 'blocked' | 'unknown' => {
	switch (state.status) {
		case 'finished':
			return state.finding.level === 'problem'
				? 'blocked'
				: state.finding.level === 'unknown'
					? 'unknown'
					: 'passed';
		case 'skipped':
			return state.why === 'unknown' ? 'unknown' : 'blocked';
		case 'waiting':
		case 'running':
		case 'crashed':
			return 'unknown';
	}
};

/** The parameters with the answers filled in; what nobody knows is left out, if the check can do without. */
export const paramsOf = (
	{check, with: args, optional}: PlannedStep,
	{answers}: Case,
	secrets: ReadonlySet<string>,
): {readonly params: Params} | Skip => {
	const raw: Record<string, unknown> = {};
	const unanswered = new Map<string, string>();
	for (const [name, argument] of Object.entries(args)) {
		if ('value' in argument) raw[name] = argument.value;
		else {
			const answer = answers[argument.input]?.value ?? unknownAnswer;
			if (answer === unknownAnswer) unanswered.set(name, argument.input);
			else raw[name] = secrets.has(argument.input) ? argument.input : answer;
		}
	}
	const parsed = check.params.safeParse(raw);
	if (parsed.success) return {params: parsed.data};
	const {issues} = parsed.error;
	const untold = [...new Set(issues.flatMap(({path}) => unanswered.get(String(path[0])) ?? []))];
	const missing = untold.join(', ');
	if (optional && missing)
		return {
			why: 'untold',
			reason: `not looked at: ${missing} ${untold.length > 1 ? 'were' : 'was'} not told`,
		};
	const [issue] = issues;
	return {
		why: 'unknown',
		reason: missing
			? `nobody knows: ${missing}`
			: `${issue?.path.join('.') ?? 'parameter'}: ${issue?.message ?? 'not usable'}`,
	};
};

/**
 * Runs one check to its end, its deadline or the end of the round, and writes down all that happened. Never
 * throws: what is thrown inside a check is that step's `crashed`.
 */
export const takeStep = async (
	planned: PlannedStep,
	world: World & {readonly roundAt: number},
	journal: Journal,
	probes: Probes,
	round: AbortSignal,
	roundAllowance: Allowance,
): Promise<void> => {
	const {id} = planned;
	let over = false;
	let started: number | undefined;
	let allowance: Allowance | undefined;
	const deadline = new AbortController();
	const signal = AbortSignal.any([round, deadline.signal]);
	try {
		const ready = round.aborted
			? gaveUp(round)
			: readiness(planned, {...journal.state(), answers: journal.answers()});
		if ('why' in ready) return void journal.write({type: 'step.skipped', step: id, ...ready});

		started = journal.write({type: 'step.started', step: id});
		const own = openAllowance(world, world.limits.step, () =>
			deadline.abort(`no result within ${Math.round(world.limits.step / 1000)} s`),
		);
		allowance = own;
		const work = planned.check.run(ready.params, {
			probes: watched(planned, probes, journal, [own, roundAllowance], () => over),
			signal,
			replies: world.knowledge.replies,
			blocklists: world.knowledge.blocklists,
			providers: world.knowledge.providers,
			inspectors: world.knowledge.inspectors,
			filterRules: world.knowledge.filterRules,
			startedAt: started,
			roundAt: world.roundAt,
			tag: world.tag,
		});
		const finding = await orCalledOff(work, signal);
		over = true;
		if (finding === calledOff || signal.aborted)
			return void journal.write({type: 'step.skipped', step: id, ...gaveUp(signal)});
		const since = started;
		journal.write(at => ({type: 'step.finished', step: id, finding, ms: at - since}));
	} catch (error) {
		over = true;
		if (signal.aborted) return void journal.write({type: 'step.skipped', step: id, ...gaveUp(signal)});
		const message = messageOf(error, world.vault);
		journal.write(at => ({type: 'step.crashed', step: id, message, ms: at - (started ?? at)}));
	} finally {
		allowance?.callOff();
	}
};

/** The parameters of a step whose turn has come, or why it is not taken. */
const readiness = (planned: PlannedStep, state: Case): {readonly params: Params} | Skip => {
	const secrets = new Set(state.inputs.flatMap(({name, kind}) => (kind === 'secret' ? [name] : [])));
	return skipOf(planned, state) ?? paramsOf(planned, state, secrets);
};

const gaveUp = ({reason}: AbortSignal): Skip => ({
	why: 'unknown',
	reason: typeof reason === 'string' ? reason : brokenOff.cancelled,
});

/** The probes of one step, each writing down what it asks and what it hears, one thing at a time. */
const watched = (
	{id: step}: PlannedStep,
	probes: Probes,
	journal: Journal,
	allowances: readonly Allowance[],
	isOver: () => boolean,
): Probes =>
	mapProbes(probes, (probe, ask) => async (question, signal) => {
		if (isOver()) return failed({code: 'cancelled'});
		const at = journal.write({type: 'step.asked', step, asking: {probe, question}});
		const held = waitsOnPurpose({probe, question}) ? allowances : [];
		for (const allowance of held) allowance.hold();
		try {
			const result = await ask(question, signal);
			// A turn of its own for every answer, so that the same answers always make the same log.
			await new Promise<void>(resolve => setImmediate(resolve));
			if (!isOver()) {
				const heard = result.ok ? {answer: result.value} : {failure: result.failure};
				journal.write(now => ({
					type: 'step.observed',
					step,
					evidence: {probe, question, ...heard, at, ms: now - at},
				}));
			}
			return result;
		} finally {
			for (const allowance of held) allowance.release();
		}
	});

/** Time that is not the network's counts against no limit. */
const waitsOnPurpose = (asking: Asking): boolean =>
	asking.probe === 'person' || asking.probe === 'sink' || waitOf(asking) !== undefined;
