import type {Doors} from './obey.ts';
import type {PaletteCommand} from './palette-ui.ts';
import type {Situation} from './situation.ts';

/** What a key of these does. */
export const obeyInPalette = (
	_command: PaletteCommand,
	_key: string,
	_situation: Situation,
	_doors: Doors,
): void => {};
