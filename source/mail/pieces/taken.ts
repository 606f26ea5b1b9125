import type {PieceKind} from '../../core/spam.ts';
import {linksInText} from '../text-links.ts';
import {type Content, contentOf, type Range} from './content.ts';
import {type FormChange, formsOf} from './form.ts';
import {phrasesOf} from './phrases.ts';
import {type SeenSource, seenInHtml, seenInText} from './seen.ts';
import {type Entity, entitiesIn, type Field, treeOf} from './tree.ts';

/** A part of a message that a person reads. */
export type TextPart = {
	readonly entity: Entity;
	readonly content: Content;
	readonly html: boolean;
	readonly source: SeenSource;
};

/** Places of the source text of one part. */
export type Cut = {readonly part: number; readonly ranges: readonly Range[]};

export type Change =
	| {readonly is: 'fields'; readonly fields: readonly Field[]}
	| {readonly is: 'subject'; readonly fields: readonly Field[]}
	| {readonly is: 'entity'; readonly entity: Entity}
	| {readonly is: 'text'; readonly cuts: readonly Cut[]}
	| {readonly is: 'form'; readonly form: FormChange};

/** A piece as it is taken: `says` can be shown, once it is made safe to print. */
export type TakenPiece = {
	readonly id: string;
	readonly kind: PieceKind;
	readonly says: string;
	/** Words of the message itself, which may hold a code. */
	readonly quote?: string;
	readonly octets: number;
	readonly inside?: string;
	readonly change: Change;
};

/** A message with all its pieces; every octet of `text` is one character. */
export type Taken = {
	readonly text: string;
	readonly root: Entity;
	readonly parts: readonly TextPart[];
	readonly pieces: readonly TakenPiece[];
};

const most = {fields: 40, parts: 20, links: 40, phrases: 85, texts: 10};

/** Takes a message apart; the same octets always give the same. */
export const takeApart = (octets: Buffer): Taken => {
	const text = octets.toString('latin1');
	const root = treeOf(text);
	const entities = entitiesIn(root);
	const parts = entities.flatMap(entity => textPartOf(text, entity)).slice(0, most.texts);
	const main = parts.find(({html}) => !html) ?? parts[0];
	const removable = removableIn(root, main?.entity ?? entities.find(({children}) => children.length === 0));
	const entityPieces = partPieces(removable);
	const home = (cuts: readonly Cut[]) => homeOf(cuts, parts, removable);
	return {
		text,
		root,
		parts,
		pieces: [
			...fieldPieces(root),
			...formsOf(text, root, parts),
			...entityPieces,
			...linkPieces(parts, home),
			...phrasePieces(parts, home),
		],
	};
};

const textPartOf = (text: string, entity: Entity): readonly TextPart[] => {
	const html = entity.type === 'text/html';
	if ((!html && entity.type !== 'text/plain') || entity.attached) return [];
	const content = contentOf(text, entity);
	const source = content && (html ? seenInHtml(content.text) : seenInText(content.text));
	return content && source ? [{entity, content, html, source}] : [];
};

/** Fields that every message has, that say what its body is, or that servers wrote on its way. */
const kept = new Set([
	'from',
	'to',
	'date',
	'message-id',
	'subject',
	'mime-version',
	'received',
	'return-path',
	'delivered-to',
	'x-original-to',
	'envelope-to',
]);

const fieldPieces = ({fields}: Entity): readonly TakenPiece[] => {
	const byName = Map.groupBy(fields, ({name}) => name);
	const optional = [...byName].filter(
		([name]) => !kept.has(name) && !name.startsWith('content-') && /^[!-9;-~]{1,77}$/.test(name),
	);
	const subject = byName.get('subject') ?? [];
	const length = (all: readonly Field[]) => all.reduce((sum, {start, end}) => sum + end - start, 0);
	return [
		...(subject.some(({body}) => body !== '')
			? [
					{
						id: 'header.subject',
						kind: 'header' as const,
						says: 'the words of the Subject',
						quote: subject[0]?.body ?? '',
						octets: length(subject),
						change: {is: 'subject', fields: subject} as const,
					},
				]
			: []),
		...optional.slice(0, most.fields).map(([name, all]) => ({
			id: `header.${name}`,
			kind: 'header' as const,
			says: `the field ${all[0]?.spelt ?? name}${all.length > 1 ? ` (${all.length} times)` : ''}`,
			octets: length(all),
			change: {is: 'fields', fields: all} as const,
		})),
	];
};

type Removable = {readonly id: string; readonly entity: Entity; readonly inside?: string};

/** Parts without which something to read is left, in the order of the message. */
const removableIn = (root: Entity, main: Entity | undefined): readonly Removable[] => {
	const found: Removable[] = [];
	const visit = (entity: Entity, inside?: string): void => {
		const needed = main === undefined || entitiesIn(entity).includes(main);
		let id = inside;
		if (!needed && entity.whole && found.length < most.parts) {
			id = `part.${found.length + 1}`;
			found.push({id, entity, ...(inside === undefined ? {} : {inside})});
		}
		for (const child of entity.children) visit(child, id);
	};
	visit(root);
	return found;
};

