import {mkdirSync} from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import type {SinkReach} from '../../core/capture.ts';
import {explainerOf} from '../../core/dialogue.ts';
import type {Event} from '../../core/event.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import type {Vault} from '../../core/world.ts';
import {createVault} from '../../engine/redact.ts';
import {follow} from '../../engine/session.ts';
import {reporters} from '../../report/index.ts';
import type {CaseShelf, ConsoleStart, Library, Manner, OpenCase, SinkDesk} from '../../tui/console.tsx';
import {type Reachability, startCase, worldOf} from '../compose.ts';
import {fileTrouble} from '../file-trouble.ts';
import {listPlaybooks, newTag, readKnowledge, readPlaybook, version} from '../house.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {recordTo} from '../output.ts';
import type {SinkHere} from '../sink/open.ts';
import {listWorlds, raiseWorld} from '../worlds.ts';
import {caughtByCase} from './caught.ts';

export type Appearance = Pick<RunOptions, 'ascii' | 'unicode' | 'plain' | 'guide'>;

export const noOptions: RunOptions = {set: [], secret: [], resolver: [], connectTo: [], ca: []};

/** `lostmail` on a terminal: the first screen. */
export const openHome = async (appearance: Appearance, io: Io): Promise<number> =>
	show({kind: 'home'}, await readKnowledge(), appearance, io);

type Ready = {
	readonly playbook: Playbook;
	readonly knowledge: Knowledge;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	readonly options: Appearance & Pick<RunOptions, 'record'>;
	/** What else has to be let go of with the case. */
	readonly release?: () => Promise<void>;
};

/** A case in the console from the start: `run` and `demo` on a terminal. */
export const runInConsole = async (ready: Ready, io: Io): Promise<number> =>
	show({kind: 'case', case: openCase(ready, io)}, ready.knowledge, ready.options, io);

const show = async (
	start: ConsoleStart,
	knowledge: Knowledge,
	appearance: Appearance,
	io: Io,
): Promise<number> => {
	if (io.env['TERM'] === 'dumb')
		throw new UsageError('lostmail: this terminal cannot show the console; use --plain.');
	const {runConsole} = await import('../../tui/console.tsx');
	const library: Library = {playbooks: await listPlaybooks(knowledge), scenarios: await listWorlds()};
	const summary = await runConsole(
		{
			version,
			library: {subscribe: () => () => undefined, snapshot: () => library},
			cases: noCases,
			reports: reporters.map(({name, about}) => ({name, about})),
			now: Date.now,
			write: async () => {
				throw new Error('not written yet');
			},
			page: async () => {
				throw new Error('not written yet');
			},
			open: async choice =>
				choice.kind === 'playbook'
					? openCase(
							{
								playbook: await readPlaybook(choice.name, knowledge),
								knowledge,
								reach: reachabilityOf(noOptions),
								answers: {},
								vault: createVault(),
								options: {},
							},
							io,
						)
					: openWorld(choice.name, knowledge, io),
			openSink: reach => openSink(reach, knowledge, io),
		},
		start,
		{
			theme: hasUnicode(appearance, io) ? 'unicode' : 'ascii',
			manner: mannerOf(appearance),
			signal: io.signal,
		},
	);
	for (const line of summary.lines) io.out(`${line}\n`);
	if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
	return summary.verdict === undefined || summary.verdict === 'cancelled'
		? exitCodes.healthy
		: exitCodes[summary.verdict];
};

const mannerOf = ({guide}: Appearance): Manner => (guide ? 'guide' : 'desk');

const none: ReturnType<CaseShelf['snapshot']> = [];
const noCases: CaseShelf = {
	subscribe: () => () => undefined,
	snapshot: () => none,
	refresh: () => undefined,
	remove: async () => undefined,
};

/** A sink in the console from the start: `lostmail sink` on a terminal. Whoever opened the sink closes it as well. */
export const openSinkScreen = async (here: SinkHere, appearance: Appearance, io: Io): Promise<number> => {
	const knowledge = await readKnowledge();
	const {deskOf} = await import('../sink/desk.ts');
	return show({kind: 'sink', desk: deskOf(here, knowledge, io)}, knowledge, appearance, io);
};

const openSink = async (reach: SinkReach, knowledge: Knowledge, io: Io): Promise<SinkDesk> => {
	const {deskOf} = await import('../sink/desk.ts');
	const {openSinkHere} = await import('../sink/open.ts');
	return deskOf(await openSinkHere({reach}), knowledge, io);
};

const openWorld = async (name: string, knowledge: Knowledge, io: Io): Promise<OpenCase> => {
	const world = await raiseWorld(name);
	const playbook = await readPlaybook(world.scenario.playbook, knowledge);
	return openCase(
		{
			...world,
			playbook,
			knowledge,
			answers: {...fallbacks(playbook), ...world.answers},
			options: {},
			release: world.close,
		},
		io,
	);
};

const openCase = (
	{playbook, knowledge, reach, answers, vault, options, release}: Ready,
	{err, signal}: Pick<Io, 'err' | 'signal'>,
): OpenCase => {
	// Nothing may be printed while the console has the screen.
	let late = '';
	const file = options.record ?? newCaseFile(playbook.name);
	const ending = new AbortController();
	const caught = caughtByCase(knowledge, {signal});
	const session = startCase(
		playbook,
		worldOf(
			reach,
			{answers, vault, attended: true, signal: ending.signal, sinkOpened: caught.opened},
			knowledge,
		),
		[
			recordTo(file, {
				err: text => {
					late += text;
				},
			}),
		],
	);
	return {
		session,
		explain: explainerOf(knowledge),
		file,
		caught,
		async close() {
			session.send({type: 'cancel'});
			session.send({type: 'leave'});
			await session.done;
			ending.abort();
			await release?.();
			if (late) err(late);
		},
	};
};

/** In the lab nobody is asked what the scenario leaves open: it counts as it would where nobody is there to ask. */
export const fallbacks = ({inputs}: Playbook): Readonly<Record<string, string>> =>
	Object.fromEntries(
		inputs.flatMap(({name, kind, fallback}) =>
			fallback === undefined || kind === 'secret' ? [] : [[name, fallback]],
		),
	);

/** Case files lie in the user's state folder (XDG), one for each case. */
const newCaseFile = (name: string): string => {
	const folder = path.join(envPaths('lostmail', {suffix: ''}).log, 'cases');
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
	} catch (error) {
		throw new UsageError(`lostmail: there is no place for the case file at ${folder}: ${fileTrouble(error)}`);
	}
	const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
	return path.join(folder, `${time}-${name}-${newTag().slice(0, 4)}.ndjson`);
};

const hasUnicode = ({ascii, unicode}: Appearance, {env}: Io): boolean => {
	if (unicode) return true;
	if (ascii || env['TERM'] === 'linux') return false;
	return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
};

/** A recorded case in the console: the same screens, and nothing to be asked or run. */
export const openReplay = async (
	file: string,
	log: readonly Event[],
	appearance: Appearance,
	io: Io,
): Promise<number> => {
	const session = follow(replayed(log), () => {});
	await session.done;
	const knowledge = await readKnowledge();
	const recorded: OpenCase = {
		session,
		explain: explainerOf(knowledge),
		file,
		closed: 'this is a recording',
		close: async () => {},
	};
	return show({kind: 'case', case: recorded}, knowledge, appearance, io);
};

async function* replayed(log: readonly Event[]): AsyncGenerator<Event, void> {
	yield* log;
}
