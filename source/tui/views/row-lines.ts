import {sessionWords} from '../../core/sink-words.ts';
import type {SinkRow} from '../inbox.ts';
import {cellsOf, clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {momentWords} from '../words.ts';
import {codeWords} from './code.ts';
import {signOfSession} from './session-lines.ts';

type Drawn = {
	readonly selected: boolean;
	readonly now: number;
	readonly width: number;
	readonly theme: Theme;
	readonly spinner: string;
};

/** One line of a sink's list: when, mark, who, and what came of it; a message with its code at the right. */
export const rowLine = (row: SinkRow, {selected, now, width, theme, spinner}: Drawn): Line => {
	const head = [
		span(selected ? theme.pointer : ' ', 'accent'),
		span(`${momentWords(row.at, now).padEnd(8)} `, 'faint'),
	];
	const who = width < 60 ? 0 : width < 110 ? 16 : 40;
	const rest = width - 12 - who;
	const strong = selected ? {strong: true as const} : {};
	if (row.is === 'session') {
		const {mark, text} = sessionWords(row.session);
		const sign = signOfSession(row.session, theme);
		return [
			...head,
			mark === 'running' ? {...sign, text: spinner} : sign,
			span(` ${padded(clean(row.session.remote.address), Math.max(0, who - 1), theme.ellipsis)}`),
			...(who > 0 ? [span(' ')] : []),
			{text: cut(clean(text), rest, theme.ellipsis), ...strong},
		];
	}
	return [...head, ...messageSpans(row, {who, rest, theme}).map(part => ({...part, ...strong}))];
};

const messageSpans = (
	{caught}: Extract<SinkRow, {is: 'message'}>,
	{who, rest, theme}: {readonly who: number; readonly rest: number; readonly theme: Theme},
): Line => {
	const {message, standing} = caught;
	const code = codeWords(caught);
	const stale = standing && (standing.state !== 'newest' || standing.expired);
	const right = cut(code.text, Math.floor(rest / 2), theme.ellipsis);
	const words = rest - (right === '' ? 0 : cellsOf(right) + 1);
	const to = clean(message.recipients[0] ?? 'nobody');
	const subject = clean(message.subject ?? 'no subject');
	const column = Math.min(28, Math.max(18, Math.floor(words / 3)));
	const told =
		words < 38
			? padded(subject, words, theme.ellipsis)
			: `${padded(to, column, theme.ellipsis)} ${padded(subject, words - column - 1, theme.ellipsis)}`;
	return [
		stale ? {text: theme.marks.warning, tone: 'warning'} : {text: theme.marks.good, tone: 'good'},
		span(who > 0 ? ` ${padded(clean(message.remote), who - 1, theme.ellipsis)} ` : ' '),
		span(told),
		...(right === '' ? [] : [span(' '), {text: right, tone: code.tone}]),
	];
};
