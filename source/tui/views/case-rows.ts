import type {StoredCase} from '../../core/stored-case.ts';
import {clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {momentWords} from '../words.ts';

/** In one or two words how a case on disk stands. */
export const storedWord = ({unreadable, isOpen, verdict}: StoredCase): string => {
	if (unreadable !== undefined) return 'unreadable';
	if (isOpen) return 'open elsewhere';
	if (verdict === undefined) return 'go on';
	switch (verdict) {
		case 'healthy':
		case 'inconclusive':
		case 'cancelled':
			return verdict;
		case 'diagnosed':
			return 'cause found';
	}
};

const signOf = ({unreadable, isOpen, verdict}: StoredCase, theme: Theme): readonly [string, Tone] => {
	const {marks} = theme;
	if (unreadable !== undefined) return [marks.unknown, 'unknown'];
	if (isOpen) return [theme.spinner[0] ?? '*', 'accent'];
	if (verdict === undefined) return [marks.notReached, 'accent'];
	switch (verdict) {
		case 'healthy':
			return [marks.good, 'good'];
		case 'diagnosed':
			return [marks.problem, 'bad'];
		case 'inconclusive':
		case 'cancelled':
			return [marks.unknown, 'unknown'];
	}
};

type Look = {readonly theme: Theme; readonly now: number};

const longestWord = 14;
/** Of most causes nothing is cut. */
const longestCause = 28;

/** A case among the last ones: verdict, when, title, cause. */
export const recentLine = (stored: StoredCase, width: number, {theme, now}: Look): Line => {
	const [mark, tone] = signOf(stored, theme);
	const head = [span(`${mark} `, tone), span(padded(storedWord(stored), longestWord), tone)];
	const when = momentWords(stored.lastAt, now).padEnd(9);
	if (width < 60) return [...head, span(` ${cut(clean(stored.playbook.title), width - 17, theme.ellipsis)}`)];
	return [
		...head,
		span(` ${when}`, 'faint'),
		...titleAndCause(stored, width - 2 - longestWord - 1 - when.length, theme),
	];
};

/** A case among all: its id as well, and what can be told of it. `tab`: where it is open. */
export const caseLine = (
	stored: StoredCase,
	width: number,
	{theme, now, tab}: Look & {readonly tab?: number | undefined},
): Line => {
	const {isOpen: _, ...ownCase} = stored;
	const [mark, tone] = signOf(tab === undefined ? stored : ownCase, theme);
	const word = tab === undefined ? storedWord(stored) : `open in tab ${tab}`;
	const id = `${clean(stored.id).slice(0, 6).padEnd(6)} `;
	const head = [
		span(id, 'accent'),
		...(width < 60 ? [] : [span(momentWords(stored.lastAt, now).padEnd(9), 'faint')]),
		span(`${mark} `, tone),
	];
	if (width < 60)
		return [...head, span(cut(`${word}: ${toldOf(stored)}`, width - id.length - 2, theme.ellipsis))];
	const left = width - id.length - 11 - longestWord;
	return [...head, span(padded(word, longestWord), tone), ...titleAndCause(stored, left, theme)];
};

/** The cause, else the title. */
const toldOf = ({unreadable, diagnosis, playbook}: StoredCase): string =>
	clean(unreadable ?? diagnosis?.cause ?? playbook.title);

const titleAndCause = (stored: StoredCase, width: number, theme: Theme): Line => {
	const {playbook, unreadable, diagnosis, verdict, isOpen, scenario} = stored;
	const titles = Math.min(44, Math.max(14, width - longestCause - 2));
	const cause =
		unreadable ?? diagnosis?.cause ?? (verdict === undefined && !isOpen ? 'unfinished: Enter goes on' : '');
	const told = scenario === undefined ? cause : `lab ${scenario}${cause ? ` ${theme.dot} ${cause}` : ''}`;
	return [
		span(` ${padded(clean(playbook.title), titles, theme.ellipsis)}`),
		span(` ${cut(clean(told), Math.max(0, width - titles - 2), theme.ellipsis)}`, 'faint'),
	];
};
