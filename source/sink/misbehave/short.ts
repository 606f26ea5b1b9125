import {expected} from '../../core/nearest.ts';
import {printable} from '../../core/printable.ts';
import {failed, type Result, success} from '../../core/result.ts';
import {networkOf} from '../match.ts';
import {tlsFaults} from './act.ts';
import {messageOf} from './mistake.ts';
import {endings, type Rule, ruleSchema, ruleStages} from './rule.ts';
import {conditions} from './spelling.ts';

/** Characters of one rule. */
const longest = 8000;

const deeds = ['delay', 'throttle', 'greylist', ...endings] as const;

/** A mistake at a place of the text, counted from 0. */
class Slip extends Error {
	readonly at: number;
	constructor(at: number, message: string) {
		super(message);
		this.at = at;
	}
}

/**
 * Reads one rule in its short form: a stage, a colon, what is done, and on whom and how often; see `misbehaviourHelp`. The
 * mistake names the character at which it stands, counted from 1.
 */
export const readShort = (text: string): Result<Rule, string> => {
	try {
		return success(readRule(text));
	} catch (error) {
		if (!(error instanceof Slip)) throw error;
		const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
		return failed(`"${printable(shown)}", character ${error.at + 1}: ${printable(error.message)}`);
	}
};

const readRule = (text: string): Rule => {
	if (text.length > longest) throw new Slip(longest, `a rule has at most ${longest} characters`);
	const {stage, at, end} = stageOf(text);
	const read: Read = {written: stage === 'tls' ? {} : {at: stage}, places: new Map([['at', at]])};
	readItems(wordsOf(text, end), read, stage === 'tls');
	const parsed = ruleSchema.safeParse(read.written, {reportInput: true});
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const place = issue?.path.map(key => read.places.get(String(key))).findLast(found => found !== undefined);
	throw new Slip(place ?? at, issue ? messageOf(issue) : 'this is no rule');
};

const stageOf = (text: string): {readonly stage: string; readonly at: number; readonly end: number} => {
	const known = [...ruleStages, 'tls'];
	const at = text.search(/\S/);
	if (at < 0) throw new Slip(0, 'expected a rule such as `rcpt: 550 5.1.1 No such user`');
	const [, word = ''] = /^\s*([^\s:]*)/.exec(text) ?? [];
	const colon = text.slice(at + word.length).search(/\S/) + at + word.length;
	if (!known.includes(word)) throw new Slip(at, `"${word}" is no stage; ${expected(word, known)}`);
	if (text[colon] !== ':') throw new Slip(at + word.length, `expected a colon after "${word}"`);
	return {stage: word, at, end: colon + 1};
};

/** What was read so far: the rule as a file would have it, and where each of its keys stands. */
type Read = {readonly written: Record<string, unknown>; readonly places: Map<string, number>};

type Word = {readonly text: string; readonly at: number};
type Words = {
	next(): Word | undefined;
	/** The word after this one, without taking it. */
	peek(): Word | undefined;
	/** A reply in double quotes that begins here. */
	quoted(from: Word): string;
	/** Everything from this word on. */
	rest(from: Word): string;
};

const wordsOf = (text: string, start: number): Words => {
	let position = start;
	const read = (): Word | undefined => {
		const [, blank = '', word = ''] = /^(\s*)(\S+)/.exec(text.slice(position)) ?? [];
		return word === '' ? undefined : {text: word, at: position + blank.length};
	};
	return {
		peek: read,
		next: () => {
			const word = read();
			position = word ? word.at + word.text.length : text.length;
			return word;
		},
		quoted: ({at}) => {
			const [whole] = /^"(?:[^"\\]|\\["\\n])*"/.exec(text.slice(at)) ?? [];
			if (whole === undefined)
				throw new Slip(at, 'this quotation does not end, or has a backslash that is not \\", \\\\ or \\n');
			position = at + whole.length;
			return whole.slice(1, -1).replaceAll(/\\(.)/g, (_, mark) => (mark === 'n' ? '\n' : mark));
		},
		rest: ({at}) => {
			position = text.length;
			return text.slice(at).trimEnd();
		},
	};
};

