import {printable} from '../../core/printable.ts';
import type {Candidate} from '../../core/verification.ts';
import {onlyNumber, onlyNumberOf} from './bare.ts';
import type {Line} from './lines.ts';
import {areInOneSentence, type Name, nameInLine, nameOfNeighbour} from './naming.ts';
import {type Found, type Shape, shapesIn} from './shapes.ts';
import type {Topic} from './topic.ts';
import {isAbout} from './words.ts';

/** Shapes that are looked for, and candidates that are weighed, of all lines together. */
const mostFound = 2000;
const mostWeighed = 400;
/** Lines above a number that stands alone in which it may be named. */
const linesAbove = 3;
/** Characters of the line around a candidate that are shown. */
const longestShown = 160;

type Weights = {score: number; readonly because: string[]; readonly against: string[]};

/** A mail as it is weighed: of each line what is found in it, and the parts in which one number alone stands on a line. */
type Page = {
	readonly lines: readonly Line[];
	readonly found: readonly Found[];
	readonly singles: ReadonlySet<Line['where']>;
	readonly topic: Topic;
	/** The only number of a short mail. */
	readonly only: string | undefined;
};

const nothing: Found = {shapes: [], numbers: []};

/** Everything that may be a code, the same value once, with what speaks for it and against it. */
export const codesIn = (lines: readonly Line[], topic: Topic): readonly Candidate[] => {
	let total = 0;
	const found = lines.map(({text, hits}) => {
		const one = total < mostFound ? shapesIn(text, hits) : nothing;
		total += one.shapes.length;
		return one;
	});
	const page: Page = {
		lines,
		found,
		singles: singlesOf(lines, found),
		topic,
		only: onlyNumberOf(lines, found, topic),
	};
	const weighed: Candidate[] = [];
	for (const [at, line] of lines.entries())
		for (const shape of found[at]?.shapes ?? []) {
			if (weighed.length >= mostWeighed) return merged(weighed);
			const candidate = weigh(page, at, line, shape);
			if (candidate) weighed.push(candidate);
		}
	return merged(weighed);
};

const weigh = (page: Page, at: number, line: Line, shape: Shape): Candidate | undefined => {
	const {lines, found, singles, topic} = page;
	const alone = isAlone(line, shape);
	const name =
		nameInLine(line, found[at] ?? nothing, shape) ?? (alone ? nameAround(lines, found, at) : undefined);
	if (shape.is === 'letters' && !(alone && name?.is === 'code')) return undefined;
	const weights: Weights = {score: 0, because: [], against: []};
	const only = page.only === shape.value ? onlyNumber(lines, at, shape, {name, alone, topic}) : undefined;
	if (only) plus(weights, only.weight, only.says);
	weighName(weights, name, topic, only ? 'alone' : nearOther(lines, at) ? 'others' : 'none');
	weighLook(weights, shape, alone, alone && !name && singles.has(line.where));
	if (alone && lines.filter(({where}) => where === line.where).length === 1)
		plus(weights, 0.15, 'The mail says nothing else.');
	weighTopic(weights, topic, name);
	weighLine(weights, line, shape);
	if (name && name.is !== 'other' && /: ?$/.test(line.text.slice(0, shape.at)))
		plus(weights, 0.05, 'A colon stands before it.');
	return {
		kind: 'code',
		value: shape.value,
		score: rounded(weights.score),
		because: weights.because,
		against: weights.against,
		where: line.where,
		line: shownLine(line.text, shape.at, shape.end),
	};
};

const plus = (weights: Weights, weight: number, says: string): void => {
	weights.score += weight;
	(weight > 0 ? weights.because : weights.against).push(says);
};

const placed: Record<Name['stands'], string> = {
	before: 'stands before it',
	after: 'stands after it',
	apart: 'stands before it, in another sentence',
	above: 'stands in a line above it',
	below: 'stands in the line below it',
};

const nameWeights: Record<Name['stands'], {readonly code: number; readonly bare: number}> = {
	before: {code: 0.55, bare: 0.4},
	after: {code: 0.5, bare: 0.4},
	apart: {code: 0.25, bare: 0.15},
	above: {code: 0.45, bare: 0.35},
	below: {code: 0.3, bare: 0.2},
};

const weighName = (weights: Weights, name: Name | undefined, topic: Topic, beside: Beside): void => {
	if (!name) return;
	const weight = name.is === 'other' ? -0.6 : nameWeights[name.stands][name.is];
	plus(weights, weight, `“${name.words}” ${placed[name.stands]}.`);
	if (name.is === 'other') return;
	if (name.direct && (name.stands === 'before' || name.stands === 'after')) weights.score += 0.05;
	if (name.far) plus(weights, -0.1, 'Other lines stand between them.');
	if (name.spent) plus(weights, -0.2, 'The words before it name another number.');
	if (name.is === 'bare') weighBare(weights, topic, beside);
	else if (elsewhereToo.test(name.words) && topic.other !== undefined && isUntold(topic))
		plus(weights, -0.25, `The mail is about “${topic.other}”, and not about signing in.`);
};

/** Names that a code for a door, a booking or a subscription has as well. */
const elsewhereToo = /confirm|conferm|acc[eè]s|acess|bestätig|zugang|activ|aktiv/;

