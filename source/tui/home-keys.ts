import {chosenEntry} from './entries.ts';
import type {KeyRow} from './keys.ts';
import type {Situation} from './situation.ts';
import {clean} from './text.ts';

const nothingListed = (situation: Situation) =>
	chosenEntry(situation) ? undefined : 'nothing is in the list';

const notOpened = (situation: Situation): string | undefined => {
	const trouble = chosenEntry(situation)?.stored?.unreadable;
	return trouble === undefined
		? nothingListed(situation)
		: `this case cannot be read: ${clean(trouble)}; D deletes it`;
};

const notDeleted = (situation: Situation): string | undefined => {
	const entry = chosenEntry(situation);
	if (entry?.choice.kind !== 'case') return 'only a case on disk can be deleted';
	if (entry.tab !== undefined) return `it is open in tab ${entry.tab}; close that first`;
	return entry.stored?.isOpen ? 'another process has it open' : undefined;
};

/** What only the lists of home know. Most useful first. */
export const homeKeys: readonly KeyRow[] = [
	{
		keys: ['up', 'k'],
		bar: ['up', 'down'],
		command: 'up',
		label: 'choose',
		does: 'Move up in the list',
		on: ['home'],
	},
	{keys: ['down', 'j'], command: 'down', does: 'Move down in the list', on: ['home']},
	{
		keys: ['enter'],
		command: 'open-entry',
		label: 'open',
		does: 'Start the playbook, the sink or the world of the lab; go on with the case; show the tab',
		on: ['home'],
		idle: notOpened,
	},
	{
		keys: ['/'],
		command: 'filter',
		label: 'search',
		does: 'Search as you type: words in any order, at home over everything',
		on: ['home'],
	},
	{
		keys: ['c'],
		command: 'open-shelf',
		label: 'cases',
		does: 'All cases on disk',
		on: ['home'],
		idle: ({ui}) => (ui.home.shelf === 'cases' ? 'these are all cases' : undefined),
	},
	{
		keys: ['l'],
		command: 'open-shelf',
		label: 'lab',
		does: 'The lab: every world with one fault in it; no network and no mail account needed',
		on: ['home'],
		idle: ({ui}) => (ui.home.shelf === 'lab' ? 'this is the lab' : undefined),
	},
	{
		keys: ['D'],
		command: 'remove-case',
		label: 'delete',
		does: 'Delete the case from the disk; asks first, and Enter is no answer',
		on: ['home'],
		idle: notDeleted,
	},
	{
		keys: ['r'],
		command: 'refresh',
		does: 'Look at the cases on disk once more',
		on: ['home'],
	},
	{
		keys: ['tab', 'shift+tab'],
		bar: ['tab'],
		command: 'section',
		does: 'To the next part of the list, or the one before',
		on: ['home'],
		idle: nothingListed,
	},
	{
		keys: ['esc'],
		command: 'leave-shelf',
		label: 'back',
		does: 'Show everything after a search; else back to the first list; never out of the program',
		on: ['home'],
		idle: ({ui}) =>
			ui.home.shelf === 'home' && ui.home.filter.text === ''
				? 'this is the first screen; q quits'
				: undefined,
	},
];
