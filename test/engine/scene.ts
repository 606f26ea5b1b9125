import {z} from 'zod';
import type {Case} from '../../source/core/case.ts';
import {noCase, reduceCase} from '../../source/core/case.ts';
import {type Check, defineCheck, ok, problem, type Reach, unknown, warning} from '../../source/core/check.ts';
import type {Event} from '../../source/core/event.ts';
import type {Hop} from '../../source/core/hop.ts';
import {type Cause, type ProcedureSource, procedureSchema} from '../../source/core/knowledge.ts';
import type {PersonAnswer} from '../../source/core/person.ts';
import type {Input, PlannedStep, Playbook} from '../../source/core/playbook.ts';
import type {Probes} from '../../source/core/probe.ts';
import {failed, success} from '../../source/core/result.ts';
import type {Command} from '../../source/core/session.ts';
import type {World} from '../../source/core/world.ts';
import {createVault} from '../../source/engine/redact.ts';
import {run} from '../../source/engine/run.ts';
import {openDesk} from '../../source/probes/person.ts';

export type Code = 'fine' | 'odd' | 'broken' | 'open';
export type Act = (reach: Reach, params: Readonly<Record<string, unknown>>) => Promise<Code>;

/** A check that finds what the test says, at the hop that it says. */
export const checkOf = (id: string, act: Act, hop: Hop = 'connect'): Check =>
	defineCheck({
		id,
		title: `Check ${id}`,
		about: 'A check of the test.',
		hop,
		params: z.object({
			host: z.string().optional(),
			port: z.coerce.number().int().optional(),
			password: z.string().optional(),
		}),
		findings: {
			fine: ok('fine'),
			odd: warning('odd'),
			broken: problem('broken {what}'),
			open: unknown('open'),
		},
		run: async ({found, params, ...reach}) => {
			const code = await act(reach, params);
			return code === 'broken' ? found(code, {what: id}) : found(code, {});
		},
	});

export const stepOf = (
	id: string,
	act: Act,
	more: Partial<PlannedStep> & {readonly hop?: Hop} = {},
): PlannedStep => ({
	id,
	title: `Step ${id}`,
	check: checkOf(id, act, more.hop),
	with: {},
	needs: [],
	when: {},
	...more,
});

export const inputOf = (name: string, more: Partial<Input> = {}): Input => ({
	name,
	ask: `${name}?`,
	kind: 'text',
	choices: [],
	type: 'text',
	when: {},
	...more,
});

export const choiceOf = (name: string, values: readonly string[], more: Partial<Input> = {}): Input =>
	inputOf(name, {kind: 'choice', choices: values.map(value => ({value, label: value})), ...more});

export const playbookOf = (steps: readonly PlannedStep[], more: Partial<Playbook> = {}): Playbook => ({
	name: 'scene',
	title: 'A scene',
	about: '',
	sha256: '0',
	inputs: [],
	steps,
	diagnose: steps.map(({id}) => ({when: {[id]: ['broken']}, cause: 'cause.one'})),
	route: [{when: {}, procedure: 'mend', also: []}],
	...more,
});

export const causes: ReadonlyMap<string, Cause> = new Map([
	[
		'cause.one',
		{
			id: 'cause.one',
			hop: 'connect',
			who: 'admin',
			repair: 'device',
			plain: 'P',
			expert: 'E {what}',
			fix: 'F',
		},
	],
]);

export const procedures: ReadonlyMap<string, ProcedureSource> = new Map([
	[
		'mend',
		{name: 'mend', ...procedureSchema.parse({title: 'Mend it', actions: [{do: '{fix}'}, {do: 'Wait.'}]})},
	],
]);

/** Time that passes only when the test says so. */
export const clock = () => {
	let now = 1_700_000_000_000;
	let timers: Array<{readonly at: number; readonly act: () => void}> = [];
	return {
		now: () => now,
		ticks: () => now,
		after: (ms: number, act: () => void) => {
			const timer = {at: now + ms, act};
			timers.push(timer);
			return () => {
				timers = timers.filter(other => other !== timer);
			};
		},
		pending: () => timers.length,
		pass(ms: number) {
			now += ms;
			const due = timers.filter(({at}) => at <= now);
			timers = timers.filter(({at}) => at > now);
			for (const {act} of due) act();
		},
	};
};

