import {nearest} from '../../core/nearest.ts';
import type {Situation} from '../situation.ts';
import {clean} from '../text.ts';
import {needsWords, type Offer, type PaletteRow} from './row.ts';
import {paletteTable} from './table.ts';

/** A command line as it may go on. */
export type Completion = {
	/** The whole line, without its colon. */
	readonly text: string;
	readonly about: string;
	readonly row: PaletteRow;
	/** What follows the name; empty where nothing does. */
	readonly words: string;
	/** Why it does nothing now. */
	readonly off?: string;
};

/** The first word of a command line, and what follows it; `words` is absent until something can follow. */
export const parse = (text: string): {readonly name: string; readonly words?: string} => {
	const [, name = '', gap = '', rest = ''] = /^\s*(\S*)(\s*)(.*)$/su.exec(text.replace(/^\s*:/, '')) ?? [];
	return gap === '' ? {name} : {name, words: rest.trimEnd()};
};

const rowNamed = (name: string): PaletteRow | undefined => paletteTable.find(row => row.name === name);

/** Every way in which the line may go on, best first. */
export const completionsOf = (text: string, situation: Situation): readonly Completion[] => {
	const {name, words} = parse(text);
	if (words === undefined) return namesLike(name, situation);
	const row = rowNamed(name);
	if (!row?.offers) return [];
	const offers = offersLike(words, row.offers(situation)).map(({value, about}) =>
		completionOf(row, value, about, situation),
	);
	return words === '' && !needsWords(row) ? [completionOf(row, '', row.does, situation), ...offers] : offers;
};

const completionOf = (row: PaletteRow, words: string, about: string, situation: Situation): Completion => {
	const off = row.why?.(situation, words);
	return {text: `${row.name}${words ? ` ${words}` : ''}`, about, row, words, ...(off ? {off} : {})};
};

const namesLike = (name: string, situation: Situation): readonly Completion[] => {
	const wanted = name.toLowerCase();
	const from = paletteTable.filter(row => row.name.startsWith(wanted));
	const within = paletteTable.filter(row => !from.includes(row) && row.name.includes(wanted));
	return [...from.toSorted((a, b) => Number(b.name === wanted) - Number(a.name === wanted)), ...within].map(
		row => completionOf(row, '', row.does, situation),
	);
};

/** Those that are called so, then those that begin so, then those that have all the words. */
const offersLike = (words: string, offers: readonly Offer[]): readonly Offer[] => {
	const wanted = words.toLowerCase();
	const parts = wanted.split(/\s+/);
	const rank = ({value, about}: Offer): number => {
		const name = value.toLowerCase();
		if (name === wanted) return 0;
		if (name.startsWith(wanted)) return 1;
		const text = `${name} ${about.toLowerCase()}`;
		return parts.every(part => text.includes(part)) ? 2 : 3;
	};
	return offers
		.map(offer => ({offer, at: rank(offer)}))
		.filter(({at}) => at < 3)
		.toSorted((a, b) => a.at - b.at)
		.map(({offer}) => offer);
};

/** What Enter does with the line: run a command, go on typing, or say what is wrong. */
export type Reading =
	| {readonly is: 'run'; readonly row: PaletteRow; readonly words: string}
	| {readonly is: 'unfinished'; readonly text: string}
	| {readonly is: 'wrong'; readonly complaint: string};

/** Reads the line as Enter means it: the completion that is chosen, else the words as they stand. */
export const readLine = (text: string, selected: number, situation: Situation): Reading => {
	const {name, words} = parse(text);
	if (name === '') return {is: 'wrong', complaint: 'Type a command, or choose one with the arrow keys.'};
	const chosen = completionsOf(text, situation)[selected];
	if (chosen) {
		if (chosen.off) return {is: 'wrong', complaint: sentence(chosen.off)};
		return words === undefined && needsWords(chosen.row)
			? {is: 'unfinished', text: `${chosen.row.name} `}
			: {is: 'run', row: chosen.row, words: chosen.words};
	}
	const row = rowNamed(name);
	if (!row)
		return {
			is: 'wrong',
			complaint: unknown(
				'command',
				`:${name}`,
				paletteTable.map(known => `:${known.name}`),
			),
		};
	const off = row.why?.(situation, words ?? '');
	if (off) return {is: 'wrong', complaint: sentence(off)};
	if (row.takes === undefined) return {is: 'wrong', complaint: `:${name} takes nothing after its name.`};
	if (row.offers)
		return {
			is: 'wrong',
			complaint: unknown(
				row.what ?? 'one',
				words ?? '',
				row.offers(situation).map(({value}) => value),
			),
		};
	return words ? {is: 'run', row, words} : {is: 'wrong', complaint: `:${name} wants ${row.takes}.`};
};

const unknown = (what: string, typed: string, known: readonly string[]): string => {
	const near = nearest(typed, known);
	const some = known.slice(0, 5).join(', ');
	const hint = near
		? `Did you mean ${near}?`
		: known.length === 0
			? 'There are none.'
			: `There is: ${some}${known.length > 5 ? ' and more' : ''}.`;
	return `No ${what} is called ${clean(typed.slice(0, 60))}. ${hint}`;
};

const sentence = (why: string): string => `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
