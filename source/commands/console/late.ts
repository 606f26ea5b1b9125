import type {Knowledge} from '../../core/knowledge.ts';
import type {CaseShelf, ConsoleHost} from '../../tui/console.tsx';
import {version} from '../installed.ts';
import type {Io} from '../io.ts';
import {isAlone} from './job.ts';
import {libraryOf} from './library.ts';

/**
 * The console's host for its first frame: what cases and sinks need is most of the program, and is loaded when the first
 * of them is opened. `known` is the knowledge where it was read already.
 */
export const lateHost = (io: Io, known?: Knowledge): ConsoleHost => {
	let loading: Promise<ConsoleHost> | undefined;
	let host: ConsoleHost | undefined;
	const load = (): Promise<ConsoleHost> => {
		loading ??= import('./host.ts').then(({hostOf}) => {
			host = hostOf(io, known);
			return host;
		});
		return loading;
	};
	return {
		version,
		library: libraryOf(),
		cases: lateShelf(async () => (await import('./shelf.ts')).shelfOf()),
		get reports() {
			if (!host) void load().catch(() => undefined);
			return host?.reports ?? [];
		},
		now: Date.now,
		open: async choice => (await load()).open(choice),
		openSink: async reach => (await load()).openSink(reach),
		write: async (open, report) => (await load()).write(open, report),
		page: async text => (await load()).page(text),
		isAlone: () => isAlone(),
	};
};

const none: ReturnType<CaseShelf['snapshot']> = [];

/** The cases on disk, when what reads them is there. */
const lateShelf = (load: () => Promise<CaseShelf>): CaseShelf => {
	const listeners = new Set<() => void>();
	let shelf: CaseShelf | undefined;
	let isBegun = false;
	const tell = () => {
		for (const listener of listeners) listener();
	};
	const begin = () => {
		if (isBegun) return;
		isBegun = true;
		setImmediate(() => {
			void load().then(loaded => {
				shelf = loaded;
				shelf.subscribe(tell);
				tell();
			});
		});
	};
	return {
		subscribe(listener) {
			listeners.add(listener);
			begin();
			return () => listeners.delete(listener);
		},
		snapshot: () => shelf?.snapshot() ?? none,
		refresh: () => shelf?.refresh(),
		remove: async stored => (await load()).remove(stored),
	};
};
