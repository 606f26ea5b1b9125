import {chmodSync, closeSync, lstatSync, mkdirSync, openSync, statSync} from 'node:fs';
import path from 'node:path';
import {StoreFault} from './fault.ts';

const mine = 0o600;
const mineAlone = 0o700;
const ofOthers = 0o077;

/**
 * Makes a file that nobody else can read, and the folders that are missing for it; a file that is there is made so, a
 * folder that is there is left as it is. Throws a `StoreFault`: `link` where the file is a symbolic link, which is not
 * followed, or `failed` where its folder cannot be; and what the file system throws.
 */
export const makePrivate = (file: string): void => {
	makeFolder(path.dirname(path.resolve(file)), file);
	try {
		if (!isThere(file)) closeSync(openSync(file, 'wx', mine));
	} catch (thrown) {
		// Somebody was quicker.
		if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere(file)) throw thrown;
	}
	if ((statSync(file).mode & ofOthers) !== 0) chmodSync(file, mine);
};

/** Throws a `StoreFault`, `link`, where a file is a symbolic link: what it leads to belongs to somebody else. */
export const refuseLink = (file: string): void => {
	isThere(file);
};

/**
 * Throws a `StoreFault`, `many-names`, where a file has a second name (a hard link): its lock stands beside one of them, and
 * whoever comes by the other would not meet it.
 */
export const refuseSecondName = (file: string): void => {
	const status = statSync(file, {throwIfNoEntry: false});
	if (status?.isFile() && status.nlink > 1) throw new StoreFault('many-names', file);
};

const isThere = (file: string): boolean => {
	const status = lstatSync(file, {throwIfNoEntry: false});
	if (status?.isSymbolicLink()) throw new StoreFault('link', file);
	if (status && !status.isFile()) throw new StoreFault('not-a-store', file);
	return status !== undefined;
};

/** One after the other, beginning below the last that is there: Node's own way does not end in /proc. */
const makeFolder = (folder: string, file: string): void => {
	const status = statSync(folder, {throwIfNoEntry: false});
	if (status?.isDirectory()) return;
	const parent = path.dirname(folder);
	if (status || parent === folder) throw new StoreFault('failed', file, `${folder} is no folder`);
	makeFolder(parent, file);
	try {
		mkdirSync(folder, {mode: mineAlone});
	} catch (thrown) {
		const {code} = thrown as NodeJS.ErrnoException;
		if (code === 'ENOENT') throw new StoreFault('failed', file, `no folder can be made at ${folder}`);
		if (code !== 'EEXIST' || !statSync(folder).isDirectory()) throw thrown;
	}
};
