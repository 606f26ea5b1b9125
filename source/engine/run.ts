import {tickKey} from '../core/case.ts';
import {routeFor, verdictOf} from '../core/decide.ts';
import {diagnose} from '../core/diagnose.ts';
import {type Event, format, type Verdict} from '../core/event.ts';
import type {PersonAnswer, PersonQuestion} from '../core/person.ts';
import type {Playbook} from '../core/playbook.ts';
import type {Command} from '../core/session.ts';
import {turnsOf} from '../core/turns.ts';
import type {World} from '../core/world.ts';
import {messageOf} from './abort.ts';
import {openInbox} from './inbox.ts';
import {type Journal, openJournal} from './journal.ts';
import {withoutSecrets} from './redact.ts';
import {affectedSteps, saidNow, takeAnswers, usedUp} from './redo.ts';
import {forgotten, stepsLeft, wasCancelled} from './rest.ts';
import {resume} from './resume.ts';
import {openRound, playRound, type Round} from './round.ts';
import {brokenOff} from './step.ts';

/** A run: everything that anyone may learn about it comes out as an event; commands are all that goes in. */
export type Run = {readonly events: AsyncIterable<Event>; send(command: Command): void};

/**
 * Runs a playbook against a world. After `case.closed` the run waits for `redo` or `leave`; leaving ends the
 * stream. A `redo` takes as well what a cancel has left untaken. Nothing is thrown: a fault of our own ends the case as
 * inconclusive. A case that another process began goes on from its log (`before`), which must be of this very playbook:
 * only what happens from now on comes out.
 */
export const run = (playbook: Playbook, world: World, before: readonly Event[] = []): Run => {
	const journal = openJournal(world, before);
	const inbox = openInbox();
	let round: Round | undefined;
	let ended = false;
	const cancel = () => {
		inbox.forgetRounds();
		round?.cancel();
	};
	world.signal.addEventListener('abort', cancel, {once: true});

	const begin = (number: number): Round => {
		round = openRound(number);
		if (world.signal.aborted) round.cancel();
		return round;
	};
	const close = (verdict: Verdict) => {
		journal.write({type: 'case.closed', verdict});
		round = undefined;
	};

	const playFirst = async () => {
		const first = begin(0);
		if (before.length === 0) journal.write(opening(playbook, world));
		const everyStep = new Set(playbook.steps.map(({id}) => id));
		const plan =
			before.length === 0 ? {ask: [], steps: () => everyStep} : resume(playbook, world, journal, before);
		if (plan === 'over') {
			round = undefined;
			return;
		}
		await playRound(playbook, world, journal, first, plan);
		close(judge(playbook, world, journal, first));
	};

	const play = async () => {
		await playFirst();
		for (let number = 1; !world.signal.aborted; ) {
			await inbox.ready(world.signal);
			const command = inbox.take();
			if (command?.type === 'leave') return;
			const before = saidNow(journal, world);
			if (!command || takeAnswers(command, playbook, world, journal) === 'refused') continue;
			const next = begin(number++);
			const named = [...command.steps, ...stepsLeft(playbook, journal.state())];
			const affected = () => affectedSteps(playbook, named, before, saidNow(journal, world));
			const reopened = affected();
			journal.write({type: 'case.reopened', steps: [...reopened]});
			const steps = () => {
				const more = [...affected()].filter(id => !reopened.has(id));
				if (more.length > 0) journal.write({type: 'case.reopened', steps: more});
				return new Set([...reopened, ...more]);
			};
			const missing = forgotten(playbook, journal.answers(), world);
			const ask = [...(command.ask ?? []), ...usedUp(playbook, reopened, command, missing)];
			const gone = missing.filter(name => ask.includes(name));
			await playRound(playbook, world, journal, next, {ask, gone, steps});
			close(judge(playbook, world, journal, next));
		}
	};

	void play()
		.catch((error: unknown) => {
			endByFault(journal, messageOf(error, world.vault), round?.isCancelled() ? 'cancelled' : 'inconclusive');
			journal.end();
			round?.expire('a fault in lostmail itself');
		})
		.catch(() => {})
		.finally(() => {
			ended = true;
			world.signal.removeEventListener('abort', cancel);
			journal.end();
		});

	const obey = (command: Command): void => {
		const {question} = journal.state();
		switch (command.type) {
			case 'answer':
				if (question?.id === command.id)
					world.desk?.answer(command.id, receive(question, command.value, world));
				return;
			case 'back':
				if (question?.place) world.desk?.answer(question.id, {back: true});
				return;
			case 'cancel':
				cancel();
				return;
			case 'tick':
			case 'untick':
				mark(journal, command);
				return;
			case 'redo':
				inbox.put(command);
				return;
			case 'leave':
				// Nobody is left to answer it.
				if (question) cancel();
				inbox.put(command);
				return;
		}
	};

	return {
		events: journal.events,
		send(command) {
			if (!ended) obey(command);
		},
	};
};

