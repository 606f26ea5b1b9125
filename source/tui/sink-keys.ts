import {caughtIn} from './inbox.ts';
import type {KeyRow} from './keys.ts';
import {ofCase} from './place.ts';
import type {Situation} from './situation.ts';

const noRow = ({inbox}: Situation) => (inbox?.row ? undefined : 'nothing has come yet');

const noMessage = ({inbox}: Situation) => {
	if (!inbox?.row) return 'nothing has come yet';
	return caughtIn(inbox) ? undefined : 'a session has no message here; its record stays';
};

/** What a case caught belongs to the case. */
const notHere = ({inbox}: Situation) =>
	inbox?.view.ofCase ? 'what a case has caught is only looked at here' : undefined;

const noOwnMessage = (situation: Situation) => notHere(situation) ?? noMessage(situation);

/** From a case to what its own sink has caught. */
export const caughtKey: KeyRow = {
	keys: ['m'],
	command: 'caught',
	label: 'caught mail',
	does: 'What the sink of this case has caught, codes whole',
	on: [...ofCase, 'choice'],
	idle: ({caught}) => (caught ? undefined : 'this case has no sink open'),
};

/** Every key of a sink's screens, most useful first. */
export const sinkKeys: readonly KeyRow[] = [
	{
		keys: ['up', 'k'],
		bar: ['up', 'down'],
		command: 'up',
		label: 'choose',
		does: 'Up',
		on: ['inbox'],
		idle: noRow,
	},
	{keys: ['down', 'j'], command: 'down', does: 'Down', on: ['inbox']},
	{
		keys: ['enter'],
		command: 'look',
		label: 'open',
		does: 'The whole message, or what was said in the session',
		on: ['inbox'],
		idle: noRow,
	},
	{keys: ['enter'], command: 'find', label: 'keep', does: 'Back to the list, with what fits', on: ['search']},
	{
		keys: ['tab', 'shift+tab', 'left', 'right'],
		bar: ['tab'],
		command: 'part',
		label: 'next part',
		does: 'Text, header, way with delays, what filters look at, source',
		on: ['message'],
	},
	{
		keys: ['y'],
		command: 'copy-caught',
		label: 'copy',
		does: 'Copy the code or the link, else the line (OSC 52)',
		on: ['inbox', 'message', 'session'],
		idle: noRow,
	},
	{
		keys: ['/'],
		command: 'search',
		label: 'search',
		does: 'Search messages and sessions as you type',
		on: ['inbox'],
	},
	{
		keys: ['i'],
		command: 'enter-what',
		label: 'what to enter',
		does: 'What to enter on the device',
		on: ['inbox'],
	},
	{
		keys: ['e'],
		command: 'save',
		label: 'export',
		does: 'Write the message as an .eml file into the current folder',
		on: ['inbox', 'message'],
		idle: noOwnMessage,
	},
	{
		keys: ['s'],
		command: 'talk',
		label: 'session',
		does: 'What was said in the session',
		on: ['inbox', 'message'],
		idle: noRow,
	},
	{
		keys: ['c'],
		command: 'authenticate',
		label: 'check sender',
		does: 'Check SPF, DKIM and DMARC; this asks DNS',
		on: ['message'],
		idle: noOwnMessage,
	},
	{
		keys: ['d'],
		command: 'remove',
		label: 'delete',
		does: 'Delete the message; asks first',
		on: ['inbox', 'message'],
		idle: noOwnMessage,
	},
	{
		keys: ['esc'],
		command: 'leave-search',
		label: 'show all',
		does: 'Give the search up and show everything',
		on: ['search'],
	},
	{
		keys: ['esc'],
		command: 'leave-page',
		label: 'back',
		does: 'Back one level; never out of the program',
		on: ['message', 'session', 'entering'],
	},
	{
		keys: ['esc'],
		command: 'leave-sink',
		label: 'back',
		does: 'Show everything after a search; else back to the case, or home, where the sink goes on listening',
		on: ['inbox'],
	},
];
