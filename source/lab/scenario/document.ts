import {type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit} from 'yaml';
import type {z} from 'zod';
import {failed, type Result, success} from '../../core/result.ts';

/** One mistake in a scenario file; `line` and `column` count from 1. */
export type ScenarioProblem = {
	readonly message: string;
	/** Keys from the top of the file down to the place, with dots. */
	readonly path: string;
	readonly line: number;
	readonly column: number;
	/** The file below the folder of the scenarios, when it is not the scenario's own. */
	readonly file?: string;
};

/** Names a mistake at a path of the file. */
type PointAt = (path: readonly PropertyKey[], message: string) => ScenarioProblem;

/** A file that is right in itself. */
export type Written<T> = {
	/** As it stands in the file: what was left out is left out. */
	readonly value: T;
	readonly pointAt: PointAt;
};

/** Looking for repeated keys takes time that grows with their square; no scenario comes near this many characters. */
const longest = 64 * 1024;

/** Reads one file and names all of its mistakes at once. */
export const readDocument = <S extends z.ZodType>(
	source: string,
	{schema, file}: {readonly schema: S; readonly file?: string},
): Result<Written<z.input<S>>, readonly ScenarioProblem[]> => {
	const inFile = file === undefined ? {} : {file};
	const atTop = (message: string) => failed([{message, path: '', line: 1, column: 1, ...inFile}]);
	if (source.length > longest) return atTop(`longer than ${longest} characters`);
	const lines = new LineCounter();
	const document = parseDocument(source, {lineCounter: lines, prettyErrors: false});
	const at = (offset: number) => {
		const {line, col} = lines.linePos(offset);
		return {line: Math.max(line, 1), column: Math.max(col, 1), ...inFile};
	};
	const mistakes = [...document.errors, ...document.warnings];
	if (mistakes.length > 0)
		return failed(mistakes.map(({message, pos}) => ({message, path: '', ...at(pos[0])})));

	keepKeysAsWritten(document);
	let value: unknown;
	try {
		value = document.toJS({maxAliasCount: 0});
	} catch (error) {
		return atTop(String(error instanceof Error ? error.message : error));
	}
	const pointAt: PointAt = (path, message) => ({
		message,
		path: path.join('.'),
		...at(offsetOf(document, path)),
	});
	const parsed = schema.safeParse(value);
	return parsed.success
		? success({value: value as z.input<S>, pointAt})
		: failed(placesIn(parsed.error).map(({path, message}) => pointAt(path, message)));
};

/** The owner `2.10` of a reverse zone is not the number 2.1. */
const keepKeysAsWritten = (document: Document): void =>
	visit(document, {
		Pair: (_, {key}) => {
			if (isScalar(key) && typeof key.value !== 'string' && key.source !== undefined) key.value = key.source;
		},
	});

type Place = {readonly path: readonly PropertyKey[]; readonly message: string};

/** Every mistake that a schema found, each at the place that has to be changed. */
export const placesIn = (error: z.ZodError): readonly Place[] => error.issues.flatMap(placesOf);

/** An unknown key is pointed at itself, and not at the map that has it; of a choice, its nearest miss is told. */
const placesOf = (issue: z.core.$ZodIssue): readonly Place[] => {
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map(key => ({path: [...issue.path, key], message: `nothing here is called "${key}"`}));
	if (issue.code !== 'invalid_union') return [issue];
	const misses = issue.errors.flat().filter(miss => miss.code !== 'invalid_type' || miss.path.length > 0);
	const nearest = misses.flatMap(placesOf);
	return nearest.length > 0
		? nearest.map(({path, message}) => ({path: [...issue.path, ...path], message}))
		: [issue];
};

/** Where the key or value of this path is written, or else what is written nearest above it. */
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
