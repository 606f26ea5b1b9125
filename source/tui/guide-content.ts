import {isLow, type Room} from './layout.ts';
import {ofQuestion} from './place.ts';
import {choicesOf, type Situation} from './situation.ts';
import {type Line, span} from './text.ts';
import {answerTo} from './ui.ts';
import {formSizes} from './views/form-lines.ts';
import {actionContent, guardContent} from './views/guide-action.ts';
import {type GuideContent, type GuideShare, paragraphs, shareOut} from './views/guide-page.ts';
import {questionContent} from './views/guide-question.ts';
import {resultContent} from './views/guide-result.ts';
import {runContent, wayLine} from './views/guide-run.ts';
import {startContent} from './views/guide-start.ts';
import {whyContent} from './views/guide-why.ts';

/** Cells at the left of everything. */
export const insetOf = ({columns}: Pick<Room, 'columns'>): number => (columns < 60 ? 1 : 3);

/** Cells of a line of text: lines that are much longer are hard to read. */
export const textWidth = (room: Pick<Room, 'columns'>): number =>
	Math.min(78, room.columns - 2 * insetOf(room));

/** What is on the screen in the guide, or of a question at the desk, and how it is shared out. */
export const guidePage = (
	situation: Situation,
	room: Room,
	spinner: string,
): {readonly content: GuideContent; readonly share: GuideShare; readonly way?: Line} => {
	const {width, height} = sizeOf(situation, room);
	const content = contentOf(situation, width, spinner);
	const columns = width - 2;
	const share = shareOut(content, {height, columns});
	const way = wayAbove(situation, room, width);
	// All of it stands there, with a word for each part.
	if (!way || (content.of === 'run' && !share.window)) return {content, share};
	return {content, way, share: shareOut(content, {height: height - 1, columns})};
};

/** Where there are few rows, those before what cannot be undone belong to its warnings. */
const wayAbove = (
	{desk, drawn, bench, theme}: Situation,
	room: Pick<Room, 'rows'>,
	width: number,
): Line | undefined =>
	desk && bench.manner === 'guide' && (drawn !== 'guard' || !isLow(room))
		? wayLine(desk.state, width, theme)
		: undefined;

/** A question at the desk has the room of the form; everything else has the screen. */
const sizeOf = ({bench, drawn}: Situation, room: Room): {readonly width: number; readonly height: number} =>
	bench.manner === 'desk' && ofQuestion.includes(drawn)
		? formSizes(room)
		: {width: textWidth(room), height: room.body};

const contentOf = (situation: Situation, width: number, spinner: string): GuideContent => {
	const {drawn, desk, theme, host, ui, caught} = situation;
	if (!desk) return startContent({...situation, version: host.version, now: situation.now}, width);
	const {state, asked, procedure, word} = desk;
	if (asked && ofQuestion.includes(drawn)) {
		const {field, edited} = answerTo(ui, asked.key);
		return questionContent(
			{
				...asked,
				field,
				complaint: edited ? undefined : state.complaint,
				choices: choicesOf(situation).map(({label}) => label),
				title: state.playbook.title,
			},
			width,
			theme,
		);
	}
	if (drawn === 'guide-run') return runContent(state, {now: host.now(), spinner}, width, theme);
	if (drawn === 'guide-why') return whyContent(state, width, theme);
	if (procedure && drawn === 'guide-action')
		return actionContent(state, procedure, actionAt(situation), width, theme);
	if (procedure && drawn === 'guard') return guardContent(state, procedure, word, width, theme);
	return resultContent(desk, caught, width, theme);
};

/** All of what the guide, or a question, has on its screen: what is asked, what may be read, and what can be chosen. */
export const guideLines = (situation: Situation, room: Room): readonly Line[] => {
	const {ask, text, rows, foot = []} = contentOf(situation, sizeOf(situation, room).width, '');
	const choices = rows.map((row): Line => [span(`  ${row}`)]);
	return paragraphs(ask, text, choices, foot);
};

/** Which row of the list is chosen, from 0. */
export const chosenAt = (
	{rows}: Pick<GuideContent, 'rows'>,
	{guide: {row, selected}}: Pick<Situation['ui'], 'guide'>,
): number => {
	const at = row === undefined ? -1 : rows.indexOf(row);
	return at >= 0 ? at : Math.max(0, Math.min(rows.length - 1, selected));
};

/** Which action is looked at, from 0; one behind the last asks whether to check again. */
export const actionAt = ({desk, ui: {guide}}: Pick<Situation, 'desk' | 'ui'>): number =>
	desk?.procedure?.name === guide.procedure ? Math.min(guide.action, desk.procedure.actions.length) : 0;
