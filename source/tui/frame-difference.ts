import {isCertain, type Row} from './frame-cells.ts';
import {type Style, turnOf, unstyled} from './frame-style.ts';

/**
 * What leads from one picture to another of the same size, in few bytes: only the cells that differ. It begins and ends
 * without a style, wherever the cursor is; nothing where nothing differs.
 *
 * Of a row with a glyph that some terminal may draw wider than we measured, all from there on is drawn anew when any of it
 * differs. Of the sequences for fewer bytes only ECH, EL and the moves of the cursor are used, which every terminal knows.
 */
export const differenceOf = (shown: readonly Row[], wanted: readonly Row[]): string => {
	const pencil = new Pencil();
	for (const [at, row] of wanted.entries()) {
		const before = shown[at];
		if (before && before !== row) drawRow(pencil, at, before, row);
	}
	return pencil.finish();
};

const drawRow = (pencil: Pencil, at: number, before: Row, row: Row): void => {
	const width = row.glyphs.length;
	const limit = Math.min(certainCells(before), certainCells(row));
	for (const run of runsOf(before, row, limit)) drawRun(pencil, at, row, run);
	if (limit === width || firstDifference(before, row, limit, width) === width) return;
	pencil.move(at, limit);
	pencil.eraseRest();
	drawCells(pencil, at, row, {from: limit, to: width - blanksBefore(row, width, limit)});
};

/** Cells from `from` up to `to`. */
type Run = {readonly from: number; readonly to: number};

/** How many cells at the beginning of a row every terminal has where we have them. */
const certainCells = ({glyphs}: Row): number => {
	const doubtful = glyphs.findIndex(glyph => !isCertain(glyph));
	return doubtful < 0 ? glyphs.length : doubtful;
};

const firstDifference = (before: Row, row: Row, from: number, to: number): number => {
	let at = from;
	while (at < to && before.glyphs[at] === row.glyphs[at] && before.styles[at] === row.styles[at]) at++;
	return at;
};

/** Cells that a move over them would cost as much as drawing them again. */
const short = 3;

/** The cells that differ, with those between two of them that are cheaper to draw than to leap over. */
const runsOf = (before: Row, row: Row, limit: number): readonly Run[] => {
	const runs: Run[] = [];
	for (let from = firstDifference(before, row, 0, limit); from < limit; ) {
		let to = from + 1;
		while (to < limit && firstDifference(before, row, to, to + 1) === to) to++;
		const last = runs.at(-1);
		if (last && from - last.to <= short && isOneText(row, last.to - 1, from))
			runs[runs.length - 1] = {from: last.from, to};
		else runs.push({from, to});
		from = firstDifference(before, row, to, limit);
	}
	return runs;
};

const isOneText = ({glyphs, styles}: Row, from: number, to: number): boolean => {
	for (let at = from + 1; at < to; at++) {
		const isBlank = glyphs[at] === ' ' && styles[at] === unstyled && styles[from]?.isBare;
		if (!isBlank && (styles[at] !== styles[from] || (glyphs[at] ?? '') > '~')) return false;
	}
	return true;
};

/**
 * Blank cells that are erased rather than drawn: within a row, where the cursor has to get behind them, and at the end of a
 * run. Behind a doubtful glyph what follows them gets to its place on every terminal, so few are enough there.
 */
const [gap, tail] = [9, 4] as const;

const drawRun = (pencil: Pencil, at: number, row: Row, {from, to}: Run): void => {
	const blanks = blanksBefore(row, to, from);
	if (blanksBefore(row, row.glyphs.length, to - blanks) === row.glyphs.length - to + blanks) {
		drawCells(pencil, at, row, {from, to: to - blanks});
		if (blanks === 0) return;
		pencil.move(at, to - blanks);
		pencil.eraseRest();
		return;
	}
	if (blanks < tail) {
		drawCells(pencil, at, row, {from, to});
		return;
	}
	drawCells(pencil, at, row, {from, to: to - blanks});
	const start = blanks === to - from ? belowCursor(pencil, at, row, from) : to - blanks;
	pencil.move(at, start);
	pencil.erase(to - start);
};

