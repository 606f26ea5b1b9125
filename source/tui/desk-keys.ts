import type {Case} from '../core/case.ts';
import type {KeyRow} from './keys.ts';
import {ofCase} from './place.ts';
import {caughtKey} from './sink-keys.ts';
import {proceduresOf} from './views/procedure-lines.ts';

const noProcedure = (state: Case) =>
	proceduresOf(state).length > 0
		? undefined
		: state.verdict === undefined
			? 'no procedure yet: the run is not over'
			: 'no procedure fits this case';

/** What only the desk knows of a case, most useful first. */
export const deskKeys: readonly KeyRow[] = [
	{keys: ['enter'], command: 'open', label: 'open', does: 'Everything about the selected step', on: ['run']},
	{
		keys: ['a'],
		command: 'question',
		label: 'answer',
		does: 'Go to the question that waits',
		on: ['run', 'step', 'transcript'],
		off: ({question}) => (question ? undefined : 'no question waits'),
	},
	caughtKey,
	{
		keys: ['t'],
		command: 'transcript',
		label: 'transcript',
		does: 'The whole conversation with this server, explained',
		on: ['run', 'step'],
	},
	{
		keys: ['d'],
		command: 'diagnosis',
		label: 'diagnosis',
		does: 'The cause, and why we think so',
		on: ['run', 'step', 'transcript', 'procedure'],
		off: ({diagnosis, verdict}) =>
			diagnosis || verdict ? undefined : 'no diagnosis yet: nothing broken was found so far',
	},
	{
		keys: ['p'],
		command: 'procedure',
		label: 'what to do',
		does: 'The procedure that helps',
		on: ['run', 'step', 'transcript', 'diagnosis'],
		off: noProcedure,
	},
	{
		keys: ['r'],
		command: 'again',
		label: 'check again',
		does: 'Run the steps that this procedure names, or the selected step, once more',
		on: ofCase,
		off: ({verdict, steps}) =>
			verdict === undefined
				? 'still running'
				: steps.length > 0
					? undefined
					: 'there is nothing to run again',
	},
	{
		keys: ['tab', 'shift+tab'],
		bar: ['tab'],
		command: 'pane',
		label: 'pane',
		does: 'The other pane',
		on: ['run'],
	},
];
