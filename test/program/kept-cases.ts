import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {beforeAll} from 'vitest';
import {openFolder} from './in-lab.ts';
import {lostmail} from './lostmail.ts';

/** A state folder of the test's own, in which cases are kept, and a whole case of the lab as lines. */
export const openCases = () => {
	const inFolder = openFolder();
	const surroundings = () => ({env: {XDG_STATE_HOME: inFolder('state')}});
	const cases = () => inFolder('state', 'lostmail', 'cases');
	let whole: readonly string[] = [];
	beforeAll(async () => {
		const record = inFolder('whole.ndjson');
		await lostmail(['demo', 'wrong-password', '--record', record]);
		whole = (await readFile(record, 'utf8')).trimEnd().split('\n');
	});
	return {
		inFolder,
		surroundings,
		cases,
		whole: () => whole,
		command: (...args: readonly string[]) => lostmail(args, surroundings()),
		/** Keeps so many lines of the case as one of its own. */
		keep: async (id: string, lines: number, more = '', at = '2026-11-23T07-00-00-000Z') => {
			await mkdir(cases(), {recursive: true, mode: 0o700});
			const file = path.join(cases(), `${at}-tos-verification-code-${id}.ndjson`);
			await writeFile(file, `${whole.slice(0, lines).join('\n')}\n${more}`);
			return file;
		},
		forget: () => rm(cases(), {recursive: true, force: true}),
	};
};
