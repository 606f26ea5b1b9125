import {clean, type Line} from './text.ts';

/**
 * A part of a page, laid out when it is come to: first in the order of the page, and again, with the same rows, when
 * somebody comes back to it.
 */
export type Piece = () => readonly Line[];

/** Milliseconds of work at a time, and between two of them: a key that is pressed meanwhile waits no longer. */
const aWhile = 4;
const pause = 2;
/** Before the rest is begun with: what is about to change again is not worth it. */
const calm = 60;
/** Rows that are kept as they are drawn; others are laid out anew. */
const mostKept = 4000;

/** What is remembered of a part: how far it goes, and its words. */
type Measured = {
	/** Of its first row. */
	readonly row: number;
	/** Of the first character of its text, in the text of the whole page. */
	readonly offset: number;
	/** Rows follow each other after a space, and after a line feed where one is empty. */
	readonly text: string;
	/** For each row where its text begins, and how many characters of blank are left out before it. */
	readonly starts: Uint32Array;
	readonly skipped: Uint16Array;
};

/**
 * The rows of a page, laid out from its top as far as somebody has looked: a conversation may have more rows than anybody
 * wants to wait for. Of a long one few rows are kept; what remains is its text in small letters, to find words in.
 */
export class Laying {
	readonly #pieces: readonly Piece[];
	readonly #measured: Measured[] = [];
	readonly #kept = new Map<number, readonly Line[]>();
	readonly #watching = new Set<() => void>();
	#keptRows = 0;
	#rows = 0;
	#characters = 0;
	#isWorking = false;

	constructor(pieces: readonly Piece[]) {
		this.#pieces = pieces;
	}

	/** How many rows there are so far. */
	get count(): number {
		return this.#rows;
	}

	/** Whether these are all. */
	get isWhole(): boolean {
		return this.#measured.length >= this.#pieces.length;
	}

	/** Its parts with their text, as far as it is laid out. */
	get measured(): readonly Measured[] {
		return this.#measured;
	}

	/** Goes on until there are so many rows, or no more; tells how many there are. */
	reach(rows: number): number {
		while (this.#rows < rows && !this.isWhole) this.#layNext();
		return this.#rows;
	}

	/** These rows, as far as there are so many. */
	slice(from: number, to: number): readonly Line[] {
		const end = Math.min(to, this.reach(to));
		const lines: Line[] = [];
		for (let piece = this.pieceAt(from); from + lines.length < end; piece++) {
			const row = this.#measured[piece]?.row ?? 0;
			lines.push(...this.#linesOf(piece).slice(from + lines.length - row, end - row));
		}
		return lines;
	}

	/** The part that this row is in. */
	pieceAt(row: number): number {
		return lastUpTo(this.#measured, row, one => one.row);
	}

	/** For as long as somebody watches, the rest is laid out between two keys; they are told when it is whole. */
	readonly subscribe = (listener: () => void): (() => void) => {
		this.#watching.add(listener);
		if (!this.isWhole) this.#workIn(calm);
		return () => this.#watching.delete(listener);
	};

	readonly snapshot = (): boolean => this.isWhole;

	#workIn(ms: number): void {
		if (this.#isWorking) return;
		this.#isWorking = true;
		setTimeout(() => {
			this.#isWorking = false;
			this.#work();
		}, ms);
	}

	#work(): void {
		if (this.#watching.size === 0) return;
		const end = performance.now() + aWhile;
		while (!this.isWhole && performance.now() < end) this.#layNext();
		if (!this.isWhole) this.#workIn(pause);
		else for (const listener of this.#watching) listener();
	}

	#layNext(): void {
		const piece = this.#measured.length;
		const lines = this.#pieces[piece]?.() ?? [];
		const measured = measure(lines, this.#rows, this.#characters);
		this.#measured.push(measured);
		this.#rows += lines.length;
		this.#characters += measured.text.length;
		this.#keep(piece, lines);
	}

	#linesOf(piece: number): readonly Line[] {
		const lines = this.#kept.get(piece) ?? this.#pieces[piece]?.() ?? [];
		this.#keep(piece, lines);
		return lines;
	}

	/** What was looked at last goes last. */
	#keep(piece: number, lines: readonly Line[]): void {
		this.#keptRows += lines.length - (this.#kept.get(piece)?.length ?? 0);
		this.#kept.delete(piece);
		this.#kept.set(piece, lines);
		for (const [oldest, kept] of this.#kept) {
			if (this.#keptRows <= mostKept || oldest === piece) return;
			this.#kept.delete(oldest);
			this.#keptRows -= kept.length;
		}
	}
}

const measure = (lines: readonly Line[], row: number, offset: number): Measured => {
	const starts = new Uint32Array(lines.length);
	const skipped = new Uint16Array(lines.length);
	const parts: string[] = [];
	let length = 0;
	for (const [index, line] of lines.entries()) {
		const whole = smallLetters(line.map(({text}) => clean(text)).join(''));
		const blank = whole.length - whole.trimStart().length;
		const text = whole.trim();
		const part = `${text === '' ? '\n' : ' '}${text}`;
		starts[index] = length + 1;
		skipped[index] = Math.min(blank, 65_535);
		length += part.length;
		parts.push(part);
	}
	return {row, offset, text: parts.join(''), starts, skipped};
};

/** As long as it was, so that a place in the one is a place in the other; `İ` and its like stay what they are. */
export const smallLetters = (text: string): string => {
	const small = text.toLowerCase();
	if (small.length === text.length) return small;
	return [...text].map(one => (one.toLowerCase().length === one.length ? one.toLowerCase() : one)).join('');
};

/** The last of an ascending list whose value is not above this; 0 where there is none. */
export const lastUpTo = <T>(list: ArrayLike<T>, value: number, keyOf: (one: T) => number): number => {
	let [low, high] = [0, list.length - 1];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (keyOf(list[middle] as T) <= value) low = middle;
		else high = middle - 1;
	}
	return low;
};
