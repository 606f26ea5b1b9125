import {existsSync} from 'node:fs';
import {CaseInUse} from '../../cases/lock.ts';
import {removeCase} from '../../cases/store.ts';
import {readStored} from '../../cases/stored.ts';
import type {StoredCase} from '../../core/stored-case.ts';
import type {CaseShelf} from '../../tui/console.tsx';
import {forgetOldAnswers, inUse, isKept, keptFiles} from '../case/store.ts';
import {fileTrouble} from '../file-trouble.ts';
import {UsageError} from '../io.ts';

/** Cases that are read before somebody else has a turn. */
const atOnce = 25;

/** The cases on disk, read a few at a time, so that no key waits for them. */
export const shelfOf = (): CaseShelf => {
	const listeners = new Set<() => void>();
	let cases: readonly StoredCase[] = [];
	let round = 0;

	const refresh = () => {
		const mine = ++round;
		const found: StoredCase[] = [];
		const read = (files: readonly string[]) => {
			if (mine !== round) return;
			found.push(...files.slice(0, atOnce).map(readStored));
			if (files.length > atOnce) {
				setImmediate(read, files.slice(atOnce));
				return;
			}
			cases = found.toSorted((a, b) => b.openedAt - a.openedAt);
			for (const listener of listeners) listener();
		};
		setImmediate(() => {
			forgetOldAnswers();
			read(filesOrNone());
		});
	};

	return {
		subscribe(listener) {
			if (round === 0) refresh();
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => cases,
		refresh,
		async remove({id, file}) {
			if (!isKept(file))
				throw new UsageError(`lostmail: ${file} is not deleted: it is none of the cases here`);
			if (!existsSync(file)) {
				refresh();
				throw new UsageError(`lostmail: case ${id} is not there any more: somebody else has deleted it.`);
			}
			try {
				removeCase(file);
			} catch (error) {
				if (error instanceof CaseInUse) throw inUse(file, error);
				throw new UsageError(`lostmail: ${file} cannot be deleted: ${fileTrouble(error)}`);
			}
			refresh();
		},
	};
};

/** A folder that cannot be read has no cases that could be shown; a new case will say what is wrong with it. */
const filesOrNone = (): readonly string[] => {
	try {
		return keptFiles();
	} catch {
		return [];
	}
};
