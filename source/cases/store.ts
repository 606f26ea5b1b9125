import {closeSync, constants, lstatSync, mkdirSync, openSync, readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import type {StoredCase} from '../core/stored-case.ts';
import {isLocked, lockCase} from './lock.ts';
import {caseFileName, caseOfHeld, heldBeside, idOf, isCaseName, readName} from './name.ts';
import {readStored} from './stored.ts';

/** How many cases are kept: beyond that the oldest that are closed go. */
export const mostCases = 2000;
export const mostOfTheLab = 50;

/** The case files of a folder, newest first by the time that their names begin with. A folder that is not there has none. */
export const caseFiles = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder)
			.filter(isCaseName)
			.map(name => ({name, openedAt: readName(name)?.openedAt ?? 0}))
			.sort((a, b) => b.openedAt - a.openedAt || (a.name < b.name ? 1 : -1))
			.map(({name}) => path.join(folder, name));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw error;
	}
};

/** The cases of a folder, newest first, at most so many. Throws where the folder cannot be read. */
export const storedCases = (folder: string, most = Number.POSITIVE_INFINITY): readonly StoredCase[] =>
	caseFiles(folder).slice(0, most).map(readStored);

/**
 * Makes a new, empty case file in the folder, and the folder where it is missing, both for this user alone. `newId` makes
 * six hexadecimal digits that are likely to be new. Throws what the file system throws.
 */
export const newCaseFile = (
	folder: string,
	{playbook, now, newId}: {readonly playbook: string; readonly now: number; readonly newId: () => string},
): string => {
	mkdirSync(folder, {recursive: true, mode: 0o700});
	const taken = new Set(caseFiles(folder).map(idOf));
	for (;;) {
		const id = newId();
		if (taken.has(id)) continue;
		const file = path.join(folder, caseFileName(playbook, now, id));
		closeSync(openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600));
		return file;
	}
};

/** Deletes a case for good, with all that lies beside it. Throws `CaseInUse`, and what the file system throws. */
export const removeCase = (file: string): void => {
	const lock = lockCase(file);
	try {
		removeLocked(file);
	} finally {
		lock.release();
	}
};

/** The same for a case that is locked already. */
export const removeLocked = (file: string): void => {
	rmSync(file);
	for (const beside of [heldBeside(file), `${heldBeside(file)}-new`]) rmSync(beside, {force: true});
};

/** Milliseconds for which what was typed in a case waits for somebody to go on with it, when its process was killed. */
const longestHeld = 86_400_000;

/**
 * Deletes what processes that were killed have held back beside cases that nobody has gone on with for a day, or that are
 * gone: it may hold a secret that was typed in the wrong place. The questions are asked again then. Never throws.
 */
export const forgetHeld = (folder: string, now: number): void => {
	for (const name of namesIn(folder)) {
		const file = caseOfHeld(path.join(folder, name));
		if (file === undefined) continue;
		try {
			const status = lstatSync(path.join(folder, name));
			const isLeft = now - status.mtimeMs > longestHeld || !lstatSync(file, {throwIfNoEntry: false});
			if (isLeft && !isLocked(file)) rmSync(path.join(folder, name), {force: true});
		} catch {
			// It is gone meanwhile, or it may not be deleted: then it stays.
		}
	}
};

const namesIn = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** Deletes the oldest closed cases beyond what is kept. What cannot be deleted stays. */
export const pruneCases = (folder: string, most: {readonly all: number; readonly lab: number}): void => {
	const files = caseFiles(folder);
	if (files.length <= Math.min(most.all, most.lab)) return;
	const cases = files.map(readStored);
	const ofTheLab = cases.filter(({scenario}) => scenario !== undefined);
	const spare = new Set(surplus(ofTheLab, most.lab));
	const kept = cases.filter(one => !spare.has(one));
	for (const {file} of [...spare, ...surplus(kept, most.all)]) {
		try {
			removeCase(file);
		} catch {
			// Somebody has opened it meanwhile, or it may not be deleted: then it stays.
		}
	}
};

/** The oldest closed ones among those that are too many, given newest first. */
const surplus = (cases: readonly StoredCase[], most: number): readonly StoredCase[] =>
	cases
		.filter(({verdict, isOpen}) => verdict !== undefined && !isOpen)
		.toReversed()
		.slice(0, Math.max(0, cases.length - most));
