import {
	chmodSync,
	closeSync,
	openSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';

/**
 * Writes a text into a file that was not there, readable by its owner alone. What was begun and could not be ended is taken
 * away again. Throws what the file system throws: `EEXIST` where something is there.
 */
export const writeNew = (file: string, text: string): void => {
	const handle = openSync(file, 'wx', 0o600);
	try {
		try {
			writeFileSync(handle, text);
		} finally {
			// Some disks say only now that they are full.
			closeSync(handle);
		}
	} catch (error) {
		rmSync(file, {force: true});
		throw error;
	}
};

/**
 * Writes a text in the place of what a file held, which stays as it is until all of the new text is on the disk. A device
 * or a pipe takes whatever comes. Throws what the file system throws.
 */
export const writeOver = (file: string, text: string): void => {
	const there = statSync(file, {throwIfNoEntry: false});
	if (!there?.isFile()) {
		if (there) writeFileSync(file, text);
		else writeNew(file, text);
		return;
	}
	const target = realpathSync(file);
	const draft = `${target}.${process.pid}-new`;
	writeNew(draft, text);
	try {
		chmodSync(draft, there.mode & 0o777);
		renameSync(draft, target);
	} catch (error) {
		rmSync(draft, {force: true});
		throw error;
	}
};