const partPieces = (removable: readonly Removable[]): readonly TakenPiece[] =>
	removable.map(({id, entity, inside}) => ({
		id,
		kind: 'part',
		says: `the ${entity.attached ? 'attachment' : 'part'} of type ${entity.type.slice(0, 60)}`,
		...(entity.fileName === undefined ? {} : {quote: entity.fileName}),
		octets: entity.whole ? entity.whole.end - entity.whole.start : 0,
		...(inside === undefined ? {} : {inside}),
		change: {is: 'entity', entity},
	}));

/** The innermost part that all of these places are inside of, where it can be left out. */
const homeOf = (
	cuts: readonly Cut[],
	parts: readonly TextPart[],
	removable: readonly Removable[],
): {readonly inside?: string} => {
	const [first, ...others] = new Set(cuts.map(({part}) => part));
	const entity = first === undefined || others.length > 0 ? undefined : parts[first]?.entity;
	const home = entity && removable.findLast(one => entitiesIn(one.entity).includes(entity));
	return home ? {inside: home.id} : {};
};

type Home = (cuts: readonly Cut[]) => {readonly inside?: string};

const lengthOf = (cuts: readonly Cut[]): number =>
	cuts.flatMap(({ranges}) => ranges).reduce((sum, [from, to]) => sum + to - from, 0);

const linkPieces = (parts: readonly TextPart[], home: Home): readonly TakenPiece[] => {
	const byUrl = new Map<string, {words: string; picture: boolean; cuts: Cut[]}>();
	for (const [part, {source}] of parts.entries()) {
		for (const {url, range, words, picture} of source.anchors) {
			const known = byUrl.get(url) ?? {words: '', picture, cuts: []};
			byUrl.set(url, {...known, words: known.words || words.trim()});
			byUrl.get(url)?.cuts.push({part, ranges: [range]});
		}
		for (const url of linksInText(source.seen.text, most.links)) {
			const known = byUrl.get(url) ?? {words: '', picture: false, cuts: []};
			byUrl.set(url, known);
			known.cuts.push({part, ranges: placesOf(source, url)});
		}
	}
	return [...byUrl].slice(0, most.links).map(([url, {words, picture, cuts}], index) => ({
		id: `link.${index + 1}`,
		kind: 'link',
		says: `the ${picture ? 'picture from' : 'link to'} ${addressOf(url)}${words ? ' on' : ''}`,
		...(words ? {quote: words} : {}),
		octets: lengthOf(cuts),
		...home(cuts),
		change: {is: 'text', cuts},
	}));
};

/** Its place without what makes it work. */
const addressOf = (url: string): string => {
	const parsed = URL.parse(url.startsWith('//') ? `https:${url}` : url);
	if (!parsed) return '••••';
	return parsed.host === '' ? `${parsed.protocol}••••` : `${parsed.protocol}//${parsed.host}/••••`;
};

const placesOf = ({seen}: SeenSource, words: string): readonly Range[] => {
	const found: Range[] = [];
	for (let at = seen.text.indexOf(words); at >= 0 && found.length < 50; at = seen.text.indexOf(words, at + 1))
		found.push(...inSource(seen, [at, at + words.length]));
	return found;
};

/** What can be read from one place up to another, as places of the source: tags in between are left out. */
const inSource = ({from, to}: SeenSource['seen'], [begin, end]: Range): readonly Range[] => {
	const ranges: [number, number][] = [];
	for (let index = begin; index < end; index++) {
		const [start, stop] = [from[index] ?? 0, to[index] ?? 0];
		const last = ranges.at(-1);
		if (start === stop) continue;
		if (last && last[1] === start) last[1] = stop;
		else ranges.push([start, stop]);
	}
	return ranges;
};

const onlyLink = /^[^\p{L}\p{N}]*(?:https?|ftp):\/\/\S+$/iu;

const phrasePieces = (parts: readonly TextPart[], home: Home): readonly TakenPiece[] =>
	phrasesOf(
		parts.map(({source: {seen}, html}) => ({seen, wrapped: !html})),
		most.phrases,
	)
		.filter(({text}) => !onlyLink.test(text))
		.map(({text, places}, index) => {
			const cuts = places.flatMap(({part, range}): readonly Cut[] => {
				const seen = parts[part]?.source.seen;
				return seen ? [{part, ranges: inSource(seen, range)}] : [];
			});
			return {
				id: `phrase.${index + 1}`,
				kind: 'phrase',
				says: 'the words',
				quote: text,
				octets: lengthOf(cuts),
				...home(cuts),
				change: {is: 'text', cuts},
			};
		});
