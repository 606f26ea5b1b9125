import type {Step} from '../../core/case.ts';
import {printableJson} from '../../core/printable.ts';
import {type Line, span, wrap} from '../text.ts';

/** Characters of one string, entries of one list, rows of the whole: a case file may hold anything. */
const longest = 2000;
const mostEntries = 500;
const mostRows = 5000;

/** The step as its case has it, as JSON that is safe to print; what is left out for its size says so. */
export const rawText = (step: Step): string => {
	const known = written.get(step);
	if (known !== undefined) return known;
	const {state, evidence, id, title, check, hop, needs, ms, leftOut} = step;
	const rows = printableJson(bounded({id, title, check, hop, needs, state, ms, leftOut, evidence}), 2).split(
		'\n',
	);
	const text = [
		...rows.slice(0, mostRows),
		...(rows.length > mostRows ? [`and ${rows.length - mostRows} more rows, in the case file`] : []),
	].join('\n');
	written.set(step, text);
	return text;
};

const written = new WeakMap<Step, string>();

/** The same as rows of the screen. */
export const rawLines = (step: Step, width: number): readonly Line[] =>
	rawText(step)
		.split('\n')
		.flatMap(row => {
			const inside = Math.min(24, row.length - row.trimStart().length);
			const indent = ' '.repeat(inside);
			return wrap(row.trimStart(), width - inside).map(part => [span(indent + part)]);
		});

/** Cut before it is written: what is asked for once is a row, and never a screenful of one letter. */
const bounded = (value: unknown, depth = 0): unknown => {
	if (typeof value === 'string')
		return value.length > longest
			? `${value.slice(0, longest)}… (${value.length - longest} more characters)`
			: value;
	if (typeof value !== 'object' || value === null) return value;
	if (depth > 12) return '…';
	if (Array.isArray(value))
		return [
			...value.slice(0, mostEntries).map(entry => bounded(entry, depth + 1)),
			...(value.length > mostEntries ? [`… ${value.length - mostEntries} more`] : []),
		];
	const entries = Object.entries(value);
	return Object.fromEntries([
		...entries
			.slice(0, mostEntries)
			.map(([name, entry]) => [name.slice(0, longest), bounded(entry, depth + 1)] as const),
		...(entries.length > mostEntries ? [['…', `${entries.length - mostEntries} more`] as const] : []),
	]);
};
