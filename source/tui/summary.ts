import type {Case} from '../core/case.ts';
import type {OpenCase, SinkDesk, Summary} from './host.ts';
import {clean} from './text.ts';
import type {Theme} from './theme.ts';
import {proceduresOf} from './views/procedure-lines.ts';
import {verdictSign} from './views/verdict.ts';

/** What was found, where the case file is, what to type next. */
export const summaryOf = ({session, file}: OpenCase, theme: Theme): Summary => {
	const state = session.snapshot();
	const {mark, text, cause} = verdictSign(state, theme);
	return {
		lines: [
			clean(`${mark} ${text}${cause ? ` (${cause})` : ''}`),
			...(file === undefined ? [] : [clean(`Case file: ${file}`)]),
			clean(`Next: ${nextOf(state, file)}`),
		],
		...(state.verdict ? {verdict: state.verdict} : {}),
	};
};

/** What a sink holds when it is left. */
export const sinkSummary = (desk: SinkDesk): Summary => {
	const {counts, look} = desk.snapshot();
	const {messages, sessions} = counts;
	const held = `${messages} message${messages === 1 ? '' : 's'} and ${sessions} session${sessions === 1 ? '' : 's'}`;
	if (look === undefined) return {lines: [`The sink is closed. It had ${held}, and nothing of it is kept.`]};
	return {
		lines: [
			`The sink is closed. It keeps ${held}.`,
			...(messages + sessions > 0 ? [clean(`Next: ${look}`)] : []),
		],
	};
};

const nextOf = (state: Case, file: string | undefined): string => {
	const again = file === undefined ? `lostmail run ${state.playbook.name}` : `lostmail case replay ${file}`;
	const [best] = proceduresOf(state);
	return best ? `${best.title}. Look again: ${again}` : again;
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
