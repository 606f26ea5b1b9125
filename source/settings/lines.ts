/** The lines of a text without their ends (LF or CR LF) and without a byte order mark. */
export const linesOf = (text: string): readonly string[] => text.replace(/^\uFEFF/, '').split(/\r?\n/);

/** Line by number, from 1; empty beyond the end. */
export const lineAt = (text: string, line: number): string => linesOf(text)[line - 1] ?? '';

/** The first column of this part of a line, from 1; 1 where it is not found. */
export const columnOf = (line: string, part: string): number => Math.max(0, line.indexOf(part)) + 1;

/** Without blanks and tabs at both ends; other white space is part of a value. No regex: a run of blanks would be slow. */
export const trimBlanks = (text: string): string => {
	let [start, end] = [0, text.length];
	while (start < end && isBlank(text[start])) start++;
	while (end > start && isBlank(text[end - 1])) end--;
	return text.slice(start, end);
};

const isBlank = (mark: string | undefined): boolean => mark === ' ' || mark === '\t';
