import {realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {guarded, StoreFault} from './fault.ts';
import {makePrivate} from './private.ts';

/** What makes this process the one writer of a store. */
export type Lock = {
	/** Throws a `StoreFault`, `in-use`, once the file that is locked is not the one beside the store any more. */
	check(): void;
	release(): void;
};

/**
 * Makes this process the one writer of a store, by a lock of the operating system on a file beside it: it goes with the
 * process, however that ends. By whatever links the store is reached, the lock is beside the file itself. Throws a
 * `StoreFault`: `in-use` where another one has it, `link` where somebody put a link in its place. The file itself stays,
 * and says nothing.
 */
export const lock = (file: string): Lock =>
	guarded(file, () => {
		const beside = `${realFile(file)}-lock`;
		makePrivate(beside);
		const check = watch(beside, () => new StoreFault('in-use', file));
		const database = new DatabaseSync(beside, {timeout: 0});
		try {
			database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
			check();
		} catch (thrown) {
			database.close();
			throw thrown;
		}
		return {check, release: () => database.close()};
	});

/** Where a file is in truth; of one that is not there yet, where its folder is. */
export const realFile = (file: string): string => {
	const folder = realOf(path.dirname(path.resolve(file)));
	return realOf(file) ?? path.join(folder ?? path.dirname(path.resolve(file)), path.basename(file));
};

const realOf = (file: string): string | undefined => {
	try {
		return realpathSync(file);
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return;
		throw thrown;
	}
};

/** What is called later throws, and goes on to, once a file is not the one any more that it is now. */
export const watch = (file: string, fault: () => StoreFault): (() => void) => {
	const before = inodeOf(file);
	let isLost = before === undefined;
	return () => {
		isLost ||= inodeOf(file) !== before;
		if (isLost) throw fault();
	};
};

/** Which file it is, whatever its name; one that somebody has open keeps its number. */
const inodeOf = (file: string): string | undefined => {
	const status = statSync(file, {bigint: true, throwIfNoEntry: false});
	return status && `${status.dev}:${status.ino}`;
};
