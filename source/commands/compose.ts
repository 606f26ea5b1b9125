import type {Case} from '../core/case.ts';
import type {DnsAnswer, DnsQuestion} from '../core/dns.ts';
import type {Event} from '../core/event.ts';
import type {Failure} from '../core/failure.ts';
import type {Knowledge} from '../core/knowledge.ts';
import type {Playbook} from '../core/playbook.ts';
import {mapProbes, type Probe, type Probes} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {Session} from '../core/session.ts';
import type {SinkPlace} from '../core/sink.ts';
import type {Vault, World} from '../core/world.ts';
import {run} from '../engine/run.ts';
import {type Before, follow, type Reader} from '../engine/session.ts';
import type {Device} from '../lab/device.ts';
import {type ConnectTo, redirectBy} from '../probes/connect-to.ts';
import type {Resolve} from '../probes/dial.ts';
import {type Assumed, assumedLines, overlaid} from '../probes/dns/overlay.ts';
import {dnsProbe, systemServers} from '../probes/dns.ts';
import {httpProbe} from '../probes/http.ts';
import {imapProbe} from '../probes/imap.ts';
import {messageProbe, messageReader} from '../probes/message.ts';
import {pauseProbe} from '../probes/pause.ts';
import {nobody, openDesk} from '../probes/person.ts';
import {smtpProbe} from '../probes/smtp.ts';
import {spamProbe} from '../probes/spam.ts';
import {timeProbe} from '../probes/time.ts';
import type {captureProbe} from '../sink/capture.ts';
import {newTag, version} from './house.ts';
import type {SinkHere} from './sink/open.ts';
import {keepUnmatched} from './unmatched.ts';

/** How the outside world is reached: what the options of `run` and `check` say. */
export type Reachability = {
	/** Empty: the system's. */
	readonly resolvers: readonly string[];
	readonly connectTo: readonly ConnectTo[];
	/** PEM. */
	readonly ca: readonly string[];
	/** Milliseconds for one connection, handshake or reply. */
	readonly timeout: number;
	/** Milliseconds for one round of steps. */
	readonly deadline: number;
	readonly offline: boolean;
	/** The servers are those of a scenario. */
	readonly lab?: true;
	/** The device of a scenario, with a sink that listens at these places entered as its mail server. */
	readonly device?: (places: readonly SinkPlace[]) => Device;
	/** The mailbox of a scenario, asked in place of any IMAP server. */
	readonly mailbox?: Probes['imap'];
	/** Records that are answered as if they were published, and the file that they are from. */
	readonly overlay?: {readonly from: string; readonly records: readonly Assumed[]};
};

export type Staffing = {
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	/** Whether somebody is there to answer questions. */
	readonly attended: boolean;
	readonly signal: AbortSignal;
	/** Told of every sink that a step opens; what comes back is called before that one is closed. */
	readonly sinkOpened?: (here: SinkHere) => () => void;
};

/** The composition root: real probes, real clock, and whoever is at the keyboard. */
export const worldOf = (
	reach: Reachability,
	{answers, vault, attended, signal, sinkOpened: opened}: Staffing,
	knowledge: Knowledge,
): World => {
	const desk = attended ? openDesk() : undefined;
	const sinks = capturing(reach, vault, opened);
	const released = new Set<string>();
	const read = messageReader(sinks.caught);
	return {
		knowledge,
		vault,
		answers,
		signal,
		version,
		tag: newTag(),
		...(desk ? {desk} : {}),
		...(reach.lab ? {lab: reach.lab} : {}),
		close: sinks.close,
		...(reach.overlay ? {assumed: assumedLines(reach.overlay.records, reach.overlay.from)} : {}),
		now: Date.now,
		ticks: () => performance.now(),
		after: (ms, act) => {
			const timer = setTimeout(act, ms);
			return () => clearTimeout(timer);
		},
		limits: {step: Math.max(60_000, reach.timeout * 6), round: reach.deadline, stepsAtOnce: 8},
		open: () => {
			const dns = dnsOf(reach);
			const ways = {connectTo: reach.connectTo, resolve: resolveBy(dns), ca: reach.ca, ms: reach.timeout};
			const smtp = smtpProbe({
				...ways,
				secret: vault.get,
				caught: sinks.caught,
				released,
				clock: () => performance.now(),
				now: Date.now,
			});
			const imap = imapProbe({...ways, secret: vault.get, clock: () => performance.now()});
			const probes = {
				dns,
				smtp: smtp.probe,
				http: httpProbe({...ways, userAgent: `lostmail/${version}`, now: Date.now}),
				message: messageProbe(read),
				person: desk?.probe ?? nobody,
				pause: pauseProbe(() => performance.now()),
				time: timeProbe({...ways, now: Date.now}),
				sink: sinks.probe,
				imap: reach.mailbox ?? imap.probe,
				spam: spamProbe({...ways, read, clock: () => performance.now()}),
			};
			return {
				probes: reach.offline ? grounded(probes) : probes,
				close: () => {
					smtp.close();
					imap.close();
				},
			};
		},
	};
};

