import {type Document, isMap, isNode, isScalar, LineCounter, parseDocument} from 'yaml';
import {z} from 'zod';
import {expected} from '../../core/nearest.ts';
import {printable} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {messageOf} from './mistake.ts';
import {type Rule, ruleKeys, ruleSchema} from './rule.ts';

/** Characters of a file, and rules in it. */
const longest = 64 * 1024;
export const mostRules = 200;

const fileKeys = ['seed', 'rules'] as const;
const seedSchema = z.int().min(0).max(0xff_ff_ff_ff);
const fileSchema = z.strictObject({
	seed: seedSchema.optional(),
	rules: z.array(ruleSchema).min(1).max(mostRules),
});

/** What goes wrong, and where the chances begin. */
export type Mischief = {readonly rules: readonly Rule[]; readonly seed?: number};

/**
 * Reads a YAML file of rules, at most 64 KB and 200 of them: plain maps, lists and scalars, no aliases, tags or keys that
 * are written twice. Every mistake is told, as `file:line:column: key: what was expected`.
 */
export const readMisbehaviour = (source: string, file: string): Result<Mischief, readonly string[]> => {
	const lines = new LineCounter();
	const mistake = (offset: number, words: string): string => {
		const {line, col} = lines.linePos(offset);
		return `${printable(file)}:${Math.max(line, 1)}:${Math.max(col, 1)}: ${printable(words)}`;
	};
	if (source.length > longest) return failed([mistake(0, `longer than ${longest} characters`)]);
	const document = parseDocument(source, {lineCounter: lines, prettyErrors: false, version: '1.2'});
	const mistakes = [...document.errors, ...document.warnings];
	if (mistakes.length > 0)
		return failed(mistakes.map(({message, pos}) => mistake(pos[0], message.split('\n', 1)[0] ?? message)));
	const plain = plainly(document);
	if (!plain.ok) return failed([mistake(0, plain.failure)]);
	const parsed = fileSchema.safeParse(plain.value, {reportInput: true});
	if (!parsed.success)
		return failed(
			parsed.error.issues
				.flatMap(placesOf)
				.map(({path, words}) =>
					mistake(offsetOf(document, path), path.length > 0 ? `${path.join('.')}: ${words}` : words),
				),
		);
	const {seed, rules} = parsed.data;
	return success({rules, ...(seed === undefined ? {} : {seed})});
};

/** Aliases, and nesting beyond what the parser bears, are mistakes. */
const plainly = (document: Document): Result<unknown, string> => {
	try {
		return success(document.toJS({maxAliasCount: 0}));
	} catch (error) {
		if (error instanceof ReferenceError) return failed('aliases are not allowed: write the value out');
		if (error instanceof RangeError) return failed('nested too deep');
		throw error;
	}
};

type Place = {readonly path: readonly PropertyKey[]; readonly words: string};

/** A key that nothing knows is pointed at itself, with what was meant. */
const placesOf = (issue: z.core.$ZodIssue): readonly Place[] => {
	if (issue.code !== 'unrecognized_keys') return [{path: issue.path, words: messageOf(issue)}];
	const known =
		issue.path.length === 0 ? fileKeys : issue.path.length === 2 ? ruleKeys : ['for', 'tries', 'say'];
	return issue.keys.map(key => ({
		path: [...issue.path, key],
		words: `nothing here is called "${key}"; ${expected(key, known)}`,
	}));
};

/** Where the key or the value of this path is written, or else what is written nearest above it. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
	for (let depth = path.length; depth > 0; depth--) {
		const parent = document.getIn(path.slice(0, depth - 1), true);
		if (isMap(parent)) {
			const pair = parent.items.find(({key}) => isScalar(key) && key.value === path[depth - 1]);
			if (isNode(pair?.key) && pair.key.range) return pair.key.range[0];
		}
		const node = document.getIn(path.slice(0, depth), true);
		if (isNode(node) && node.range) return node.range[0];
	}
	return 0;
};
