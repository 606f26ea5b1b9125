import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** The folder of everything an author edits, beside the program wherever it was built to. */
export const playbooksFolder = (): string => {
	const here = import.meta.dirname;
	const found = ['..', '../..']
		.map(up => path.join(here, up, 'playbooks'))
		.find(folder => existsSync(folder));
	if (!found) throw new Error(`the folder "playbooks" is missing beside ${here}`);
	return found;
};

export const version: string = (
	JSON.parse(readFileSync(path.join(playbooksFolder(), '..', 'package.json'), 'utf8')) as {version: string}
).version;