/** What catches a device's mail; its code is loaded when something is to be caught. */
const capturing = ({device}: Reachability, vault: Vault, opened: Staffing['sinkOpened']) => {
	let loaded: Promise<ReturnType<typeof captureProbe>> | undefined;
	const load = async () => {
		const {captureProbe} = await import('../sink/capture.ts');
		const {openCapture} = await import('./sink/for-capture.ts');
		const ticks = () => performance.now();
		return captureProbe({open: plan => openCapture(plan, {device, vault, opened}), now: Date.now, ticks});
	};
	const probe: Probes['sink'] = async (question, signal) => {
		loaded ??= load();
		return (await loaded).probe(question, signal);
	};
	return {
		probe,
		caught: async (id: number) => (await loaded)?.caught(id),
		close: async () => (await loaded)?.close(),
	};
};

/** With resolvers of the person's choice, nothing is asked of the system's; what is assumed comes before the network. */
const dnsOf = ({
	resolvers,
	timeout,
	connectTo,
	offline,
	overlay,
}: Reachability): Probe<DnsQuestion, DnsAnswer> => {
	const servers = resolvers.length > 0 ? resolvers : systemServers();
	const ask = dnsProbe({
		servers,
		timeoutMs: Math.min(timeout, 3000),
		redirect: redirectBy(connectTo),
	});
	const chosen: typeof ask =
		resolvers.length > 0 ? ({ask: _, ...question}, signal) => ask(question, signal) : ask;
	return overlaid(offline ? stayHere : chosen, overlay?.records ?? []);
};

const stayHere = async () => failed({code: 'offline', detail: 'the run was told to stay offline'} as const);

/** Addresses of a host as the operating system would find them, or as the chosen resolvers say. */
export const resolveBy =
	(dns: Probe<DnsQuestion, DnsAnswer>): Resolve =>
	async (name, signal): Promise<Result<readonly string[], Failure>> => {
		const answers = await Promise.all(
			(['A', 'AAAA'] as const).map(type => dns({name, type, ask: 'system'}, signal)),
		);
		const addresses = answers.flatMap(answer =>
			answer.ok ? answer.value.records.map(({data}) => data) : [],
		);
		if (addresses.length > 0) return success(addresses);
		const failures = answers.flatMap(answer => (answer.ok ? [] : [answer.failure]));
		const open = failures.find(({code}) => code !== 'no-such-name' && code !== 'no-data');
		return failed(open ?? failures[0] ?? {code: 'no-data'});
	};

/** No probe leaves the machine; people can still be asked. */
const grounded = (probes: Probes): Probes => ({
	...mapProbes(probes, () => stayHere),
	dns: probes.dns,
	message: probes.message,
	person: probes.person,
	pause: probes.pause,
	sink: probes.sink,
});

/**
 * Starts a playbook in a world, or goes on with a case of it; readers see every event from now on and the case right after
 * it. Replies that no rule knows are kept.
 */
export const startCase = (
	playbook: Playbook,
	world: World,
	readers: readonly Reader[] = [],
	before: Before = {told: [], held: []},
): Session & {readonly done: Promise<Case>} => {
	const {events, send} = run(playbook, world, [...before.told, ...before.held]);
	const kept = world.lab ? [] : [keepUnmatched()];
	const session = follow(events, send, [...readers, ...kept], world.vault, before);
	return {...session, done: session.done.finally(() => world.close?.())};
};

/** Lets nobody ask for more once the case is closed: what a run without a console does. */
export const leaveWhenClosed =
	(session: () => Session): Reader =>
	(event: Event) => {
		if (event.type === 'case.closed') session().send({type: 'leave'});
	};
