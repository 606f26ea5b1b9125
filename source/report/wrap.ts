/** Columns that a report may use: a ticket and the narrowest usual terminal. */
const columns = 80;

/** Breaks prose into lines of at most 80 columns; `first` and `rest` stand before them. */
export const wrapped = (prose: string, first = '', rest = first): readonly string[] => {
	const lines: string[] = [];
	let line = first;
	for (const word of prose.split(/\s+/).filter(Boolean)) {
		const start = lines.length === 0 ? first : rest;
		if (line.length > start.length && line.length + 1 + word.length > columns) {
			lines.push(line);
			line = rest + word;
		} else line += line.length > start.length ? ` ${word}` : word;
	}
	return [...lines, line];
};

/** Cuts a verbatim line into pieces that fit, each behind the same margin. */
export const indented = (line: string, margin: string): readonly string[] => {
	const room = columns - margin.length;
	const pieces = line.match(new RegExp(`.{1,${room}}`, 'gsu')) ?? [''];
	return pieces.map((piece, index) => (index === 0 ? margin : ' '.repeat(margin.length)) + piece);
};