const noRules = {replies: [], blocklists: [], providers: [], inspectors: [], filterRules: []} as const;
const asked = {server: 's', protocol: 'udp', authenticated: false, tries: 1, dropped: []} as const;

const answered: Probes = {
	dns: async () => success({...asked, records: [], aliases: []}),
	smtp: async () => success({exchanges: [], extensions: {}, anomalies: [], stages: {}}),
	http: async () => failed({code: 'offline'}),
	message: async () => failed({code: 'unreadable'}),
	person: async () => success({value: 'x'}),
	pause: async ({seconds}) => success({seconds}),
	time: async () => failed({code: 'offline'}),
	sink: async () => failed({code: 'offline'}),
	imap: async () => failed({code: 'offline'}),
	spam: async () => failed({code: 'offline'}),
};

export type Stage = {
	readonly world: World;
	readonly time: ReturnType<typeof clock>;
	readonly rounds: number[];
	readonly closed: number[];
	readonly ending: AbortController;
};

/** A world of fake probes; with `attended`, its questions wait at a desk. */
export const stage = ({
	attended = false,
	probes = {},
	...more
}: Partial<World> & {
	readonly attended?: boolean;
	readonly probes?: Partial<Probes>;
} = {}): Stage => {
	const time = clock();
	const ending = new AbortController();
	const desk = attended ? openDesk() : undefined;
	const rounds: number[] = [];
	const closed: number[] = [];
	return {
		time,
		rounds,
		closed,
		ending,
		world: {
			open(round) {
				rounds.push(round);
				return {
					probes: {...answered, ...(desk ? {person: desk.probe} : {}), ...probes},
					close: () => void closed.push(round),
				};
			},
			vault: createVault(),
			knowledge: {
				causes,
				procedures,
				...noRules,
			},
			now: time.now,
			ticks: time.now,
			after: time.after,
			tag: 'tag',
			signal: ending.signal,
			answers: {},
			limits: {step: 1000, round: 10_000, stepsAtOnce: 8},
			version: '1',
			...(desk ? {desk} : {}),
			...more,
		},
	};
};

export type Told = {readonly log: readonly Event[]; readonly state: Case};
export type OnEvent = (
	event: Event,
	after: Case,
	send: (command: Command) => void,
	log: readonly Event[],
) => void;

/** Runs to the end of the stream. Unless told otherwise, leaves when the case is closed. */
export const play = async (
	playbook: Playbook,
	world: World,
	onEvent: OnEvent = (event, _, send) => {
		if (event.type === 'case.closed') send({type: 'leave'});
	},
): Promise<Told & {readonly send: (command: Command) => void}> => {
	const {events, send} = run(playbook, world);
	const log: Event[] = [];
	let state = noCase;
	for await (const event of events) {
		log.push(event);
		state = reduceCase(state, event);
		onEvent(event, state, send, log);
	}
	return {log, state, send};
};

/** Answers each question by the script, the n-th question with its n-th entry, and leaves at the end. */
export const scripted = (script: ReadonlyArray<readonly [string, string | PersonAnswer]>): OnEvent => {
	let next = 0;
	return (event, _, send) => {
		if (event.type === 'case.closed') send({type: 'leave'});
		if (event.type !== 'input.asked' && event.type !== 'input.refused') return;
		const id = event.type === 'input.asked' ? event.question.id : event.id;
		const [wanted, said] = script[next++] ?? ['nothing', 'unknown'];
		if (wanted !== id) throw new Error(`asked for ${id}, and the script expects ${wanted}`);
		if (typeof said === 'string') send({type: 'answer', id, value: said});
		else send({type: 'back'});
	};
};

export const types = (log: readonly Event[]): readonly string[] =>
	log.map(event => ('step' in event ? `${event.type} ${event.step}` : event.type));

export const statuses = ({steps}: Case): Readonly<Record<string, string>> =>
	Object.fromEntries(
		steps.map(({id, state}) => [id, state.status === 'skipped' ? `skipped ${state.why}` : state.status]),
	);

export const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
