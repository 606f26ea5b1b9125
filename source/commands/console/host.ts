import {idOf} from '../../cases/name.ts';
import type {SinkReach} from '../../core/capture.ts';
import {explainerOf} from '../../core/dialogue.ts';
import type {Knowledge} from '../../core/knowledge.ts';
import {createVault} from '../../engine/redact.ts';
import {reporters} from '../../report/index.ts';
import type {ConsoleHost, OpenCase, SinkDesk} from '../../tui/console.tsx';
import type {CaseTrouble} from '../../tui/host.ts';
import {type Beginning, reachOfCase} from '../case/beginning.ts';
import {isKept, keepFewer, keepNewCase, keptCase} from '../case/store.ts';
import {startCase, worldOf} from '../compose.ts';
import {cleanly} from '../fault.ts';
import {readKnowledge, readPlaybook, version} from '../house.ts';
import type {Io} from '../io.ts';
import {fallbacks} from '../lab/fallbacks.ts';
import {type RunOptions, reachabilityOf} from '../options.ts';
import {recorderOf} from '../output.ts';
import {raiseWorld} from '../worlds.ts';
import {caughtByCase} from './caught.ts';
import {writeReport} from './export.ts';
import {isAlone} from './job.ts';
import {libraryOf} from './library.ts';
import {showInPager} from './pager.ts';
import {shelfOf} from './shelf.ts';

export {fallbacks} from '../lab/fallbacks.ts';

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
		library: libraryOf(),
		cases: shelfOf(),
		reports: reporters.map(({name, about}) => ({name, about})),
		now: Date.now,
		write: cleanly(async (open, report) => writeReport(open, report)),
		page: cleanly(text => showInPager(text, io)),
		isAlone: () => isAlone(),
		open: cleanly(async choice => {
			switch (choice.kind) {
				case 'playbook':
					return openPlaybook(choice.name, await knowledge(), io);
				case 'scenario':
					return openWorld(choice.name, await knowledge(), io);
				case 'case':
					return openStored(choice, await knowledge(), io);
			}
		}),
		openSink: cleanly(async reach => openSink(reach, await knowledge(), io)),
	};
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
export type Ready = Beginning & {
	/** What else has to be let go of with the case. */
	readonly release?: () => Promise<void>;
};

/** A case on disk goes on; where that cannot be, it is a recording. */
const openStored = async (
	{name, file: listed}: {readonly name: string; readonly file?: string},
	knowledge: Knowledge,
	io: Io,
): Promise<OpenCase> => {
	const {CannotGoOn, goOnWith} = await import('../case/going-on.ts');
	// The very file that a list showed, or what is called so among those that are kept: never a path.
	const file = listed !== undefined && isKept(listed) ? listed : keptCase(name);
	try {
		const begun = await goOnWith(file, noOptions, io, knowledge);
		try {
			return openCase({...begun, begun, options: {}}, io);
		} catch (error) {
			await begun.release?.();
			throw error;
		}
	} catch (error) {
		if (!(error instanceof CannotGoOn)) throw error;
		const {recordedCase} = await import('./recorded.ts');
		return recordedCase(file, error.log, error.closed, knowledge);
	}
};

const openWorld = async (name: string, knowledge: Knowledge, io: Io): Promise<OpenCase> =>
	openCase(await readyWorld(name, knowledge), io);

/** Raises a world of the lab, with all that the case in it starts with. */
export const readyWorld = async (name: string, known?: Knowledge): Promise<Ready> => {
	const world = await raiseWorld(name);
	const knowledge = known ?? (await readKnowledge());
	const playbook = await readPlaybook(world.scenario.playbook, knowledge);
	return {
		...world,
		playbook,
		knowledge,
		answers: {...fallbacks(playbook), ...world.answers},
		options: {},
		release: world.close,
	};
};

/** Starts a case that somebody looks at, or goes on with one; its file is written as it happens. */
export const openCase = (ready: Ready, {err, signal}: Pick<Io, 'err' | 'signal'>): OpenCase => {
	const {playbook, knowledge, reach, answers, vault, options, scenario, begun, release} = ready;
	const trouble = watchedTrouble();
	const file = begun?.file ?? options.record ?? keepNewCase(playbook.name, trouble.tell);
	const recorders = file === undefined ? [] : [recorderOf(file, trouble.tell, begun?.lock)];
	const isOurs = file !== undefined && isKept(file);
	const ending = new AbortController();
	const caught = caughtByCase(knowledge, {signal});
	const staffing = {answers, vault, attended: true, signal: ending.signal, sinkOpened: caught.opened};
	const world = {...worldOf(reach, staffing, knowledge), reach: reachOfCase(ready)};
	const session = startCase(playbook, world, recorders, begun?.before);
	const letGo = async () => {
		const before = trouble.snapshot();
		session.send({type: 'cancel'});
		session.send({type: 'leave'});
		try {
			await session.done;
		} finally {
			ending.abort();
			await release?.();
		}
		if (isOurs) keepFewer(scenario?.name);
		// Nobody looks at it any more who could be told otherwise.
		const last = trouble.snapshot();
		if (last && last !== before) err(`${last.text}\n`);
	};
	let closing: Promise<void> | undefined;
	return {
		session,
		explain: explainerOf(knowledge),
		...(file === undefined ? {} : {file}),
		...(isOurs ? {id: idOf(file)} : {}),
		caught,
		trouble,
		close() {
			closing ??= letGo();
			return closing;
		},
	};
};

/** What stands in the way of keeping a case; that nothing more is written stays the last that is said. */
const watchedTrouble = () => {
	const listeners = new Set<() => void>();
	let last: CaseTrouble | undefined;
	return {
		tell(trouble: CaseTrouble) {
			if (last?.ends) return;
			last = trouble;
			for (const listener of listeners) listener();
		},
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => last,
	};
};
