import {linesOf} from '../lines.ts';

/** A line with the lines that continue it; `line` is where it begins. */
export type LogicalLine = {readonly line: number; readonly text: string};

/**
 * Lines as Postfix joins them in main.cf and in its tables: white space at the start continues the line before, blank
 * lines and comments are skipped and end nothing (postconf(5), postmap(1)).
 */
export const logicalLines = (text: string): readonly LogicalLine[] => {
	const joined: {line: number; parts: string[]}[] = [];
	for (const [index, line] of linesOf(text).entries()) {
		if (/^\s*(?:#|$)/.test(line)) continue;
		const last = joined.at(-1);
		if (/^\s/.test(line) && last) last.parts.push(line);
		else joined.push({line: index + 1, parts: [line]});
	}
	return joined.map(({line, parts}) => ({line, text: parts.join('').trimEnd()}));
};
