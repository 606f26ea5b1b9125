import {closeSync, lstatSync, openSync, realpathSync, rmSync, statSync} from 'node:fs';
import process from 'node:process';
import type {DatabaseSync} from 'node:sqlite';
import {lockBeside} from './name.ts';

/** Another process, or another tab of this one, has the case open. */
export class CaseInUse extends Error {
	override readonly name = 'CaseInUse';
	/** Absent where it is not known. */
	readonly pid: number | undefined;
	constructor(file: string, pid: number | undefined) {
		super(`${file} is open in ${pid === undefined ? 'another process' : `process ${pid}`}`);
		this.pid = pid;
	}
}

export type CaseLock = {release(): void};

/** Milliseconds that somebody is waited for who only looks whether a case is open. */
const patience = 100;

/** SQLITE_BUSY, whatever its extension (https://www.sqlite.org/rescode.html). */
const busy = 5;

const attempts = 5;

/**
 * Makes this process the one that has a case open, by a lock of the operating system on a file beside it: it goes with the
 * process, however that ends. Throws `CaseInUse` where somebody has it. Where the file system knows no locks, or nothing
 * can be written beside the case, it is open without one: that is no reason not to look for a lost mail.
 */
export const lockCase = (file: string): CaseLock => {
	try {
		return take(file, patience);
	} catch (error) {
		if (error instanceof CaseInUse) throw error;
		return {release: () => undefined};
	}
};

/** Whether somebody has the case open; the lock of a process that is gone is tidied away. */
export const isLocked = (file: string): boolean => {
	if (!lstatSync(lockBeside(file), {throwIfNoEntry: false})?.isFile()) return false;
	try {
		take(file, 0).release();
		return false;
	} catch (error) {
		return error instanceof CaseInUse;
	}
};

const take = (file: string, timeout: number, left = attempts): CaseLock => {
	const beside = lockBeside(realOf(file));
	const isNew = makePrivate(beside);
	const before = inodeOf(beside);
	const database = open(beside, timeout);
	try {
		// It holds nothing but a number, which nobody needs after a power cut.
		database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
		if (before === undefined || inodeOf(beside) !== before) throw new Moved();
		database.exec(`PRAGMA user_version = ${process.pid}; COMMIT; BEGIN IMMEDIATE`);
		return {
			release() {
				if (!database.isOpen) return;
				if (inodeOf(beside) === before) rmSync(beside, {force: true});
				database.close();
			},
		};
	} catch (error) {
		const pid = isBusy(error) ? holderIn(database) : undefined;
		database.close();
		if (isBusy(error)) throw new CaseInUse(file, pid);
		// Whoever had it has just let go of it, file and all.
		if (error instanceof Moved && left > 0) return take(file, timeout, left - 1);
		if (isNew && inodeOf(beside) === before) rmSync(beside, {force: true});
		throw error;
	}
};

class Moved extends Error {}

/** Loaded when the first case is opened. Node 22 calls it experimental, which nobody who looks for a mail needs to read. */
const open = (file: string, timeout: number): DatabaseSync => {
	const {emitWarning} = process;
	process.emitWarning = () => undefined;
	try {
		return new (process.getBuiltinModule('node:sqlite').DatabaseSync)(file, {timeout});
	} finally {
		process.emitWarning = emitWarning;
	}
};

const isBusy = (error: unknown): boolean => ((error as {errcode?: number}).errcode ?? 0) % 256 === busy;

const holderIn = (database: DatabaseSync): number | undefined => {
	try {
		const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
		return typeof version === 'number' && version > 0 ? version : undefined;
	} catch {
		return undefined;
	}
};

/** Whether it was not there. */
const makePrivate = (file: string): boolean => {
	try {
		closeSync(openSync(file, 'wx', 0o600));
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || lstatSync(file).isSymbolicLink()) throw error;
		return false;
	}
};

/** A case that is reached by a link is locked beside the file itself. */
const realOf = (file: string): string => {
	try {
		return realpathSync(file);
	} catch {
		return file;
	}
};

const inodeOf = (file: string): string | undefined => {
	const status = statSync(file, {bigint: true, throwIfNoEntry: false});
	return status && `${status.dev}:${status.ino}`;
};
