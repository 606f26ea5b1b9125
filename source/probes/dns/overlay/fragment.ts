import {type DnsRecord, type DnsType, dnsTypes} from '../../../core/dns.ts';
import {failed, type Result, success} from '../../../core/result.ts';
import {absoluteName, readData, seconds} from './data.ts';
import {type Entry, type Mistake, readEntries, type Word} from './entries.ts';

/** A record of a fragment: its owner is absolute, in small letters and without the final dot. */
export type Assumed = DnsRecord & {readonly type: DnsType};

/** Octets of a fragment that is read; a longer one is a mistake. */
export const longestFragment = 262_144;
const maxRecords = 2000;
const maxMistakes = 20;
/** Seconds that a record is kept where the fragment does not say. */
const usualTtl = 3600;

/**
 * Reads a fragment of a zone file (RFC 1035 section 5.1, `$TTL` as in RFC 2308): at most 2000 records in 256 KB, of
 * the types that can be asked for. Whatever cannot be read is a mistake with its line; nothing is passed over.
 */
export const readFragment = (text: string): Result<readonly Assumed[], readonly Mistake[]> => {
	if (Buffer.byteLength(text) > longestFragment)
		return failed([{line: 1, message: `the fragment is longer than ${longestFragment / 1024} KB`}]);
	const {entries, mistakes: unread} = readEntries(text);
	const mistakes: Mistake[] = [...unread];
	const records: Assumed[] = [];
	const placed: {readonly record: Assumed; readonly line: number}[] = [];
	let state: State = {ttl: usualTtl};
	for (const entry of entries) {
		const read = readEntry(entry, state);
		if (!read.ok) {
			mistakes.push({line: entry.line, message: read.failure});
			continue;
		}
		const {record, ...next} = read.value;
		state = next;
		if (!record || records.some(other => isSame(other, record))) continue;
		records.push(record);
		placed.push({record, line: entry.line});
		if (records.length > maxRecords)
			return failed([{line: entry.line, message: `more than ${maxRecords} records`}]);
	}
	mistakes.push(...clashes(placed));
	if (mistakes.length === 0 && records.length === 0)
		mistakes.push({line: 1, message: 'there is no record in it'});
	if (mistakes.length === 0) return success(records);
	return failed(mistakes.toSorted((one, other) => one.line - other.line).slice(0, maxMistakes));
};

/** What the lines so far have set. */
type State = {readonly origin?: string; readonly owner?: string; readonly ttl: number};

const readEntry = (entry: Entry, state: State): Result<State & {readonly record?: Assumed}, string> => {
	const [first] = entry.words;
	const isDirective = !entry.indented && !first?.quoted && first?.text.startsWith('$');
	return isDirective ? readDirective(entry.words, state) : readRecord(entry, state);
};

const readDirective = ([directive, value, ...more]: readonly Word[], state: State): Result<State, string> => {
	const name = directive?.text.toUpperCase();
	if (name !== '$ORIGIN' && name !== '$TTL')
		return failed(`${JSON.stringify(directive?.text)} is not supported here; expected $ORIGIN or $TTL`);
	if (!value || value.quoted || more.length > 0) return failed(`expected ${name} and one value`);
	if (name === '$ORIGIN') {
		const origin = absoluteName(value.text, state.origin);
		return origin.ok ? success({...state, origin: origin.value}) : origin;
	}
	const ttl = seconds(value.text);
	return ttl === undefined
		? failed(`${JSON.stringify(value.text)} is no time; expected seconds, or such as 1h`)
		: success({...state, ttl});
};

const readRecord = (
	{words, indented}: Entry,
	state: State,
): Result<State & {readonly record: Assumed}, string> => {
	const [first, ...others] = words;
	if (indented && state.owner === undefined)
		return failed('a line that begins with a space belongs to the owner before it, and there is none');
	const owner =
		indented || !first || first.quoted ? success(state.owner ?? '') : absoluteName(first.text, state.origin);
	const {type, ttl, data} = readType(indented ? words : others);
	// Prose is told by its missing type sooner than by what would be its owner.
	if (!type.ok) return type;
	if (!owner.ok) return owner;
	if (first?.quoted) return failed('an owner cannot be quoted');
	const read = readData(type.value, data, state.origin);
	if (!read.ok) return read;
	const record = {name: owner.value || '.', type: type.value, ttl: ttl ?? state.ttl, ...read.value};
	return success({...state, owner: owner.value, record});
};

/** `[TTL] [class] type data`, the first two in any order. */
const readType = (
	words: readonly Word[],
): {
	readonly type: Result<DnsType, string>;
	readonly ttl: number | undefined;
	readonly data: readonly Word[];
} => {
	let at = 0;
	let ttl: number | undefined;
	let hasClass = false;
	for (;;) {
		const word = words[at];
		if (!word || word.quoted) break;
		const time = ttl === undefined ? seconds(word.text) : undefined;
		if (time !== undefined) ttl = time;
		else if (!hasClass && word.text.toUpperCase() === 'IN') hasClass = true;
		else break;
		at += 1;
	}
	const named = words[at];
	const type = dnsTypes.find(known => !named?.quoted && known === named?.text.toUpperCase());
	const what = named
		? `${JSON.stringify(named.text.slice(0, 40))} is no record type`
		: 'there is no record type';
	return {
		type: type
			? success(type)
			: failed(`${what} that can be assumed; expected one of ${dnsTypes.join(', ')}`),
		ttl,
		data: words.slice(at + 1),
	};
};

const isSame = (one: Assumed, other: Assumed): boolean =>
	one.name === other.name &&
	one.type === other.type &&
	one.data === other.data &&
	one.priority === other.priority;

/** A name with a CNAME has one, and nothing else (RFC 2181 section 10.1). */
const clashes = (
	placed: ReadonlyArray<{readonly record: Assumed; readonly line: number}>,
): readonly Mistake[] => {
	const byName = Map.groupBy(placed, ({record}) => record.name);
	return [...byName.entries()].flatMap(([name, held]) => {
		const last = held.at(-1);
		return last && held.length > 1 && held.some(({record}) => record.type === 'CNAME')
			? [{line: last.line, message: `${name} has a CNAME, and so it cannot have any other record`}]
			: [];
	});
};
