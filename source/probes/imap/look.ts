import type {FetchMessageObject} from 'imapflow';
import type {FoundMail, Wanted} from '../../core/imap.ts';
import {isTold} from '../../core/trail.ts';
import {fieldsOf, toldValue} from '../../mail/trail.ts';
import type {Place} from './folders.ts';
import type {Session} from './login.ts';
import {codeOf, refusalIn} from './stop.ts';
import {fits, isSince, queryOf} from './wanted.ts';

/** Messages of one folder that a search may name, and of these the newest whose header is read. */
const most = {named: 500, read: 100, atOnce: 20} as const;
/** Octets of one header, of the numbers of all messages that a search names, and of what stands around one message. */
const longestHeader = 131_072;
const longestNumbers = 2_500_000;
const around = 4096;
/** Fields of one message that are told, and characters of one of them and of all. */
const room = {fields: 200, value: 4096, all: 65_536} as const;

/** A message with what tells it from the same one in another folder. */
export type Seen = {readonly mail: FoundMail; readonly same: string};

/** What is in one folder. `open` says why it cannot be said that there is no more. */
export type Looked = {readonly seen: readonly Seen[]; readonly uidNext?: number; readonly open?: string};

/** Thrown where a folder cannot be searched and the connection is as good as before. */
export type Unsearchable = {readonly why: string};

export const isUnsearchable = (thrown: unknown): thrown is Unsearchable =>
	typeof thrown === 'object' && thrown !== null && 'why' in thrown;

/** Looks for a message in one folder, read-only. */
export const look = async (session: Session, place: Place, wanted: Wanted): Promise<Looked> => {
	const {uidNext, named} = await search(session, place, queryOf(wanted));
	const next = uidNext === undefined ? {} : {uidNext};
	if (named.length === 0) return {seen: [], ...next};
	const {arrivals, undated} = await arrivalsOf(session, named.slice(0, most.named));
	const late = arrivals.filter(({at}) => isSince(at, wanted.since)).sort((one, other) => other.at - one.at);
	const {seen, unread} = await readHeaders(session, place, wanted, late.slice(0, most.read));
	const left =
		Math.max(0, named.length - most.named) + Math.max(0, late.length - most.read) + undated + unread;
	return {
		seen,
		...next,
		...(left > 0 ? {open: `${left} more messages there may be the one, and could not be looked at`} : {}),
	};
};

/** Opens a folder with EXAMINE and searches it; highest UID first. Throws why it cannot be searched. */
export const search = async (
	{client, shown, allow}: Session,
	{path}: Place,
	query: Parameters<typeof client.search>[0],
): Promise<{readonly uidNext?: number; readonly named: readonly number[]}> => {
	allow(longestNumbers);
	let code: unknown;
	const onResponse = (response: {readonly code?: string | undefined}) => {
		code = response.code;
	};
	const {uidNext, exists} = await client.mailboxOpen(path, {readOnly: true}).catch((thrown: unknown) => {
		const refusal = refusalIn(thrown, shown);
		if (!refusal) throw thrown;
		throw {why: `the server does not open it: ${refusal.text}`} satisfies Unsearchable;
	});
	const next = uidNext > 0 ? {uidNext} : {};
	if (exists === 0) return {...next, named: []};
	client.once('response', onResponse);
	const named = await client.search(query, {uid: true}).finally(() => client.off('response', onResponse));
	if (!Array.isArray(named)) {
		const {code: word} = codeOf(code);
		throw {
			why: `the server refuses to search it${word === undefined ? '' : ` (${word})`}`,
		} satisfies Unsearchable;
	}
	return {...next, named: named.toSorted((one, other) => other - one)};
};

/** A message by what a mailbox keeps beside it. */
export type Arrival = {
	readonly uid: number;
	readonly at: number;
	readonly octets: number;
	readonly seen: boolean;
};

/** When these messages came, and of how many of them the server does not tell. What was not asked for is left out. */
export const arrivalsOf = async (
	{client, allow}: Session,
	uids: readonly number[],
): Promise<{readonly arrivals: readonly Arrival[]; readonly undated: number}> => {
	allow(uids.length * around + around);
	const rows = await client.fetchAll(
		uids.join(','),
		{uid: true, internalDate: true, size: true, flags: true},
		{uid: true},
	);
	const arrivals = [...byUid(rows, uids).values()].flatMap(arrivalOf);
	return {arrivals, undated: uids.length - arrivals.length};
};

/** Rows of these messages alone, each once: a server may send more than it was asked for. */
export const byUid = (
	rows: readonly FetchMessageObject[],
	uids: readonly number[],
): ReadonlyMap<number, FetchMessageObject> => {
	const asked = new Set(uids);
	return new Map(rows.filter(({uid}) => asked.has(uid)).map(row => [row.uid, row]));
};

/** What a server gave of a message; none where it gave NIL, which the library passes on as what it is. */
export const octetsOf = (given: unknown, longest: number): Buffer =>
	Buffer.isBuffer(given) ? given.subarray(0, longest) : Buffer.alloc(0);

const arrivalOf = ({uid, internalDate, size, flags}: FetchMessageObject): readonly Arrival[] => {
	const at = internalDate instanceof Date ? internalDate.getTime() : Number.NaN;
	if (Number.isNaN(at)) return [];
	const seen = [...(flags ?? [])].some(flag => flag.toLowerCase() === '\\seen');
	return [{uid, at, octets: size ?? 0, seen}];
};

const readHeaders = async (
	session: Session,
	place: Place,
	wanted: Wanted,
	arrivals: readonly Arrival[],
): Promise<{readonly seen: readonly Seen[]; readonly unread: number}> => {
	const seen: Seen[] = [];
	let unread = 0;
	for (let from = 0; from < arrivals.length; from += most.atOnce) {
		const some = arrivals.slice(from, from + most.atOnce);
		const uids = some.map(({uid}) => uid);
		session.allow(uids.length * (longestHeader + around));
		const rows = byUid(
			await session.client.fetchAll(
				uids.join(','),
				{uid: true, bodyParts: [{key: 'HEADER', start: 0, maxLength: longestHeader}]},
				{uid: true},
			),
			uids,
		);
		for (const arrival of some) {
			const octets = octetsOf(rows.get(arrival.uid)?.headers, longestHeader);
			const header = fieldsOf(octets);
			const is = octets.length > 0 && (await fits(wanted, header));
			if (is) seen.push(seenOf(session, place, arrival, header));
			// What was kept back, or cut, may have had it.
			else if (octets.length === 0 || octets.length >= longestHeader) unread += 1;
		}
	}
	return {seen, unread};
};

const seenOf = (
	{cover}: Session,
	{folder}: Place,
	{uid, at, octets, seen}: Arrival,
	header: ReturnType<typeof fieldsOf>,
): Seen => {
	let left: number = room.all;
	const fields = header
		.filter(({name}) => isTold(name))
		.slice(0, room.fields)
		.map(({name, value}) => ({name, value: value.slice(0, room.value)}))
		.filter(({value}) => {
			left -= value.length;
			return left >= 0;
		})
		.map(({name, value}) => ({name, value: toldValue(name, cover.hide(value))}));
	const id = header.find(({name}) => name === 'message-id')?.value.trim() ?? '';
	return {
		mail: {folder, uid, at: new Date(at).toISOString(), octets, seen, header: fields},
		same: JSON.stringify([id, at]),
	};
};
