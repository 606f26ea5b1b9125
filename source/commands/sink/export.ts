import {closeSync, mkdirSync, openSync, rmSync, writeSync} from 'node:fs';
import path from 'node:path';
import {emlOf, mboxOf} from '../../sink/export.ts';
import type {Archive} from '../../sink/store.ts';
import {fileTrouble} from '../file-trouble.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {printOctets} from './print-octets.ts';
import {demandKept} from './read.ts';
import {selected} from './select.ts';

export type ExportOptions = {readonly store?: string; readonly mbox?: string; readonly eml?: string};

/** `lostmail sink export`: messages as files that other programs read. What is there is not overwritten. */
export const exportCaught = async (
	words: readonly string[],
	{store, mbox, eml}: ExportOptions,
	io: Pick<Io, 'err' | 'stdout' | 'signal'>,
): Promise<number> => {
	if ((mbox === undefined) === (eml === undefined))
		throw new UsageError('lostmail: sink export: expected --mbox FILE or --eml FOLDER');
	const archive = demandKept(store);
	try {
		const ids = selected(archive, words, Date.now());
		if (ids.length === 0) throw new UsageError('lostmail: no message is like that, so nothing was written');
		if (mbox === '-') return await printAll(archive, ids, io);
		const where = mbox === undefined ? writeEach(archive, ids, eml as string) : writeAll(archive, ids, mbox);
		io.err(`${ids.length === 1 ? 'One message is' : `${ids.length} messages are`} in ${where}.\n`);
		return exitCodes.healthy;
	} finally {
		archive.close();
	}
};

const writeAll = (archive: Archive, ids: readonly number[], file: string): string => {
	write(file, mboxOf(archive, ids));
	return file;
};

/** On a terminal, what a stranger wrote could do anything to it. */
const printAll = async (
	archive: Archive,
	ids: readonly number[],
	io: Pick<Io, 'err' | 'stdout' | 'signal'>,
): Promise<number> => {
	if (io.stdout.isTTY)
		throw new UsageError(
			'lostmail: --mbox -: what a stranger wrote may act on this terminal; send it to a file: … --mbox - > mail.mbox',
		);
	await printOctets(mboxOf(archive, ids), io);
	return exitCodes.healthy;
};

const writeEach = (archive: Archive, ids: readonly number[], folder: string): string => {
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
	} catch (error) {
		throw new UsageError(`lostmail: cannot make ${folder}: ${fileTrouble(error)}`);
	}
	for (const id of ids) write(path.join(folder, `m${id}.eml`), emlOf(archive, id));
	return folder;
};

/** Readable by its owner alone: there are codes in it. What was begun and could not be ended is taken away again. */
const write = (file: string, pieces: Iterable<Buffer>): void => {
	try {
		const handle = openSync(file, 'wx', 0o600);
		try {
			for (const piece of pieces) for (let at = 0; at < piece.length; ) at += writeSync(handle, piece, at);
		} catch (error) {
			rmSync(file, {force: true});
			throw error;
		} finally {
			closeSync(handle);
		}
	} catch (error) {
		const {code} = error as Error & {code?: string};
		throw new UsageError(
			code === 'EEXIST'
				? `lostmail: ${file} is there already, and nothing is overwritten`
				: `lostmail: cannot write ${file}: ${fileTrouble(error)}`,
		);
	}
};
