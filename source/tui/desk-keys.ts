import type {KeyRow} from './keys.ts';
import {ofCase} from './place.ts';
import {caughtKey} from './sink-keys.ts';
import {closedWords, type Situation} from './situation.ts';
import {proceduresOf} from './views/procedure-lines.ts';
import {hasDialogue} from './views/step-lines.ts';

const noProcedure = ({desk}: Situation) => {
	if (!desk || proceduresOf(desk.state).length > 0) return undefined;
	if (desk.state.verdict !== undefined) return 'no procedure fits this case';
	return desk.open.closed === undefined
		? 'no procedure yet: the run is not over'
		: 'the recording ends before a procedure was found';
};

const notAgain = (situation: Situation) => {
	const {desk} = situation;
	const closed = closedWords(situation, 'nothing can be run again');
	if (closed !== undefined || !desk) return closed;
	if (desk.state.verdict === undefined) return 'still running; Ctrl+C ends the run';
	return desk.state.steps.length > 0 ? undefined : 'there is nothing to run again';
};

/** Of some procedures nothing can be seen from here. */
const touchesNothing = (situation: Situation) => {
	const {desk, place} = situation;
	const closed = notAgain(situation);
	if (closed !== undefined || place !== 'procedure' || !desk?.procedure) return closed;
	const {again, ask} = desk.procedure;
	return again.length + ask.length > 0
		? undefined
		: 'nothing of this is looked at again by itself; R checks everything';
};

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
		keys: ['tab', 'shift+tab', '1', '2', '3', '4'],
		bar: ['tab'],
		command: 'view',
		label: 'other side',
		does: 'The finding as a sentence, its evidence, the same as JSON, the transcript',
		on: ['step', 'transcript'],
	},
	{
		keys: ['p'],
		command: 'procedure',
		label: 'what to do',
		does: 'The procedure that helps',
		on: ['run', 'step', 'transcript', 'diagnosis'],
		idle: noProcedure,
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
		keys: ['t'],
		command: 'transcript',
		label: 'transcript',
		does: 'The whole conversation with this server, explained',
		on: ['run', 'step'],
		idle: ({desk}) =>
			desk?.step && hasDialogue(desk.step) ? undefined : 'this step talked to no mail server',
	},
	{
		keys: ['r'],
		command: 'again',
		label: 'check again',
		does: 'Run the steps that this procedure names, or the selected step, once more, with all that depends on them',
		on: ofCase,
		idle: touchesNothing,
	},
	{
		keys: ['R'],
		command: 'again-all',
		does: 'Run every step once more',
		on: ofCase,
		idle: notAgain,
	},
	{
		keys: ['Y'],
		command: 'copy-line',
		does: 'Copy the report line: verdict, cause and the steps that say so (OSC 52)',
		on: ofCase,
	},
	{
		keys: ['right'],
		command: 'forward',
		label: 'keep',
		does: 'Keep the answer given before, and go on; in a field, from its end',
		on: ['choice', 'text'],
		off: ({question}) =>
			question?.kind === 'confirmation'
				? 'the word is typed every time'
				: question?.current === undefined
					? 'no answer was given before'
					: undefined,
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
