import type {HomeCommand} from './home-ui.ts';
import type {Doors} from './obey.ts';
import type {Situation} from './situation.ts';

/** What a key of the lists of home does. */
export const obeyAtHome = (
	_command: HomeCommand,
	_key: string,
	_situation: Situation,
	_doors: Doors,
): void => {};
