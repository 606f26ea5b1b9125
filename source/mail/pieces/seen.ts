import {Parser} from 'htmlparser2';
import {hiddenByStyleSheet} from '../html-text/style-sheet.ts';
import {hides, type Visibility} from '../html-text/visibility.ts';
import type {Range} from './content.ts';

/** What can be read, and for each of its characters the place of the source that it comes from; a line break has none. */
export type Seen = {
	readonly text: string;
	readonly from: readonly number[];
	readonly to: readonly number[];
};

/** An address that something in the source leads to or is fetched from. */
export type Anchor = {
	readonly url: string;
	readonly range: Range;
	readonly words: string;
	readonly picture: boolean;
};

export type SeenSource = {
	readonly seen: Seen;
	readonly anchors: readonly Anchor[];
	/** Text that is there and cannot be seen. */
	readonly hidden: readonly Range[];
};

/** Plain text, in which everything is seen. */
export const seenInText = (text: string): SeenSource => ({
	seen: {
		text,
		from: Array.from({length: text.length}, (_, index) => index),
		to: Array.from({length: text.length}, (_, index) => index + 1),
	},
	anchors: [],
	hidden: [],
});

const blocks = new Set(
	(
		'address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 ' +
		'h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul br'
	).split(' '),
);
const unseen = new Set(
	'style script title template select textarea object iframe audio video canvas map head'.split(' '),
);
const leading = new Set(['href', 'src', 'action', 'background']);
const mostAnchors = 500;
const longestUrl = 4096;
const longestWords = 200;

class Walker {
	private readonly open: {readonly before: Visibility; readonly unread: boolean}[] = [];
	/** Inside of an element whose text is none that a mail shows. */
	private unread = false;
	private now: Visibility = {gone: false, hidden: false, tiny: false};
	private rules: {classes: ReadonlySet<string>; ids: ReadonlySet<string>} = {
		classes: new Set(),
		ids: new Set(),
	};
	private sheet: string | undefined;
	private readonly said: string[] = [];
	private readonly from: number[] = [];
	private readonly to: number[] = [];
	private readonly hidden: Range[] = [];
	private readonly anchors: {url: string; range: Range; words: string; picture: boolean}[] = [];
	private found: {name: string; value: string; range: Range}[] = [];
	private anchor: {words: string} | undefined;

	get depth(): number {
		return this.open.length;
	}

	attribute(name: string, value: string, range: Range): void {
		if (leading.has(name)) this.found.push({name, value, range});
	}

	opened(name: string, attributes: Readonly<Record<string, string>>): void {
		if (blocks.has(name)) this.breakLine();
		this.open.push({before: this.now, unread: this.unread});
		this.unread ||= unseen.has(name);
		this.now = hides(this.now, attributes, this.rules);
		if (name === 'style') this.sheet = '';
		for (const {name: attribute, value, range} of this.found)
			this.leads(name, attribute, value.trim(), range);
		this.found = [];
	}

	private leads(element: string, attribute: string, url: string, range: Range): void {
		if (!/^(?:https?|ftp|mailto|tel):|^\/\//i.test(url) || url.length > longestUrl) return;
		if (this.anchors.length >= mostAnchors) return;
		const anchor = {url, range, words: '', picture: attribute === 'src' || attribute === 'background'};
		this.anchors.push(anchor);
		if (element === 'a' && attribute === 'href') this.anchor = anchor;
	}

	text(text: string, [from, to]: Range): void {
		if (this.sheet !== undefined) {
			this.sheet = (this.sheet + text).slice(0, 65_536);
			return;
		}
		if (this.unread) return;
		if (!this.now.gone && !this.now.hidden && !this.now.tiny) this.see(text, [from, to]);
		else if (text.trim() !== '') this.hidden.push([from, to]);
	}

	private see(text: string, [from, to]: Range): void {
		const each = text.length === to - from;
		for (let index = 0; index < text.length; index++) {
			this.from.push(each ? from + index : from);
			this.to.push(each ? from + index + 1 : to);
		}
		this.said.push(text.replaceAll(/[\t\n\f\r]/g, ' '));
		if (this.anchor && this.anchor.words.length < longestWords) this.anchor.words += text;
	}

	closed(name: string): void {
		const last = this.open.pop();
		if (last) [this.now, this.unread] = [last.before, last.unread];
		if (name === 'style') this.endSheet();
		if (name === 'a') this.anchor = undefined;
		if (blocks.has(name)) this.breakLine();
	}

	private endSheet(): void {
		const found = hiddenByStyleSheet(this.sheet ?? '');
		this.rules = {
			classes: new Set([...this.rules.classes, ...found.classes].slice(0, 500)),
			ids: new Set([...this.rules.ids, ...found.ids].slice(0, 500)),
		};
		this.sheet = undefined;
	}

	private breakLine(): void {
		const place = this.to.at(-1) ?? 0;
		this.said.push('\n');
		this.from.push(place);
		this.to.push(place);
	}

	ended(): SeenSource {
		return {
			seen: {text: this.said.join(''), from: this.from, to: this.to},
			anchors: this.anchors,
			hidden: this.hidden,
		};
	}
}

/** Elements that are read at a time, and how much work their closing may be: each is sought in all that are open. */
const chunk = 4096;
const mostWork = 100_000_000;

/** The source of HTML by what a person sees of it; absent where it is nested too deep to be read. */
export const seenInHtml = (html: string): SeenSource | undefined => {
	const walker = new Walker();
	const parser: Parser = new Parser(
		{
			onattribute: (name, value) => walker.attribute(name, value, [parser.startIndex, parser.endIndex]),
			onopentag: (name, attributes) => walker.opened(name, attributes),
			ontext: text => walker.text(text, [parser.startIndex, parser.endIndex + 1]),
			onclosetag: name => walker.closed(name),
		},
		{decodeEntities: true},
	);
	let work = 0;
	for (let at = 0; at < html.length; at += chunk) {
		const piece = html.slice(at, at + chunk);
		work += walker.depth * piece.split('<').length;
		if (work > mostWork) return undefined;
		parser.write(piece);
	}
	parser.end();
	return walker.ended();
};
