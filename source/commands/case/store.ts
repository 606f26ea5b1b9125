import path from 'node:path';
import envPaths from 'env-paths';
import {forgetAbandoned} from '../../cases/abandoned.ts';
import {findCase} from '../../cases/find.ts';
import type {CaseInUse} from '../../cases/lock.ts';
import {idOf, isCaseName} from '../../cases/name.ts';
import {caseFiles, forgetHeld, mostCases, mostOfTheLab, newCaseFile, pruneCases} from '../../cases/store.ts';
import type {Case} from '../../core/case.ts';
import {printable} from '../../core/printable.ts';
import type {CaseTrouble} from '../../tui/host.ts';
import {fileTrouble} from '../file-trouble.ts';
import {newTag} from '../house.ts';
import {UsageError} from '../io.ts';
import {shellWord} from './shell-word.ts';

/** Case files lie in the user's state folder (XDG), one for each case. */
export const casesFolder = (): string => path.join(envPaths('lostmail', {suffix: ''}).log, 'cases');

/**
 * An empty file for a case that begins now; those that were given up long ago, without a finding, make room for it. Where
 * there is no place for it, that is told, and the case begins without one: a lost mail is looked for all the same.
 */
export const keepNewCase = (playbook: string, tell: (trouble: CaseTrouble) => void): string | undefined => {
	const folder = casesFolder();
	forgetAbandoned(folder, Date.now());
	try {
		return newCaseFile(folder, {playbook, now: Date.now(), newId: () => newTag().slice(0, 6)});
	} catch (error) {
		tell(notKept(folder, error));
		return undefined;
	}
};

/** That a case goes on, and is not written any more. A line of the screen cuts the end, so the path comes last. */
export const notKept = (file: string, error: unknown): CaseTrouble => ({
	text: `From here on this case is not kept: ${fileTrouble(error)}. Go on, and export a report to another place. (${printable(file)})`,
	ends: true,
});

/** Lets the oldest closed cases go when there are too many. Those of the lab are counted only after one of them. */
export const keepFewer = (scenario: string | undefined): void => {
	forgetOldAnswers();
	try {
		pruneCases(casesFolder(), {
			all: mostCases,
			lab: scenario === undefined ? Number.POSITIVE_INFINITY : mostOfTheLab,
		});
	} catch {
		// A folder that cannot be read is told to whoever wants to read it.
	}
};

/** What was typed in cases that were broken off more than a day ago, and is not in their files, is not kept. */
export const forgetOldAnswers = (): void => forgetHeld(casesFolder(), Date.now());

/** Every case file, newest first. */
export const keptFiles = (): readonly string[] => {
	const folder = casesFolder();
	try {
		return caseFiles(folder);
	} catch (error) {
		throw new UsageError(`lostmail: ${folder} cannot be read: ${fileTrouble(error)}`);
	}
};

/** Whether a file is one of those that are kept. */
export const isKept = (file: string): boolean =>
	path.dirname(path.resolve(file)) === casesFolder() && isCaseName(path.basename(file));

/** What is said of a case that somebody else has open. */
export const inUse = (file: string, {pid}: Pick<CaseInUse, 'pid'>): UsageError =>
	new UsageError(
		[
			`lostmail: ${isKept(file) ? `case ${idOf(file)} is` : `${file}: this case is`} open in ${pid === undefined ? 'another lostmail' : `another lostmail, process ${pid}`}.`,
			pid === undefined
				? '  Leave it there first.'
				: `  Leave it there first; where its terminal is gone, "kill ${pid}" ends it, and nothing is lost.`,
		].join('\n'),
	);

/** Where a case that was left is, and what to type next. */
export const keptLines = (file: string, {verdict}: Pick<Case, 'verdict'>): readonly string[] => {
	const called = calledBy(file);
	const next =
		verdict === undefined || verdict === 'cancelled'
			? `To go on: lostmail case resume ${called}`
			: `To see it again: lostmail case show ${called}`;
	return [`The case is kept: ${printable(file)}`, printable(next)];
};

/** How a case is named on a command line: by its id where it is kept, else by its file. */
export const calledBy = (file: string): string => {
	return isKept(file) ? idOf(file) : shellWord(file);
};

const mostNamed = 10;

/** A kept case by its whole id, and nothing else: what a list showed is that one, or gone. */
export const keptCase = (id: string): string => {
	const [file, ...more] = keptFiles().filter(one => idOf(one) === id);
	if (file === undefined)
		throw new UsageError(`lostmail: case ${printable(id.slice(0, 100))} is not there any more.`);
	if (more.length > 0)
		throw new UsageError(
			[
				`lostmail: ${more.length + 1} files are called ${printable(id.slice(0, 100))}; name one of them to lostmail case:`,
				...[file, ...more].slice(0, mostNamed).map(one => `  ${path.basename(one)}`),
			].join('\n'),
		);
	return file;
};

/** The file of a case that was named by its id, the beginning of it, its file name or its path. */
export const fileOfCase = (name: string): string => {
	const found = findCase(name, keptFiles());
	switch (found.is) {
		case 'one':
			return found.file;
		case 'several': {
			const named = found.files.slice(0, mostNamed).map(file => `  ${path.basename(file)}`);
			const more = found.files.length - named.length;
			throw new UsageError(
				[
					`lostmail: ${printable(name)} may be any of ${found.files.length} cases; write more of it, or the name of the file:`,
					...named,
					...(more > 0 ? [`  and ${more} more`] : []),
				].join('\n'),
			);
		}
		case 'none': {
			if (name.includes('/') || name.endsWith('.ndjson'))
				throw new UsageError(
					`lostmail: ${printable(name)}: there is no such file\n  Look at how it is written; lostmail case list shows the cases that are kept here.`,
				);
			const near = found.nearest === undefined ? '.' : `; did you mean ${found.nearest}?`;
			throw new UsageError(
				`lostmail: there is no case "${printable(name.slice(0, 100))}"${near}\n  lostmail case list shows those that there are.`,
			);
		}
	}
};
