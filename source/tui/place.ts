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
	'help',
];
export const ofCase: readonly Place[] = ['run', 'step', 'transcript', 'diagnosis', 'procedure'];
const typing: readonly Place[] = ['filter', 'text', 'guard'];
export const everywhere: readonly Place[] = [
	'home',
	'filter',
	'opening',
	'choice',
	'text',
	'between',
	...pages,
	'sure',
	'tiny',
];
export const reading = pages.filter(place => place !== 'guard');
export const notTyping = everywhere.filter(place => !typing.includes(place));

/** Whether letters are text here, and not commands. */
export const isTyping = (place: Place): boolean => typing.includes(place);
