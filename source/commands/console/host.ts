import {mkdirSync} from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import type {SinkReach} from '../../core/capture.ts';
import {explainerOf} from '../../core/dialogue.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import type {Playbook} from '../../core/playbook.ts';
import type {Vault} from '../../core/world.ts';
import {createVault} from '../../engine/redact.ts';
import {reporters} from '../../report/index.ts';
import type {CaseShelf, ConsoleHost, Library, OpenCase, SinkDesk} from '../../tui/console.tsx';
import {type Reachability, startCase, worldOf} from '../compose.ts';
import {fileTrouble} from '../file-trouble.ts';
import {listPlaybooks, newTag, readKnowledge, readPlaybook, version} from '../house.ts';
import {type Io, UsageError} from '../io.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {recordTo} from '../output.ts';
import {listWorlds, raiseWorld} from '../worlds.ts';
import {caughtByCase} from './caught.ts';

export const noOptions: RunOptions = {set: [], secret: [], resolver: [], connectTo: [], ca: []};

/**
 * What the console, and whoever talks line by line, can open. Nothing is read before it is asked for: `known` is the
 * knowledge where it was read already.
 */
export const hostOf = (io: Io, known?: Knowledge): ConsoleHost => {
	let reading: Promise<Knowledge> | undefined;
	const knowledge = () => {
		reading ??= known ? Promise.resolve(known) : readKnowledge();
		return reading;
	};
	return {
		version,
		library: libraryOf(knowledge),
		cases: noCases,
		reports: reporters.map(({name, about}) => ({name, about})),
		now: Date.now,
		write: async () => {
			throw new Error('not written yet');
		},
		page: async () => {
			throw new Error('not written yet');
		},
		open: async choice => {
			switch (choice.kind) {
				case 'playbook':
					return openPlaybook(choice.name, await knowledge(), io);
				case 'scenario':
					return openWorld(choice.name, await knowledge(), io);
				case 'case':
					throw new UsageError('lostmail: not written yet');
			}
		},
		openSink: async reach => openSink(reach, await knowledge(), io),
	};
};

const libraryOf = (knowledge: () => Promise<Knowledge>): ConsoleHost['library'] => {
	const listeners = new Set<() => void>();
	let library: Library = {playbooks: [], scenarios: [], loading: true};
	let isBegun = false;
	const read = async () => {
		library = {playbooks: await listPlaybooks(await knowledge()), scenarios: await listWorlds()};
		for (const listener of listeners) listener();
	};
	return {
		subscribe(listener) {
			listeners.add(listener);
			if (!isBegun)
				void read().catch((error: unknown) => {
					library = {...library, trouble: error instanceof Error ? error.message : String(error)};
					for (const each of listeners) each();
				});
			isBegun = true;
			return () => listeners.delete(listener);
		},
		snapshot: () => library,
	};
};

const none: ReturnType<CaseShelf['snapshot']> = [];
const noCases: CaseShelf = {
	subscribe: () => () => undefined,
	snapshot: () => none,
	refresh: () => undefined,
	remove: async () => undefined,
};

const openPlaybook = async (name: string, knowledge: Knowledge, io: Io): Promise<OpenCase> =>
	openCase(
		{
			playbook: await readPlaybook(name, knowledge),
			knowledge,
			reach: reachabilityOf(noOptions),
			answers: {},
			vault: createVault(),
			options: {},
		},
		io,
	);

const openSink = async (reach: SinkReach, knowledge: Knowledge, io: Io): Promise<SinkDesk> => {
	const {deskOf} = await import('../sink/desk.ts');
	const {openSinkHere} = await import('../sink/open.ts');
	return deskOf(await openSinkHere({reach}), knowledge, io);
};

/** All that a case is started with. */
export type Ready = {
	readonly playbook: Playbook;
	readonly knowledge: Knowledge;
	readonly reach: Reachability;
	readonly answers: Readonly<Record<string, string>>;
	readonly vault: Vault;
	readonly options: Pick<RunOptions, 'record'>;
	/** What else has to be let go of with the case. */
	readonly release?: () => Promise<void>;
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

/** Starts a case that somebody looks at; its file is written as it happens. */
export const openCase = (
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
