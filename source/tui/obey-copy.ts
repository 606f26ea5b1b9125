import {adviceOf} from '../core/advice.ts';
import type {Step} from '../core/case.ts';
import {printable} from '../core/printable.ts';
import type {Doors} from './obey.ts';
import type {Desk, Situation} from './situation.ts';
import {reportLine} from './summary.ts';
import {lineText, unbroken} from './text.ts';
import {entryAt} from './views/entering.ts';
import {sideOf, sidePieces} from './views/finding-lines.ts';
import {rawText} from './views/raw-lines.ts';

/** Something for the clipboard, and what it is called. */
type Copy = {readonly what: string; readonly text: string};

/** Characters that a terminal takes into its clipboard for certain: xterm and tmux take 100,000 octets as base64. */
const longest = 70_000;

/** Copies what is looked at: a row to enter, an action, what to publish, a finding as this side shows it. */
export const copyOf = (situation: Situation, doors: Doors): void => {
	const {desk} = situation;
	if (desk) copyText(copyIn(situation, desk), doors);
};

/** Copies the line for a report. */
export const copyLine = ({desk}: Situation, doors: Doors): void => {
	if (desk) copyText({what: 'The report line', text: reportLine(desk.state)}, doors);
};

const copyText = ({what, text}: Copy, {copy, dispatch}: Doors): void => {
	const cut = bounded(text);
	const {length} = [...cut];
	copy(cut);
	dispatch({
		type: 'told',
		notice: `${what} is in the clipboard (${length} character${length === 1 ? '' : 's'}${cut === text ? '' : ', cut there'}), if the terminal allows it.`,
	});
};

const bounded = (text: string): string => {
	if (Buffer.byteLength(text) <= longest) return text;
	return Buffer.from(text)
		.subarray(0, longest)
		.toString()
		.replace(/\uFFFD+$/, '');
};

const copyIn = (situation: Situation, desk: Desk): Copy => {
	const {place, ui} = situation;
	const {step, state, procedure} = desk;
	const line = {what: 'The report line', text: reportLine(state)};
	if (place === 'procedure') {
		const entry = procedure && entryAt(state, procedure, ui.procedure.action);
		const action = procedure?.actions[ui.procedure.action];
		if (entry) return {what: entry.label, text: entry.value};
		return action ? {what: 'This action', text: printable(action.do)} : line;
	}
	if (!step || place === 'diagnosis') return line;
	if (place === 'transcript') return {what: 'The conversation', text: sideText(situation, desk, step)};
	const side = place === 'step' ? sideOf(ui) : 'sentence';
	if (side === 'raw') return {what: 'The finding as JSON', text: rawText(step)};
	if (side === 'evidence') return {what: 'The evidence', text: sideText(situation, desk, step)};
	const records = recordsToPublish(step);
	if (records.length > 0) return {what: 'What to publish', text: records.join('\n')};
	return step.state.status === 'finished'
		? {what: 'The finding', text: printable(`${step.title}: ${step.state.finding.text}`)}
		: line;
};

/** One side of a finding, in rows that nothing has broken. */
const sideText = ({ui, theme}: Situation, {state, open}: Desk, step: Step): string =>
	sidePieces(sideOf(ui), {state, step, dialogues: open.explain(state.steps)}, unbroken, theme)
		.flatMap(piece => piece().map(line => printable(lineText(line)).trimEnd()))
		.join('\n');

/** Lines of a zone file as they are to be published, with nothing in them that acts. */
const recordsToPublish = ({state}: Step): readonly string[] =>
	state.status === 'finished' ? (adviceOf(state.finding.facts).publish ?? []).map(printable) : [];
