import {printable} from '../core/printable.ts';

/** Columns that a report may use: a ticket and the narrowest usual terminal. */
const columns = 80;

/** Two columns each (UAX 11): CJK, Kana, Hangul, full-width forms, and what is drawn as a picture. */
const wide =
	/[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;

const none = /\p{Mn}|\p{Me}/u;

const widthOfMark = (mark: string): number => (none.test(mark) ? 0 : wide.test(mark) ? 2 : 1);

/** The columns that a printable line takes. */
export const widthOf = (line: string): number =>
	[...line].reduce((width, mark) => width + widthOfMark(mark), 0);

/** So much of a text as a report shows; the whole of it is in the JSON. */
export const shortened = (text: string, most: number): string => {
	const marks = [...text.slice(0, most * 2 + 2)];
	return marks.length > most || text.length > most * 2 + 2
		? `${marks.slice(0, most).join('')}… (${text.length} characters)`
		: text;
};

/** Makes prose printable and breaks it into lines that fit; `first` and `rest` stand before them. */
export const wrapped = (prose: string, first = '', rest = first): readonly string[] => {
	const lines: string[] = [];
	let line = first;
	let isEmpty = true;
	const breakLine = () => {
		lines.push(line.trimEnd());
		line = rest;
		isEmpty = true;
	};
	for (const word of prose.split(/\s+/).filter(Boolean).map(printable)) {
		if (!isEmpty && widthOf(line) + 1 + widthOf(word) > columns) breakLine();
		const [head = '', ...pieces] = cut(word, columns - widthOf(isEmpty ? line : `${line} `));
		line += isEmpty ? head : ` ${head}`;
		isEmpty = false;
		for (const piece of pieces.flatMap(piece => cut(piece, columns - widthOf(rest)))) {
			breakLine();
			line += piece;
			isEmpty = false;
		}
	}
	return [...lines, line.trimEnd()];
};

/** Makes a verbatim line printable and cuts it into pieces that fit, each behind the same margin. */
export const indented = (line: string, margin: string): readonly string[] => {
	const room = columns - widthOf(margin);
	return cut(printable(line), room).map((piece, index) =>
		((index === 0 ? margin : ' '.repeat(widthOf(margin))) + piece).trimEnd(),
	);
};

/** Pieces of at most so many columns; at least one. */
const cut = (text: string, room: number): readonly string[] => {
	const pieces: string[] = [];
	let piece = '';
	let width = 0;
	for (const mark of text) {
		const more = widthOfMark(mark);
		if (width + more > room && piece !== '') {
			pieces.push(piece);
			piece = '';
			width = 0;
		}
		piece += mark;
		width += more;
	}
	return [...pieces, piece];
};
