import {existsSync} from 'node:fs';
import {printable} from '../../core/printable.ts';
import type {SinkMessage} from '../../core/sink.ts';
import type {Reading, Standing} from '../../core/verification.ts';
import {readMail} from '../../mail/mail.ts';
import {standingsOf} from '../../mail/standing.ts';
import {parseQuery, type SinkQuery} from '../../sink/query.ts';
import {StoreFault} from '../../sink/store/fault.ts';
import {openArchive} from '../../sink/store/open.ts';
import type {Archive, Understood} from '../../sink/store.ts';
import {beginningOf, understand} from '../../sink/understand.ts';
import {UsageError} from '../io.ts';
import {shownPath, sinkCommandLine, usualStore} from './store-file.ts';

/** Opens what a sink kept, for reading, whether or not the sink still runs; nothing where no sink ever ran. */
export const openKept = (store: string | undefined): Archive | undefined => {
	const file = store ?? usualStore();
	if (!existsSync(file)) {
		if (store === undefined) return undefined;
		throw new UsageError(`lostmail: --store ${file}: there is no such file`);
	}
	try {
		return openArchive(file);
	} catch (error) {
		throw new UsageError(`lostmail: ${(error as Error).message}`);
	}
};

/** The same where there must be something to read. */
export const demandKept = (store: string | undefined): Archive => {
	const archive = openKept(store);
	if (archive) return archive;
	throw new UsageError(`lostmail: ${nothingKept()}`);
};

export const nothingKept = (): string =>
	`no sink has caught anything on this machine yet (${shownPath(usualStore())} is not there); lostmail sink opens one`;

/** Reads words of a search; a mistake is shown where it is. */
export const queryOf = (words: readonly string[], now: number): SinkQuery => {
	const text = words.join(' ');
	const parsed = parseQuery(text, now);
	if (parsed.ok) return parsed.value;
	const {message, at, meant} = parsed.failure;
	throw new UsageError(
		[
			`lostmail: ${message}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
			`  ${printable(text)}`,
			`  ${' '.repeat(Math.max(0, at - 1))}^`,
		].join('\n'),
	);
};

const nothing: Reading = {candidates: [], open: 'none'};

/** What a message brings: as it was understood before, else as it is now; one that is removed meanwhile brings nothing. */
const readingOf = async (
	archive: Archive,
	id: number,
	by: (octets: Iterable<Buffer>) => Promise<Understood>,
): Promise<Reading> => {
	try {
		return (archive.recall(id) ?? (await by(archive.octets(id)))).reading;
	} catch (error) {
		if (error instanceof StoreFault && error.code === 'gone') return nothing;
		throw error;
	}
};

/** The text that a person reads of a message; of one that cannot be taken apart, what it is made of. Not safe to print. */
export const textOf = async (archive: Archive, id: number): Promise<string> => {
	const octets = beginningOf(archive.octets(id));
	const mail = await readMail(octets);
	if (!mail.ok) return octets.toString('utf8');
	const {text, seen} = mail.value;
	return text?.trim() ? text : (seen ?? '');
};

/** A message with what it says and what has become of its code. */
export type Read = SinkMessage & {readonly reading: Reading; readonly standing?: Standing};

/** Messages for the same recipient that are compared. */
const mostCompared = 200;

export type HowToRead = {
	readonly by: (octets: Iterable<Buffer>) => Promise<Understood>;
	/** With which other messages a code is compared: all, or those that were understood before, which takes no time. */
	readonly others: 'all' | 'understood';
};

/** Reads each of these messages, and says of each code what has become of it among all that were caught. */
export const readAll = async (
	archive: Archive,
	messages: readonly SinkMessage[],
	now: number,
	{by, others: compared}: HowToRead = {by: understand, others: 'all'},
): Promise<readonly Read[]> => {
	const readings = new Map<number, Reading>();
	const read = async (message: SinkMessage) => {
		const known = readings.get(message.id) ?? (await readingOf(archive, message.id, by));
		readings.set(message.id, known);
		return {...message, reading: known};
	};
	const wanted = await inTurn(messages, read);
	const recipients = new Set(
		wanted.flatMap(({reading, recipients: [first]}) => (reading.chosen && first) || []),
	);
	const others = [...recipients].flatMap(recipient =>
		archive.messages([{is: 'to', text: recipient}], {most: mostCompared}),
	);
	const told = others.filter(({id}) => compared === 'all' || archive.recall(id));
	const all = new Map((await inTurn(told, read)).concat(wanted).map(one => [one.id, one]));
	const standings = standingsOf([...all.values()], now);
	return wanted.map(message => {
		const standing = standings.get(message.id);
		return {...message, ...(standing ? {standing} : {})};
	});
};

/** One after the other, so that no more than one message is in memory. */
const inTurn = async <T, U>(items: readonly T[], act: (item: T) => Promise<U>): Promise<U[]> => {
	const done: U[] = [];
	for (const item of items) done.push(await act(item));
	return done;
};

/** Reads `m12` or, where only a message can be meant, `12`; and `s34`. */
export const idOf = (
	text: string,
	store?: string,
): {readonly kind: 'message' | 'session'; readonly id: number} => {
	const [, letter, digits] = /^([ms]?)(\d{1,12})$/i.exec(text) ?? [];
	if (digits === undefined || Number(digits) < 1)
		throw new UsageError(
			`lostmail: ${text}: expected a message such as m12 or 12, or a session such as s34; ${sinkCommandLine('list', store)} names them`,
		);
	return {kind: letter?.toLowerCase() === 's' ? 'session' : 'message', id: Number(digits)};
};
