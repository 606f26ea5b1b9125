import {answers, figures, figuresWithin, leads, links, orders, ordersAfter, tails} from './bare/phrases.ts';
import type {Line} from './lines.ts';
import type {Name} from './naming.ts';
import type {Found, Shape} from './shapes.ts';
import type {Topic} from './topic.ts';
import {type Hit, isAbout} from './words.ts';

/** Characters of a part that is short. */
const longestShort = 300;

/**
 * The only number of a short mail that is about nothing but it: as devices write them, `Code: 482915`. Absent where there
 * is another number (a length of time aside), or a word about an order, an amount, a measure or a door, and in what a
 * person answers or hands on.
 */
export const onlyNumberOf = (
	lines: readonly Line[],
	found: readonly Found[],
	topic: Topic,
): string | undefined => {
	if (isAboutOthers(lines) || topic.gone !== undefined || topic.percent || isAnswer(lines)) return undefined;
	const parts = (['subject', 'text', 'html'] as const).map(where =>
		lines.filter(line => line.where === where).reduce((sum, {text}) => sum + text.length, 0),
	);
	if (parts.some(length => length > longestShort) || lines.some(isAboutFigures)) return undefined;
	const values = new Set(lines.flatMap((line, at) => valuesOf(line, found[at])));
	const [value] = values;
	return values.size === 1 ? value : undefined;
};

/** What that it is the only number of a short mail says for a shape, beside what `Name` says; absent where nothing. */
export const onlyNumber = (
	lines: readonly Line[],
	at: number,
	shape: Shape,
	{name, alone, topic}: {readonly name: Name | undefined; readonly alone: boolean; readonly topic: Topic},
): {readonly weight: number; readonly says: string} | undefined => {
	const [line, above] = [lines[at], lines[at - 1]];
	if (!line || line.quoted) return undefined;
	const says = 'It is the only number of a short mail.';
	if (name?.is === 'bare') {
		const isHeaded = name.stands === 'above' && above?.where === line.where && isPlainHeading(above);
		return isHeaded || isPlainlyNamed(line, shape) ? {weight: 0.15, says} : undefined;
	}
	if (name) return undefined;
	if (topic.act !== undefined && isToBeTyped(line, shape))
		return {weight: 0.4, says: 'It is to be typed, and the only number of a short mail.'};
	return alone && standsByItself(lines, at, shape) ? {weight: 0.2, says} : undefined;
};

/** Words for other numbers that mean something else as often: `sent via`, `in case`, `this text`. */
const harmless: ReadonlySet<string> = new Set(['via', 'case', 'text']);

const isAboutOthers = (lines: readonly Line[]): boolean =>
	lines.some(({hits}) => hits.some(hit => isAbout(hit, 'other') && !harmless.has(hit.words)));

const subjectOf = (lines: readonly Line[]): Line | undefined => lines.find(({where}) => where === 'subject');

const isAnswer = (lines: readonly Line[]): boolean => {
	const [first = '', rest] = (subjectOf(lines)?.folded ?? '').split(/\s?[:：]/);
	return rest !== undefined && answers.has(first);
};

const isAboutFigures = ({folded}: Line): boolean =>
	(folded.match(/[\p{L}-]+/gu) ?? []).some(word => figures.has(word)) ||
	figuresWithin.some(words => folded.includes(words));

/** The numbers of a line, those that may be codes as they are typed, without lengths of time. */
const valuesOf = ({text, hits}: Line, found: Found | undefined): readonly string[] =>
	(found?.numbers ?? []).flatMap(({at, end}) => {
		const shape = found?.shapes.find(one => one.at <= at && end <= one.end);
		if (shape) return [shape.value];
		const isLength = hits.some(
			hit =>
				hit.at >= end &&
				hit.at - end <= 1 &&
				(['second', 'minute', 'hour', 'day'] as const).some(unit => isAbout(hit, unit)),
		);
		return isLength ? [] : [text.slice(at, end)];
	});

