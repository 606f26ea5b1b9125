import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import type {Verdict} from '../core/event.ts';
import type {StoredCase} from '../core/stored-case.ts';
import {isLocked} from './lock.ts';
import {idOf, readName} from './name.ts';

/** Octets of the first line, and of the end that is searched, at most; and how much is read at first. */
const longestHead = 262_144;
const longestTail = 524_288;
const usualHead = 16_384;
const usualTail = 8192;

/** Characters of a text that a list has room for. */
const room = 500;

/** A case as a list shows it, from the beginning and the end of its file. Never throws. */
export const readStored = (file: string): StoredCase => {
	const named = readName(file);
	const nameless: StoredCase = {
		id: idOf(file),
		file,
		playbook: {name: '', title: ''},
		openedAt: named?.openedAt ?? 0,
		lastAt: named?.openedAt ?? 0,
	};
	try {
		// A pipe that nobody writes into would hold the program up; a link may lead anywhere.
		const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
		const handle = openSync(file, flags);
		try {
			return readFrom(handle, nameless);
		} finally {
			closeSync(handle);
		}
	} catch (error) {
		return {...nameless, unreadable: troubleOf(error as NodeJS.ErrnoException)};
	}
};

class Unreadable extends Error {}

const readFrom = (handle: number, nameless: StoredCase): StoredCase => {
	const status = fstatSync(handle);
	if (!status.isFile()) throw new Unreadable('it is no file');
	if (status.size === 0) throw new Unreadable('it is empty');
	const opened = openingIn(handle, status.size);
	const end = endOf(handle, status.size);
	const lastAt = end.lastAt ?? Math.max(opened.at, Math.round(status.mtimeMs));
	return {
		...nameless,
		playbook: opened.playbook,
		openedAt: opened.at,
		lastAt,
		...(end.verdict ? {verdict: end.verdict} : {}),
		...(end.diagnosis ? {diagnosis: end.diagnosis} : {}),
		...(end.procedure === undefined ? {} : {procedure: end.procedure}),
		...(opened.scenario === undefined ? {} : {scenario: opened.scenario}),
		...(isLocked(nameless.file) ? {isOpen: true} : {}),
	};
};

const words: Readonly<Record<string, string>> = {
	ELOOP: 'it is a link, which is not followed',
	EMLINK: 'it is a link, which is not followed',
	EACCES: 'this user may not open it',
	ENOENT: 'it is gone',
	ENXIO: 'it is no file',
};

const troubleOf = (error: NodeJS.ErrnoException): string =>
	error instanceof Unreadable ? error.message : (words[error.code ?? ''] ?? 'it cannot be read');

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? {...value} : {});
const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' ? value.slice(0, room) : undefined;
const timeIn = (value: unknown): number | undefined =>
	typeof value === 'number' && value >= 0 && value <= 8.64e15 ? value : undefined;

const openingIn = (handle: number, size: number) => {
	const line = firstLine(handle, size);
	if (line === undefined) throw new Unreadable('its first line is too long for a case');
	const event = openingOf(line);
	const {name, title, appliesTo} = fieldsOf(event['playbook']);
	const [known, shown, applies] = [textIn(name), textIn(title), textIn(appliesTo)];
	const at = timeIn(event['at']);
	if (event['type'] !== 'case.opened' || known === undefined || shown === undefined || at === undefined)
		throw new Unreadable('it is no case file');
	const scenario = textIn(fieldsOf(event['reach'])['scenario']);
	return {
		at,
		playbook: {name: known, title: shown, ...(applies === undefined ? {} : {appliesTo: applies})},
		...(scenario === undefined ? {} : {scenario}),
	};
};

/** Questions and steps make most of the line, and say nothing here: where they stand as usual, they are not read. */
const openingOf = (line: string): Fields => {
	const from = line.indexOf(',"inputs":[');
	const to = line.lastIndexOf(',"reach":{');
	const short = from < 0 ? undefined : parsed(`${line.slice(0, from)}${to < from ? '}' : line.slice(to)}`);
	return fieldsOf(short ?? parsed(line));
};

const firstLine = (handle: number, size: number): string | undefined => {
	for (const length of [usualHead, longestHead]) {
		const head = part(handle, 0, Math.min(size, length));
		const end = head.indexOf(0x0a);
		if (end >= 0) return head.toString('utf8', 0, end);
		if (length >= size) return head.toString('utf8');
	}
	return undefined;
};

const part = (handle: number, from: number, to: number): Buffer => {
	const octets = Buffer.allocUnsafe(to - from);
	const length = readSync(handle, octets, 0, octets.length, from);
	return octets.subarray(0, length);
};

type End = {
	readonly lastAt?: number;
	readonly verdict?: Verdict;
	readonly diagnosis?: NonNullable<StoredCase['diagnosis']>;
	readonly procedure?: string;
};

/** What the last events say; more of the file is looked at where they say nothing of how the case stands. */
const endOf = (handle: number, size: number): End => {
	for (let length = usualTail; ; length *= 8) {
		const from = Math.max(0, size - length);
		const tail = part(handle, from, size).toString('utf8');
		const lines = tail.slice(from === 0 ? 0 : tail.indexOf('\n') + 1).split('\n');
		const {isKnown, ...end} = endIn(lines);
		if (isKnown || from === 0 || length >= longestTail) return end;
	}
};

const verdicts: readonly string[] = ['healthy', 'diagnosed', 'inconclusive', 'cancelled'] satisfies Verdict[];

/** From the last line on: the first that is met of each kind is the one that counts. */
const endIn = (lines: readonly string[]): End & {readonly isKnown: boolean} => {
	let end: End = {};
	let [standing, judged, routed] = [false, false, false];
	for (let index = lines.length - 1; index >= 0 && !(standing && judged && routed); index--) {
		const line = lines[index] ?? '';
		const isLast = end.lastAt === undefined;
		// Within a string the quotes would be escaped.
		if (!isLast && !line.includes('"type":"case.')) continue;
		const event = fieldsOf(parsed(line));
		const at = timeIn(event['at']);
		if (isLast && at !== undefined) end = {...end, lastAt: at};
		const {type, verdict} = event;
		if (type === 'case.closed' || type === 'case.reopened' || type === 'case.opened') {
			if (!standing && type === 'case.closed' && verdicts.includes(String(verdict)))
				end = {...end, verdict: verdict as Verdict};
			standing = true;
		}
		if (type === 'case.routed' && !routed) {
			routed = true;
			const title = textIn(fieldsOf(fieldsOf(fieldsOf(event['route'])['procedure']))['title']);
			if (title !== undefined) end = {...end, procedure: title};
		}
		if (type === 'case.diagnosed' && !judged) {
			judged = true;
			const {cause, text} = fieldsOf(event['diagnosis']);
			const [named, said] = [textIn(cause), textIn(text)];
			if (named !== undefined && said !== undefined) end = {...end, diagnosis: {cause: named, text: said}};
		}
		if (type === 'case.opened') [judged, routed] = [true, true];
	}
	return {...end, isKnown: standing && judged && routed};
};

const parsed = (line: string): unknown => {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
};
