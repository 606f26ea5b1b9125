import {beginningOf} from './beginning.ts';

/** What a list shows of a playbook or a scenario. */
export type Heading = {
	readonly title: string;
	readonly about: string;
	readonly appliesTo?: string;
	/** Of a scenario: what is run in it. */
	readonly playbook?: string;
};

/** A heading stands within so many octets of the beginning of a file. */
const longest = 4096;

/** The heading of a file; undefined where its first lines alone do not tell, or where it cannot be read. */
export const readHeading = (file: string): Heading | undefined => {
	try {
		const octets = beginningOf(file, longest);
		return headingOf(octets.toString('utf8'));
	} catch {
		return undefined;
	}
};

/**
 * The keys at the beginning of a YAML document, for as long as they are written in the simplest ways: one line, plain or
 * in quotes, or a folded block. A YAML parser says the same of whatever is answered here, and takes a hundred
 * times as long for it; of everything else this says nothing.
 */
export const headingOf = (source: string): Heading | undefined => {
	const found = new Map<string, string>();
	const lines = source.split('\n');
	// The last line may be cut.
	const end = lines.length - 1;
	for (let at = 0; at < end; ) {
		const line = lines[at] ?? '';
		at++;
		if (/^(?:#.*|)$/.test(line)) continue;
		const [, key = '', written = ''] = /^([a-z-]+):(?: +(\S.*)|)$/.exec(line) ?? [];
		if (!known.has(key)) break;
		let next = at;
		while (next < end && /^[ \t]/.test(lines[next] ?? '')) next++;
		// Whether what stands there goes on, the next line tells.
		if (next === end) return undefined;
		const text = scalarOf(written, lines.slice(at, next));
		if (text === undefined || found.has(key)) return undefined;
		found.set(key, text);
		at = next;
	}
	const [title, about, appliesTo, playbook] = keys.map(key => found.get(key));
	if (title === undefined || about === undefined) return undefined;
	return {
		title,
		about,
		...(appliesTo === undefined ? {} : {appliesTo}),
		...(playbook === undefined ? {} : {playbook}),
	};
};

const keys = ['title', 'about', 'applies-to', 'playbook'];
const known: ReadonlySet<string> = new Set([...keys, 'fault']);

/** A text that means itself: no other kind of value, nothing that begins or ends something in YAML. */
const plain = /^[\p{L}“‘(][^\r\t]*$/u;

const scalarOf = (written: string, below: readonly string[]): string | undefined => {
	if (/^>-?$/.test(written)) return foldedOf(written, below);
	if (below.length > 0) return undefined;
	if (written.startsWith("'"))
		return /^'(?:[^'\r\t]|'')*'$/.test(written) ? written.slice(1, -1).replaceAll("''", "'") : undefined;
	if (written.startsWith('"')) return /^"[^"\\\r\t]*"$/.test(written) ? written.slice(1, -1) : undefined;
	const isText = plain.test(written) && !/:(?: |$)| #| $/.test(written);
	return isText && !/^(?:true|false|null|yes|no)$/i.test(written) ? written : undefined;
};

const foldedOf = (written: string, below: readonly string[]): string | undefined => {
	const margin = /^ +/.exec(below[0] ?? '')?.[0] ?? '';
	const lines = below.map(line => line.slice(margin.length));
	const isEven =
		margin !== '' &&
		below.every((line, at) => line.startsWith(margin) && /^[^ \t\r][^\r]*$/.test(lines[at] ?? ''));
	return isEven ? `${lines.join(' ')}${written === '>' ? '\n' : ''}` : undefined;
};
