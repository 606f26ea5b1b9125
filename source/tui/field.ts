/** A line of text being typed; the cursor stands before the character with its number. */
export type Field = {readonly text: string; readonly cursor: number};

export type Edit =
	| {readonly type: 'insert'; readonly text: string}
	| {readonly type: 'erase'}
	| {readonly type: 'delete'}
	| {readonly type: 'clear'}
	| {readonly type: 'left'}
	| {readonly type: 'right'}
	| {readonly type: 'start'}
	| {readonly type: 'end'};

export const emptyField: Field = {text: '', cursor: 0};
const longest = 1000;

/** Edits by whole characters (code points); pasted line breaks and control characters are dropped. */
export const edit = ({text, cursor}: Field, change: Edit): Field => {
	const all = [...text];
	const before = all.slice(0, cursor);
	const after = all.slice(cursor);
	switch (change.type) {
		case 'insert': {
			const typed = [...change.text.replaceAll(/\p{Cc}/gu, '')].slice(0, longest - all.length);
			return {text: [...before, ...typed, ...after].join(''), cursor: cursor + typed.length};
		}
		case 'erase':
			return {text: [...before.slice(0, -1), ...after].join(''), cursor: Math.max(0, cursor - 1)};
		case 'delete':
			return {text: [...before, ...after.slice(1)].join(''), cursor};
		case 'clear':
			return emptyField;
		case 'left':
			return {text, cursor: Math.max(0, cursor - 1)};
		case 'right':
			return {text, cursor: Math.min(all.length, cursor + 1)};
		case 'start':
			return {text, cursor: 0};
		case 'end':
			return {text, cursor: all.length};
	}
};

/** What a key does to a line that is being typed; nothing when it is none of its keys. */
export const editFor = (key: string): Edit | undefined => {
	switch (key) {
		case 'backspace':
			return {type: 'erase'};
		case 'ctrl+u':
			return {type: 'clear'};
		case 'delete':
		case 'left':
		case 'right':
		case 'end':
			return {type: key};
		case 'home':
			return {type: 'start'};
		case 'space':
			return {type: 'insert', text: ' '};
		default:
			return /^(ctrl\+.*|shift\+tab|tab|enter|esc|up|down|pageup|pagedown|f1)$/.test(key) || key === ''
				? undefined
				: {type: 'insert', text: key};
	}
};
