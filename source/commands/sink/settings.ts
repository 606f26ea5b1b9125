import {isIP} from 'node:net';
import {hostname, networkInterfaces} from 'node:os';
import type {SinkReach} from '../../core/capture.ts';
import type {SinkPort} from '../../core/sink.ts';
import {domain} from '../../core/value.ts';
import {type InboxRule, parseInboxRule} from '../../sink/inbox.ts';
import {type SinkLimits, type SinkOptions, usualLimits} from '../../sink/sink.ts';
import type {Durability} from '../../sink/store/open.ts';
import type {Bounds} from '../../sink/store.ts';
import {type Io, UsageError} from '../io.ts';
import {milliseconds} from '../options.ts';
import {fillVault} from '../secrets.ts';
import {ageOf, countOf, octetsOf} from './amount.ts';
import {type Faults, faultsOf, noFaults} from './faults.ts';
import type {ServeOptions} from './options.ts';
import {parsePort, usualPorts} from './port.ts';
import {usualStore} from './store-file.ts';

/** What a sink is opened with; what is left out is as usual, and the usual sink is for this machine alone. */
export type SinkSettings = {
	/** IP addresses; else what `reach` says. */
	readonly listen?: readonly string[];
	readonly reach?: SinkReach;
	readonly ports?: readonly SinkPort[];
	/** What it calls itself. */
	readonly name?: string;
	/** Files of a certificate of one's own. */
	readonly certificate?: {readonly cert: string; readonly key: string};
	readonly login?: SinkOptions['login'];
	/** Passwords by login; with one or more, no other login is taken. */
	readonly users?: ReadonlyMap<string, string>;
	readonly expected?: {readonly user?: string; readonly password: string};
	readonly inboxes?: readonly InboxRule[];
	readonly faults?: Faults;
	readonly limits?: SinkLimits;
	/** A file; `:memory:` keeps nothing. */
	readonly store?: string;
	readonly bounds?: Bounds;
	/** What an acknowledged message survives. */
	readonly survives?: Durability;
};

type Chosen = 'certificate' | 'users' | 'expected';

/** Settings in which nothing is left to what is usual. */
export type SettledSettings = Required<Omit<SinkSettings, Chosen>> & Pick<SinkSettings, Chosen>;

export const usualBounds: Bounds = {count: 10_000, age: 30 * 86_400_000, octets: 1024 ** 3};

/** Reads the options of a sink and fetches its passwords; every mistake is told, not just the first. */
export const settingsOf = async (options: ServeOptions, io: Io): Promise<SinkSettings> => {
	const mistakes: string[] = [];
	const attempt = <T>(read: () => T): T | undefined => {
		try {
			return read();
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			mistakes.push(...error.message.split('\n').map(line => line.replace(/^lostmail: /, '')));
			return undefined;
		}
	};
	const listen = attempt(() => listenOf(options)) ?? [];
	const ports = attempt(() => portsOf(options.port)) ?? [];
	const name = attempt(() => nameOf(options.name)) ?? '';
	const certificate = attempt(() => certificateOf(options));
	const inboxes = options.inbox.flatMap(text => attempt(() => inboxOf(text)) ?? []);
	const faults = attempt(() => faultsOf(options.misbehave, options.seed)) ?? noFaults;
	const limits = attempt(() => limitsOf(options)) ?? usualLimits;
	const bounds = attempt(() => boundsOf(options)) ?? usualBounds;
	if (options.login === 'off' && options.secret.length > 0)
		mistakes.push('--login off: no login is offered, so --secret is of no use');
	if (mistakes.length > 0) throw new UsageError(mistakes.map(line => `lostmail: ${line}`).join('\n'));
	const users = await usersOf(options.secret, io);
	return {
		listen,
		ports,
		name,
		...(certificate ? {certificate} : {}),
		...(options.login === undefined ? {} : {login: options.login}),
		...(users.size > 0 ? {users} : {}),
		inboxes,
		faults,
		limits,
		...(options.store === undefined ? {} : {store: options.store}),
		bounds,
		survives: options.fsync ? 'disk' : 'process',
	};
};