/** Where a clause ends, and a sentence; a clause may be a greeting. */
const clauseEnd = /[.!?;:,。！？；：，、|]/;
const sentenceEnd = /[.!?;。！？；]/;
const signs = /["'“”„«»‚‘’*()[\]{}<>=_`~…—-]/g;

/** Whether nothing but these words and signs is there. */
const isOnly = (text: string, words: ReadonlySet<string>): boolean =>
	text
		.replaceAll(signs, ' ')
		.replaceAll(/[:：]/g, ' ')
		.split(' ')
		.every(word => word === '' || words.has(word));

const clauseBefore = (text: string): string => text.split(clauseEnd).at(-1) ?? '';
const clauseAfter = (text: string): string =>
	text.replace(/^['’"”»*)\]]+/, '').split(/[.!?;,。！？；，、|]| - /)[0] ?? '';

const leadsAndLinks: ReadonlySet<string> = new Set([...leads, ...links]);

/** Whether the line says of the shape that it is the code, and not of what: `Your code is 482915`, `482915 is your code`. */
const isPlainlyNamed = ({folded, hits}: Line, {at, end}: Shape): boolean =>
	hits.some(hit => {
		if (!isAbout(hit, 'bare')) return false;
		if (hit.end <= at)
			return (
				isOnly(clauseBefore(folded.slice(0, hit.at)), leads) &&
				isOnly(folded.slice(hit.end, at), links) &&
				isOnly(clauseAfter(folded.slice(end)), tails)
			);
		return (
			hit.at >= end &&
			isOnly(clauseBefore(folded.slice(0, at)), leads) &&
			isOnly(folded.slice(end, hit.at), leadsAndLinks) &&
			isOnly(clauseAfter(folded.slice(hit.end)), tails)
		);
	});

/** Whether a line says that the code is what follows, and not of what: `Here is your code:`. */
const isPlainHeading = ({folded, hits}: Line): boolean =>
	hits.some(
		(hit: Hit) =>
			isAbout(hit, 'bare') &&
			isOnly(clauseBefore(folded.slice(0, hit.at)), leads) &&
			isOnly(folded.slice(hit.end), links),
	);

const letter = /\p{L}/u;

/** Whether the sentence asks to type the shape: `Enter 482915 to sign in`. */
const isToBeTyped = ({folded}: Line, {at, end}: Shape): boolean => {
	const before = folded.slice(0, at).replace(/["'“„«‘*([ ]+$/, '');
	const after = folded.slice(end).replace(/^["'”“»’*)\] ]+/, '');
	const isWhole = (words: string) => {
		const first = before.at(-words.length - 1) ?? '';
		return !letter.test(first) || (words.codePointAt(0) ?? 0) > 0x2fff;
	};
	return (
		orders.some(words => before.endsWith(words) && isWhole(words)) ||
		ordersAfter.some(words => after.startsWith(words) && !sentenceEnd.test(after.slice(0, words.length)))
	);
};

/**
 * Whether a shape that nothing names stands in a mail of its own, alone, at most with a greeting above and a name below: six
 * digits that are no day, or anything where the subject is `Your code`.
 */
const standsByItself = (lines: readonly Line[], at: number, {is, value}: Shape): boolean => {
	const [line, subject] = [lines[at], subjectOf(lines)];
	if (!line || line.where === 'subject') return false;
	const isUsual = is === 'digits' && value.length === 6 && !isShortDay(value);
	if (!isUsual && !(subject && isPlainHeading(subject))) return false;
	const others = lines.filter(({where}) => where === line.where);
	const place = others.indexOf(line);
	const [above, below] = [others.slice(0, place), others.slice(place + 1)];
	if (above.length === 0) return below.length === 0;
	return above.length === 1 && /[,!，！、]$/.test(above[0]?.text ?? '') && below.length <= 2;
};

/** Six digits that are a day of the years from 2020 to 2039, in any order. */
const isShortDay = (value: string): boolean => {
	const [first = 0, second = 0, third = 0] = [0, 2, 4].map(at => Number(value.slice(at, at + 2)));
	const isDay = (year: number, month: number, day: number) =>
		year >= 20 && year <= 39 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
	return isDay(third, second, first) || isDay(first, second, third) || isDay(third, first, second);
};
