/** Where a key is pressed: a screen, or the part of it that has the keyboard. */
export type Place =
	| 'home'
	| 'filter'
	| 'opening'
	| 'choice'
	| 'text'
	| 'between'
	| 'run'
	| 'step'
	| 'transcript'
	| 'diagnosis'
	| 'procedure'
	| 'guard'
	/** Of a sink: the list, its search, a message, a session, and what to enter on the device. */
	| 'inbox'
	| 'search'
	| 'message'
	| 'session'
	| 'entering'
	/** Of the guide: what to begin with, what happens now, what was found, why, and one action at a time. */
	| 'guide-start'
	| 'guide-run'
	| 'guide-result'
	| 'guide-why'
	| 'guide-action'
	/** Typing what is looked for in a page, and a command. */
	| 'find'
	| 'command'
	| 'help'
	| 'sure'
	| 'tiny';

export const pages: readonly Place[] = [
	'run',
	'step',
	'transcript',
	'diagnosis',
	'procedure',
	'guard',
	'message',
	'session',
	'entering',
	'help',
];
export const ofCase: readonly Place[] = ['run', 'step', 'transcript', 'diagnosis', 'procedure'];
/** Everything that belongs to a sink. */
export const ofSink: readonly Place[] = ['inbox', 'search', 'message', 'session', 'entering'];
/** Where letters are text. */
export const typing: readonly Place[] = ['filter', 'text', 'guard', 'search', 'find', 'command'];
/** A question, its field, and the time between two of them. */
export const ofQuestion: readonly Place[] = ['choice', 'text', 'between'];
/** Everything that belongs to the guide alone. */
export const ofGuide: readonly Place[] = [
	'guide-start',
	'guide-run',
	'guide-result',
	'guide-why',
	'guide-action',
];
export const everywhere: readonly Place[] = [
	'home',
	'filter',
	'opening',
	'choice',
	'text',
	'between',
	'inbox',
	'search',
	...ofGuide,
	'find',
	'command',
	...pages,
	'sure',
	'tiny',
];
export const reading = pages.filter(place => place !== 'guard');
export const notTyping = everywhere.filter(place => !typing.includes(place));

/** Whether letters are text here, and not commands. */
export const isTyping = (place: Place): boolean => typing.includes(place);
