import type {Room} from '../layout.ts';
import type {Desk} from '../situation.ts';
import {cellsOf, clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {changeWords} from './changes.ts';
import {wayWords} from './procedure-lines.ts';
import {verdictSign} from './verdict.ts';

/** What we think so far, or found in the end, and what it is called where there is room. */
export const verdictLine = (desk: Desk, {columns: width, status}: Room, theme: Theme): Line => {
	const {mark, text, tone, cause} = verdictSign(desk.state, theme);
	const isAlone = status === 1;
	const named = cause && isAlone && cellsOf(clean(cause)) + 44 < width ? clean(cause) : '';
	const left = width - 4 - cellsOf(clean(text)) - (named ? cellsOf(named) + 3 : 0) - 3;
	const hint = isAlone ? hintIn(left, desk, width, theme) : '';
	const tail = [named, hint].filter(part => part !== '');
	const room = width - 4 - tail.reduce((sum, part) => sum + cellsOf(part) + 3, 0);
	return [
		span(` ${mark} `, tone),
		{
			text: padded(clean(text), room, theme.ellipsis),
			...(desk.state.diagnosis ? {strong: true as const} : {}),
		},
		...tail.map(part => span(`   ${part}`, part === hint ? 'accent' : 'faint')),
	];
};

/** Cells of a title that still tells something. */
const least = 24;

/** What comes next, by its key. Where the verdict needs the line for itself, the key bar alone names the procedure. */
const hintIn = (left: number, {asked, procedure}: Desk, width: number, theme: Theme): string => {
	if (asked?.waits) return width >= 66 ? 'a answer the question' : '';
	if (!procedure) return '';
	if (left >= least) return cut(clean(`p ${wayWords(procedure)}`), Math.min(40, left), theme.ellipsis);
	return width >= 100 ? 'p what to do' : '';
};

/** Below the verdict, while nothing is asked: what waits or comes next by its key, then the cause, or what has changed. */
export const nextLine = (desk: Desk, {columns: width}: Room, theme: Theme): Line => {
	const {asked, procedure, state, changes, open} = desk;
	const cause = verdictSign(state, theme).cause;
	const next = asked?.waits
		? 'a answer the question'
		: procedure
			? `p ${wayWords(procedure)}`
			: open.closed !== undefined && state.verdict === undefined
				? 'The recording ends here.'
				: '';
	const right = cut(clean(changeWords(changes) || (cause ?? '')), Math.floor(width / 2), theme.ellipsis);
	const room = width - 4 - (right === '' ? 0 : cellsOf(right) + 3);
	return [
		span('   '),
		span(padded(cut(clean(next), room, theme.ellipsis), room), 'accent'),
		...(right === '' ? [] : [span(`  ${right} `, 'faint')]),
	];
};
