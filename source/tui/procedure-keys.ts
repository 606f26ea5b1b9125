import type {KeyRow} from './keys.ts';
import {proceduresOf} from './views/procedure-lines.ts';

/** What only the page of a procedure knows, most useful first. */
export const procedureKeys: readonly KeyRow[] = [
	{
		keys: ['space'],
		command: 'tick',
		label: 'done',
		does: 'Mark the action as done, or not done',
		on: ['procedure'],
	},
	{
		keys: ['enter'],
		command: 'unfold',
		label: 'details',
		does: 'Show or hide the details of the action',
		on: ['procedure'],
		idle: ({desk, ui}) =>
			desk?.procedure?.actions[ui.procedure.action]?.details === undefined
				? 'this action has no details'
				: undefined,
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
