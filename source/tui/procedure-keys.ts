import type {KeyRow} from './keys.ts';
import {closedWords, type Situation} from './situation.ts';
import {entryAt} from './views/entering.ts';
import {proceduresOf} from './views/procedure-lines.ts';

const onRow = ({desk, ui}: Situation): string | undefined =>
	desk?.procedure && entryAt(desk.state, desk.procedure, ui.procedure.action)
		? 'only to be entered; y copies it'
		: undefined;

/** What only the page of a procedure knows, most useful first. */
export const procedureKeys: readonly KeyRow[] = [
	{
		keys: ['space'],
		command: 'tick',
		label: 'done',
		does: 'Mark the action as done, or not done',
		on: ['procedure'],
		idle: situation => closedWords(situation, 'nothing is marked') ?? onRow(situation),
	},
	{
		keys: ['enter'],
		command: 'unfold',
		label: 'details',
		does: 'Show or hide the details of the action',
		on: ['procedure'],
		idle: situation =>
			onRow(situation) ??
			(situation.desk?.procedure?.actions[situation.ui.procedure.action]?.details === undefined
				? 'this action has no details'
				: undefined),
	},
	{
		keys: ['tab', 'shift+tab'],
		bar: ['tab'],
		command: 'turn',
		label: 'other way',
		does: 'The next procedure that is open',
		on: ['procedure'],
		off: state => (proceduresOf(state).length > 1 ? undefined : 'there is no other way'),
	},
];
