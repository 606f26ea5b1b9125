import type {Hit} from './words.ts';

/** Something in a line that could be a code by how it is written. */
export type Shape = {
	readonly at: number;
	readonly end: number;
	/** Without the blanks and hyphens it is grouped by. */
	readonly value: string;
	readonly is: 'digits' | 'mixed' | 'letters';
	/** Its characters stand in groups, or each on its own. */
	readonly grouped: boolean;
	/** What speaks against it by its look alone, and how much. */
	readonly doubts: readonly {readonly says: string; readonly weight: number}[];
};

/** Everything in a line with digits in it, codes or not: words before it may be about it. */
export type Found = {
	readonly shapes: readonly Shape[];
	readonly numbers: readonly {readonly at: number; readonly end: number}[];
};

type Token = {readonly at: number; readonly end: number; readonly text: string};
type Atom = {readonly at: number; readonly end: number; readonly parts: readonly string[]};

/** Tokens of a line that are looked at. */
const mostTokens = 300;

const address =
	/(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,15}:\/\/[^\s<>"'，。）」】]{1,900}|\bwww\.[^\s<>"']{1,900}|(?<![\w.+*•-])[\w.+*•-]{1,64}@[\w.-]{1,255}/gi;

/** The shapes in a plain line; its addresses of the web and of mail hold none. */
export const shapesIn = (text: string, hits: readonly Hit[]): Found => {
	const line = text.replaceAll(address, found => '_'.repeat(found.length));
	const tokens: Token[] = [];
	for (const found of line.matchAll(/[A-Za-z0-9]+/g)) {
		if (tokens.length >= mostTokens) break;
		tokens.push({at: found.index, end: found.index + found[0].length, text: found[0]});
	}
	const atoms = atomsOf(line, tokens);
	const runs = runsOf(line, atoms);
	return {
		shapes: runs
			.flatMap(run => shapesOfRun(line, run))
			.filter(shape => !isMeasured(line, shape, hits))
			.filter(shape => stands(line, shape)),
		numbers: atoms.filter(({parts}) => parts.some(part => /\d/.test(part))),
	};
};

/** Tokens that hyphens join are one. */
const atomsOf = (line: string, tokens: readonly Token[]): readonly Atom[] => {
	const atoms: Atom[] = [];
	for (const token of tokens) {
		const last = atoms.at(-1);
		if (last && last.end === token.at - 1 && line[last.end] === '-' && last.parts.length < 12)
			atoms[atoms.length - 1] = {at: last.at, end: token.end, parts: [...last.parts, token.text]};
		else atoms.push({at: token.at, end: token.end, parts: [token.text]});
	}
	return atoms;
};

const isDigits = (text: string): boolean => /^\d+$/.test(text);
const isSingle = (atom: Atom): boolean => atom.parts.length === 1;

/** Numbers, and single characters, that single blanks separate belong together until shown otherwise. */
const runsOf = (line: string, atoms: readonly Atom[]): readonly (readonly Atom[])[] => {
	const runs: Atom[][] = [];
	for (const atom of atoms) {
		const run = runs.at(-1);
		const last = run?.at(-1);
		if (run && last && line[last.end] === ' ' && atom.at === last.end + 1 && goTogether(last, atom))
			run.push(atom);
		else runs.push([atom]);
	}
	return runs;
};

const goTogether = (one: Atom, other: Atom): boolean => {
	const [first = ''] = one.parts;
	const [second = ''] = other.parts;
	if (first.length === 1 && second.length === 1) return /[A-Z0-9]{2}/.test(first + second);
	if (one.parts.every(isDigits) && other.parts.every(isDigits)) return true;
	const mixed = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{3,5}$/;
	return (
		isSingle(one) &&
		isSingle(other) &&
		first.length === second.length &&
		mixed.test(first) &&
		mixed.test(second)
	);
};

const longer = {says: 'It is part of a longer number.', weight: 0.4};

/** Neighbours of the same length are one code; what then is left over makes the whole look like a longer number. */
const shapesOfRun = (line: string, run: readonly Atom[]): readonly Shape[] => {
	if (run.length === 1) return run.flatMap(atom => shapeOf(atom, []));
	const groups: Atom[][] = [];
	for (const atom of run) {
		const group = groups.at(-1);
		if (group?.[0] && isSingle(atom) && isSingle(group[0]) && lengthOf(group[0]) === lengthOf(atom))
			group.push(atom);
		else groups.push([atom]);
	}
	const led = groups.length > 1 && (groups.length > 2 || lengthOf(groups[1]?.[0]) > 2);
	if (groups.length === 2 && groups.every(group => group.length === 1 && isThreeOrFour(group[0])))
		return shapeOfGroup(run, [sevenDigits]);
	const dialled = /[+(]\s?$/.test(line.slice(Math.max(0, (run[0]?.at ?? 0) - 2), run[0]?.at));
	const many = groups.length > 2 || dialled || led;
	return groups.flatMap(group => shapeOfGroup(group, many ? [longer] : []));
};

const sevenDigits = {says: 'It is grouped as a telephone number is.', weight: 0.1};
const isThreeOrFour = (atom: Atom | undefined): boolean =>
	atom !== undefined && isSingle(atom) && /^\d{3,4}$/.test(atom.parts[0] ?? '');

const lengthOf = (atom: Atom | undefined): number => atom?.parts[0]?.length ?? 0;

const shapeOfGroup = (group: readonly Atom[], doubts: Shape['doubts']): readonly Shape[] => {
	const [first] = group;
	const last = group.at(-1);
	if (!first || !last) return [];
	if (group.length === 1) return shapeOf(first, doubts);
	const value = group.flatMap(({parts}) => parts).join('');
	const singles = lengthOf(first) === 1;
	if (value.length > 10 || value.length < (singles ? 4 : 6) || !/\d/.test(value))
		return group.flatMap(atom => shapeOf(atom, [...doubts, longer]));
	return [
		{
			at: first.at,
			end: last.end,
			value,
			is: kindOf(value),
			grouped: true,
			doubts: [
				...doubts,
				...doubtsOf(
					value,
					group.map(({parts}) => parts[0] ?? ''),
				),
			],
		},
	];
};

const kindOf = (value: string): Shape['is'] =>
	isDigits(value) ? 'digits' : /\d/.test(value) ? 'mixed' : 'letters';

/** A number or word on its own, or groups that hyphens join. */
const shapeOf = ({at, end, parts}: Atom, doubts: Shape['doubts']): readonly Shape[] => {
	const [first = '', second = ''] = parts;
	const value = parts.join('');
	const shape = (of: string, grouped: boolean): Shape => ({
		at,
		end,
		value: of,
		is: kindOf(of),
		grouped,
		doubts: [...doubts, ...doubtsOf(of, parts)],
	});
	if (parts.length === 1) {
		if (value.length < 4 || value.length > 10 || !/\d/.test(value) || isUnit(value)) return [];
		return [shape(value, false)];
	}
	if (parts.length === 2 && /^[A-Z]{1,2}$/.test(first) && /^\d{5,8}$/.test(second))
		return [shape(second, false)];
	const equal = parts.every(part => part.length === first.length);
	if (!equal || first.length < 2 || value.length < 6 || value.length > 10) return [];
	if (!/^(?:[A-Z0-9]+|[a-z0-9]+)$/.test(value) || (!/\d/.test(value) && !/^[A-Z]{3,5}$/.test(first)))
		return [];
	return [shape(value, true)];
};

const isUnit = (value: string): boolean =>
	/^\d+(?:st|nd|rd|th|h|min|s|ms|px|pt|em|[kmgt]i?b|am|pm|k|m|x\d+|kg|km|cm|mm|w|kw|v|hz|mhz|ghz|mah|p)$/i.test(
		value,
	);

/** What its characters alone make doubtful. */
const doubtsOf = (value: string, parts: readonly string[]): Shape['doubts'] => {
	const doubts: {says: string; weight: number}[] = [];
	const doubt = (says: string, weight: number) => doubts.push({says, weight});
	if (/^(?:19|20)\d{2}$/.test(value)) doubt('It looks like a year.', 0.15);
	if ('01234567890'.includes(value) || '9876543210'.includes(value) || /^(.)\1+$/.test(value))
		doubt('It looks like an example.', 0.2);
	if (isDay(value)) doubt('It looks like a date.', 0.3);
	if (
		parts.length === 3 &&
		parts.every(part => /^\d\d$/.test(part)) &&
		Number(parts[0]) <= 31 &&
		Number(parts[1]) <= 12
	)
		doubt('It may be a date.', 0.1);
	if (isDigits(value) && value.length > 8) doubt('It has more than eight digits.', 0.15);
	if (/^[A-Za-z]+\d+$/.test(value))
		doubt('It looks like a name with a number.', /^[A-Za-z]{4}/.test(value) ? 0.3 : 0.15);
	if (/^\d+[A-Za-z]+$/.test(value)) doubt('It looks like a number with a unit.', 0.1);
	if (/[a-z]/.test(value)) doubt('It has small letters.', 0.1);
	if (!/\d/.test(value)) doubt('It has no digit.', 0.15);
	else if (parts.some(part => /^[A-Za-z]{3,}$/.test(part))) doubt('A word is part of it, as in a name.', 0.3);
	return doubts;
};

/** Eight digits that are a day of our time, the year first or last. */
const isDay = (value: string): boolean =>
	/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(value) ||
	/^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(value);

const money =
	/[$€£¥￥₽₴₹₩₺₪₫฿₱]|\b(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|RUB|UAH|INR|KRW|TRY|ILS|VND|THB|IDR|PLN|CZK|HUF|RON|SEK|NOK|DKK|BRL|AED|SAR|Rs|Rp|kr|zl|zł|Kč|Ft|lei|TL)/;
const moneyBefore = new RegExp(`(?:${money.source})\\.?\\s?$`);
const moneyAfter = new RegExp(`^\\s?(?:${money.source})`);
const counted =
	/^\s?(?:%|°|‰|年|月|日|時|时|点|點|分|秒|元|円|圆|圓|号|號|番|名|个|個|件|원|월|일|년|시|분|초|명|개|บาท|[KMGT]i?B\b|ms\b|px\b|kg\b|km\b|cm\b|mm\b|kWh?\b|[MG]?Hz\b|mAh\b|Mbit|Gbit)/;

/** Whether a unit of time, of money or of anything else that is counted stands at it. */
const isMeasured = (line: string, shape: Shape, hits: readonly Hit[]): boolean => {
	const after = line.slice(shape.end, shape.end + 12);
	if (counted.test(after) || moneyAfter.test(after)) return true;
	if (moneyBefore.test(line.slice(Math.max(0, shape.at - 8), shape.at))) return true;
	return hits.some(
		({at, senses}) =>
			(at === shape.end || (at === shape.end + 1 && line[shape.end] === ' ')) &&
			senses.some(({kind}) => kind === 'second' || kind === 'minute' || kind === 'hour' || kind === 'day'),
	);
};

/** Whether what stands directly before and after leaves it whole: no part of a time, an amount, an address or a path. */
const stands = (line: string, {at, end}: Shape): boolean => {
	const before = line[at - 1] ?? '';
	const after = line[end] ?? '';
	const digitBefore = /\d/.test(line[at - 2] ?? '');
	const digitAfter = /\d/.test(line[end + 1] ?? '');
	if (/[@/\\=&_+•…~^#№%?]/.test(before) || /[@=_\\/&•…~^+#]/.test(after)) return false;
	if (before === '*' && after !== '*') return false;
	if (/[:.,'’]/.test(before) && digitBefore) return false;
	if (/[:.,'’]/.test(after) && digitAfter) return false;
	if (before === '-' || after === '-') return false;
	if (isYear.test(line.slice(at, end)) && behindDay.test(line.slice(Math.max(0, at - 30), at))) return false;
	return !isWestern(before) && !isWestern(after);
};

const isYear = /^(?:19|20)\d{2}$/;
/** A day and its month, or a month alone, before a year: `22 November`, `Nov 22,`, `22 de noviembre de`. */
const behindDay =
	/(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:de |of )?\p{L}{3,12}\.?,?|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,) (?:de )?$/u;

/** A letter of a writing in which words and numbers do not touch. */
const isWestern = (character: string): boolean =>
	/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(character);