/** Closes a case that the run itself could not bring to its end; steps that were on their way are given up. */
const endByFault = (journal: Journal, message: string, verdict: Verdict): void => {
	journal.write({type: 'step.crashed', step: '', message, ms: 0});
	for (const {id, state} of journal.state().steps)
		if (state.status === 'waiting' || state.status === 'running')
			journal.write({
				type: 'step.skipped',
				step: id,
				why: 'unknown',
				reason: brokenOff.fault,
			});
	journal.write({type: 'case.closed', verdict});
};

const judge = (playbook: Playbook, world: World, journal: Journal, round: Round): Verdict => {
	const judgement = diagnose(playbook, world.knowledge, journal.state().steps);
	const {mail, diagnosis, notRuledOut} = judgement;
	const turns = turnsOf(playbook, world.knowledge, journal.state().steps);
	journal.write({
		type: 'case.diagnosed',
		mail,
		diagnosis,
		notRuledOut,
		...(turns.length > 0 ? {turns} : {}),
	});
	const {answers} = withoutSecrets(journal.state(), world.vault);
	const routing = routeFor(playbook, world.knowledge, judgement, answers);
	journal.write({type: 'case.routed', ...routing});
	const {steps} = journal.state();
	return round.isCancelled() || steps.some(wasCancelled) ? 'cancelled' : verdictOf(steps, judgement, routing);
};

/** Ticks what stands in the procedures of the case, and nothing twice. */
const mark = (
	journal: Journal,
	{type, procedure, action}: Extract<Command, {type: 'tick' | 'untick'}>,
): void => {
	const {route, ticked} = journal.state();
	const known = route && [route.procedure, ...route.also].find(({name}) => name === procedure);
	if (!known?.actions[action]) return;
	const isTicked = ticked.includes(tickKey(procedure, action));
	if (type === 'tick' && !isTicked) journal.write({type: 'action.ticked', procedure, action});
	if (type === 'untick' && isTicked) journal.write({type: 'action.unticked', procedure, action});
};

/** What was typed, as an answer; a secret goes into the vault, and the answer says only that it was given. */
const receive = ({id, kind, current}: PersonQuestion, value: string, {vault}: World): PersonAnswer => {
	if (kind !== 'secret') return {value};
	if (value === '') return {value: current ?? 'unknown'};
	vault.set(id, value);
	return {value: 'given'};
};

const opening = (
	{name, title, sha256, appliesTo, inputs, steps}: Playbook,
	{version, assumed = [], reach}: World,
) =>
	({
		type: 'case.opened',
		format,
		version,
		playbook: {name, title, sha256, ...(appliesTo === undefined ? {} : {appliesTo})},
		inputs: inputs.map(input => ({
			name: input.name,
			ask: input.ask,
			kind: input.kind,
			labels: Object.fromEntries(input.choices.map(({value, label}) => [value, label])),
		})),
		steps: steps.map(({id, title: stepTitle, check, needs}) => ({
			id,
			title: stepTitle,
			check: check.id,
			hop: check.hop,
			needs,
		})),
		...(assumed.length > 0 ? {assumed} : {}),
		...(reach ? {reach} : {}),
	}) as const;
