import type {Step} from '../core/case.ts';
import {type Dialogues, dialogueKey} from '../core/dialogue.ts';
import {explainedOnce} from '../core/explain/keyword.ts';
import {type DialogueLine, dialogueLine} from '../core/explain/line.ts';
import type {Reporter} from '../core/reporter.ts';
import {offerRows, refusalRows, repairRows, saidRows} from './dialogue.ts';
import {serverOf, titleWords, unkeptLines} from './steps.ts';
import {wrapped} from './wrap.ts';

export const transcript: Reporter = {
	name: 'transcript',
	about: 'Every conversation with a mail server, line by line, with what each line means.',
	report: (event, {steps}, explain) =>
		event.type === 'case.closed' ? `${textOf(steps, explain(steps))}\n` : '',
};

const textOf = (steps: readonly Step[], dialogues: Dialogues): string => {
	const once = explainedOnce();
	const parts = steps.flatMap(step => {
		const rows = rowsOf(step, dialogues, once);
		return rows.length === 0 ? [] : [[...wrapped(titleWords(step), '', '  '), ...rows].join('\n')];
	});
	return parts.length > 0 ? parts.join('\n\n') : 'No mail server said anything in this case.';
};

/** Columns of the time, the side not counted. */
const timeWidth = 11;

const rowsOf = (
	step: Step,
	dialogues: Dialogues,
	once: ReturnType<typeof explainedOnce>,
): readonly string[] => {
	const talks = [
		...Map.groupBy(
			step.evidence.filter(one => dialogues.has(one)),
			dialogueKey,
		).values(),
	];
	const rows = talks.flatMap(parts => [
		...(talks.length > 1 ? wrapped(`with ${serverOf(parts[0])}`, '  ', '    ') : []),
		...parts
			.flatMap(part => dialogues.get(part) ?? [])
			.map(dialogueLine)
			.map(once)
			.flatMap(lineRows),
	]);
	return rows.length > 0 ? [...rows, ...unkeptLines(step, '  ')] : [];
};

const lineRows = (line: DialogueLine): readonly string[] => {
	const inside = ' '.repeat(timeWidth + 2);
	return [
		...saidRows(line, `${Math.round(line.ms ?? 0)} ms `.padStart(timeWidth)),
		...offerRows(line, inside),
		...refusalRows(line, inside),
		...repairRows(line, inside),
	];
};
