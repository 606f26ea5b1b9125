import {type FindCommand, findCommands} from './find-ui.ts';
import {type GuideCommand, guideCommands} from './guide-ui.ts';
import {type HomeCommand, homeCommands} from './home-ui.ts';
import {type PaletteCommand, paletteCommands} from './palette-ui.ts';

/** What a key asks for. `list`: the list under it takes it itself. */
export type CommandName =
	| SinkCommand
	| HomeCommand
	| GuideCommand
	| FindCommand
	| PaletteCommand
	| 'list'
	| 'up'
	| 'down'
	| 'top'
	| 'bottom'
	| 'page-up'
	| 'page-down'
	| 'open'
	| 'answer'
	| 'confirm'
	| 'yes'
	| 'no'
	| 'back'
	| 'previous'
	| 'pane'
	| 'filter'
	| 'keep'
	| 'unsure'
	| 'desk'
	| 'forward'
	| 'manner'
	| 'tab'
	| 'close'
	| 'again-all'
	| 'view'
	| 'pager'
	| 'export'
	| 'question'
	| 'caught'
	| 'transcript'
	| 'diagnosis'
	| 'procedure'
	| 'turn'
	| 'tick'
	| 'unfold'
	| 'again'
	| 'copy'
	| 'copy-line'
	| 'help'
	| 'quit'
	| 'cancel'
	| 'repaint'
	| 'suspend';

/** What only the screens of a sink know. */
export const sinkCommands = [
	'look',
	'search',
	'find',
	'part',
	'talk',
	'enter-what',
	'copy-caught',
	'save',
	'remove',
	'authenticate',
	'leave-search',
	'leave-page',
	'leave-sink',
] as const;
export type SinkCommand = (typeof sinkCommands)[number];

export const isSinkCommand = (command: CommandName): command is SinkCommand =>
	sinkCommands.some(known => known === command);

export const isHomeCommand = (command: CommandName): command is HomeCommand =>
	homeCommands.some(known => known === command);
export const isGuideCommand = (command: CommandName): command is GuideCommand =>
	guideCommands.some(known => known === command);
export const isFindCommand = (command: CommandName): command is FindCommand =>
	findCommands.some(known => known === command);
export const isPaletteCommand = (command: CommandName): command is PaletteCommand =>
	paletteCommands.some(known => known === command);
