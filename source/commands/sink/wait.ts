import {lasting} from '../../core/duration.ts';
import {wrapped} from '../../report/wrap.ts';
import {parseQuery} from '../../sink/query.ts';
import type {Archive} from '../../sink/store.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {milliseconds} from '../options.ts';
import {codeOf, ended} from './ending.ts';
import {insteadLines} from './instead.ts';
import {createLookout, type Lookout, type Wanted} from './lookout.ts';
import type {ServeOptions} from './options.ts';
import type {PrintKind} from './print-kinds.ts';
import {printed} from './printed.ts';
import type {Read} from './read.ts';
import {keptSource, openedSource, type Source} from './source.ts';

export type WaitOptions = ServeOptions & {
	readonly to: string;
	readonly from?: string;
	readonly subject?: string;
	readonly timeout?: string;
	readonly since?: string;
	readonly print?: PrintKind;
	readonly serve?: true;
};

/** RFC 5321 section 4.5.3.1: 64 octets, the @ and 255 more. */
const longestAddress = 320;

const usualTimeout = '2m';

/** `lostmail sink wait`: until a message for an address comes; stdout holds what was asked for and nothing else. */
export const waitForMessage = async (options: WaitOptions, io: Io): Promise<number> => {
	const began = Date.now();
	const timeout = milliseconds('lostmail: --timeout', options.timeout ?? usualTimeout);
	const wanted = wantedOf(options, began);
	if (!options.serve) refuseServing(options);
	const source = options.serve ? await openedSource(options, io) : keptSource(options.store);
	try {
		const waiting = {source, wanted, began, until: performance.now() + timeout};
		const watched = await watch(waiting, io);
		if (watched.found && watched.archive) {
			io.out(await printed(watched.found, wanted.print, watched.archive));
			return exitCodes.healthy;
		}
		if (io.signal.aborted) return codeOf(io);
		io.err(`${missing(waiting, watched, timeout).join('\n')}\n`);
		return exitCodes.inconclusive;
	} finally {
		await source.close();
	}
};

const wantedOf = ({to, from, subject, since, store, print = 'code'}: WaitOptions, now: number): Wanted => {
	if (to.length > longestAddress || !/^[^\s@]\S*@[^\s@]+$/.test(to))
		throw new UsageError(`lostmail: --to: expected an address such as name@example.org`);
	return {
		to,
		print,
		...(store === undefined ? {} : {store}),
		...(from === undefined ? {} : {from}),
		...(subject === undefined ? {} : {subject}),
		...(since === undefined || since === 'now' ? {} : {since: timeOf(since, now)}),
	};
};

const timeOf = (since: string, now: number): number => {
	const parsed = /^\S+$/.test(since) ? parseQuery(`since:${since}`, now) : undefined;
	const [condition] = parsed?.ok ? parsed.value : [];
	if (condition?.is === 'since') return condition.at;
	throw new UsageError(
		`lostmail: --since ${since}: expected now, how long ago such as 10m, or a time such as 2026-11-22T12:00`,
	);
};

/** Options of a sink say nothing about one that runs already. */
const refuseServing = (options: WaitOptions): void => {
	const {to: _1, from: _2, subject: _3, timeout: _4, since: _5, print: _6, store: _7, ...serving} = options;
	const [given] = Object.entries(serving).filter(
		([, value]) => !(Array.isArray(value) && value.length === 0),
	);
	if (given)
		throw new UsageError(
			`lostmail: sink wait: --${given[0].replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)} goes with --serve, which opens a sink for as long as is waited`,
		);
};

type Waiting = {
	readonly source: Source;
	readonly wanted: Wanted;
	readonly began: number;
	/** Of a clock that nobody sets. */
	readonly until: number;
};

/** Milliseconds between two looks. */
const interval = 100;

type Watched = {
	readonly found?: Read;
	readonly archive?: Archive;
	readonly lookout?: Lookout;
	/** What was said against the waiting when it began. */
	readonly complained?: string;
};

/** Looks whenever something has changed, until the awaited is there, the time is over or the process is to end. */
const watch = async ({source, wanted, until}: Waiting, io: Io): Promise<Watched> => {
	let complained: string | undefined;
	let lookout: Lookout | undefined;
	let version: number | undefined;
	for (let isFirst = true; ; isFirst = false) {
		const archive = source.archive();
		if (archive) {
			lookout ??= createLookout(archive, wanted, {now: Date.now, from: isFirst ? 'newest' : 'first'});
			const now = archive.version();
			const found = now === version ? undefined : await lookout.look();
			version = now;
			if (found) return {found, archive, lookout};
		}
		const left = until - performance.now();
		if (left <= 0 || io.signal.aborted)
			return {
				...(archive && lookout ? {archive, lookout} : {}),
				...(complained === undefined ? {} : {complained}),
			};
		if (isFirst) {
			complained = source.trouble();
			if (complained !== undefined) io.err(`${wrapped(complained).join('\n')}\n`);
		}
		await ended(io.signal, Math.min(interval, left));
	}
};

/** Why nothing was printed. */
const missing = (
	{wanted, began, source}: Waiting,
	{archive, lookout, complained}: Watched,
	timeout: number,
): readonly string[] => {
	const what = wanted.print === 'code' || wanted.print === 'link' ? wanted.print : 'message';
	const trouble = source.trouble();
	return [
		...wrapped(
			`No ${what} for ${wanted.to} came within ${timeout < 1000 ? `${timeout} ms` : lasting(timeout / 1000)}.`,
		),
		...(archive && lookout ? insteadLines({archive, lookout, wanted, began, now: Date.now()}) : []),
		...(trouble === undefined || trouble === complained ? [] : wrapped(trouble)),
	];
};
