import {existsSync} from 'node:fs';
import path from 'node:path';
import {nearest} from '../core/nearest.ts';
import {idOf, isCaseName} from './name.ts';

/** What a name on the command line may mean. */
export type Found =
	| {readonly is: 'one'; readonly file: string}
	/** It begins several, or several are called so. */
	| {readonly is: 'several'; readonly files: readonly string[]}
	| {readonly is: 'none'; readonly nearest?: string};

/** Characters of an id that may stand for it. */
const shortest = 4;

/** A case by its id, the beginning of its id, the name of its file, or a path; `files` are those that are stored. */
export const findCase = (name: string, files: readonly string[]): Found => {
	const exact = files.filter(file => idOf(file) === name || isCalled(file, name));
	const [only] = exact;
	if (only !== undefined && exact.length === 1) return {is: 'one', file: only};
	if (exact.length > 1) return {is: 'several', files: exact};
	if (name !== '' && existsSync(name)) return {is: 'one', file: path.resolve(name)};
	const begun = name.length < shortest ? [] : files.filter(file => idOf(file).startsWith(name.toLowerCase()));
	const [first] = begun;
	if (first !== undefined && begun.length === 1) return {is: 'one', file: first};
	if (begun.length > 1) return {is: 'several', files: begun};
	const near = nearest(name.slice(0, 100), files.map(idOf));
	return {is: 'none', ...(near === undefined ? {} : {nearest: near})};
};

const isCalled = (file: string, name: string): boolean => {
	const own = path.basename(file);
	return own === name || (isCaseName(own) && own === `${name}.ndjson`);
};
