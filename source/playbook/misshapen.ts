import {z} from 'zod';
import {expected} from '../core/nearest.ts';
import type {Path, Source} from './document.ts';
import type {Problem} from './problem.ts';

/** Each is looked up in the document: more than anybody reads, few enough to be quick. */
const mostIssues = 600;

/** Everything in which a document does not have the shape of the schema, each at its own place. */
export const misshapen = (document: Source, schema: z.ZodType): readonly Problem[] => {
	const parsed = schema.safeParse(document.value, {reportInput: true});
	return parsed.success
		? []
		: parsed.error.issues.slice(0, mostIssues).flatMap(issue => problemsOf(document, schema, issue));
};

const problemsOf = (document: Source, schema: z.ZodType, issue: z.core.$ZodIssue): readonly Problem[] => {
	const path = issue.path.map(part => (typeof part === 'number' ? part : String(part)));
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys
				.slice(0, mostIssues)
				.map(key =>
					document.problemAtKey(
						[...path, key],
						'unknown-key',
						`unknown key "${key}"`,
						expected(key, keysAt(schema, path)),
					),
				);
		case 'invalid_key':
			return [document.problemAtKey(path, 'name', issue.issues[0]?.message ?? issue.message)];
		case 'invalid_value':
		case 'invalid_type':
		case 'invalid_union': {
			if (isMissing(document.value, path)) return [missing(document, path)];
			const {message, hint} = complaintOf(issue);
			return [document.problem(path, issue.code === 'invalid_value' ? 'value' : 'type', message, hint)];
		}
		case 'too_big':
		case 'too_small':
		case 'invalid_format':
		case 'not_multiple_of':
		case 'invalid_element':
		case 'custom':
			return [document.problem(path, 'value', issue.message)];
	}
};

/** One issue in our own words; `reportInput` lets it say what it got. */
export const complaintOf = (issue: z.core.$ZodIssue): {readonly message: string; readonly hint?: string} => {
	if (issue.code === 'invalid_value') {
		const known = issue.values.map(String);
		return {
			message: `expected ${known.join(' or ')}, got ${show(issue.input)}`,
			...(known.length > 1 ? {hint: expected(issue.input, known)} : {}),
		};
	}
	if (issue.code === 'invalid_type')
		return {
			message: issue.message.startsWith('Invalid input')
				? `expected ${kinds[issue.expected] ?? `a ${issue.expected}`}, got ${show(issue.input)}`
				: issue.message,
			...(isQuotable(issue) ? {hint: 'write it in quotes'} : {}),
		};
	if (issue.code === 'invalid_union') return {message: `${issue.message}, got ${show(issue.input)}`};
	return {message: issue.message};
};

const kinds: Readonly<Record<string, string>> = {
	object: 'a map',
	record: 'a map',
	array: 'a list',
	string: 'a text',
	boolean: 'true or false',
};

const isQuotable = ({expected: wanted, input}: z.core.$ZodIssueInvalidType): boolean =>
	wanted === 'string' && (typeof input === 'number' || typeof input === 'boolean');

const missing = (document: Source, path: Path): Problem =>
	document.problem(
		path.slice(0, -1),
		'missing-key',
		path.length === 0 ? 'this file is empty' : `missing key "${path.at(-1)}"`,
	);

const isMissing = (value: unknown, path: Path): boolean => {
	const key = path.at(-1);
	if (key === undefined) return value === null;
	const parent = path.slice(0, -1).reduce<unknown>(step, value);
	return typeof parent === 'object' && parent !== null && !Object.hasOwn(parent, key);
};

const step = (value: unknown, part: string | number): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, part)
		? (value as Record<string | number, unknown>)[part]
		: undefined;

/** The keys that the schema knows at this place. */
const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
	const inner = unwrapped(schema);
	const [part, ...rest] = path;
	if (inner instanceof z.ZodObject) {
		if (part === undefined) return Object.keys(inner.shape);
		const next: unknown = inner.shape[part];
		return next instanceof z.ZodType ? keysAt(next, rest) : [];
	}
	if (part === undefined) return [];
	if (inner instanceof z.ZodArray) return keysAt(inner.element as z.ZodType, rest);
	if (inner instanceof z.ZodRecord) return keysAt(inner.valueType as z.ZodType, rest);
	return [];
};

const unwrapped = (schema: z.ZodType): z.ZodType =>
	schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable
		? unwrapped(schema.unwrap() as z.ZodType)
		: schema;

const show = (value: unknown): string => {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object' && value !== null) return 'a map';
	if (value === null || value === undefined) return 'nothing';
	const shown = JSON.stringify(value) ?? String(value);
	return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
};