/** What is blank before a run that is blank may be erased with it, when the cursor gets there more cheaply. */
const belowCursor = ({row: above, column}: Pencil, at: number, row: Row, from: number): number =>
	above === at - 1 &&
	column !== undefined &&
	column < from &&
	blanksBefore(row, from, column) === from - column
		? column
		: from;

/** How many cells before `to`, and not before `from`, are blank. */
const blanksBefore = ({glyphs, styles}: Row, to: number, from: number): number => {
	let at = to;
	while (at > from && glyphs[at - 1] === ' ' && styles[at - 1] === unstyled) at--;
	return to - at;
};

const drawCells = (pencil: Pencil, at: number, row: Row, {from, to}: Run): void => {
	for (let column = from; column < to; ) {
		let end = column;
		while (end < to && row.glyphs[end] === ' ' && row.styles[end] === unstyled) end++;
		if (end - column > (pencil.isDoubtful ? tail : gap)) {
			pencil.move(at, column);
			pencil.erase(end - column);
			column = end;
			continue;
		}
		for (end = Math.max(end, column + 1); column < end; column++) {
			pencil.move(at, column);
			pencil.write(row.glyphs[column] ?? ' ', row.styles[column] ?? unstyled, row.glyphs.length);
		}
	}
};

/** What was written so far, and what it leaves the terminal at. */
class Pencil {
	/** Undefined where nobody knows where the cursor is. */
	row: number | undefined;
	column: number | undefined;
	/** Some terminal may have the cursor elsewhere in the row. */
	isDoubtful = false;
	#style = unstyled;
	#out = '';

	move(row: number, column: number): void {
		if (this.row === row && this.column === column) return;
		this.#out += shortest(this.#movesTo(row, column));
		this.row = row;
		this.column = column;
		this.isDoubtful = false;
	}

	#movesTo(row: number, column: number): readonly string[] {
		const anywhere = `\u001B[${row + 1}${column === 0 ? '' : `;${column + 1}`}H`;
		if (this.row === undefined) return [anywhere];
		const down = row - this.row;
		const inRow = `\u001B[${column + 1}G`;
		const isKnown = this.column !== undefined && !this.isDoubtful;
		if (down === 0)
			return [
				inRow,
				...(isKnown && column > (this.column ?? 0) ? [sequence(column - (this.column ?? 0), 'C')] : []),
			];
		return [
			anywhere,
			...(isKnown && down > 0 && column === this.column ? [sequence(down, 'B')] : []),
			...(down > 0 && column === 0 ? [sequence(down, 'E')] : []),
		];
	}

	write(glyph: string, style: Style, width: number): void {
		const isBlank = glyph === ' ' && style === unstyled;
		if (!isBlank || !this.#style.isBare) this.#turn(style);
		this.#out += glyph;
		this.isDoubtful ||= !isCertain(glyph);
		const column = (this.column ?? 0) + 1;
		// Behind the last cell terminals differ in where the cursor is.
		this.column = column < width ? column : undefined;
	}

	/** So many cells, and the cursor stays. */
	erase(cells: number): void {
		if (!this.#style.isBare) this.#turn(unstyled);
		this.#out += sequence(cells, 'X');
	}

	eraseRest(): void {
		if (!this.#style.isBare) this.#turn(unstyled);
		this.#out += '\u001B[K';
	}

	finish(): string {
		this.#turn(unstyled);
		return this.#out;
	}

	#turn(style: Style): void {
		this.#out += turnOf(this.#style, style);
		this.#style = style;
	}
}

const sequence = (count: number, letter: string): string => `\u001B[${count === 1 ? '' : count}${letter}`;

const shortest = (moves: readonly string[]): string =>
	moves.reduce((best, move) => (move.length < best.length ? move : best));
