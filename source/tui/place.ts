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
const typing: readonly Place[] = ['filter', 'text', 'guard', 'search'];
export const everywhere: readonly Place[] = [
	'home',
	'filter',
	'opening',
	'choice',
	'text',
	'between',
	'inbox',
	'search',
	...pages,
	'sure',
	'tiny',
];
export const reading = pages.filter(place => place !== 'guard');
export const notTyping = everywhere.filter(place => !typing.includes(place));

/** Whether letters are text here, and not commands. */
export const isTyping = (place: Place): boolean => typing.includes(place);
