import {
	type Document,
	isAlias,
	isCollection,
	isMap,
	isNode,
	isPair,
	isScalar,
	isSeq,
	LineCounter,
	type Node,
	type Pair,
	parseDocument,
	visit,
} from 'yaml';
import {inOrder, type Problem} from './problem.ts';

/** Keys and indexes from the root of a document down to one of its values. */
export type Path = ReadonlyArray<string | number>;

/** A YAML text that was read without a mistake: its plain value, and where each part of it stands. */
export type Source = {
	readonly file: string;
	readonly value: unknown;
	/** A problem at the value below `path`, or at the nearest thing above it that exists. */
	problem(path: Path, rule: string, message: string, hint?: string): Problem;
	/** The same, at the key that ends `path`. */
	problemAtKey(path: Path, rule: string, message: string, hint?: string): Problem;
};

export type Read = {readonly document?: Source; readonly problems: readonly Problem[]};

export const largestSource = 256 * 1024;
const deepest = 32;
const tooDeep = ['too-deep', `nested more than ${deepest} levels deep`] as const;

type Report = (offset: number, rule: string, message: string, hint?: string) => void;

/**
 * Reads one YAML document out of a text that nobody vouches for: plain maps, lists and scalars of YAML 1.2, at most
 * 256 KB and 32 levels. Aliases, tags, directives and duplicate keys are mistakes.
 */
export const readDocument = (file: string, source: string): Read => {
	const problems: Problem[] = [];
	const lines = new LineCounter();
	const place = (offset: number) => {
		const {line, col} = lines.linePos(offset);
		return {line: Math.max(1, line), column: Math.max(1, col)};
	};
	const problemAt = (offset: number, rule: string, message: string, hint?: string): Problem => ({
		file,
		...place(offset),
		rule,
		message,
		...(hint === undefined ? {} : {hint}),
	});
	const report: Report = (...args) => problems.push(problemAt(...args));

	const size = Buffer.byteLength(source);
	if (size > largestSource) {
		report(0, 'too-large', `this file has ${size} bytes; at most ${largestSource} are read`);
		return {problems};
	}
	try {
		const text = source.replace(/^\uFEFF/, '');
		const document = parseDocument(text, {
			lineCounter: lines,
			prettyErrors: false,
			uniqueKeys: false,
			version: '1.2',
			logLevel: 'error',
		});
		const begun: ReturnType<typeof unclosed> =
			document.errors.length > 0 ? unclosed(document, text) : new Map();
		for (const {code, pos, message} of [...document.errors, ...document.warnings]) {
			if (code === 'RESOURCE_EXHAUSTION') return {problems: [problemAt(pos[0], ...tooDeep)]};
			if (code === 'TAG_RESOLVE_FAILED') continue;
			const open = code === 'BAD_INDENT' || code === 'MISSING_CHAR' ? begun.get(pos[0])?.shift() : undefined;
			if (open) report(open.at, 'yaml', `this ${open.mark} is not closed: there is no ${open.end} for it`);
			else
				report(pos[0], 'yaml', code === 'MULTIPLE_DOCS' ? 'a file holds one document' : firstLine(message));
		}
		if (problems.length === 0) inspect(document, report);
		if (problems.length > 0) return {problems: inOrder(problems)};
		const root = document.contents;
		return {
			problems,
			document: {
				file,
				value: document.toJS({maxAliasCount: 0}),
				problem: (path, ...what) => problemAt(start(walk(root, path).node), ...what),
				problemAtKey: (path, ...what) => {
					const {key, node} = walk(root, path);
					return problemAt(start(key ?? node), ...what);
				},
			},
		};
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return {problems: [problemAt(0, ...tooDeep)]};
	}
};

const ends: Readonly<Record<string, string>> = {'{': '}', '[': ']', '"': '"', "'": "'"};

type Unclosed = {readonly at: number; readonly mark: string; readonly end: string};

/**
 * What is opened in the text and closed nowhere, by where it was noticed, innermost first: mostly a line or more below,
 * where nothing is wrong.
 */
const unclosed = (document: Document.Parsed, text: string): ReadonlyMap<number, Unclosed[]> => {
	const begun = new Map<number, Unclosed[]>();
	visit(document, {
		Node: (_, node) => {
			const [at, noticed] = node.range ?? [0, 0];
			const mark = text[at] ?? '';
			const end = isCollection(node) && !node.flow ? undefined : ends[mark];
			const isOpen = noticed - at < 2 || (text[noticed - 1] !== end && text[noticed] !== end);
			if (end !== undefined && isOpen) begun.set(noticed, [{at, mark, end}, ...(begun.get(noticed) ?? [])]);
		},
	});
	return begun;
};

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message;

const start = (node: Node | null): number => node?.range?.[0] ?? 0;

const inspect = (document: Document.Parsed, report: Report): void => {
	if (document.directives.yaml.explicit) report(0, 'directive', 'directives are not allowed');
	visit(document, {
		Node: (_, node, path) => {
			const at = start(node);
			if (path.filter(isCollection).length >= deepest) {
				report(at, ...tooDeep);
				return visit.BREAK;
			}
			if (isAlias(node)) report(at, 'alias', 'aliases are not allowed: write the value out');
			else if (node.anchor !== undefined) report(at, 'alias', `the anchor &${node.anchor} is not allowed`);
			if (node.tag !== undefined) report(at, 'tag', `the tag ${node.tag} is not allowed`);
			if (isScalar(node) && isImprecise(node.value))
				report(at, 'number', 'this number cannot be kept exactly', 'write it in quotes');
			if (isMap(node)) inspectKeys(node.items, at, report);
			return undefined;
		},
	});
};

const isImprecise = (value: unknown): boolean =>
	typeof value === 'number' && (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER);

/** The library's own check compares every key with every other one. */
const inspectKeys = (items: readonly Pair[], parent: number, report: Report): void => {
	const seen = new Set<string>();
	for (const {key} of items) {
		const at = isNode(key) ? start(key) : parent;
		if (!isScalar(key) || key.value === null || key.value === '') {
			report(at, 'key', 'a key is one plain word');
			continue;
		}
		const name = String(key.value);
		if (name === '__proto__') report(at, 'key', 'the key __proto__ is not allowed');
		if (seen.has(name)) report(at, 'duplicate-key', `the key "${name}" stands here twice`);
		seen.add(name);
	}
};

/** The node at the end of the path, or the last one on the way there; with its key when it was reached through one. */
const walk = (root: Node | null, path: Path): {readonly node: Node | null; readonly key?: Node} => {
	let node = root;
	let key: Node | undefined;
	for (const part of path) {
		const next: unknown = isMap(node)
			? node.items.find(item => isScalar(item.key) && String(item.key.value) === String(part))
			: isSeq(node)
				? node.items[Number(part)]
				: undefined;
		if (isPair(next)) {
			key = isNode(next.key) ? next.key : undefined;
			node = isNode(next.value) && next.value.range ? next.value : (key ?? node);
		} else if (isNode(next)) {
			key = undefined;
			node = next;
		} else return {node};
	}
	return key ? {node, key} : {node};
};
