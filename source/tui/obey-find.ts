import type {FindCommand} from './find-ui.ts';
import type {Doors} from './obey.ts';
import type {Situation} from './situation.ts';

/** What a key of these does. */
export const obeyInFind = (
	_command: FindCommand,
	_key: string,
	_situation: Situation,
	_doors: Doors,
): void => {};
