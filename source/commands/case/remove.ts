import path from 'node:path';
import {createInterface} from 'node:readline';
import {CaseInUse} from '../../cases/lock.ts';
import {removeCase} from '../../cases/store.ts';
import {readStored} from '../../cases/stored.ts';
import {printable} from '../../core/printable.ts';
import type {StoredCase} from '../../core/stored-case.ts';
import {fileTrouble} from '../file-trouble.ts';
import {exitCodes, type Io, UsageError} from '../io.ts';
import {calledBy, fileOfCase, inUse, isKept} from './store.ts';

/** `lostmail case rm`: all of them, or none where one is open, is no case, or nobody agreed. */
export const removeCases = async (
	names: readonly string[],
	{yes}: {readonly yes?: true},
	io: Io,
): Promise<number> => {
	const cases = [...new Set(names.map(fileOfCase))].map(readStored);
	for (const {file, isOpen, unreadable} of cases) {
		if (isOpen) throw inUse(file, {pid: undefined});
		// Whatever lies elsewhere begins as a case, or stays.
		if (unreadable !== undefined && !isKept(file))
			throw new UsageError(`lostmail: ${file} is not deleted: ${unreadable}`);
	}
	if (!yes && !(await agreed(cases, io))) {
		io.err('Nothing is deleted.\n');
		return exitCodes.healthy;
	}
	for (const {file} of cases) removeOne(file);
	io.err(cases.length === 1 ? 'One case is deleted.\n' : `${cases.length} cases are deleted.\n`);
	return exitCodes.healthy;
};

const removeOne = (file: string): void => {
	try {
		removeCase(file);
	} catch (error) {
		if (error instanceof CaseInUse) throw inUse(file, error);
		throw new UsageError(`lostmail: ${file} cannot be deleted: ${fileTrouble(error)}`);
	}
};

const agreed = async (cases: readonly StoredCase[], io: Io): Promise<boolean> => {
	if (!io.stdin.isTTY || !io.stderr.isTTY)
		throw new UsageError('lostmail: nobody is here to be asked; --yes deletes without asking.');
	for (const {file, playbook} of cases)
		io.err(`${printable([calledBy(file), playbook.name || path.basename(file)].join('  '))}\n`);
	const what = cases.length === 1 ? 'this case' : `these ${cases.length} cases`;
	return new Promise(resolve => {
		const lines = createInterface({input: io.stdin, output: io.stderr});
		lines.question(`Delete ${what} for good? (yes/no) `, answer => {
			resolve(/^y(?:es)?$/i.test(answer.trim()));
			lines.close();
		});
		lines.once('SIGINT', () => lines.close());
		lines.once('close', () => resolve(false));
	});
};
