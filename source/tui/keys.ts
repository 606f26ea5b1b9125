import type {Case} from '../core/case.ts';
import type {CommandName} from './command-name.ts';
import {deskKeys} from './desk-keys.ts';
import {findKeys, foundKeys} from './find-keys.ts';
import {isEndSeen, unreadWords} from './guard.ts';
import {copyEnteredKey, guideKeys} from './guide-keys.ts';
import {homeKeys} from './home-keys.ts';
import {paletteKeys} from './palette-keys.ts';
import {everywhere, notTyping, ofCase, ofGuide, type Place, reading, typing} from './place.ts';
import {procedureKeys} from './procedure-keys.ts';
import {programKeys} from './program-keys.ts';
import {sinkKeys} from './sink-keys.ts';
import type {Situation} from './situation.ts';
import {sureKeys} from './sure-keys.ts';
import {answerTo} from './ui.ts';

export type KeyRow = {
	readonly keys: readonly string[];
	readonly command: CommandName;
	/** One or two words for the key bar; without it the key is in the help only. */
	readonly label?: string;
	readonly does: string;
	readonly on: readonly Place[];
	/** Keys that the bar names, when not the first of `keys`. */
	readonly bar?: readonly string[];
	/** Why it does nothing now. */
	readonly off?: (state: Case) => string | undefined;
	/** The same, by more than the case. */
	readonly idle?: (situation: Situation) => string | undefined;
};

/** Why this key does nothing now. */
export const whyOff = ({off, idle}: KeyRow, situation: Situation): string | undefined =>
	(situation.desk && off?.(situation.desk.state)) ?? idle?.(situation);

/** What has a top and a bottom. */
const ends: readonly Place[] = ['home', 'choice', 'inbox', ...reading];

