import type {Case} from '../core/case.ts';
import type {Manner, OpenCase, SinkDesk, Summary} from './host.ts';
import {cellsOf, clean, cut} from './text.ts';
import type {Theme} from './theme.ts';
import {proceduresOf, wayWords} from './views/procedure-lines.ts';
import {verdictSign} from './views/verdict.ts';

/** Cells of a line; a path that is longer stays whole, so that it can be copied. */
const width = 80;

/** What was found, where the case file is, what to type next: whoever left in the guide comes back there. */
export const summaryOf = (open: OpenCase, theme: Theme, manner: Manner): Summary => {
	const state = open.session.snapshot();
	const {mark, text, cause} = verdictSign(state, theme);
	return {
		lines: [
			fitting(`${mark} `, text, cause ? ` (${cause})` : '', theme),
			...keptIn(open).map(line => clean(line)),
			nextOf(state, open, theme, manner),
		],
		// Whoever leaves before its end has broken it off; of a recording the end is not known.
		verdict: state.verdict ?? (open.closed === undefined ? 'cancelled' : 'inconclusive'),
	};
};

const keptIn = (open: OpenCase): readonly string[] => {
	const cut = cutOf(open);
	if (cut !== undefined) return [cut];
	const id = open.id === undefined ? '' : ` (${open.id})`;
	return open.file === undefined ? [] : [`Case file: ${open.file}${id}`];
};

/** Why its file is not whole, or is none. */
const cutOf = ({trouble}: OpenCase): string | undefined => {
	const last = trouble?.snapshot();
	return last?.ends ? last.text : undefined;
};

/** A line whose middle is cut where it would be too long. */
const fitting = (before: string, middle: string, after: string, {ellipsis}: Theme): string => {
	const [head, tail] = [clean(before), clean(after)];
	return head + cut(clean(middle), Math.max(20, width - cellsOf(head) - cellsOf(tail)), ellipsis) + tail;
};

/** What a sink holds when it is left. */
export const sinkSummary = (desk: SinkDesk): Summary => {
	const {counts, file, look} = desk.snapshot();
	const {messages, sessions} = counts;
	const held = `${messages} message${messages === 1 ? '' : 's'} and ${sessions} session${sessions === 1 ? '' : 's'}`;
	const listen = 'Next: lostmail sink listens again.';
	if (look === undefined)
		return {lines: [`The sink is closed. It had ${held}, and nothing of it is kept.`, listen]};
	return {
		lines: [
			`The sink is closed. It keeps ${held}.`,
			...(file === undefined ? [] : [clean(`Kept in: ${file}`)]),
			messages + sessions > 0 ? clean(`Next: ${look}`) : listen,
		],
	};
};

const nextOf = (state: Case, open: OpenCase, theme: Theme, manner: Manner): string => {
	const {id, file, closed} = open;
	const named = id ?? file;
	// What is not written cannot be looked at again.
	if (named === undefined || cutOf(open) !== undefined)
		return clean(`Next: lostmail run ${state.playbook.name}`);
	const isUnfinished = state.verdict === undefined || state.verdict === 'cancelled';
	if (isUnfinished && closed === undefined)
		return clean(`Next: lostmail case resume ${named}${manner === 'guide' ? ' --guide' : ''}`);
	const again = `lostmail case ${id === undefined ? 'replay' : 'show'} ${named}`;
	const [best] = proceduresOf(state);
	return best ? fitting('Next: ', wayWords(best), `. Look again: ${again}`, theme) : clean(`Next: ${again}`);
};

/** One line that a support engineer can read without the case: product, verdict, cause, the steps that say so. */
export const reportLine = (state: Case): string => {
	const because = (state.diagnosis?.because ?? []).map(id => {
		const step = state.steps.find(candidate => candidate.id === id);
		return step?.state.status === 'finished' ? `${id}=${step.state.finding.code}` : id;
	});
	return clean(
		[
			`lostmail ${state.version}`,
			state.playbook.name,
			state.verdict ?? 'running',
			...(state.diagnosis ? [state.diagnosis.cause, `because ${because.join(' ')}`] : []),
			...(state.route ? [`procedure ${state.route.procedure.name}`] : []),
			new Date(state.openedAt).toISOString(),
		].join(' | '),
	);
};
