import {printable} from '../../core/printable.ts';
import type {Candidate, Reading} from '../../core/verification.ts';
import type {Line} from './lines.ts';
import {type Hit, isAbout} from './words.ts';

type Lifetime = NonNullable<Reading['lifetime']>;

const units = [
	['second', 1],
	['minute', 60],
	['hour', 3600],
	['day', 86_400],
] as const;

/** Nothing that is sent by mail is valid for longer, in seconds. */
const longestLife = 90 * 86_400;
const longestWords = 100;
/** Lines between a code and words that could as well be about something else. */
const nearest = 4;

type Length = {readonly at: number; readonly end: number; readonly seconds: number};
type Found = Lifetime & {readonly distance: number};

/**
 * How long the mail says that it is valid. Words of validity count wherever they stand, the nearest ones first; `within 10
 * minutes` only in a sentence about the code, near it. A time of day is no lifetime.
 */
export const lifetimeIn = (lines: readonly Line[], chosen: Candidate | undefined): Lifetime | undefined => {
	const here = lines.findIndex(line => line.where === chosen?.where && shows(line, chosen));
	const found = lines.flatMap((line, at): readonly Found[] => {
		if (line.quoted) return [];
		const same = lines[here]?.where === line.where;
		const distance = here < 0 ? at : same ? Math.abs(at - here) : 1000 + at;
		return lifetimesOf(line, here < 0 || (same && distance <= nearest)).map(one => ({...one, distance}));
	});
	const [best] = found.toSorted((one, other) => one.distance - other.distance);
	return best && {seconds: best.seconds, words: best.words};
};

/** Whether something in the mail is valid for a day at most: a code is, an offer rarely. */
export const isShortLived = (lines: readonly Line[]): boolean =>
	lines.some(line => !line.quoted && lifetimesOf(line, true).some(({seconds}) => seconds <= 86_400));

const shows = (line: Line, {kind, value}: Candidate): boolean =>
	kind === 'link'
		? line.text.includes(value.slice(0, 60))
		: line.text.replaceAll(/[ -]/g, '').includes(value);

const lifetimesOf = (line: Line, near: boolean): readonly Lifetime[] =>
	lengthsIn(line).flatMap(length => {
		const around = line.hits.filter(hit => inSentence(line.text, length, hit));
		const sure = around.find(hit => isAbout(hit, 'valid'));
		const about = around.some(hit =>
			(['code', 'bare', 'act', 'press', 'maybe'] as const).some(kind => isAbout(hit, kind)),
		);
		const within =
			near && about ? around.find(hit => isAbout(hit, 'within') && touches(hit, length)) : undefined;
		const by = sure ?? within;
		return by ? [{seconds: length.seconds, words: wordsOf(line, by, length)}] : [];
	});

/** Numbers with a unit of time behind them, and whole lengths in words. */
const lengthsIn = ({folded, hits}: Line): readonly Length[] =>
	hits.flatMap((hit): readonly Length[] => {
		if (hit.minutes !== undefined && !/\d\s?$/.test(folded.slice(0, hit.at)))
			return [{at: hit.at, end: hit.end, seconds: hit.minutes * 60}];
		const unit = units.find(([kind]) => isAbout(hit, kind));
		if (!unit) return [];
		const before = folded.slice(Math.max(0, hit.at - 12), hit.at);
		const [whole = '', number] = /(\d{1,4})\s?[-(]?\s?$/.exec(before) ?? [];
		const lead =
			before
				.slice(0, before.length - whole.length)
				.trimEnd()
				.at(-1) ?? '';
		if (number === undefined || /[\d.,:/時时点點시]/.test(lead)) return [];
		const seconds = Number(number) * unit[1];
		return seconds > 0 && seconds <= longestLife ? [{at: hit.at - whole.length, end: hit.end, seconds}] : [];
	});

/** `within` stands right before or behind what it is about. */
const touches = (hit: Hit, {at, end}: Length): boolean =>
	(hit.end <= at && at - hit.end <= 12) || (hit.at >= end && hit.at - end <= 3);

const inSentence = (text: string, {at, end}: Length, hit: Hit): boolean => {
	const [from, to] = hit.at < at ? [hit.end, at] : [end, hit.at];
	return !/[.!?](?:\s|$)|[。！？]/.test(text.slice(from, Math.max(from, to)));
};

const wordsOf = ({text}: Line, by: Hit, {at, end}: Length): string => {
	const from = Math.min(by.at, at);
	const to = Math.max(by.end, end);
	const words = to - from <= longestWords ? text.slice(from, to) : text.slice(at, end);
	return printable(words.toWellFormed()).trim();
};
