import {closeSync, constants, fstatSync, openSync, readFileSync, readSync, statSync} from 'node:fs';
import {lockCase} from './lock.ts';
import {readName} from './name.ts';
import {caseFiles, removeLocked} from './store.ts';
import {readStored} from './stored.ts';

/** Milliseconds after its last event for which a case is kept that was given up before anything was found out. */
export const longestAbandoned = 7 * 86_400_000;

/** Octets of a case that may have come to nothing: its questions and their answers are far fewer. */
const largest = 512 * 1024;

/** By these, something was found out, looked at, or done. Within a string the quotes would be escaped. */
const telling = ['step.finished', 'step.observed', 'step.crashed', 'action.ticked', 'action.unticked'].map(
	type => `"type":"${type}"`,
);

/**
 * Whether a case is unfinished and holds no finding, so that whoever asks its questions anew loses nothing but what was
 * typed. False for what is no case file of ours, and for what cannot be read.
 */
export const holdsNoFinding = (file: string): boolean => {
	if (!readName(file)) return false;
	if (hasVerdict(file)) return false;
	const {unreadable, verdict, diagnosis} = readStored(file);
	if (unreadable !== undefined) return isEmpty(file);
	if (diagnosis || (verdict !== undefined && verdict !== 'cancelled')) return false;
	try {
		if (statSync(file).size > largest) return false;
		const text = readFileSync(file, 'utf8');
		return !telling.some(words => text.includes(words));
	} catch {
		return false;
	}
};

/** Octets at the end of a file in which a verdict is usually met: of nearly all cases, no more is read. */
const usualEnd = 1024;

const hasVerdict = (file: string): boolean => {
	try {
		const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
		try {
			const {size} = fstatSync(handle);
			const octets = Buffer.alloc(Math.min(size, usualEnd));
			readSync(handle, octets, 0, octets.length, size - octets.length);
			return /"type":"case\.closed","verdict":"(?:healthy|diagnosed|inconclusive)"/.test(
				octets.toString('latin1'),
			);
		} finally {
			closeSync(handle);
		}
	} catch {
		return false;
	}
};

/** Its process was killed, or its disk was full, before the first event was written. */
const isEmpty = (file: string): boolean => {
	const status = statSync(file, {throwIfNoEntry: false});
	return status?.isFile() === true && status.size === 0;
};

/**
 * Deletes the cases that were given up more than a week ago without a finding, unless somebody has one open. What was found
 * is never deleted by this. Never throws.
 */
export const forgetAbandoned = (folder: string, now: number): void => {
	for (const file of filesIn(folder)) {
		// The name tells when it was begun: nothing is read of a case that is younger.
		if (now - (readName(file)?.openedAt ?? now) <= longestAbandoned || !isOver(file, now)) continue;
		try {
			const lock = lockCase(file);
			try {
				// Somebody may have gone on with it before it was locked.
				if (isOver(file, now)) removeLocked(file);
			} finally {
				lock.release();
			}
		} catch {
			// Somebody has it open, or it may not be deleted: then it stays.
		}
	}
};

const isOver = (file: string, now: number): boolean => {
	if (hasVerdict(file)) return false;
	const {lastAt, unreadable} = readStored(file);
	const last = unreadable === undefined ? lastAt : (statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? now);
	return now - last > longestAbandoned && holdsNoFinding(file);
};

const filesIn = (folder: string): readonly string[] => {
	try {
		return caseFiles(folder);
	} catch {
		return [];
	}
};
