import {diagnose, routeFor, verdictOf} from '../core/decide.ts';
import {type Event, format, type Verdict} from '../core/event.ts';
import type {PersonAnswer} from '../core/person.ts';
import type {PlannedStep, Playbook, StepId} from '../core/playbook.ts';
import type {Command} from '../core/session.ts';
import type {World} from '../core/world.ts';
import {askInputs} from './ask.ts';
import {type Journal, openJournal} from './journal.ts';
import {takeStep} from './step.ts';

/** A run: everything that anyone may learn about it comes out as an event; commands are all that goes in. */
export type Run = {readonly events: AsyncIterable<Event>; send(command: Command): void};

/**
 * Runs a playbook against a world. After `case.closed` the run waits for `redo` or `leave`; leaving ends the
 * stream. Nothing is thrown: a fault of our own ends the case as inconclusive.
 */
export const run = (playbook: Playbook, world: World): Run => {
	const journal = openJournal(world);
	const inbox = openInbox();
	let round = new AbortController();
	const cancel = () => round.abort('cancelled');
	world.signal.addEventListener('abort', cancel, {once: true});

	const play = async () => {
		journal.write(opening(playbook, world));
		await playRound(playbook, world, journal, round, 0, () => true);
		for (let number = 1; !world.signal.aborted; number++) {
			const command = await inbox.next(world.signal);
			if (command === undefined || command.type === 'leave') break;
			round = new AbortController();
			const answers = Object.entries(command.answers ?? {});
			for (const [input, value] of answers)
				journal.write({type: 'input.answered', input, value, from: 'person'});
			const affected = affectedSteps(
				playbook,
				command.steps,
				answers.map(([name]) => name),
			);
			journal.write({type: 'case.reopened', steps: [...affected]});
			await playRound(playbook, world, journal, round, number, id => affected.has(id));
		}
	};

	void play()
		.catch(error => {
			journal.write({type: 'step.crashed', step: '', message: String(error).slice(0, 500), ms: 0});
			journal.write({type: 'case.closed', verdict: 'inconclusive'});
		})
		.finally(() => {
			world.signal.removeEventListener('abort', cancel);
			journal.end();
		});

	return {
		events: journal.events,
		send(command) {
			switch (command.type) {
				case 'answer':
					return world.desk?.answer(command.id, receive(command, world, journal));
				case 'back':
					return world.desk?.answer(journal.state().question?.id ?? '', {back: true});
				case 'cancel':
					return cancel();
				case 'tick':
				case 'untick':
					return void journal.write({
						type: command.type === 'tick' ? 'action.ticked' : 'action.unticked',
						procedure: command.procedure,
						action: command.action,
					});
				case 'redo':
				case 'leave':
					return inbox.put(command);
			}
		},
	};
};

const playRound = async (
	playbook: Playbook,
	world: World,
	journal: Journal,
	round: AbortController,
	number: number,
	wanted: (id: StepId) => boolean,
): Promise<void> => {
	const {probes, close} = world.open(number);
	let cancelled = false;
	round.signal.addEventListener('abort', () => {
		cancelled = round.signal.reason === 'cancelled';
	});
	let callOff = () => {};
	try {
		if (number === 0) await askInputs(playbook, world, journal, probes.person, round.signal);
		callOff = world.after(world.limits.round, () =>
			round.abort(`the run's deadline of ${Math.round(world.limits.round / 1000)} s passed`),
		);
		await takeSteps(
			playbook.steps.filter(({id}) => wanted(id)),
			world.limits.stepsAtOnce,
			step => takeStep(step, world, journal, probes, round.signal),
		);
	} finally {
		callOff();
		close();
	}
	journal.write({
		type: 'case.closed',
		verdict: judge(playbook, world, journal, cancelled || world.signal.aborted),
	});
};

/** Every step as soon as those that it needs are settled, so many at once as the world allows. */
const takeSteps = async (
	steps: readonly PlannedStep[],
	atOnce: number,
	take: (step: PlannedStep) => Promise<void>,
): Promise<void> => {
	const free: Array<() => void> = [];
	let running = 0;
	const settled = new Map<StepId, Promise<void>>();
	const settle = async (step: PlannedStep): Promise<void> => {
		await Promise.all(step.needs.map(need => settled.get(need)));
		if (running >= atOnce) await new Promise<void>(resolve => free.push(resolve));
		running++;
		try {
			await take(step);
		} finally {
			running--;
			free.shift()?.();
		}
	};
	for (const step of inOrder(steps)) settled.set(step.id, settle(step));
	await Promise.all(settled.values());
};

/** Steps after those that they need, otherwise as written. The parser has refused cycles. */
const inOrder = (steps: readonly PlannedStep[]): readonly PlannedStep[] => {
	const byId = new Map(steps.map(step => [step.id, step]));
	const placed = new Set<PlannedStep>();
	const place = (step: PlannedStep) => {
		for (const need of step.needs) {
			const needed = byId.get(need);
			if (needed && !placed.has(needed)) place(needed);
		}
		placed.add(step);
	};
	for (const step of steps) place(step);
	return [...placed];
};

const judge = (playbook: Playbook, world: World, journal: Journal, cancelled: boolean): Verdict => {
	const judgement = diagnose(playbook, world.knowledge, journal.state().steps);
	journal.write({type: 'case.diagnosed', ...judgement});
	const routing = routeFor(playbook, world.knowledge, judgement, journal.state().answers);
	journal.write({type: 'case.routed', ...routing});
	return cancelled ? 'cancelled' : verdictOf(journal.state().steps, judgement, routing);
};

/** The named steps, those that used an input which changed, and all that depend on any of them. */
const affectedSteps = (
	{steps}: Playbook,
	named: readonly StepId[],
	inputs: readonly string[],
): ReadonlySet<StepId> => {
	const affected = new Set(named);
	for (const step of steps)
		if (Object.values(step.with).some(argument => 'input' in argument && inputs.includes(argument.input)))
			affected.add(step.id);
	for (let grown = -1; grown !== affected.size; ) {
		grown = affected.size;
		for (const step of steps) if (step.needs.some(need => affected.has(need))) affected.add(step.id);
	}
	return new Set(steps.map(({id}) => id).filter(id => affected.has(id)));
};

const receive = (
	{id, value}: {readonly id: string; readonly value: string},
	{vault}: World,
	journal: Journal,
): PersonAnswer => {
	if (journal.state().question?.kind !== 'secret') return {value};
	if (value !== '') vault.set(id, value);
	return {value: value === '' ? 'unknown' : 'given'};
};

const opening = ({name, title, sha256, appliesTo, inputs, steps}: Playbook, {version}: World) =>
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
	}) as const;

type Redo = Extract<Command, {type: 'redo'}>;
type Leave = Extract<Command, {type: 'leave'}>;

/** Holds what was sent while a round ran; a cancelled wait gives nothing. */
const openInbox = () => {
	const waiting: Array<Redo | Leave> = [];
	let wake: (() => void) | undefined;
	return {
		put(command: Redo | Leave) {
			waiting.push(command);
			wake?.();
		},
		async next(signal: AbortSignal): Promise<Redo | Leave | undefined> {
			if (waiting.length === 0)
				await new Promise<void>(resolve => {
					wake = resolve;
					if (signal.aborted) resolve();
					signal.addEventListener('abort', () => resolve(), {once: true});
				});
			return waiting.shift();
		},
	};
};
