import {zoneLine} from '../core/advice.ts';
import type {DnsAnswer} from '../core/dns.ts';
import {type Failure, isAbsence} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';

/** Characters of one remote text that a sentence or a line has room for. */
const room = 100;
/** Characters of one record that are shown; a DKIM key of 4096 bits has about 750. */
const recordRoom = 2000;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** What somebody else published, safe and short enough for a sentence. */
export const shownText = (text: string): string => printable(cut(text, room));

/** A record as it was seen, as a line of a zone file; one of unlikely length is cut. */
export const shownRecord = (name: string, type: string, data: string): string =>
	printable(cut(zoneLine(name, type, data), recordRoom));

/** A TXT record as it was seen. */
export const shownTxt = (name: string, text: string): string => shownRecord(name, 'TXT', text);

/** A tag of a record as a place in a sentence: such as `its tag p`, safe to print. */
export const tagPlace = (tag: string): string => {
	if (tag === ';') return 'an empty tag';
	return /^[A-Za-z0-9_]+$/.test(tag) ? `its tag ${shownText(tag)}` : `its tag "${shownText(tag)}"`;
};

/** What a name holds: its TXT records without repetition, nothing (proven by DNS), or nobody knows. */
export type Held =
	| {readonly is: 'held'; readonly texts: readonly string[]; readonly aliases: readonly string[]}
	| {readonly is: 'absent'}
	| {readonly is: 'open'; readonly failure: Failure};

/** Where the records of a name stand: at the name itself, or where its alias leads. */
export const ownerOf = (name: string, held: Held): string =>
	(held.is === 'held' ? held.aliases.at(-1) : undefined) ?? name;

/** Sorts an answer about TXT records. One without any record proves nothing. */
export const heldIn = (result: Result<DnsAnswer, Failure>): Held => {
	if (!result.ok) return isAbsence(result.failure) ? {is: 'absent'} : {is: 'open', failure: result.failure};
	const texts = [...new Set(result.value.records.map(({data}) => data))];
	return texts.length > 0
		? {is: 'held', texts, aliases: result.value.aliases}
		: {is: 'open', failure: {code: 'malformed', detail: 'the answer holds no record'}};
};
