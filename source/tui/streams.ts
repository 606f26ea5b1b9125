import {Writable} from 'node:stream';
import type {WriteStream} from 'node:tty';
import {blankScreen, Picture} from './frame-picture.ts';
import {compress, toAscii} from './frame-text.ts';
import {type Link, waitingLink} from './link.ts';

const enter = '\u001B[?1049h';
const leave = '\u001B[?1049l';
const beginning = `${enter}\u001B[?7l${blankScreen}`;
/** Whatever was begun on the terminal: a half-written sequence, a frame, pasting, the other screen, no wrapping, no cursor. */
export const restoring = `\u001B\\\u001B[?2026l\u001B[?2004l\u001B[0m\u001B[?7h${leave}\u001B[?25h`;

/** What changes the terminal itself, or its clipboard, and so may not be left out with the frame that it came in. */
const lasting =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about
	/\u001B\[\?(?!2026)\d+[hl]|\u001B\]52;[^\u0007\u001B]*\u0007/gu;

/**
 * A screen for Ink: one write for each frame, and of it only the cells that have changed; no line wrapping while the
 * alternate screen is up (a glyph that the terminal draws wider than we measured cannot push rows down), and what restores
 * the terminal goes out at once.
 *
 * Emits `entered` when the alternate screen is up and `left` when it is not any more, both after they were written.
 * A frame that comes while the one before it has not gone out is left out; what it had is in the next one that goes.
 * Where nobody knows what the terminal shows, `stale` asks for a whole one.
 */
export class FrameStream extends Writable {
	readonly #target: WriteStream;
	readonly #link: Link;
	readonly #translate: (frame: string) => string;
	/** While the alternate screen is up, and Ink has written nothing that we do not know. */
	#picture: Picture | undefined;
	#pending = '';
	#scheduled = false;
	/** By what they are about: only the last of each counts. */
	readonly #kept = new Map<string, string>();
	#isStale = false;
	#isEntered = false;

	constructor(target: WriteStream, glyphs: 'unicode' | 'ascii', link: Link = waitingLink(target)) {
		super({decodeStrings: false});
		this.#target = target;
		this.#link = link;
		this.#translate = glyphs === 'ascii' ? toAscii : frame => frame;
		target.on('resize', this.#resized);
		link.drained = this.#drained;
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

	/** Whether the alternate screen is up. */
	get isEntered(): boolean {
		return this.#isEntered;
	}

	/** Brings the alternate screen up once more, after somebody else had the terminal; it is blank then. */
	enterAgain(): void {
		this.#link.finish();
		this.#link.send(`${beginning}\u001B[?2004h\u001B[?25l`);
		this.#picture?.blank();
	}

	/** Blanks the screen, where something else has written on it; a whole frame is to follow. */
	wipe(): void {
		if (!this.#isEntered) return;
		this.#flush();
		this.#isStale ||= this.#link.isFull();
		this.#picture?.lose();
		if (this.#isStale) return;
		this.#link.send(`\u001B[0m\u001B[?7l\u001B[?2004h\u001B[?25l${blankScreen}`);
		this.#picture?.blank();
	}

	/** Gives the terminal back, whatever was written to it before; nothing where it was given back already. */
	restore(): void {
		this.#flush();
		if (!this.#isEntered) return;
		this.#link.finish();
		this.#link.send(restoring);
		this.#link.finish();
		this.#isEntered = false;
		this.emit('left');
	}

	override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
		this.#pending += chunk.toString().replaceAll(enter, beginning).replaceAll(leave, `\u001B[?7h${leave}`);
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
		this.#flush();
		this.#picture?.resize(this.columns, this.rows);
		this.emit('resize');
	};

	readonly #drained = (): void => {
		if (!this.#isStale) return;
		this.#isStale = false;
		if (this.#picture?.isKnown) {
			this.#link.send(this.#takeKept() + this.#translate(this.#picture.change()));
			return;
		}
		this.#link.send(this.#takeKept() + blankScreen);
		this.#picture?.blank();
		this.emit('stale');
	};

	#flush(): void {
		this.#scheduled = false;
		const frame = this.#pending;
		this.#pending = '';
		if (frame === '') return;
		const leaves = frame.includes(leave);
		if (frame.includes(enter)) this.#picture = new Picture(this.columns, this.rows);
		const cursor = this.#picture?.cursor ?? '';
		if (leaves || !this.#picture?.draw(frame)) this.#picture = undefined;
		if (this.#link.isFull() && !leaves) {
			this.#isStale = true;
			for (const [sequence] of frame.matchAll(lasting)) this.#kept.set(sequence.slice(0, 5), sequence);
			return;
		}
		this.#send(
			this.#picture
				? [...frame.matchAll(lasting)].join('') + this.#translate(this.#picture.change())
				: cursor + this.#translate(compress(frame)),
		);
		if (leaves) this.#link.finish();
		if (frame.includes(enter) !== leaves) this.#turned(leaves ? 'left' : 'entered');
	}

	#send(text: string): void {
		const all = this.#takeKept() + text;
		if (all !== '') this.#link.send(all);
	}

	#takeKept(): string {
		const kept = [...this.#kept.values()].join('');
		this.#kept.clear();
		return kept;
	}

	#turned(what: 'entered' | 'left'): void {
		this.#isEntered = what === 'entered';
		this.emit(what);
	}
}
