import {type Style, styledBy, unstyled} from './frame-style.ts';
import {cellsOf} from './text.ts';

/** One row of a screen, cell by cell. A glyph of two cells has an empty one behind it. */
export type Row = {readonly glyphs: readonly string[]; readonly styles: readonly Style[]};
type Open = {glyphs: string[]; styles: Style[]};

export const blankRows = (columns: number, rows: number): readonly Row[] =>
	Array.from({length: rows}, () => blankRow(columns));

const blankRow = (columns: number): Open => ({
	glyphs: Array.from({length: columns}, () => ' '),
	styles: Array.from({length: columns}, () => unstyled),
});

/** A sequence (its parameters and its letter, or a private mode), an OSC, a line feed or a carriage return, a text. */
const token =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what it is about
	/\u001B\[(?<private>\?)?(?<parameters>[\d;]*)(?<letter>[A-Za-z])|(?<copied>\u001B\]52;[^\u0007\u001B]*\u0007)|(?<move>[\r\n])|(?<text>[^\0-\u001F\u007F-\u009F]+)|[\s\S]/gu;

/** What became of a frame: drawn, drawn on a screen that was blanked first, or it holds something that we do not know. */
export type Drawn = 'drawn' | 'blanked' | 'unknown';

/** The screen as the frames of Ink draw it: nothing scrolls, and nothing goes on in the next row. */
export class Sheet {
	#rows: Open[];
	#columns: number;
	/** Rows that were handed out are not changed any more. */
	#own = new Set<Open>();
	#row = 0;
	#column = 0;
	#style = unstyled;
	#before = '';

	constructor(columns: number, rows: number) {
		this.#columns = columns;
		this.#rows = Array.from({length: rows}, () => blankRow(columns));
	}

	/** As it is now, whatever is drawn afterwards. */
	get rows(): readonly Row[] {
		this.#own = new Set();
		return [...this.#rows];
	}

	/** Its columns and rows. */
	get size(): readonly [number, number] {
		return [this.#columns, this.#rows.length];
	}

	/** Where Ink takes the cursor to be, as a sequence. */
	get cursor(): string {
		return `\u001B[${this.#row + 1};${this.#column + 1}H`;
	}

	/** What is beyond the new edges is lost, and what comes in is blank. */
	resize(columns: number, rows: number): void {
		const blank = blankRow(columns);
		const fitting = <T>(cells: readonly T[], more: readonly T[]): T[] => [
			...cells.slice(0, columns),
			...more.slice(cells.length),
		];
		this.#columns = columns;
		this.#own = new Set();
		this.#rows = Array.from({length: rows}, (_, index) => ({
			glyphs: fitting(this.#rows[index]?.glyphs ?? [], blank.glyphs),
			styles: fitting(this.#rows[index]?.styles ?? [], blank.styles),
		}));
		this.#go(this.#row, this.#column);
	}

	draw(frame: string): Drawn {
		let drawn: Drawn = 'drawn';
		for (const {groups = {}} of frame.matchAll(token)) {
			const {text, move, letter, parameters = '', copied} = groups;
			if (text !== undefined) this.#write(text);
			else if (move === '\n') this.#go(this.#row + 1, 0);
			else if (move === '\r') this.#go(this.#row, 0);
			else if (letter !== undefined && groups['private'] === undefined) {
				const done = this.#obey(letter, parameters);
				if (done === 'unknown') return done;
				if (done === 'blanked') drawn = done;
			} else if (copied === undefined && letter !== 'h' && letter !== 'l') return 'unknown';
		}
		return drawn;
	}

	#obey(letter: string, parameters: string): Drawn {
		const [first = 0, second = 0] = parameters.split(';').map(Number);
		if (letter === 'm') {
			const style = styledBy(this.#style, parameters);
			if (!style) return 'unknown';
			this.#style = style;
		} else if (letter === 'A') this.#go(this.#row - (first || 1), this.#column);
		else if (letter === 'B') this.#go(this.#row + (first || 1), this.#column);
		else if (letter === 'E') this.#go(this.#row + (first || 1), 0);
		else if (letter === 'G') this.#go(this.#row, (first || 1) - 1);
		else if (letter === 'H') this.#go((first || 1) - 1, (second || 1) - 1);
		else if (letter === 'K' && (first === 0 || first === 2)) this.#erase(first === 0 ? this.#column : 0);
		else if (letter === 'J' && first === 0 && this.#row === 0 && this.#column === 0) return this.#blank();
		else return 'unknown';
		return 'drawn';
	}

	#blank(): Drawn {
		this.#rows = this.#rows.map(() => blankRow(this.#columns));
		this.#own = new Set(this.#rows);
		return 'blanked';
	}

	#go(row: number, column: number): void {
		this.#row = Math.max(0, Math.min(row, this.#rows.length - 1));
		this.#column = Math.max(0, Math.min(column, this.#columns - 1));
		this.#before = '';
	}

	/** The row that the cursor is in, to be changed. */
	#open(): Open {
		const row = this.#rows[this.#row] ?? blankRow(this.#columns);
		if (this.#own.has(row)) return row;
		const own = {glyphs: [...row.glyphs], styles: [...row.styles]};
		this.#own.add(own);
		this.#rows[this.#row] = own;
		return own;
	}

	#erase(from: number): void {
		const {glyphs, styles} = this.#open();
		this.#split(glyphs, from);
		glyphs.fill(' ', from);
		styles.fill(unstyled, from);
	}

	#write(text: string): void {
		const row = this.#open();
		for (const one of text) {
			const cells = widthOf(one, this.#before);
			this.#before = one;
			if (cells === 0) this.#join(row, one);
			else this.#put(row, one, cells);
		}
	}

	#put({glyphs, styles}: Open, one: string, cells: number): void {
		const at = Math.min(this.#column, this.#columns - cells);
		if (at < 0) return;
		const style = one === ' ' && this.#style.isBare ? unstyled : this.#style;
		this.#split(glyphs, at);
		this.#split(glyphs, at + cells);
		for (let cell = 0; cell < cells; cell++) {
			glyphs[at + cell] = cell === 0 ? one : '';
			styles[at + cell] = style;
		}
		this.#column = at + cells;
	}

	/** What has no cell of its own stands on the glyph before it. */
	#join({glyphs}: Open, one: string): void {
		const at = glyphs[this.#column - 1] === '' ? this.#column - 2 : this.#column - 1;
		if (glyphs[at] !== undefined) glyphs[at] += one;
	}

	/** Of a glyph of two cells nothing is left where one of them is drawn over. */
	#split(glyphs: string[], at: number): void {
		if (glyphs[at] !== '') return;
		glyphs[at] = ' ';
		glyphs[at - 1] = ' ';
	}
}

const widthOf = (one: string, before: string): number =>
	isCertain(one) ? 1 : cellsOf(before + one) - cellsOf(before);

/** Glyphs that take one cell on every terminal, and join no other: ASCII, Latin, punctuation, arrows, frames, our marks. */
const certain =
	/^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2030-\u205E\u2190-\u22FF\u23CE\u2500-\u25FC\u2714\u2716\u2800-\u28FF]$/;

export const isCertain = (glyph: string): boolean =>
	glyph.length === 1 && ((glyph >= ' ' && glyph <= '~') || certain.test(glyph));
