import {maskedLink} from '../../core/verification.ts';
import type {Range} from './content.ts';
import type {Seen} from './seen.ts';

/** What can be read in one part of a message. */
export type Reading = {readonly seen: Seen; readonly wrapped: boolean};

/** Some words of a message, and where they stand in each part, as places of what can be read there. */
export type Phrase = {
	readonly text: string;
	readonly places: readonly {readonly part: number; readonly range: Range}[];
};

/** Characters without blanks from which on words are looked for in the middle of others. */
const leastInside = 8;

/**
 * Sentences and lines of all parts, at most `most`: the same words in text and HTML are one phrase. Parts whose lines
 * mean something come first. Where there are more, neighbours are one phrase together.
 */
export const phrasesOf = (readings: readonly Reading[], most: number): readonly Phrase[] => {
	const found = new Map<string, {text: string; places: {part: number; range: Range}[]}>();
	const order = readings
		.map((reading, part) => ({...reading, part}))
		.toSorted((one, other) => Number(one.wrapped) - Number(other.wrapped) || one.part - other.part);
	for (const {seen, wrapped, part} of order) {
		const bare = squeezed(seen.text);
		const claimed = claim(bare, found, part);
		const room = Math.max(1, most - found.size);
		const own = grouped(
			segments(seen.text, wrapped).flatMap(range => unclaimed(range, bare, claimed)),
			room,
		);
		for (const range of own) {
			const text = seen.text.slice(...range);
			const key = squeezed(text).text;
			const known = found.get(key);
			if (known) known.places.push({part, range});
			else if (found.size < most)
				found.set(key, {text: withoutLinks(seen.text, range), places: [{part, range}]});
		}
	}
	return [...found.values()];
};

const linked = /(?:https?|ftp):\/\/|www\./i;

/** Words of a text, with what is part of a link masked, even where the words begin or end inside of it. */
const withoutLinks = (text: string, [from, to]: Range): string => {
	const before = text.slice(runEnd(text, from, -1), from);
	const behind = text.slice(to, runEnd(text, to, 1));
	return `${before}${text.slice(from, to)}${behind}`
		.split(/(\s+)/)
		.map((run, index, all) => {
			const link = linked.exec(run);
			if (link) return `${run.slice(0, link.index)}${maskedLink(run.slice(link.index))}`;
			if (index === 0)
				return run.slice(before.length, all.length === 1 ? run.length - behind.length : undefined);
			return index === all.length - 1 ? run.slice(0, run.length - behind.length) : run;
		})
		.join('')
		.replaceAll(/\s+/g, ' ')
		.trim();
};

/** Where the run without blanks around a place begins (-1) or ends (1). */
const runEnd = (text: string, place: number, step: -1 | 1): number => {
	let at = place;
	while (Math.abs(at - place) < 4096 && /\S/.test(text[step < 0 ? at - 1 : at] ?? ' ')) at += step;
	return at;
};

type Squeezed = {readonly text: string; readonly at: readonly number[]};

const blank = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/;

/** Without blanks, and where each character was. */
const squeezed = (text: string): Squeezed => {
	const at: number[] = [];
	let kept = '';
	for (let index = 0; index < text.length; index++) {
		const unit = text[index] ?? '';
		if (blank.test(unit)) continue;
		kept += unit;
		at.push(index);
	}
	return {text: kept, at};
};

type Known = Map<string, {text: string; places: {part: number; range: Range}[]}>;

/** Finds what other parts say in this one, each once and in their order where that is possible; tells what was found. */
const claim = (bare: Squeezed, known: Known, part: number): Uint8Array => {
	const claimed = new Uint8Array(bare.text.length);
	let cursor = 0;
	for (const [key, phrase] of known) {
		if (key.length < leastInside) continue;
		const behind = bare.text.indexOf(key, cursor);
		const place = behind >= 0 ? behind : bare.text.indexOf(key);
		if (place < 0 || claimed[place] === 1 || claimed[place + key.length - 1] === 1) continue;
		claimed.fill(1, place, place + key.length);
		cursor = place + key.length;
		phrase.places.push({part, range: [bare.at[place] ?? 0, (bare.at[cursor - 1] ?? 0) + 1]});
	}
	return claimed;
};

/** What is left of a segment where some of its words were found already. */
const unclaimed = ([from, to]: Range, bare: Squeezed, claimed: Uint8Array): readonly Range[] => {
	const left: [number, number][] = [];
	let going = false;
	for (let index = firstFrom(bare.at, from); index < bare.at.length; index++) {
		const place = bare.at[index] ?? 0;
		if (place >= to) break;
		const last = left.at(-1);
		if (claimed[index] === 1) going = false;
		else if (going && last) last[1] = place + 1;
		else {
			left.push([place, place + 1]);
			going = true;
		}
	}
	return left;
};

const firstFrom = (at: readonly number[], wanted: number): number => {
	let [low, high] = [0, at.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((at[middle] ?? 0) < wanted) low = middle + 1;
		else high = middle;
	}
	return low;
};

const grouped = (ranges: readonly Range[], most: number): readonly Range[] => {
	const size = Math.max(1, Math.ceil(ranges.length / most));
	return Array.from({length: Math.ceil(ranges.length / size)}, (_, index) => {
		const group = ranges.slice(index * size, (index + 1) * size);
		return [group[0]?.[0] ?? 0, group.at(-1)?.[1] ?? 0];
	});
};

const sentences = new Intl.Segmenter('en', {granularity: 'sentence'});
/** Characters that are cut into sentences at a time. */
const longestLine = 4000;

const segments = (text: string, wrapped: boolean): readonly Range[] =>
	linesIn(text, wrapped).flatMap(([from, to]) =>
		chunks(from, to).flatMap(([begin, end]) => {
			const line = text.slice(begin, end).replaceAll(/[\r\n]/g, ' ');
			return sentencesIn(line)
				.filter(([from, to]) => /[\p{L}\p{N}\p{S}]/u.test(line.slice(from, to)))
				.map(([from, to]): Range => [begin + from, begin + from + line.slice(from, to).trimEnd().length]);
		}),
	);

/** A sentence ends at a blank, or with a mark that needs none; a question mark inside of an address ends nothing. */
const sentencesIn = (line: string): readonly Range[] => {
	const found: [number, number][] = [];
	for (const {index, segment} of sentences.segment(line)) {
		const last = found.at(-1);
		if (last && !/[\s。！？]$/.test(line.slice(0, index).slice(-1))) last[1] = index + segment.length;
		else found.push([index, index + segment.length]);
	}
	return found;
};

const chunks = (from: number, to: number): readonly Range[] =>
	Array.from({length: Math.ceil((to - from) / longestLine)}, (_, index) => [
		from + index * longestLine,
		Math.min(to, from + (index + 1) * longestLine),
	]);

/** A line that is this long was wrapped by a program, where the next one goes on. */
const leastWrapped = 55;

const linesIn = (text: string, wrapped: boolean): readonly Range[] => {
	const lines: [number, number][] = [];
	let before = '';
	for (let at = 0; at < text.length; ) {
		const next = text.indexOf('\n', at);
		const end = next < 0 ? text.length : next;
		const line = text.slice(at, end).trimEnd();
		const last = lines.at(-1);
		const goesOn = /^[\p{L}\p{N}("“«]/u.test(line) && !/^\d+[.)]/.test(line);
		if (wrapped && last && before.length >= leastWrapped && goesOn) last[1] = end;
		else lines.push([at, end]);
		before = line;
		at = end + 1;
	}
	return lines;
};
