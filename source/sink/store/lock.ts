import {chmodSync, closeSync, mkdirSync, openSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {guarded} from './fault.ts';

const mine = 0o600;
const mineAlone = 0o700;

/** Makes a file that nobody else can read, and its folder where there is none; one that is there is made so. */
export const makePrivate = (file: string): void => {
	mkdirSync(path.dirname(file), {recursive: true, mode: mineAlone});
	try {
		closeSync(openSync(file, 'wx', mine));
	} catch (thrown) {
		if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
		chmodSync(file, mine);
	}
};

/**
 * Makes this process the one writer of a store, by a lock of the operating system on a file beside it: it goes with the
 * process, however that ends. Throws `in-use` where another one has it. The file itself stays, and says nothing.
 */
export const lock = (file: string): {release(): void} => {
	const beside = `${file}-lock`;
	return guarded(file, () => {
		makePrivate(beside);
		const database = new DatabaseSync(beside, {timeout: 0});
		try {
			database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
		} catch (thrown) {
			database.close();
			throw thrown;
		}
		return {release: () => database.close()};
	});
};
