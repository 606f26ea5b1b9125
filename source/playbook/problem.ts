import {printable} from '../core/printable.ts';

/** A mistake in a file: where it is (1-based, columns in UTF-16 units), what it is, and what to do about it. */
export type Problem = {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	/** The rule that was broken, in kebab-case. */
	readonly rule: string;
	readonly message: string;
	readonly hint?: string;
};

const longest = 110;

/** A problem as people read it: `file:line:col: message [rule]`, the line, a caret below the mistake, and the hint. */
export const formatProblem = ({file, line, column, rule, message, hint}: Problem, source: string): string => {
	const gutter = ' '.repeat(String(line).length);
	const {before, after} = excerpt(lineOf(source, line), column - 1);
	const token = /^(?:"[^"]*"|'[^']*'|[^\s,[\]{}:#]+)/.exec(after)?.[0] ?? '';
	return [
		`${printable(file)}:${line}:${column}: ${printable(message)} [${rule}]`,
		`${gutter} |`,
		`${line} | ${visible(before + after)}`.trimEnd(),
		`${gutter} | ${' '.repeat(width(visible(before)))}${'^'.repeat(Math.max(1, width(visible(token))))}`,
		...(hint === undefined ? [] : [`${gutter} = ${printable(hint)}`]),
		'',
	].join('\n');
};

const mostProblems = 500;

/** In the order of the file, each once; beyond 500 the rest is only counted. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
	const once = [
		...new Map(
			problems.map(item => [`${item.line}:${item.column}:${item.rule}:${item.message}`, item]),
		).values(),
	].sort((a, b) => a.line - b.line || a.column - b.column);
	const last = once[mostProblems - 1];
	if (!last || once.length === mostProblems) return once;
	const left = once.length - mostProblems;
	return [
		...once.slice(0, mostProblems),
		{
			file: last.file,
			line: last.line,
			column: last.column,
			rule: 'too-many-problems',
			message: `and ${left} further problems`,
		},
	];
};

const lineOf = (source: string, line: number): string => {
	let start = 0;
	for (let number = 1; number < line; number++) {
		const end = source.indexOf('\n', start);
		if (end < 0) return '';
		start = end + 1;
	}
	const end = source.indexOf('\n', start);
	return source
		.slice(start, end < 0 ? undefined : end)
		.replace(/\r$/, '')
		.replace(/^\uFEFF/, '');
};

/** The part of the line worth showing, split at the mistake. */
const excerpt = (text: string, at: number): {readonly before: string; readonly after: string} => {
	if (text.length <= longest) return {before: text.slice(0, at), after: text.slice(at)};
	const from = Math.max(0, at - longest / 2);
	const to = Math.min(text.length, from + longest);
	return {
		before: (from > 0 ? '…' : '') + text.slice(from, at),
		after: text.slice(at, to) + (to < text.length ? '…' : ''),
	};
};

const visible = (text: string): string => printable(text.replaceAll('\t', '    '));

const narrow = /\p{Mark}/u;
const wide =
	/[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Terminal cells. */
const width = (text: string): number => {
	let cells = 0;
	for (const mark of text) cells += narrow.test(mark) ? 0 : wide.test(mark) ? 2 : 1;
	return cells;
};
