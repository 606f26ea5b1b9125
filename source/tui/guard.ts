import type {Case} from '../core/case.ts';
import type {Procedure} from '../core/knowledge.ts';
import {guidePage} from './guide-content.ts';
import type {Room} from './layout.ts';
import type {Situation} from './situation.ts';
import type {Line} from './text.ts';
import type {Theme} from './theme.ts';
import {guardLines} from './views/procedure-lines.ts';

/** Rows of the guard below its text: the word to type, and an empty one where there is room for it. */
export const guardRows = ({rows}: Pick<Room, 'rows'>): number => (rows < 14 ? 2 : 3);

/** What stands before a procedure that cannot be undone, at the desk, and how many rows of it are seen at once. */
export const guardText = (
	state: Case,
	procedure: Procedure,
	room: Room,
	theme: Theme,
): {readonly lines: readonly Line[]; readonly height: number} => ({
	lines: guardLines(state, procedure, room.columns - 4, theme),
	height: room.body - 2 - guardRows(room),
});

/** What a word stands before, where one does: a procedure that cannot be undone, or a question that wants the word. */
const guarded = ({place, desk}: Situation): string | undefined => {
	if (place === 'guard' && desk?.procedure) return `guard ${desk.procedure.name}`;
	return place === 'text' && desk?.asked?.question.kind === 'confirmation' ? desk.asked.key : undefined;
};

/** Whether the last line of the text that stands beside a typed word is on the screen. */
export const isEndSeen = (situation: Situation): boolean => {
	const {place, bench, layout, ui, desk, theme} = situation;
	if (layout.kind === 'tiny') return false;
	if (place === 'guard' && bench.manner === 'desk' && desk?.procedure) {
		const {lines, height} = guardText(desk.state, desk.procedure, layout, theme);
		return ui.scroll + height >= lines.length;
	}
	const {content, share} = guidePage(situation, layout, '');
	if (!share.window) return true;
	const {last, height} = share.window;
	return height > 0 && ui.guide.reading.of === content.of && ui.guide.reading.to >= last;
};

/** What was read to its end just now, where that is to be remembered. */
export const readNow = (situation: Situation): string | undefined => {
	const of = guarded(situation);
	return of === undefined || situation.ui.readToEnd.includes(of) || !isEndSeen(situation) ? undefined : of;
};

/** Whether the word would count: what it stands before was on the screen to its end. */
export const isRead = (situation: Situation): boolean => {
	const of = guarded(situation);
	return of === undefined || situation.ui.readToEnd.includes(of) || isEndSeen(situation);
};

/** Why the word does not count yet. */
export const unreadWords = (situation: Situation): string | undefined =>
	isRead(situation)
		? undefined
		: `read on first, with ${situation.theme.keys['pagedown'] ?? 'PgDn'}: the word counts once the end was on the screen`;
