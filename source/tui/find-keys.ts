import type {KeyRow} from './keys.ts';
import {ofCase, reading} from './place.ts';
import type {Situation} from './situation.ts';

const noWords = ({ui}: Situation) =>
	ui.find.field.text === '' ? 'nothing is looked for yet: / begins' : undefined;

/** From one place that has the words to another: what matters most while something is looked for. */
export const foundKeys: readonly KeyRow[] = [
	{
		keys: ['n'],
		bar: ['n', 'N'],
		command: 'find-next',
		label: 'next match',
		does: 'To the next place that has the words',
		on: reading,
		idle: noWords,
	},
	{
		keys: ['N'],
		command: 'find-previous',
		does: 'To the place before that has the words',
		on: reading,
		idle: noWords,
	},
];

/** Looking for words in a page, and taking the page or the case along. Most useful first. */
export const findKeys: readonly KeyRow[] = [
	{
		keys: ['/'],
		command: 'find-open',
		label: 'find',
		does: 'Find words on this page; in the list of steps, a step by its title',
		on: reading,
	},
	{
		keys: ['o'],
		command: 'pager',
		label: 'pager',
		does: 'The whole of it in your own pager: $PAGER, else less or more',
		on: reading,
	},
	{
		keys: ['e'],
		command: 'export',
		label: 'export',
		does: 'Write a report of this case into the folder that lostmail was started in',
		on: ofCase,
	},
	{
		keys: ['enter'],
		command: 'find-keep',
		label: 'keep; n finds the next',
		does: 'Keep the words; n and N go from place to place',
		on: ['find'],
	},
	{
		keys: ['up', 'down'],
		bar: ['up', 'down'],
		command: 'find-next',
		label: 'next match',
		does: 'To the next place that has the words, or the one before',
		on: ['find'],
	},
	{
		keys: ['esc'],
		command: 'find-drop',
		label: 'give up',
		does: 'Give the search up; the page stands where it was',
		on: ['find'],
	},
];
