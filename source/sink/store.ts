import type {SinkMessage, SinkSession} from '../core/sink.ts';
import type {Reading} from '../core/verification.ts';
import type {SinkQuery} from './query.ts';

/** How much is kept; what is over goes oldest first, a message together with its octets. */
export type Bounds = {
	/** Messages, and sessions: each at most so many. */
	readonly count: number;
	/** Milliseconds. */
	readonly age: number;
	/** Octets of all messages together. */
	readonly octets: number;
};

/** A message on its way in: its octets are written down as they come, and it is there for nobody until it is kept. */
export type Deposit = {
	readonly octets: number;
	/** A chunk belongs to the deposit from then on: nobody may change it. */
	write(chunk: Buffer): void;
	/**
	 * Resolves when the message and its session are committed: only then may anybody be told so. They outlive this process,
	 * however it ends; a power cut only where the store was opened so that it `survives` one (`disk`). Rejects with a
	 * `StoreFault`, and nothing of the message is kept then. A session that is a function is asked for only where it has to
	 * be written, which is seldom while one message comes after the other.
	 */
	keep(
		envelope: Omit<SinkMessage, 'id' | 'at' | 'octets'>,
		session: SinkSession | (() => SinkSession),
	): Promise<SinkMessage>;
	/** Forgets what was written; after `keep` it does nothing. */
	discard(): void;
};

export type Page = {
	/** Only what is older than this id. */
	readonly before?: number;
	readonly most: number;
};

/** What can be read, by this process and by others while one writes. */
export type Archive = {
	/** Newest first. */
	messages(query: SinkQuery, page: Page): readonly SinkMessage[];
	/** Newest first; without what was said in them. */
	sessions(query: SinkQuery, page: Page): readonly SinkSession[];
	message(id: number): SinkMessage | undefined;
	/** Whole, with what was said in it. */
	session(id: number): SinkSession | undefined;
	/** The octets of a message as they came, dots unstuffed, in pieces; nothing where there is no such message. */
	octets(id: number): Iterable<Buffer>;
	counts(): {readonly messages: number; readonly sessions: number; readonly octets: number};
	/** What was understood of a message before; see `remember`. */
	recall(id: number): Understood | undefined;
	/** Another number whenever somebody, this process or another, has changed something. */
	version(): number;
	close(): void;
};

/** What is kept of an understood message so that it can be searched for: decoded text, bounded, and its reading. */
export type Understood = {
	readonly text: string;
	readonly reading: Reading;
	/** It has one or more. */
	readonly attachment?: true;
	/** It could not be read: that it has no code is not known. */
	readonly failed?: true;
};

/** The one writer of a store file. */
export type Store = Archive & {
	/** The id of a session that begins now. */
	nextSession(): number;
	deposit(): Deposit;
	/** Writes a session down as it stands; resolves when it is on disk. */
	keepSession(session: SinkSession): Promise<void>;
	remember(id: number, understood: Understood): void;
	/** Ids of messages that nobody has understood yet, newest first. */
	notUnderstood(most: number): readonly number[];
	remove(messages: readonly number[]): void;
};
