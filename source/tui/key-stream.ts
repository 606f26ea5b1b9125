import {Readable} from 'node:stream';
import type {ReadStream} from 'node:tty';

/** A bracketed paste, an escape sequence (CSI, SS3, Alt+key), or plain text. */
const token =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
	/\u001B\[200~[\s\S]*?\u001B\[201~|\u001B\u001B?(?:\[[0-?]*[ -/]*[@-~]|O[@-~])|\u001B[\s\S]?|[^\u001B]+/gu;
const unfinished =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are control characters
	/\u001B(?:\u001B?(?:\[[0-?]*[ -/]*|O)?|\[200~(?:(?!\u001B\[201~)[\s\S])*)$/u;
const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const longestTyping = 64;
/** Presses of a held key that are handed over: a minute of them. */
const longestHeld = 2000;
const escapeMs = 75;
const pasteMs = 2000;

/**
 * One entry for each key press in a packet; text longer than anyone types at once stays whole. A key that is held down
 * while the network stands still comes many times over, and is typed.
 */
export const splitKeys = (chunk: string): readonly string[] =>
	[...chunk.matchAll(token)].flatMap(([key]) =>
		key.startsWith('\u001B') || isPasted(key)
			? [key]
			: [...graphemes.segment(key)].map(({segment}) => segment),
	);

/** Whether a text is longer than anyone types at once: one key that comes again and again counts once. */
export const isPasted = (text: string): boolean => {
	if (text.length <= longestTyping) return false;
	if (text.length > longestHeld) return true;
	let turns = 0;
	for (let at = 1; at < text.length; at++) if (text[at] !== text[at - 1]) turns++;
	return turns >= longestTyping;
};

/**
 * A keyboard for Ink that hands over one key for each macrotask, so that keys of one packet all count, and that
 * waits a moment for the rest of an escape sequence which the network cut in two.
 */
export class KeyStream extends Readable {
	readonly isTTY: boolean;
	readonly #source: ReadStream;
	readonly #queue: Array<{readonly key: string; readonly packet: number}> = [];
	#packets = 0;
	#packet = 0;
	#started = false;
	#pumping = false;
	#held = '';
	#timer: NodeJS.Timeout | undefined;

	constructor(source: ReadStream) {
		super({encoding: 'utf8'});
		this.#source = source;
		this.isTTY = source.isTTY;
	}

	/** The number of the packet that the last key came in. */
	get packet(): number {
		return this.#packet;
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
		this.#packets++;
		this.#line(splitKeys(cut ? text.slice(0, cut.index) : text));
		if (this.#held === '') return;
		this.#timer = setTimeout(
			() => {
				const rest = this.#held;
				this.#held = '';
				this.#line([rest]);
			},
			this.#held.startsWith('\u001B[200~') ? pasteMs : escapeMs,
		);
	};

	#line(keys: readonly string[]): void {
		this.#queue.push(...keys.map(key => ({key, packet: this.#packets})));
		this.#pump();
	}

	#pump(): void {
		if (this.#pumping) return;
		this.#pumping = true;
		const step = () => {
			const next = this.#queue.shift();
			if (next) {
				this.#packet = next.packet;
				this.push(next.key);
			}
			if (this.#queue.length > 0) setImmediate(step);
			else this.#pumping = false;
		};
		step();
	}
}
