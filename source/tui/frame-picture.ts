import {blankRows, type Row, Sheet} from './frame-cells.ts';
import {differenceOf} from './frame-difference.ts';

const [frameBegins, frameEnds] = ['\u001B[?2026h', '\u001B[?2026l'] as const;
/** The alternate screen may begin with the cursor, and with the keys, that the other one was left with. */
export const blankScreen = '\u001B[H\u001B[J';

/** What the terminal shows, and what it is to show: what Ink draws goes out as the difference between the two. */
export class Picture {
	readonly #wanted: Sheet;
	/** Undefined where nobody knows. */
	#shown: readonly Row[] | undefined;

	constructor(columns: number, rows: number) {
		this.#wanted = new Sheet(columns, rows);
	}

	/** Whether we know what the terminal shows. */
	get isKnown(): boolean {
		return this.#shown !== undefined;
	}

	/** The sequence by which the cursor is where Ink takes it to be. */
	get cursor(): string {
		return this.#wanted.cursor;
	}

	/** Takes a frame in. It is false where the frame holds something that we do not know; then none of it is right any more. */
	draw(frame: string): boolean {
		const drawn = this.#wanted.draw(frame);
		if (drawn === 'blanked') this.#shown = undefined;
		return drawn !== 'unknown';
	}

	/** Terminals differ in what of the old picture stays. */
	resize(columns: number, rows: number): void {
		this.#wanted.resize(columns, rows);
		this.#shown = undefined;
	}

	/** Something else may have been written on the terminal. */
	lose(): void {
		this.#shown = undefined;
	}

	/** The terminal was blanked. */
	blank(): void {
		const [columns, rows] = this.#wanted.size;
		this.#shown = blankRows(columns, rows);
	}

	/**
	 * What to write so that the terminal shows what it is to show; it is taken for written. The cursor is left in the last
	 * row: whatever a shell says when somebody stops us comes below the picture.
	 */
	change(): string {
		const start = this.#shown ? '' : blankScreen;
		if (!this.#shown) this.blank();
		const rows = this.#wanted.rows;
		const difference = start + differenceOf(this.#shown ?? [], rows);
		this.#shown = rows;
		return difference === '' ? '' : `${frameBegins}${difference}\u001B[${rows.length}H${frameEnds}`;
	}
}
