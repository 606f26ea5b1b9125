import type {KeyRow} from './keys.ts';
import {notTyping} from './place.ts';

/** The command line. Most useful first. */
export const paletteKeys: readonly KeyRow[] = [
	{
		keys: [':'],
		command: 'palette',
		does: 'The command line: everything by its name, with completion',
		on: notTyping.filter(place => place !== 'sure' && place !== 'tiny'),
	},
	{keys: ['enter'], command: 'palette-run', label: 'run', does: 'Run the command', on: ['command']},
	{
		keys: ['tab'],
		command: 'palette-complete',
		label: 'complete',
		does: 'Complete what is typed',
		on: ['command'],
	},
	{
		keys: ['up', 'shift+tab'],
		bar: ['up', 'down'],
		command: 'palette-up',
		label: 'choose',
		does: 'The completion above',
		on: ['command'],
	},
	{keys: ['down'], command: 'palette-down', does: 'The completion below', on: ['command']},
	{
		keys: ['backspace'],
		command: 'palette-erase',
		does: 'Erase; when nothing is typed, close',
		on: ['command'],
	},
	{keys: ['esc'], command: 'palette-drop', label: 'close', does: 'Close the command line', on: ['command']},
];
