import {Parser} from 'htmlparser2';
import {hiddenByStyleSheet} from './html-text/style-sheet.ts';
import {hides, type Visibility} from './html-text/visibility.ts';
import type {MailLink} from './mail.ts';

/** What a person sees of HTML, and the links that can be seen; `cut`: some of it was more than is read. */
export type SeenHtml = {readonly text: string; readonly links: readonly MailLink[]; readonly cut: boolean};

const mostLinks = 500;
const longestUrl = 4096;
const longestWords = 300;
/** Elements that are read at a time, and how much work their closing may be: each is sought in all that are open. */
const chunk = 4096;
const mostWork = 400_000_000;

const blocks = new Set(
	(
		'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure ' +
		'footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr ul'
	).split(' '),
);
const unseen = new Set(
	'style script title template datalist select textarea object embed iframe audio video canvas map'.split(
		' ',
	),
);
const cells = new Set(['td', 'th']);
const blank = /[\t\n\f\r ]+/g;

/** An older mail, as mail programs mark it; others set a code off by this element. */
const isQuote = (attributes: Readonly<Record<string, string>>): boolean =>
	attributes['type'] === 'cite' || /quote/i.test(attributes['class'] ?? '');

type Anchor = {readonly url: string; words: string};

/** Reads HTML as its tags come, without a tree of it. */
class Reader {
	private readonly open: {readonly name: string; readonly before: Visibility; readonly quote: boolean}[] = [];
	private readonly lines: string[] = [];
	private readonly rules: {classes: ReadonlySet<string>; ids: ReadonlySet<string>} = {
		classes: new Set(),
		ids: new Set(),
	};
	private now: Visibility = {gone: false, hidden: false, tiny: false};
	private line: string[] = [];
	private quotes = 0;
	private sheet = '';
	private anchor: Anchor | undefined;
	readonly links: MailLink[] = [];
	tooMany = false;

	get depth(): number {
		return this.open.length;
	}

	opened(name: string, attributes: Readonly<Record<string, string>>): void {
		if (name === 'br' || blocks.has(name)) this.endLine();
		if (cells.has(name)) this.line.push(' ');
		const before = this.now;
		const quote = name === 'blockquote' && isQuote(attributes);
		if (quote) this.quotes++;
		this.open.push({name, before, quote});
		this.now = unseen.has(name) ? {...before, gone: true} : hides(before, attributes, this.rules);
		if (!this.visible) return;
		if (name === 'img') this.image(attributes);
		if (name === 'input') this.input(attributes);
		if (name === 'a') this.beginAnchor(attributes['href']);
	}

	said(text: string): void {
		if (this.open.at(-1)?.name === 'style') this.sheet = (this.sheet + text).slice(0, 65_536);
		else if (this.visible) this.put(text);
	}

	closed(name: string): void {
		const last = this.open.pop();
		if (last) this.now = last.before;
		if (name === 'style') this.endSheet();
		if (name === 'a') this.endAnchor();
		if (cells.has(name)) this.line.push(' ');
		if (blocks.has(name)) this.endLine();
		if (last?.quote) this.quotes--;
	}

	ended(): string {
		this.endAnchor();
		this.endLine();
		return joinedDigits(this.lines).join('\n');
	}

	private get visible(): boolean {
		return !this.now.gone && !this.now.hidden && !this.now.tiny;
	}

	private put(text: string): void {
		this.line.push(text);
		if (this.anchor && this.anchor.words.length < longestWords) this.anchor.words += text;
	}

	private image({alt, width, height}: Readonly<Record<string, string>>): void {
		if (alt && width !== '1' && height !== '1') this.put(` ${alt} `);
	}

	private input({type, value}: Readonly<Record<string, string>>): void {
		if (value && (type === undefined || /^(?:text|number|tel|button|submit)$/i.test(type)))
			this.put(` ${value} `);
	}

	private beginAnchor(href: string | undefined): void {
		this.endAnchor();
		if (href === undefined) return;
		const url = href.trim();
		if (url.length > longestUrl) this.tooMany = true;
		else if (url !== '') this.anchor = {url, words: ''};
	}

	private endAnchor(): void {
		if (!this.anchor) return;
		const text = this.anchor.words.replaceAll(blank, ' ').trim().slice(0, longestWords);
		if (this.links.length < mostLinks) this.links.push({url: this.anchor.url, ...(text ? {text} : {})});
		else this.tooMany = true;
		this.anchor = undefined;
	}

	private endLine(): void {
		const line = this.line.join('').replaceAll(blank, ' ').trim();
		if (line !== '') this.lines.push(this.quotes > 0 ? `> ${line}` : line);
		this.line = [];
	}

	private endSheet(): void {
		const found = hiddenByStyleSheet(this.sheet);
		this.rules.classes = new Set([...this.rules.classes, ...found.classes].slice(0, 500));
		this.rules.ids = new Set([...this.rules.ids, ...found.ids].slice(0, 500));
		this.sheet = '';
	}
}

const one = /^[\p{L}\p{N}]$/u;

/** Lines of a single character, four of them or more, are one word whose letters stand in boxes of their own. */
const joinedDigits = (lines: readonly string[]): readonly string[] => {
	const joined: string[] = [];
	let row: string[] = [];
	const end = () => {
		if (row.length >= 4) joined.push(row.join(' '));
		else joined.push(...row);
		row = [];
	};
	for (const line of lines) {
		if (one.test(line)) row.push(line);
		else {
			end();
			joined.push(line);
		}
	}
	end();
	return joined;
};

/**
 * What a person sees of the HTML of a mail: hidden elements are left out (`display: none`, text without size, the rules of
 * its own style sheet for classes and ids), blocks are lines, cells of a table stand side by side, pictures are their
 * alternative words, and lines of an older mail begin with `>`. Comments are never seen, so what stands for Outlook alone is not.
 */
export const seenOf = (html: string): SeenHtml => {
	const reader = new Reader();
	const parser = new Parser(
		{
			onopentag: (name, attributes) => reader.opened(name, attributes),
			ontext: text => reader.said(text),
			onclosetag: name => reader.closed(name),
		},
		{decodeEntities: true},
	);
	let work = 0;
	let cut = false;
	for (let at = 0; at < html.length; at += chunk) {
		const piece = html.slice(at, at + chunk);
		work += reader.depth * piece.split('<').length;
		if (work > mostWork) {
			cut = true;
			break;
		}
		parser.write(piece);
	}
	parser.end();
	return {text: reader.ended(), links: reader.links, cut: cut || reader.tooMany};
};
