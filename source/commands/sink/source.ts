import {existsSync} from 'node:fs';
import {StoreFault, type StoreFaultCode} from '../../sink/store/fault.ts';
import {lock} from '../../sink/store/lock.ts';
import {openArchive} from '../../sink/store/open.ts';
import type {Archive} from '../../sink/store.ts';
import type {Io} from '../io.ts';
import {complaintOf} from './complaint.ts';
import {openSinkHere} from './open.ts';
import {openingLines} from './opening.ts';
import type {ServeOptions} from './options.ts';
import {settingsOf} from './settings.ts';
import {shownPath, sinkCommandLine, usualStore} from './store-file.ts';

/** What somebody waits at: what a sink keeps, whoever runs it. It may come to be only while it is waited for. */
export type Source = {
	/** Nothing while there is nothing that could be read. */
	archive(): Archive | undefined;
	/** Why nothing could come, as a sentence; nothing while something could. */
	trouble(): string | undefined;
	close(): Promise<void>;
};

/** A sink that is opened for it. */
export const openedSource = async (options: ServeOptions, io: Io): Promise<Source> => {
	const here = await openSinkHere(await settingsOf(options, io)).catch((error: unknown) => {
		throw complaintOf(error);
	});
	io.err(`${openingLines(here).join('\n')}\n\n`);
	return {archive: () => here.store, trouble: () => undefined, close: here.close};
};

/** What another process keeps. A file that somebody is just about to make cannot be read for a moment. */
export const keptSource = (store: string = usualStore()): Source => {
	let archive: Archive | undefined;
	let failure: string | undefined;
	return {
		archive() {
			if (archive || !existsSync(store)) return archive;
			try {
				archive = openArchive(store);
			} catch (error) {
				if (error instanceof StoreFault && hopeless.has(error.code)) throw complaintOf(error);
				failure = (error as Error).message;
			}
			return archive;
		},
		trouble() {
			if (!archive && failure !== undefined) return failure;
			if (existsSync(store) && isServed(store)) return undefined;
			return `No sink runs on ${shownPath(store)}: ${sinkCommandLine('', store)} opens one, and so does --serve.`;
		},
		close: async () => archive?.close(),
	};
};

/** What no waiting mends. */
const hopeless: ReadonlySet<StoreFaultCode> = new Set(['not-a-store', 'newer-format', 'corrupt']);

/** Whether a sink writes to a store at this moment; where that cannot be told, nothing is said against it. */
const isServed = (store: string): boolean => {
	try {
		lock(store).release();
		return false;
	} catch {
		return true;
	}
};
