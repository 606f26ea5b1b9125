import type {Form} from './concealed.ts';
import {isOrdinary} from './ordinary-words.ts';

/** What stands in the place of a secret. */
export const mask = '••••••';

/** Characters in a row that have to be the same as in a form of a secret. Fewer than these may be seen of a secret. */
const width = 8;
/** Forms of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;

/** A stretch of a text. */
type Stretch = {readonly from: number; readonly to: number};

/** Takes secrets out of what a server says, however it was cut or wrapped. */
export type Cover = {
	/**
	 * Secrets that were not sent. A server can have them from an earlier conversation only, so that it cannot echo them by
	 * accident: a form of them is masked where it stands whole and has eight characters or more.
	 */
	know(forms: readonly Form[]): void;
	/**
	 * Secrets that are sent now. From here on every stretch is masked that shares eight characters in a row with a form of
	 * any secret, and every whole form of four to seven characters.
	 */
	conceal(forms: readonly Form[]): void;
	/** One text without them. */
	hide(text: string): string;
	/** The lines of one reply without them, also where one was wrapped from line to line. */
	hideAll(lines: readonly string[]): readonly string[];
};

/**
 * Letters are the same in either case. A stretch within one word that servers say to everybody (“authentication”) is left
 * as it is, even where the secret is such a word: a mask in its place would tell the secret rather than hide it, and would
 * keep the reply from being understood. Takes time in proportion to the length of the text.
 */
export const createCover = (): Cover => {
	/** Every run of characters to search for, and whether it tells something of a secret rather than of a name near it. */
	const windows = new Map<string, boolean>();
	const wholes = new Set<string>();
	const widths = new Set<number>();
	let sent = false;

	const know = (forms: readonly Form[]) => {
		for (const {text, from, to} of forms) {
			const form = small(text);
			const size = Math.min(width, form.length);
			if (size < shortest) continue;
			if (size === width) wholes.add(form);
			widths.add(size);
			for (let at = 0; at + size <= form.length; at++) {
				const window = form.slice(at, at + size);
				windows.set(window, windows.get(window) === true || (at < to && at + size > from));
			}
		}
	};

	const counts = (stretch: string): boolean => sent || [...wholes].some(form => stretch.includes(form));

	const found = (text: string, sizes: readonly number[]): readonly Stretch[] => {
		const where = small(text);
		const runs: {from: number; to: number; tells: boolean}[] = [];
		for (let at = 0; at + shortest <= where.length; at++)
			for (const size of sizes) {
				const tells = at + size <= where.length ? windows.get(where.slice(at, at + size)) : undefined;
				if (tells === undefined) continue;
				const last = runs.at(-1);
				if (last && at <= last.to) {
					last.to = Math.max(last.to, at + size);
					last.tells ||= tells;
				} else runs.push({from: at, to: at + size, tells});
			}
		return runs.filter(({from, to, tells}) => tells && counts(where.slice(from, to)));
	};

	const hideAll = (lines: readonly string[]): readonly string[] => {
		if (windows.size === 0) return lines;
		const sizes = sent ? [...widths] : [width];
		const wrapped = acrossLines(lines, text => found(text, [width]));
		return lines.map((line, index) => {
			const inside = found(line, sizes).filter(({from, to}) => !isOrdinary(line, from, to));
			return without(line, [...inside, ...(wrapped[index] ?? [])]);
		});
	};

	return {
		know,
		conceal(forms) {
			know(forms);
			sent = true;
		},
		hide: text => hideAll([text])[0] ?? '',
		hideAll,
	};
};

/** What a line begins with and is not part of a text that was wrapped. */
const lead = /^(?:[245]\.\d{1,3}\.\d{1,3}(?=\s|$))?\s*/;

/** What is found from the end of one line to the beginning of the next, by line. */
const acrossLines = (
	lines: readonly string[],
	found: (text: string) => readonly Stretch[],
): readonly (readonly Stretch[])[] => {
	if (lines.length < 2) return [];
	let length = 0;
	const pieces = lines.map(line => {
		const skipped = lead.exec(line)?.[0].length ?? 0;
		const text = line.slice(skipped).trimEnd();
		length += text.length;
		return {text, skipped, from: length - text.length, to: length};
	});
	const stretches = found(pieces.map(({text}) => text).join(''));
	let next = 0;
	return pieces.map(({skipped, from, to}) => {
		while ((stretches[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next++;
		const parts: Stretch[] = [];
		for (let at = next; (stretches[at]?.from ?? Number.POSITIVE_INFINITY) < to; at++) {
			const stretch = stretches[at] ?? {from: to, to};
			const crosses = stretch.from < from || stretch.to > to;
			if (crosses && from < to)
				parts.push({
					from: Math.max(stretch.from, from) - from + skipped,
					to: Math.min(stretch.to, to) - from + skipped,
				});
		}
		return parts;
	});
};

const without = (text: string, stretches: readonly Stretch[]): string => {
	let shown = '';
	let end = 0;
	for (const {from, to} of stretches.toSorted((a, b) => a.from - b.from)) {
		if (from >= end) shown += text.slice(end, from) + mask;
		end = Math.max(end, to);
	}
	return shown + text.slice(end);
};

/** As long as it was, unlike what `toLowerCase` may give. */
const small = (text: string): string => text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
