import type {GuideCommand} from './guide-ui.ts';
import type {Doors} from './obey.ts';
import type {Situation} from './situation.ts';

/** What a key of these does. */
export const obeyInGuide = (
	_command: GuideCommand,
	_key: string,
	_situation: Situation,
	_doors: Doors,
): void => {};