/** Every key of the console, most useful first: the key bar, the help and the keyboard are made from this table. */
export const keyTable: readonly KeyRow[] = [
	...sureKeys,
	copyEnteredKey,
	{
		keys: ['up', 'down', 'j', 'k'],
		bar: ['up', 'down'],
		command: 'list',
		label: 'choose',
		does: 'Move in the list',
		on: ['choice'],
	},
	{keys: ['enter'], command: 'list', label: 'answer', does: 'Give the chosen answer', on: ['choice']},
	{
		keys: ['enter'],
		command: 'answer',
		label: 'answer',
		does: 'Give this answer',
		on: ['text'],
		idle: situation => {
			const {desk, ui} = situation;
			const refuses = !desk?.asked || answerTo(ui, desk.asked.key).selected === 1;
			return refuses ? undefined : unreadWords(situation);
		},
	},
	{
		keys: ['up', 'down', 'tab'],
		bar: ['down'],
		command: 'unsure',
		label: "I don't know",
		does: 'Between the field and "I don\'t know"',
		on: ['text'],
	},
	{
		keys: ['enter'],
		command: 'confirm',
		label: 'open',
		does: 'Show the actions, when the text was read to its end and the word is right',
		on: ['guard'],
		idle: situation => unreadWords(situation),
	},
	{
		keys: ['pagedown'],
		command: 'page-down',
		label: 'read on',
		does: 'A page down; the word counts once the end was on the screen',
		on: ['guard'],
		idle: situation => (isEndSeen(situation) ? 'this is the end of the text' : undefined),
	},
	{
		keys: ['left'],
		command: 'previous',
		label: 'back',
		does: 'To the question before; what is typed here is kept',
		on: ['choice', 'text'],
		off: ({question, inputs}) =>
			question && !question.place
				? 'this question belongs to a step; there is none before it'
				: question?.place?.number === 1 && inputs.some(({name}) => name === question.id)
					? 'this is the first question'
					: undefined,
	},
	{keys: ['up', 'k'], bar: ['up', 'down'], command: 'up', label: 'step', does: 'Up', on: ['run']},
	{keys: ['up', 'k'], bar: ['up', 'down'], command: 'up', label: 'action', does: 'Up', on: ['procedure']},
	{keys: ['down', 'j'], command: 'down', does: 'Down', on: ['run', 'procedure']},
	{
		keys: ['up', 'k'],
		bar: ['up', 'down'],
		command: 'up',
		label: 'scroll',
		does: 'Scroll up',
		on: ['step', 'transcript', 'diagnosis', 'message', 'session', 'entering', 'help'],
	},
	{
		keys: ['down', 'j'],
		command: 'down',
		does: 'Scroll down',
		on: ['step', 'transcript', 'diagnosis', 'message', 'session', 'entering', 'help'],
	},
	{keys: ['up'], bar: ['up', 'down'], command: 'up', label: 'scroll', does: 'Scroll up', on: ['guard']},
	{keys: ['down'], command: 'down', does: 'Scroll down', on: ['guard']},
	{
		keys: ['f1'],
		command: 'help',
		label: 'help',
		does: 'All keys of this screen; letters and signs are text here',
		on: typing.filter(place => place !== 'text'),
		idle: ({drawn, place}) => (drawn === 'help' && place !== 'help' ? 'this is the help' : undefined),
	},
	{
		keys: ['esc'],
		command: 'back',
		label: 'back',
		does: 'Back one level; never out of the program',
		on: ['filter', 'step', 'transcript', 'diagnosis', 'procedure', 'guard', 'help'],
	},
	...foundKeys,
	...sinkKeys,
	...procedureKeys,
	...homeKeys,
	...guideKeys,
	...paletteKeys,
	...deskKeys,
	...findKeys,
	{
		keys: ['enter'],
		command: 'keep',
		label: 'keep',
		does: 'Back to the list, filtered',
		on: ['filter'],
	},
	{keys: ['up'], bar: ['up', 'down'], command: 'up', label: 'choose', does: 'Up', on: ['filter']},
	{keys: ['down'], command: 'down', does: 'Down', on: ['filter']},
	{
		keys: ['d'],
		command: 'desk',
		label: 'run',
		does: 'Look at the run meanwhile',
		on: ['choice', 'between'],
		idle: ({bench}) => (bench.manner === 'guide' ? 'ctrl+g leads to the desk' : undefined),
	},
	{
		keys: ['y'],
		command: 'copy',
		label: 'copy',
		does: 'Copy what the step proposes to publish, or the report line (OSC 52)',
		on: ofCase,
	},
	{
		keys: ['esc'],
		command: 'back',
		does: 'Back one level; never out of the program',
		on: ['choice', 'between', 'run', 'opening'],
	},
	{
		keys: ['ctrl+g'],
		command: 'manner',
		label: 'other view',
		does: 'Between the desk, dense, and the guide, in plain words',
		on: ['text'],
	},
	{
		keys: ['esc'],
		command: 'back',
		label: 'back',
		does: 'Back one level, and what is typed is kept; never out of the program',
		on: ['text'],
	},
	{
		keys: ['f1'],
		command: 'help',
		label: 'help',
		does: 'All keys of this screen; letters and signs are text here',
		on: ['text'],
	},
	{
		keys: ['?', 'f1'],
		command: 'help',
		label: 'help',
		does: 'All keys of this screen',
		on: notTyping.filter(place => !['help', 'sure', 'tiny', 'opening'].includes(place)),
	},
	{
		keys: ['q'],
		command: 'quit',
		label: 'quit',
		does: 'Leave lostmail; asks first while something is going on',
		on: notTyping.filter(place => place !== 'sure'),
	},
	{
		keys: [']', '['],
		command: 'tab',
		does: 'The next tab, or the one before',
		on: notTyping.filter(place => !['sure', 'tiny'].includes(place)),
		idle: ({bench}) => (bench.tabs.length > 1 ? undefined : 'nothing else is open'),
	},
	{
		keys: ['x'],
		command: 'close',
		does: 'Close this tab; asks while it runs',
		on: [...ofCase, ...ofGuide, 'inbox', 'choice', 'between'],
		idle: ({ui}) => (ui.at.place === 'home' ? 'home stays open' : undefined),
	},
	{
		keys: ['ctrl+g'],
		command: 'manner',
		does: 'Between the desk, dense, and the guide, in plain words',
		on: everywhere.filter(place => !['sure', 'tiny', 'text'].includes(place)),
	},
	...programKeys,
	{keys: ['g', 'home'], command: 'top', does: 'To the top', on: ends},
	{keys: ['G', 'end'], command: 'bottom', does: 'To the bottom', on: ends},
	{keys: ['pageup', 'ctrl+u'], command: 'page-up', does: 'A page up', on: ends},
	{
		keys: ['pagedown', 'ctrl+d'],
		command: 'page-down',
		does: 'A page down',
		on: ends,
	},
	{keys: ['pageup'], command: 'page-up', does: 'A page up', on: ['guard']},
];

/** The rows that apply here, in order of use. */
export const keysOf = (place: Place): readonly KeyRow[] => keyTable.filter(({on}) => on.includes(place));

export const rowFor = (place: Place, key: string): KeyRow | undefined =>
	keysOf(place).find(({keys}) => keys.includes(key));