/** Nothing but the name says that the code is for signing in. */
const isUntold = (topic: Topic): boolean => topic.act === undefined && !topic.shortLived && !topic.subject;

/** Words about other numbers near it; `alone`: the mail is of it alone, and they need not be looked for. */
type Beside = 'others' | 'none' | 'alone';

const weighBare = (weights: Weights, topic: Topic, beside: Beside): void => {
	if (beside === 'alone') return;
	if (!topic.code && topic.act === undefined)
		plus(weights, -0.15, 'Nothing in the mail says what the code is for.');
	if (!topic.code && (beside === 'others' || topic.percent))
		plus(
			weights,
			topic.act === undefined ? -0.3 : -0.1,
			'It stands among words about an order, a price or an offer.',
		);
};

const weighLook = (weights: Weights, shape: Shape, alone: boolean, lonely: boolean): void => {
	if (alone) plus(weights, 0.2, 'It stands alone on its line.');
	if (lonely) plus(weights, 0.05, 'Nothing else in the mail stands alone like it.');
	if (shape.is === 'digits' && shape.value.length === 6) plus(weights, 0.1, 'It has six digits.');
	else if (shape.is === 'digits' && shape.value.length <= 8) weights.score += 0.05;
	if (shape.grouped) plus(weights, 0.05, 'It is written in groups.');
	for (const {says, weight} of shape.doubts) plus(weights, -weight, says);
};

const weighTopic = (weights: Weights, topic: Topic, name: Name | undefined): void => {
	if (name?.is === 'other') return;
	if (topic.subject)
		plus(weights, topic.subject.is === 'code' ? 0.15 : 0.1, `The subject says “${topic.subject.words}”.`);
	else if (topic.code && name?.is !== 'code') weights.score += 0.05;
	if (topic.act !== undefined) plus(weights, 0.1, `The mail is about “${topic.act}”.`);
	if (name && topic.shortLived) plus(weights, 0.1, 'Something in the mail is valid for a short time.');
};

const weighLine = (weights: Weights, line: Line, shape: Shape): void => {
	if (line.quoted) plus(weights, -0.5, 'It stands in an older mail that is quoted.');
	const gone = line.hits.find(hit => isAbout(hit, 'gone') && areInOneSentence(line.text, shape, hit));
	if (gone) plus(weights, -0.5, `“${gone.words}” is said of it.`);
};

/** Whether the line is nothing but the shape, brackets and signs. */
const isAlone = ({text}: Line, {at, end}: Shape): boolean =>
	!/[\p{L}\p{N}]/u.test(text.slice(0, at)) && !/[\p{L}\p{N}]/u.test(text.slice(end));

/** The parts in which a single line is a number and nothing else. */
const singlesOf = (lines: readonly Line[], found: readonly Found[]): ReadonlySet<Line['where']> => {
	const alone = lines.filter((line, at) => found[at]?.shapes.some(shape => isAlone(line, shape)));
	const wheres = alone.map(({where}) => where);
	return new Set(wheres.filter(where => wheres.indexOf(where) === wheres.lastIndexOf(where)));
};

/** The nearest lines above that name it, and else the one below. */
const nameAround = (lines: readonly Line[], found: readonly Found[], at: number): Name | undefined => {
	const where = lines[at]?.where;
	const named = (index: number, stands: 'above' | 'below') => {
		const line = lines[index];
		const there = found[index];
		return line && there && line.where === where ? nameOfNeighbour(line, there, stands) : undefined;
	};
	for (let index = at - 1; index >= Math.max(0, at - linesAbove); index--) {
		const name = named(index, 'above');
		if (name) return index === at - 1 ? name : {...name, far: true};
		// A line with another number in it begins something else.
		const between = lines[index];
		if (between && found[index]?.shapes.some(shape => !isAlone(between, shape))) break;
	}
	return named(at + 1, 'below');
};

/** Whether words about another number stand in the line or next to it. */
const nearOther = (lines: readonly Line[], at: number): boolean =>
	[at - 1, at, at + 1].some(
		index =>
			lines[index]?.where === lines[at]?.where && lines[index]?.hits.some(hit => isAbout(hit, 'other')),
	);

/** At most 160 characters around it, safe to print. */
export const shownLine = (text: string, at: number, end: number): string => {
	const from = Math.max(0, Math.min(at - 60, text.length - longestShown));
	const shown = text.slice(text.length <= longestShown ? 0 : from, Math.max(end, from + longestShown));
	return [...printable(shown.toWellFormed())].slice(0, longestShown).join('');
};

const rounded = (score: number): number => Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;

/** The best of those with the same value; that it stands in several places speaks for it. */
const merged = (candidates: readonly Candidate[]): readonly Candidate[] => {
	const byValue = new Map<string, Candidate[]>();
	for (const candidate of candidates)
		byValue.set(candidate.value, [...(byValue.get(candidate.value) ?? []), candidate]);
	return [...byValue.values()].flatMap(same => {
		const [best] = same.toSorted((one, other) => other.score - one.score);
		if (!best) return [];
		const places = new Set(same.filter(({score}) => score > 0).map(({where}) => where));
		if (places.size < 2) return [best];
		return [
			{
				...best,
				score: rounded(best.score + 0.05),
				because: [...best.because, `It stands in the ${[...places].join(' and the ')}.`],
			},
		];
	});
};
