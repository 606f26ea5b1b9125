import type {PlannedStep, Playbook, StepId} from '../core/playbook.ts';
import type {World} from '../core/world.ts';
import {type Allowance, openAllowance} from './allowance.ts';
import {type Asked, askInputs} from './ask.ts';
import type {Journal} from './journal.ts';
import {nothingSpent, type Spent, sparing} from './spent.ts';
import {takeStep} from './step.ts';

/** One pass over questions and steps; it ends early when it is cancelled or its time is up. */
export type Round = {
	readonly number: number;
	readonly signal: AbortSignal;
	cancel(): void;
	expire(why: string): void;
	isCancelled(): boolean;
};

export const openRound = (number: number): Round => {
	const controller = new AbortController();
	let cancelled = false;
	return {
		number,
		signal: controller.signal,
		cancel() {
			cancelled = true;
			controller.abort('cancelled');
		},
		expire: why => controller.abort(why),
		isCancelled: () => cancelled,
	};
};

export type Plan = Asked & {
	/** The steps to take, now that all is answered. */
	readonly steps: () => ReadonlySet<StepId>;
	/** The test message is known by this one, where it is not the run's own. */
	readonly tag?: string | undefined;
	readonly spent?: Spent;
};

/** Asks what is not yet answered, then takes the planned steps, with probes of the round's own. */
export const playRound = async (
	{inputs, steps}: Playbook,
	world: World,
	journal: Journal,
	{number, signal, expire}: Round,
	plan: Plan,
): Promise<void> => {
	const {probes, close} = world.open(number);
	const inRound = {
		...world,
		roundAt: journal.state().lastAt,
		tag: plan.tag ?? (number === 0 ? world.tag : `${world.tag}.${number}`),
	};
	let allowance: Allowance | undefined;
	try {
		await askInputs(inputs, plan, world, journal, probes.person, signal);
		const wanted = plan.steps();
		const whole = openAllowance(world, world.limits.round, () =>
			expire(`the run's deadline of ${Math.round(world.limits.round / 1000)} s passed`),
		);
		allowance = whole;
		await takeSteps(
			steps.filter(({id}) => wanted.has(id)),
			Math.max(1, world.limits.stepsAtOnce),
			step => {
				const own = sparing(step.id, plan.spent ?? nothingSpent, {probes, journal}, world.vault);
				return takeStep(step, inRound, own.journal, own.probes, signal, whole);
			},
		);
	} finally {
		allowance?.callOff();
		close();
	}
};

/** Every step as soon as those that it needs are settled, so many at once as the world allows. */
const takeSteps = async (
	steps: readonly PlannedStep[],
	atOnce: number,
	take: (step: PlannedStep) => Promise<void>,
): Promise<void> => {
	const queue: Array<() => void> = [];
	const settled = new Map<StepId, Promise<void>>();
	let running = 0;
	const settle = async (step: PlannedStep): Promise<void> => {
		await Promise.all(step.needs.map(need => settled.get(need)));
		if (running < atOnce) running++;
		else await new Promise<void>(resolve => queue.push(resolve));
		await take(step);
		// A place that somebody waits for is handed over; were it given back first, a third one could slip in.
		const next = queue.shift();
		if (next) next();
		else running--;
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