const readItems = (words: Words, read: Read, isTls: boolean): void => {
	for (let word = words.next(); word; word = words.next()) {
		if (isTls && !('tls' in read.written)) put(read, 'tls', word, faultIn(word));
		else if (word.text.startsWith('"')) putReply(read, word, words.quoted(word));
		else if (/^\d{3}(?:-|$)/.test(word.text)) putReply(read, word, unquoted(word, words.rest(word)));
		else readItem(word, words, read);
	}
	if (isTls && !('tls' in read.written)) throw new Slip(0, `expected one of: ${tlsFaults.join(', ')}`);
};

const faultIn = ({text, at}: Word): string => {
	if (!tlsFaults.some(fault => fault === text))
		throw new Slip(at, `"${text}" is no fault of TLS; ${expected(text, tlsFaults)}`);
	return text;
};

const readItem = (word: Word, words: Words, read: Read): void => {
	const {key, value} = itemOf(word, words);
	put(read, key, word, value);
};

const itemOf = (word: Word, words: Words): {readonly key: string; readonly value: unknown} => {
	switch (word.text) {
		case 'drop':
		case 'reset':
		case 'silence':
			return {key: 'then', value: word.text};
		case 'delay':
			return {key: 'delay', value: durationIn(after(word, words, '5s'))};
		case 'greylist':
			return {key: 'greylist', value: greylistIn(word, words)};
		case 'for':
			return {key: 'for', value: after(word, words, 'nas@example.org').text};
		case 'from':
			return {key: 'from-source', value: after(word, words, '192.0.2.0/24').text};
		case 'chance':
			return {key: 'chance', value: numberIn(after(word, words, '0.3'))};
		case 'throttle':
		case 'first':
		case 'every':
			return {key: word.text, value: numberIn(after(word, words, '200'))};
	}
	const known = expected(word.text, [...deeds, ...conditions]);
	throw new Slip(
		word.at,
		`"${word.text}" is nothing that can be done here; ${known}, or a reply such as 550 5.1.1 No such user`,
	);
};

const put = ({written, places}: Read, key: string, word: Word, value: unknown): void => {
	if (key in written || (key !== 'at' && places.has(key)))
		throw new Slip(word.at, `"${word.text}" is said here a second time, or beside one of its kind`);
	written[key] = value;
	places.set(key, word.at);
};

/** After `greylist`, a reply is the one that greylisting says. */
const putReply = (read: Read, word: Word, reply: string): void => {
	const {greylist} = read.written;
	put(read, 'say', word, reply);
	if (!greylist) return;
	delete read.written['say'];
	read.written['greylist'] = {...greylist, say: reply};
};

/** The value that a word needs after it. */
const after = (word: Word, words: Words, example: string): Word => {
	const value = words.next();
	if (!value)
		throw new Slip(word.at, `expected a value after "${word.text}", such as \`${word.text} ${example}\``);
	return value;
};

const numberIn = ({text, at}: Word): number => {
	if (!/^\d{1,12}(?:\.\d{1,30})?$/.test(text)) throw new Slip(at, `expected a number in place of "${text}"`);
	return Number(text);
};

/** A bare number could be anything. */
const durationIn = ({text, at}: Word): string => {
	if (/^\d+(?:\.\d+)?$/.test(text))
		throw new Slip(at, `"${text}" has no unit: write ${text}s for seconds or ${text}ms for milliseconds`);
	return text;
};

const greylistIn = (word: Word, words: Words): Readonly<Record<string, unknown>> => {
	const value = after(word, words, '2m');
	if (!/^(?:tries|try)$/.test(words.peek()?.text ?? '')) return {for: durationIn(value)};
	words.next();
	return {tries: numberIn(value)};
};

/**
 * A reply without quotation marks goes up to the end. One that ends like a condition is a mistake, because nobody could say
 * whether `first 3` in it is to be said.
 */
const unquoted = (word: Word, reply: string): string => {
	const [, name = '', value = ''] = /\s(first|every|chance|for|from)\s+(\S+)$/.exec(reply) ?? [];
	const isMeant =
		name === 'for'
			? /[@*]/.test(value)
			: name === 'from'
				? networkOf(value) !== undefined
				: /^\d+(?:\.\d+)?$/.test(value);
	if (name !== '' && isMeant)
		throw new Slip(
			word.at,
			`is "${name} ${value}" said, or does it narrow the rule? Put what is said in double quotes: "550 …" first 3`,
		);
	return reply;
};
