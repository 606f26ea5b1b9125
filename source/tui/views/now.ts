import type {Case, Step} from '../../core/case.ts';
import type {Asking} from '../../core/event.ts';
import {waitOf} from '../../core/wait.ts';
import {cellsOf, clean, cut, type Line, padded, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {askingWords} from './evidence.ts';
import {waitIn} from './wait.ts';

/** A question on its way: which step asks, what and of whom, since when, and what else is on its way. */
export type Now = {
	readonly step: Step;
	/** Absent between two questions of a step. */
	readonly asking?: Asking;
	/** How long it has taken so far. */
	readonly seconds?: number;
	/** How long one answer may take at most, where that is known. */
	readonly limit?: number;
	/** Other steps that run. */
	readonly others: number;
};

/** What is asked now; of several, what has been on its way for longest, unless the chosen step is one of them. */
export const nowOf = ({steps, reach}: Case, now: number, chosen: Step['id'] | undefined): Now | undefined => {
	const running = steps.filter(step => step.state.status === 'running' && !asksPerson(step));
	const step =
		running.find(({id}) => id === chosen) ?? running.toSorted((a, b) => sinceOf(a) - sinceOf(b))[0];
	if (step?.state.status !== 'running') return undefined;
	const {asking, since} = step.state;
	return {
		step,
		others: running.length - 1,
		...(asking ? {asking} : {}),
		...(since === undefined ? {} : {seconds: Math.max(0, Math.floor((now - since) / 1000))}),
		...(reach && isLimited(asking) ? {limit: Math.round(reach.timeout / 1000)} : {}),
	};
};

/** Whether the time for one connection, handshake or reply applies to it. */
export const isLimited = (asking: Asking | undefined): boolean =>
	asking !== undefined && waitOf(asking) === undefined && limited.has(asking.probe);

const limited: ReadonlySet<string> = new Set(['dns', 'smtp', 'http', 'time', 'spam', 'imap']);

/** It is the person's turn. */
export const asksPerson = ({state}: Step): boolean =>
	state.status === 'running' && state.asking?.probe === 'person';

const sinceOf = ({state}: Step): number =>
	state.status === 'running' ? (state.since ?? Number.POSITIVE_INFINITY) : 0;

/** Something is on its way, and it is not the person's turn. */
export const isProbing = ({steps}: Case): boolean =>
	steps.some(step => step.state.status === 'running' && !asksPerson(step));

/** How many steps are behind us: `9 of 15`. */
export const progressWords = ({steps}: Case): string => {
	const done = steps.filter(({state}) => state.status !== 'waiting' && state.status !== 'running');
	return `${done.length} of ${steps.length}`;
};

/** `3 s of 10`; what takes longer than one answer may asks for several. */
export const elapsedWords = ({seconds, limit}: Now): string => {
	if (seconds === undefined) return '';
	if (limit === undefined) return `${seconds} s`;
	return seconds <= limit ? `${seconds} s of ${limit}` : `${seconds} s, ${limit} for each answer`;
};

/**
 * What is asked now, of whom, how long it has taken and may take, and how much is done. What changes with time stands at
 * the right end, so that little is sent for it.
 */
export const nowLine = (
	state: Case,
	at: {readonly now: number; readonly chosen: Step['id'] | undefined; readonly spinner: string},
	width: number,
	theme: Theme,
): Line => {
	const wait = waitIn(state, at.now);
	const now = nowOf(state, at.now, at.chosen);
	const left = wait
		? `Waiting ${wait.left}: ${wait.why}`
		: now
			? [now.step.title, ...(now.asking ? [askingWords(now.asking)] : [])].join(` ${theme.dot} `)
			: 'Running';
	const others = now && now.others > 0 && width >= 60 ? `and ${now.others} more` : '';
	const parts = [
		others,
		wait && width >= 60 ? `${theme.keys['ctrl+c'] ?? 'Ctrl+C'} ends it` : '',
		now && !wait ? elapsedWords(now) : '',
		width >= 60 ? progressWords(state) : progressWords(state).replace(' of ', '/'),
	];
	const right = ` ${parts.filter(part => part !== '').join(` ${theme.dot} `)} ${at.spinner} `;
	const room = Math.max(8, width - 3 - cellsOf(right));
	return [
		span(` ${wait ? theme.marks.unknown : theme.pointer} `, 'accent'),
		{text: padded(cut(clean(left), room, theme.ellipsis), room), strong: true},
		span(right, 'faint'),
	];
};