/** Puts what is usual in the place of what was left out. */
export const settled = (settings: SinkSettings): SettledSettings => {
	const listen = settings.listen ?? (settings.reach === 'network' ? everywhere() : loopback());
	return {
		ports: usualPorts,
		name: nameOf(undefined),
		login: 'any',
		inboxes: [],
		faults: noFaults,
		limits: usualLimits,
		store: usualStore(),
		bounds: usualBounds,
		survives: 'process',
		...settings,
		listen,
		reach: listen.every(isLoopback) ? 'this-machine' : 'network',
	};
};

const hasAddress = (wanted: (address: string) => boolean): boolean =>
	Object.values(networkInterfaces()).some(list => list?.some(({address}) => wanted(address)));

const loopback = (): readonly string[] =>
	hasAddress(address => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

/** `::` takes IPv4 as well, and one port then serves both. */
const everywhere = (): readonly string[] =>
	hasAddress(address => address.includes(':')) ? ['::'] : ['0.0.0.0'];

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\./i.test(address) || address === '::1';

const listenOf = ({listen, lan}: ServeOptions): readonly string[] => {
	if (lan) return everywhere();
	if (listen.length === 0) return loopback();
	const wrong = listen.filter(address => isIP(address) === 0);
	if (wrong.length > 0)
		throw new UsageError(
			wrong
				.map(address => `--listen ${address}: expected an IP address of this machine, such as 127.0.0.1`)
				.join('\n'),
		);
	return [...new Set(listen)];
};

const portsOf = (texts: readonly string[]): readonly SinkPort[] => {
	if (texts.length === 0) return usualPorts;
	const ports = texts.map(text => {
		const parsed = parsePort(text);
		if (!parsed.ok) throw new UsageError(`--port ${text}: ${parsed.failure}`);
		return parsed.value;
	});
	const twice = ports.find(({port}, index) => port > 0 && ports.findIndex(one => one.port === port) < index);
	if (twice) throw new UsageError(`--port ${twice.port}: it is named twice`);
	return ports;
};

const nameOf = (name: string | undefined): string => {
	if (name === undefined) return domain().safeParse(hostname()).success ? hostname() : 'localhost';
	const parsed = domain().safeParse(name);
	if (!parsed.success) throw new UsageError(`--name: ${parsed.error.issues[0]?.message}`);
	return name;
};

const certificateOf = ({cert, key}: ServeOptions): SinkSettings['certificate'] => {
	if (cert === undefined && key === undefined) return undefined;
	if (cert === undefined || key === undefined) throw new UsageError('--cert and --key: each needs the other');
	return {cert, key};
};

const inboxOf = (text: string): InboxRule => {
	const parsed = parseInboxRule(text);
	if (!parsed.ok) throw new UsageError(`--inbox ${text}: ${parsed.failure}`);
	return parsed.value;
};

const limitsOf = (options: ServeOptions): SinkLimits => {
	const {maxSize, maxSessions, maxSessionsFromAddress, sessionDeadline, idle} = options;
	return {
		...usualLimits,
		...(maxSize === undefined ? {} : {message: octetsOf('--max-size', maxSize)}),
		...(maxSessions === undefined ? {} : {sessions: countOf('--max-sessions', maxSessions)}),
		...(maxSessionsFromAddress === undefined
			? {}
			: {sessionsFromAddress: countOf('--max-sessions-from-address', maxSessionsFromAddress)}),
		...(sessionDeadline === undefined ? {} : {session: milliseconds('--session-deadline', sessionDeadline)}),
		...(idle === undefined ? {} : {idle: milliseconds('--idle', idle)}),
	};
};

const boundsOf = ({keepCount, keepAge, keepSize}: ServeOptions): Bounds => ({
	count: keepCount === undefined ? usualBounds.count : countOf('--keep-count', keepCount),
	age: keepAge === undefined ? usualBounds.age : ageOf('--keep-age', keepAge),
	octets: keepSize === undefined ? usualBounds.octets : octetsOf('--keep-size', keepSize),
});

/** The logins are named by the options themselves. */
const usersOf = async (secrets: readonly string[], io: Io): Promise<ReadonlyMap<string, string>> => {
	const names = secrets.map(text => text.slice(0, Math.max(0, text.indexOf('='))));
	const vault = await fillVault(secrets, names, io);
	return new Map(names.map(name => [name, vault.get(name) ?? '']));
};
