import type {Reading} from '../../core/verification.ts';
import type {CaughtMessage} from '../host.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {timeOfDay} from '../words.ts';

/** A code as it is read aloud: digits in groups. */
export const grouped = (code: string): string => {
	if (!/^\d{6,12}$/.test(code)) return code;
	const groups = code.length % 3 === 0 ? /.{3}/g : code.length % 4 === 0 ? /.{4}/g : /.+/g;
	return (code.match(groups) ?? [code]).join(' ');
};

const openWords = {
	none: 'no code',
	unsure: 'no sure code',
	several: 'several codes',
	unread: 'not read',
} as const;

/** What a line of the list says of the code, and how old news it is. */
export const codeWords = ({
	reading,
	standing,
}: CaughtMessage): {readonly text: string; readonly tone: Tone} => {
	if (!reading) return {text: '', tone: 'faint'};
	const {chosen, open, candidates} = reading;
	if (!chosen)
		return {
			text: openWords[open === 'none' && candidates.length > 0 ? 'unsure' : (open ?? 'none')],
			tone: 'faint',
		};
	const text = chosen.kind === 'link' ? 'link' : grouped(chosen.value);
	const stale = staleWord(standing);
	return stale ? {text: `${stale} ${text}`, tone: 'warning'} : {text, tone: 'good'};
};

const staleWord = (standing: CaughtMessage['standing']): string | undefined => {
	if (standing?.state === 'superseded') return 'superseded';
	if (standing?.expired) return 'expired';
	return standing?.state === 'duplicate' ? 'repeated' : undefined;
};

/** The code first and apart, then why it is the one, how old it is, and which request it answers. */
export const codeLines = (
	caught: CaughtMessage,
	now: number,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const {reading} = caught;
	if (!reading)
		return labelled(label('Code'), 'This message has not been read for a code yet.', width, 'faint');
	return [
		...foundLines(reading, width, theme),
		...ageLines(caught, reading, now, width, theme),
		...requestLines(caught, width, theme),
	];
};

const label = (name: string) => span(name.padEnd(9), 'faint');

const foundLines = (reading: Reading, width: number, theme: Theme): readonly Line[] => {
	const {chosen, candidates} = reading;
	if (chosen)
		return [
			...(chosen.kind === 'code'
				? [[], [label('Code'), {text: grouped(chosen.value), tone: 'good', strong: true} as const], []]
				: [[label('Link')], ...paragraph(chosen.value, width, 'good')]),
			...labelled(label('Why'), reasons(chosen.because), width),
			...(chosen.against.length > 0 ? labelled(label('But'), reasons(chosen.against), width) : []),
		];
	const some = candidates
		.slice(0, 10)
		.flatMap(({kind, value, line}) => [
			...labelled(span(`         ${kind} `, 'faint'), value, width, 'accent'),
			...labelled(span(' '.repeat(11)), line, width, 'faint'),
		]);
	return [
		...labelled(
			{text: `${theme.marks.unknown} Code   `, tone: 'unknown'},
			reading.open === 'unread'
				? 'It could not be read, so that nobody knows whether it has one.'
				: candidates.length === 0
					? 'Nothing in this message looks like a code or a link to follow.'
					: reading.open === 'several'
						? 'Two are as likely as each other, and a guess could be wrong:'
						: 'Nothing is likely enough to be the one:',
			width,
		),
		...some,
	];
};

/** Sentences or halves of one, in one line. */
const reasons = (all: readonly string[]): string => all.join(' ');

/** By the lifetime that the mail itself states; that of a code that came before counts from the first mail that had it. */
const ageLines = (
	{message, standing}: CaughtMessage,
	{lifetime}: Reading,
	now: number,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const age = `came at ${timeOfDay(message.at)}, ${ageWords(now - message.at)} ago`;
	if (!lifetime) return labelled(label('Age'), `${age}; it does not say how long it is valid`, width);
	const until = message.at + lifetime.seconds * 1000;
	const isRepeated = standing?.state === 'duplicate';
	const over = standing?.expired === true || (!isRepeated && until < now);
	const valid = isRepeated
		? `${over ? 'expired' : 'still valid'}, counted from message ${standing.by ?? 'before it'}, which had it first`
		: over
			? `expired at ${timeOfDay(until)}`
			: `valid until ${timeOfDay(until)}, ${ageWords(until - now)} more`;
	return labelled(
		over ? {text: `${theme.marks.warning} Age    `, tone: 'warning'} : label('Age'),
		`${age}; ${valid} ("${lifetime.words}")`,
		width,
		over ? 'warning' : undefined,
	);
};

const ageWords = (ms: number): string => {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	if (seconds < 120) return `${seconds} s`;
	if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
	return seconds < 172_800 ? `${Math.floor(seconds / 3600)} hours` : `${Math.floor(seconds / 86_400)} days`;
};

const requestLines = ({standing}: CaughtMessage, width: number, theme: Theme): readonly Line[] => {
	if (!standing) return [];
	const {request, requests, by} = standing;
	const place = `${request} of ${requests}`;
	switch (standing.state) {
		case 'newest':
			return labelled(label('Request'), requests > 1 ? `${place}, the newest` : place, width);
		case 'superseded':
			return labelled(
				{text: `${theme.marks.warning} Request`, tone: 'warning'},
				` ${place}: superseded by message ${by ?? 'of a later time'}, whose code counts`,
				width,
				'warning',
			);
		case 'duplicate':
			return labelled(
				{text: `${theme.marks.warning} Request`, tone: 'warning'},
				` ${place}: the same as message ${by ?? 'before it'} once more`,
				width,
				'warning',
			);
	}
};
