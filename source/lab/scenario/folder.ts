import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {failed, type Result} from '../../core/result.ts';
import {assemble, parseWritten} from '../scenario.ts';
import type {ScenarioProblem} from './document.ts';
import {listMessages} from './messages.ts';
import type {Scenario} from './schema.ts';

/** Names of the scenarios in a folder, in order; its parts are none. */
export const listScenarios = async (folder: string): Promise<readonly string[]> =>
	(await readdir(folder))
		.filter(file => file.endsWith('.yaml'))
		.map(file => file.slice(0, -'.yaml'.length))
		.sort();

/**
 * One scenario by its name, its parts (`parts/*.yaml` below the folder) merged and its messages (`messages/*.eml`) found;
 * a name is never a path.
 */
export const readScenario = async (
	folder: string,
	name: string,
): Promise<Result<Scenario, readonly ScenarioProblem[]>> => {
	const nowhere = (message: string) => failed([{message, path: '', line: 1, column: 1}]);
	if (!/^[a-z0-9-]+$/.test(name)) return nowhere(`"${name}" is not the name of a scenario`);
	const source = await readIfThere(join(folder, `${name}.yaml`));
	if (source === undefined) return nowhere(`there is no scenario "${name}"`);
	const own = parseWritten(source);
	if (!own.ok) return own;
	const parts = new Map<string, string>();
	for (const part of own.value.value.parts ?? []) {
		const text = await readIfThere(join(folder, 'parts', `${part}.yaml`));
		if (text !== undefined) parts.set(part, text);
	}
	return assemble(name, own.value, {parts, messages: await listMessages(folder)});
};

const readIfThere = async (file: string): Promise<string | undefined> => {
	try {
		return await readFile(file, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
};
