import {actionAt} from './guide-content.ts';
import type {KeyRow} from './keys.ts';
import {movesInGuide, valuesHere} from './obey-guide.ts';
import {ofGuide} from './place.ts';
import type {Situation} from './situation.ts';
import {untriedOf} from './views/guide-action.ts';
import {proceduresOf} from './views/procedure-lines.ts';

const hasOtherWay = ({desk, bench}: Situation): boolean =>
	desk !== undefined &&
	(bench.manner === 'desk' ? proceduresOf(desk.state).length > 1 : untriedOf(desk.state).length > 0);

const nothingToMove = (situation: Situation): string | undefined =>
	movesInGuide(situation) ? undefined : 'everything is on the screen';

/** What a question has to be entered on the device stands on its screen at the desk, too. */
export const copyEnteredKey: KeyRow = {
	keys: ['y'],
	command: 'guide-copy',
	label: 'copy',
	does: 'Copy what is to be entered into the clipboard, one value after the other',
	on: ['choice'],
	idle: situation => (valuesHere(situation).length > 0 ? undefined : 'there is nothing to copy here'),
};

/** What only the screens of the guide know. Most useful first. */
export const guideKeys: readonly KeyRow[] = [
	{
		keys: ['up', 'down', 'j', 'k'],
		bar: ['up', 'down'],
		command: 'list',
		label: 'choose',
		does: 'Move in the list',
		on: ['guide-start', 'guide-result'],
	},
	{
		keys: ['enter'],
		command: 'list',
		label: 'take it',
		does: 'Take the chosen line',
		on: ['guide-start', 'guide-result'],
	},
	{
		keys: ['enter'],
		command: 'guide-next',
		label: 'go on',
		does: 'This is done; on to the next. Behind the last one, what is chosen',
		on: ['guide-action'],
	},
	{
		keys: ['right'],
		command: 'guide-skip',
		label: 'skip',
		does: 'On to the next without this one',
		on: ['guide-action'],
		idle: situation =>
			actionAt(situation) < (situation.desk?.procedure?.actions.length ?? 0)
				? undefined
				: 'this was the last one',
	},
	{
		keys: ['left'],
		command: 'guide-back',
		label: 'back',
		does: 'Back to the one before',
		on: ['guide-action'],
	},
	{
		keys: ['enter', 'left'],
		command: 'guide-back',
		label: 'back',
		does: 'Back to what was found',
		on: ['guide-why'],
	},
	{
		keys: ['up', 'k'],
		bar: ['up', 'down'],
		command: 'up',
		label: 'choose',
		does: 'Up: another value, or back in the text',
		on: ['guide-run', 'guide-action', 'guide-why'],
		idle: nothingToMove,
	},
	{
		keys: ['down', 'j'],
		command: 'down',
		does: 'Down: another value, or on in the text',
		on: ['guide-run', 'guide-action', 'guide-why'],
		idle: nothingToMove,
	},
	{
		keys: ['y'],
		command: 'guide-copy',
		label: 'copy',
		does: 'Copy the chosen value into the clipboard',
		on: ['guide-run', 'guide-action'],
		idle: situation => (valuesHere(situation).length > 0 ? undefined : 'there is nothing to copy here'),
	},
	{
		keys: ['y'],
		command: 'guide-copy',
		does: 'Copy the line for support into the clipboard',
		on: ['guide-result', 'guide-why'],
	},
	{
		keys: ['e'],
		command: 'export',
		does: 'Write a report of this case into the folder that lostmail was started in',
		on: [...ofGuide, 'choice', 'between'],
		idle: ({desk}) => (desk ? undefined : 'no case is open in this tab'),
	},
	{
		keys: ['o'],
		command: 'pager',
		does: 'The whole of it in your own pager: $PAGER, else less or more',
		on: [...ofGuide, 'choice', 'between'],
	},
	{
		keys: ['tab'],
		command: 'guide-other',
		label: 'another way',
		does: 'To another way: at the desk the next one, in the guide one that can be undone',
		on: ['guard'],
		idle: situation => (hasOtherWay(situation) ? undefined : 'there is no other way'),
	},
	{
		keys: ['pagedown'],
		command: 'page-down',
		does: 'Read on',
		on: [...ofGuide, 'text'],
	},
	{
		keys: ['pageup'],
		command: 'page-up',
		does: 'Read back',
		on: [...ofGuide, 'text'],
	},
	{keys: ['g', 'home'], command: 'top', does: 'To the top', on: ofGuide},
	{keys: ['G', 'end'], command: 'bottom', does: 'To the bottom', on: ofGuide},
	{
		keys: ['esc'],
		command: 'back',
		does: 'One step back; never out of the program',
		on: ofGuide,
	},
];
