import {
	closeSync,
	constants,
	fstatSync,
	ftruncateSync,
	openSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import {readBounded} from './bounded.ts';
import {type CaseLock, lockCase} from './lock.ts';
import {heldBeside} from './name.ts';

/** A case file that is being written: lines are appended to it, and none is ever changed. */
export type Recording = {
	write(text: string): void;
	/** Keeps lines beside the file that may not stand in it yet; none: they are not needed any more. */
	hold(lines: readonly string[]): void;
	close(): void;
};

/** Whether a path leads to a file, or to nothing yet; a device or a pipe is neither locked nor continued. */
export const isFile = (file: string): boolean => statSync(file, {throwIfNoEntry: false})?.isFile() ?? true;

/** Begins a case file, in the place of what was there. Throws `CaseInUse`, and what the file system throws. */
export const beginRecording = (file: string): Recording => {
	if (!isFile(file)) return appendTo(openSync(file, 'w', 0o600), undefined);
	const lock = lockCase(file);
	try {
		const handle = openSync(file, 'w', 0o600);
		rmSync(heldBeside(file), {force: true});
		return appendTo(handle, {file, lock});
	} catch (error) {
		lock.release();
		throw error;
	}
};

/** Goes on with a case file that is locked already. A last line that was not finished is cut off first. */
export const continueRecording = (file: string, lock: CaseLock): Recording => {
	try {
		const handle = openSync(file, constants.O_RDWR | constants.O_APPEND | constants.O_NONBLOCK);
		try {
			if (!fstatSync(handle).isFile()) throw new Error('it is no file');
			mendEnd(handle);
		} catch (error) {
			closeSync(handle);
			throw error;
		}
		return appendTo(handle, {file, lock});
	} catch (error) {
		lock.release();
		throw error;
	}
};

const appendTo = (
	handle: number,
	kept: {readonly file: string; readonly lock: CaseLock} | undefined,
): Recording => {
	let isHolding = kept !== undefined;
	let whole = kept === undefined ? 0 : fstatSync(handle).size;
	let isEmptied = false;
	return {
		write(text) {
			const octets = Buffer.from(text);
			try {
				// A disk that becomes full takes a part, and says so only when the rest comes.
				for (let at = 0; at < octets.length; ) at += writeSync(handle, octets, at);
				whole += octets.length;
			} catch (error) {
				if (kept !== undefined) isEmptied = takeBack(handle, whole);
				throw error;
			}
		},
		hold(lines) {
			if (!kept || (lines.length === 0 && !isHolding)) return;
			isHolding = lines.length > 0;
			holdBeside(kept.file, lines);
		},
		close() {
			try {
				closeSync(handle);
				if (kept && isEmptied) rmSync(kept.file, {force: true});
			} finally {
				kept?.lock.release();
			}
		},
	};
};

/** Takes away what was written of a line that could not be ended; whether nothing is left. */
const takeBack = (handle: number, whole: number): boolean => {
	try {
		ftruncateSync(handle, whole);
	} catch {
		// Whoever reads it leaves out a last line that is not whole.
	}
	return whole === 0;
};

/** At once: a reader finds the old lines or the new ones; none, where the new ones cannot be written. */
const holdBeside = (file: string, lines: readonly string[]): void => {
	const beside = heldBeside(file);
	if (lines.length === 0) {
		rmSync(beside, {force: true});
		return;
	}
	const draft = `${beside}-new`;
	try {
		rmSync(draft, {force: true});
		writeFileSync(draft, lines.join(''), {mode: 0o600, flag: 'wx'});
		renameSync(draft, beside);
	} catch (error) {
		// Of the old ones, one may hold what has turned out to be a secret, and nobody would take them away later.
		for (const file of [draft, beside]) forget(file);
		throw error;
	}
};

const forget = (file: string): void => {
	try {
		rmSync(file, {force: true});
	} catch {
		// What may not be deleted stays.
	}
};

/** Octets that are held back at most: more are not read. */
const mostHeld = 4 * 1024 * 1024;

/** The lines that a process has left which was killed while it held them back. */
export const heldLines = (file: string): readonly string[] => {
	try {
		return readBounded(heldBeside(file), {most: mostHeld, links: 'refused'})
			.toString('utf8')
			.split('\n')
			.filter(line => line !== '');
	} catch {
		return [];
	}
};

/** A line without its end is either whole, and gets one, or was cut off by the end of its process, and goes. */
const mendEnd = (handle: number): void => {
	const {size} = fstatSync(handle);
	const start = lastLineIn(handle, size);
	if (start === size) return;
	const line = Buffer.alloc(size - start);
	readSync(handle, line, 0, line.length, start);
	if (isJson(line.toString('utf8'))) writeSync(handle, '\n', size);
	else ftruncateSync(handle, start);
};

const piece = 65_536;

/** Where the last line begins. */
const lastLineIn = (handle: number, size: number): number => {
	for (let end = size; end > 0; end -= piece) {
		const start = Math.max(0, end - piece);
		const octets = Buffer.alloc(end - start);
		readSync(handle, octets, 0, octets.length, start);
		const at = octets.lastIndexOf(0x0a);
		if (at >= 0) return start + at + 1;
	}
	return 0;
};

const isJson = (text: string): boolean => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};
