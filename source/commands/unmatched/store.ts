import {randomBytes} from 'node:crypto';
import {chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import {printableJson} from '../../core/printable.ts';
import {type Entry, entrySchema} from './entry.ts';

/** Octets of the file. */
const largest = 1024 * 1024;

/** Where replies that no rule knows are kept: in the user's state folder (XDG). */
export const unmatchedFile = (): string =>
	path.join(envPaths('lostmail', {suffix: ''}).log, 'unmatched.ndjson');

/** What is kept, oldest first; a line that is none of ours is left out. Throws where the file cannot be read. */
export const readUnmatched = (file: string): readonly Entry[] => {
	const found = statSync(file, {throwIfNoEntry: false});
	if (!found) return [];
	if (!found.isFile() || found.size > largest * 2) throw new Error(`${file} is not a list of replies`);
	return readFileSync(file, 'utf8')
		.split('\n')
		.flatMap(line => entryIn(line) ?? []);
};

const entryIn = (line: string): Entry | undefined => {
	if (line.trim() === '') return undefined;
	try {
		return entrySchema.safeParse(JSON.parse(line)).data;
	} catch {
		return undefined;
	}
};

/**
 * Puts a new list in the place of the old one, at once: a reader sees the old list or the new one. Of two programs
 * that write at the same moment, the later one wins. Throws where nothing can be written.
 */
export const writeUnmatched = (file: string, entries: readonly Entry[]): void => {
	const folder = path.dirname(file);
	mkdirSync(folder, {recursive: true, mode: 0o700});
	chmodSync(folder, 0o700);
	const draft = `${file}.${randomBytes(6).toString('hex')}`;
	try {
		writeFileSync(draft, fitting(entries), {mode: 0o600, flag: 'wx'});
		renameSync(draft, file);
	} catch (error) {
		rmSync(draft, {force: true});
		throw error;
	}
};

/** The newest entries that the file has room for, one line each. */
const fitting = (entries: readonly Entry[]): string => {
	const lines: string[] = [];
	let size = 0;
	for (const entry of entries.toReversed()) {
		const line = `${printableJson(entry)}\n`;
		size += Buffer.byteLength(line);
		if (size > largest) break;
		lines.unshift(line);
	}
	return lines.join('');
};
