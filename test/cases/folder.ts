import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach} from 'vitest';
import {caseFileName} from '../../source/cases/name.ts';
import type {Happening} from '../../source/core/event.ts';

const folders = new Set<string>();
afterEach(() => {
	for (const folder of folders) rmSync(folder, {recursive: true, force: true});
	folders.clear();
});

/** A folder of the test's own. */
export const newFolder = (): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-cases-'));
	folders.add(folder);
	return folder;
};

export const began = Date.UTC(2026, 10, 23, 7);

type Told = {
	readonly id: string;
	readonly at?: number;
	readonly scenario?: string;
	/** What happened after it was opened. */
	readonly events?: readonly Happening[];
	/** What stands in the file after that. */
	readonly end?: string;
};

export const closed = (verdict: 'healthy' | 'diagnosed' | 'inconclusive' | 'cancelled'): Happening => ({
	type: 'case.closed',
	verdict,
});

/** The lines of a case. */
export const linesOf = ({id: _, at = began, scenario, events = []}: Told): readonly string[] =>
	[
		{
			type: 'case.opened',
			format: 1,
			version: '1',
			playbook: {name: 'p', title: 'P', sha256: '0'},
			inputs: [],
			steps: [],
			reach: {
				...(scenario === undefined ? {} : {scenario}),
				resolvers: [],
				connectTo: [],
				ca: [],
				timeout: 1,
				deadline: 1,
			},
		},
		...events,
	].map((happening, seq) => `${JSON.stringify({seq, at: at + seq, ...happening})}\n`);

/** Writes a case into the folder; its file. */
export const writeCase = (folder: string, told: Told): string => {
	const file = path.join(folder, caseFileName('p', told.at ?? began, told.id));
	writeFileSync(file, linesOf(told).join('') + (told.end ?? ''));
	return file;
};
