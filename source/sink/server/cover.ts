import {printable} from '../../core/printable.ts';
import {mask} from '../../core/transcript/secrets.ts';

/** Forms of fewer characters are not searched for: they would be found in every second word. */
const shortest = 4;
/** Characters in a row that have to be the same as in a form of a secret that was sent; fewer may be seen of one. */
const width = 8;
/** The same for names and for the sink's own words, which must stay readable: of a secret, they hide what is longer. */
export const widthOfNames = 2 * width;
/** Of forms with more characters than these, one window in so many is remembered. */
const longForm = 512;
const stride = 16;
/** Windows of one session; a password has about two hundred, the longest token that fits into a line some twenty thousand. */
const mostWindows = 60_000;

/** Every form in which a text can turn up again, in small letters: itself, misread, escaped, and inside of base64. */
export const formsOf = (secret: string | Buffer): readonly string[] => {
	const octets = Buffer.from(secret);
	const text = octets.toString();
	const encoded = [octets.toString('base64'), ...[0, 1, 2].map(before => insideBase64(octets, before))];
	const forms = [
		text,
		octets.toString('latin1'),
		printable(text),
		encodeURIComponent(text.toWellFormed()),
		...(octets.length < shortest ? [] : [octets.toString('hex')]),
		...encoded,
		...encoded.map(form => form.replaceAll('+', '-').replaceAll('/', '_')),
	];
	return [...new Set(forms.map(small))].filter(form => form.length >= shortest);
};

/** Bits that one character of base64 stands for. */
const bits = 6;

/** What stays the same in base64, whatever stands around it, when so many octets come before it. */
const insideBase64 = (octets: Buffer, before: number): string =>
	Buffer.concat([Buffer.alloc(before), octets])
		.toString('base64')
		.slice(Math.ceil((before * 8) / bits), Math.floor(((before + octets.length) * 8) / bits));

/** As long as it was, unlike what `toLowerCase` may give. */
const small = (text: string): string => text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());

/** A stretch of a text. */
type Stretch = {from: number; to: number};

/** Takes the secrets of one session out of every text of it, whatever the case of its letters. */
export class Cover {
	/** More was to be learned than can be searched for: what the client says may hold a secret that nobody finds. */
	isFull = false;
	/** Forms that are searched for as they stand. */
	private readonly wholes: Set<string>;
	private readonly learned = new Set<string>();
	/** Where in a form a run of characters stands. */
	private readonly windows = new Map<string, {readonly form: string; readonly at: number}>();

	/** `known`: forms of secrets that may turn up before anybody sends them; they are hidden where they stand whole. */
	constructor(known: readonly string[]) {
		this.wholes = new Set(known);
	}

	/** Whether anything new is to be hidden from now on: these texts, and every longer part of them. */
	learn(secrets: readonly (string | Buffer)[]): boolean {
		let isNew = false;
		for (const form of secrets.flatMap(secret => formsOf(secret))) {
			if (this.isFull || this.learned.has(form)) continue;
			isNew = true;
			this.learned.add(form);
			if (form.length < widthOfNames) this.wholes.add(form);
			const step = form.length > longForm ? stride : 1;
			for (let at = 0; at + width <= form.length; at += step) {
				const window = form.slice(at, at + width);
				if (!this.windows.has(window)) this.windows.set(window, {form, at});
			}
			this.isFull = this.windows.size + this.wholes.size > mostWindows;
		}
		return isNew;
	}

	/** `least`: characters in a row that tell something of a secret which does not stand there whole. */
	hide(text: string, least = width): string {
		if (this.wholes.size + this.windows.size === 0) return text;
		const where = small(text);
		const shared = joined(this.sharedIn(where)).filter(({from, to}) => to - from >= least);
		return without(text, joined([...this.wholesIn(where), ...shared]));
	}

	private wholesIn(where: string): readonly Stretch[] {
		const found: Stretch[] = [];
		for (const form of this.wholes)
			for (let at = where.indexOf(form); at >= 0; at = where.indexOf(form, at + form.length))
				found.push({from: at, to: at + form.length});
		return found;
	}

	private sharedIn(where: string): readonly Stretch[] {
		const found: Stretch[] = [];
		if (this.windows.size === 0) return found;
		for (let at = 0; at + width <= where.length; at++) {
			const place = this.windows.get(where.slice(at, at + width));
			if (place === undefined) continue;
			const {form} = place;
			let from = 0;
			while (from < Math.min(at, place.at, stride) && where[at - from - 1] === form[place.at - from - 1])
				from++;
			let to = width;
			while (at + to < where.length && where[at + to] === form[place.at + to]) to++;
			found.push({from: at - from, to: at + to});
			at += to - width;
		}
		return found;
	}
}

/** Stretches one behind the other; those that touch are one. */
const joined = (stretches: readonly Stretch[]): readonly Stretch[] => {
	const runs: Stretch[] = [];
	for (const {from, to} of stretches.toSorted((a, b) => a.from - b.from)) {
		const last = runs.at(-1);
		if (last && from <= last.to) last.to = Math.max(last.to, to);
		else runs.push({from, to});
	}
	return runs;
};

const without = (text: string, stretches: readonly Stretch[]): string => {
	let shown = '';
	let end = 0;
	for (const {from, to} of stretches) {
		shown += text.slice(end, from) + mask;
		end = to;
	}
	return shown + text.slice(end);
};
