import type {Key} from 'ink';

const named = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
	['backspace', 'backspace'],
	['delete', 'delete'],
] as const satisfies ReadonlyArray<readonly [keyof Key, string]>;

/** The name of a key press, as the table spells it; for text the text itself. Ink does not tell the function keys apart: all of them are F1. */
export const keyName = (input: string, key: Key): string => {
	if (key.tab) return key.shift ? 'shift+tab' : 'tab';
	const special = named.find(([flag]) => key[flag]);
	if (special) return special[1];
	if (key.ctrl) return `ctrl+${input}`;
	if (input === '') return 'f1';
	return input === ' ' ? 'space' : input;
};
