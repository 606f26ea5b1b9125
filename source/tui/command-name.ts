/** What a key asks for. `list`: the list under it takes it itself. */
export type CommandName =
	| SinkCommand
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
	| 'help'
	| 'quit'
	| 'cancel'
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
