import {Readable, Writable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';

/** A bracketed paste, an escape sequence (CSI, SS3, Alt+key), or plain text. */
const token =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
	/\u001B\[200~[\s\S]*?\u001B\[201~|\u001B\u001B?(?:\[[0-?]*[ -/]*[@-~]|O[@-~])|\u001B[\s\S]?|[^\u001B]+/gu;
const unfinished =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
	/\u001B(?:\u001B?(?:\[[0-?]*[ -/]*|O)?|\[200~(?:(?!\u001B\[201~)[\s\S])*)$/u;
const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const longestTyping = 64;
const escapeMs = 75;
const pasteMs = 2000;

/** One entry for each key press in a packet; text longer than anyone types at once stays whole. */
export const splitKeys = (chunk: string): readonly string[] =>
	[...chunk.matchAll(token)].flatMap(([key]) =>
		key.startsWith('\u001B') || key.length > longestTyping
			? [key]
			: [...graphemes.segment(key)].map(({segment}) => segment),
	);

/**
 * A keyboard for Ink that hands over one key for each macrotask, so that keys of one packet all count, and that
 * waits a moment for the rest of an escape sequence which the network cut in two.
 */
export class KeyStream extends Readable {
	readonly isTTY: boolean;
	readonly #source: ReadStream;
	readonly #queue: string[] = [];
	#started = false;
	#pumping = false;
	#held = '';
	#timer: NodeJS.Timeout | undefined;

	constructor(source: ReadStream) {
		super({encoding: 'utf8'});
		this.#source = source;
		this.isTTY = source.isTTY;
	}

	/** Without raw mode somebody else has the terminal, and the keys are theirs. */
	setRawMode(on: boolean): this {
		this.#source.setRawMode(on);
		if (this.#started) {
			if (on) this.#source.resume();
			else this.#source.pause();
		}
		return this;
	}

	ref(): this {
		this.#source.ref();
		return this;
	}

	unref(): this {
		this.#source.unref();
		return this;
	}

	override setEncoding(): this {
		return this;
	}

	override _read(): void {
		if (this.#started) return;
		this.#started = true;
		this.#source
			.setEncoding('utf8')
			.on('data', this.#take)
			.on('end', () => this.push(null));
		// Whoever read from it before, such as for a password, may have paused it.
		this.#source.resume();
	}

	/** Lets go of the source: nothing is read any more. */
	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		clearTimeout(this.#timer);
		this.#source.off('data', this.#take);
		done(error);
	}

	readonly #take = (chunk: string | Buffer): void => {
		clearTimeout(this.#timer);
		const text = this.#held + chunk.toString();
		const cut = unfinished.exec(text);
		this.#held = cut ? cut[0] : '';
		this.#queue.push(...splitKeys(cut ? text.slice(0, cut.index) : text));
		this.#pump();
		if (this.#held === '') return;
		this.#timer = setTimeout(
			() => {
				this.#queue.push(this.#held);
				this.#held = '';
				this.#pump();
			},
			this.#held.startsWith('\u001B[200~') ? pasteMs : escapeMs,
		);
	};

	#pump(): void {
		if (this.#pumping) return;
		this.#pumping = true;
		const step = () => {
			const key = this.#queue.shift();
			if (key !== undefined) this.push(key);
			if (this.#queue.length > 0) setImmediate(step);
			else this.#pumping = false;
		};
		step();
	}
}

const wideGlyph =
	/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/gu;

/** The same widths in characters that every terminal can print. */
export const toAscii = (text: string): string =>
	text
		.replaceAll('…', '~')
		.replaceAll(/[•·]/g, '*')
		.replaceAll(/[‘’]/g, "'")
		.replaceAll(/[“”]/g, '"')
		.replaceAll(/[–—]/g, '-')
		.replaceAll(/\p{Mark}/gu, '')
		.replaceAll(wideGlyph, '??')
		// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
		.replaceAll(/[^\u0000-\u007F]/gu, '?');

/** Says the same in fewer bytes: repeated moves to the next line, and long runs of spaces, as one sequence each. */
export const compress = (frame: string): string =>
	frame
		// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about
		.replaceAll(/(?:\u001B\[E){2,}/gu, moves => `\u001B[${moves.length / 3}E`)
		.replaceAll(/ {13,}/g, ({length}) => `\u001B[${length}X\u001B[${length}C`);

const enter = '\u001B[?1049h';
/** The alternate screen may begin with the cursor, and with the keys, that the other one was left with. */
const blankScreen = '\u001B[H\u001B[J';
const leave = '\u001B[?1049l';

/**
 * A screen for Ink: one write for each frame, no line wrapping while the alternate screen is up (a glyph that the
 * terminal draws wider than we measured cannot push rows down), and what restores the terminal goes out at once.
 */
export class FrameStream extends Writable {
	readonly #target: WriteStream;
	readonly #translate: (frame: string) => string;
	#pending = '';
	#scheduled = false;

	constructor(target: WriteStream, glyphs: 'unicode' | 'ascii') {
		super({decodeStrings: false});
		this.#target = target;
		this.#translate = glyphs === 'ascii' ? frame => toAscii(compress(frame)) : compress;
		target.on('resize', this.#resized);
	}

	get isTTY(): boolean {
		return this.#target.isTTY;
	}

	get columns(): number {
		return this.#target.columns;
	}

	get rows(): number {
		return this.#target.rows;
	}

	override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
		this.#pending += chunk
			.toString()
			.replaceAll(enter, `${enter}\u001B[?7l${blankScreen}`)
			.replaceAll(leave, `\u001B[?7h${leave}`);
		if (this.#pending.includes(leave) || this.#pending.includes('\u001B[?25h')) this.#flush();
		else if (!this.#scheduled) {
			this.#scheduled = true;
			setImmediate(() => this.#flush());
		}
		done();
	}

	override _final(done: () => void): void {
		this.#flush();
		this.#target.off('resize', this.#resized);
		done();
	}

	readonly #resized = (): void => {
		this.emit('resize');
	};

	#flush(): void {
		this.#scheduled = false;
		const frame = this.#pending;
		this.#pending = '';
		if (frame !== '') this.#target.write(this.#translate(frame));
	}
}
