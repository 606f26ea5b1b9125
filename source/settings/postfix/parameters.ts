import type {Remark} from '../found.ts';
import {logicalLines} from './logical-lines.ts';

export type Parameter = {readonly value: string; readonly line: number};
export type Parameters = ReadonlyMap<string, Parameter>;

/** The parameters of a main.cf; the last line of a name counts. */
export const parametersIn = (
	file: string,
	text: string,
): {readonly parameters: Parameters; readonly remarks: readonly Remark[]} => {
	const parameters = new Map<string, Parameter>();
	const remarks: Remark[] = [];
	for (const {line, text: whole} of logicalLines(text)) {
		const [, name, value = ''] = /^\s*(\w+)\s*=\s*(.*)$/s.exec(whole) ?? [];
		if (name === undefined) {
			remarks.push({
				text: 'This line is not “parameter = value”, for which Postfix refuses the file; it is left out.',
				at: {file, line},
			});
			continue;
		}
		const before = parameters.get(name);
		if (before && watched.test(name))
			remarks.push({
				text: `${name} stands here again; line ${before.line} does not count.`,
				at: {file, line},
			});
		parameters.set(name, {value, line});
	}
	return {parameters, remarks};
};

const watched = /^(?:relayhost|myhostname|mydomain|smtp_helo_name|smtp_tls_\w+|smtp_sasl_\w+)$/;

/** Characters of a value after its variables were filled in. */
const longest = 4096;

/** Variables that one leads through to the next. */
const deepest = 50;

type Known = Map<string, string | undefined>;

/**
 * A value with its `$name` and `${name}` filled in; undefined where the file alone does not tell what a variable holds,
 * and for Postfix’ conditional forms. Each variable is filled in once, and one never that leads back to itself or through
 * more than 50 others.
 */
export const expand = (
	value: string,
	parameters: Parameters,
	known: Known = new Map(),
	depth = 0,
): string | undefined => {
	let [length, isWhole] = [0, true];
	const filled = value.replaceAll(
		/\$(?:\$|(\w+)|\{([^{}]*)\}|\(([^()]*)\))/g,
		(whole, bare?: string, braced?: string, round?: string) => {
			const part = whole === '$$' ? '$' : variable(bare ?? braced ?? round ?? '', parameters, known, depth);
			length += part?.length ?? 0;
			isWhole &&= part !== undefined && length <= longest;
			return isWhole ? (part ?? '') : '';
		},
	);
	return isWhole ? filled : undefined;
};

const variable = (name: string, parameters: Parameters, known: Known, depth: number): string | undefined => {
	if (known.has(name)) return known.get(name);
	if (depth >= deepest) return undefined;
	known.set(name, undefined);
	const written = writtenOf(name, parameters);
	const value = written === undefined ? undefined : expand(written, parameters, known, depth + 1);
	known.set(name, value);
	return value;
};

/** What Postfix knows of a variable by this file alone. */
const writtenOf = (name: string, parameters: Parameters): string | undefined => {
	const written = parameters.get(name)?.value;
	if (written !== undefined) return written;
	if (name === 'config_directory') return '.';
	if (name !== 'mydomain') return undefined;
	const host = parameters.get('myhostname')?.value;
	const dot = host?.indexOf('.') ?? -1;
	return host && dot > 0 && !host.includes('$') ? host.slice(dot + 1) : undefined;
};
