import type {SinkReach} from '../core/capture.ts';
import type {Explainer} from '../core/dialogue.ts';
import type {Verdict} from '../core/event.ts';
import type {ExplainedLine} from '../core/explain.ts';
import type {Session} from '../core/session.ts';
import type {SinkMessage, SinkPlace, SinkSession} from '../core/sink.ts';
import type {StoredCase} from '../core/stored-case.ts';
import type {Authentication, Dislike, Passage, Reading, SenderClock, Standing} from '../core/verification.ts';

/** Something that changes by itself; `snapshot` is the same value until it has. */
export type Watched<T> = {subscribe(listener: () => void): () => void; snapshot(): T};

/** What the console can open, and how: all that it knows of the rest of the program. */
export type ConsoleHost = {
	readonly version: string;
	/** What can be begun; what is still being read is not in it yet. */
	readonly library: Watched<Library>;
	readonly cases: CaseShelf;
	/** Reports that a case can be written as, most useful first. */
	readonly reports: ReadonlyArray<{readonly name: string; readonly about: string}>;
	/** Milliseconds since 1970, by the clock that the events are dated by. */
	readonly now: () => number;
	/** Opens a case; its questions come up in the session's snapshot. A rejection is shown as it is. */
	open(choice: CaseChoice): Promise<OpenCase>;
	/** Begins to listen. A rejection is shown as it is. */
	openSink(reach: SinkReach): Promise<SinkDesk>;
	/** Writes a report into the folder that the program was started in, over no file; resolves with its path. */
	write(open: OpenCase, report: string): Promise<string>;
	/** Shows a text in the person's own pager, which has the terminal meanwhile. A rejection is shown as it is. */
	page(text: string): Promise<void>;
	/** Whether no shell waits behind the program, as under sshd's ForceCommand: once stopped, nothing would bring it back. */
	isAlone(): boolean;
};

export type Library = {
	readonly playbooks: ReadonlyArray<{
		readonly name: string;
		readonly title: string;
		readonly about: string;
		readonly appliesTo?: string;
	}>;
	readonly scenarios: ReadonlyArray<{
		readonly name: string;
		readonly title: string;
		readonly about: string;
		/** The name of the playbook that is run in it. */
		readonly playbook?: string;
	}>;
	/** Some of it is still being read. */
	readonly loading?: true;
	/** What could not be read, as a sentence. */
	readonly trouble?: string;
};

/** The cases on disk, newest first. */
export type CaseShelf = Watched<readonly StoredCase[]> & {
	/** Looks once more: another process may have written some. */
	refresh(): void;
	/** Deletes for good the very file that was listed. A rejection is shown as it is. */
	remove(stored: Pick<StoredCase, 'id' | 'file'>): Promise<void>;
};

export type CaseChoice =
	| {readonly kind: 'playbook'; readonly name: string}
	| {readonly kind: 'scenario'; readonly name: string}
	/** One on disk, by its whole id, and by its file where it was listed: it goes on where it stood. */
	| {readonly kind: 'case'; readonly name: string; readonly file?: string};

/** What stands in the way of keeping a case, as a sentence; `ends`: nothing more of it is written. */
export type CaseTrouble = {readonly text: string; readonly ends?: true};

/**
 * A running case and what holds it: `file` is the case file on disk; `close` lets go of servers and files. `caught`: what
 * its own sink has caught, to be looked at, for as long as a step has one open.
 */
export type OpenCase = {
	readonly session: Session;
	/** Tells what the lines of a dialogue mean. */
	readonly explain: Explainer;
	readonly file?: string;
	/** By which `lostmail case` knows it. */
	readonly id?: string;
	/** What came last that stands in the way of keeping it. */
	readonly trouble?: Watched<CaseTrouble | undefined>;
	/** Why nothing of it can be run again, where that is so. */
	readonly closed?: string;
	readonly caught?: {subscribe(listener: () => void): () => void; snapshot(): SinkDesk | undefined};
	close(): Promise<void>;
};

/** A sink that listens, and its archive, as a screen may know them; `close` ends both. */
export type SinkDesk = {
	subscribe(listener: () => void): () => void;
	/** The same value until something has changed. */
	snapshot(): SinkView;
	/** Narrows what is shown; a blank text shows everything. Else nothing changes, and what is wrong stands at a character, from 0. */
	search(text: string): {readonly complaint: string; readonly at: number} | undefined;
	/** The same a moment after the last letter was typed; what is wrong is not told yet. */
	searchSoon(text: string): void;
	/** Shows older ones as well, where there are some. */
	older(): void;
	/** Shows everything down to the oldest: up to 100,000 messages, and as many sessions. */
	oldest(): void;
	message(id: number): Promise<MessageView>;
	/** SPF, DKIM and DMARC of a message: this asks DNS. */
	authenticate(id: number): Promise<Authentication>;
	session(id: number): SessionView | undefined;
	/** Writes a message into the folder that the program was started in, over no file; resolves with its path. */
	save(id: number): Promise<string>;
	remove(messages: readonly number[]): void;
	close(): Promise<void>;
};

export type SinkView = {
	readonly places: readonly SinkPlace[];
	readonly reach: SinkReach;
	/** Addresses of this machine under which a device may reach it, most likely first. */
	readonly addresses: readonly string[];
	/** SHA-256 of its certificate, in hexadecimal letters. */
	readonly certificate?: string;
	/** What to enter on a device, line by line. */
	readonly enter: readonly {readonly label: string; readonly value: string}[];
	/** What makes a device trust its certificate, as part of a sentence. */
	readonly trust?: string;
	/** What it does wrong on purpose, a line for each rule; absent where it does nothing wrong. */
	readonly misbehaves?: readonly string[];
	/** The file that it keeps everything in, and what to type to see it; absent where nothing is left when it ends. */
	readonly file?: string;
	readonly look?: string;
	/** It belongs to a case: what it caught is looked at here, and no more than that. */
	readonly ofCase?: true;
	/** What narrows it; empty for everything. */
	readonly search: string;
	/** Newest first, as many pages as were asked for; sessions without what was said in them. */
	readonly messages: readonly CaughtMessage[];
	readonly sessions: readonly SinkSession[];
	/** Whether there are older ones than these. */
	readonly more: {readonly messages: boolean; readonly sessions: boolean};
	/** Sessions that are going on, oldest first. */
	readonly open: readonly SinkSession[];
	/** Of all that is kept. */
	readonly counts: {readonly messages: number; readonly sessions: number};
};

/** `reading` and `standing` come when the message has been understood. */
export type CaughtMessage = {
	readonly message: SinkMessage;
	readonly reading?: Reading;
	readonly standing?: Standing;
};

/** A message taken apart, bounded; nothing in it is safe to print. */
export type MessageView = {
	readonly header: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** What a person reads of it. */
	readonly text: string;
	readonly links: ReadonlyArray<{readonly url: string; readonly text?: string}>;
	readonly attachments: ReadonlyArray<{
		readonly name: string;
		readonly type: string;
		readonly octets: number;
	}>;
	/** Its beginning as it came, in Latin-1. */
	readonly source: string;
	/** Some of it was more than is shown. */
	readonly cut?: true;
	readonly passages: readonly Passage[];
	readonly clock: SenderClock;
	readonly dislikes: readonly Dislike[];
};

export type SessionView = {readonly session: SinkSession; readonly said: readonly ExplainedLine[]};

export type ConsoleStart =
	| {readonly kind: 'home'}
	| {readonly kind: 'case'; readonly case: OpenCase}
	/** A case that is still being read or raised, named by `title`; a rejection ends the console. */
	| {readonly kind: 'opening'; readonly title: string; readonly open: () => Promise<OpenCase>}
	| {readonly kind: 'sink'; readonly desk: SinkDesk};

/** `desk`: dense, everything by key. `guide`: one question a screen, in plain words. */
export type Manner = 'desk' | 'guide';

/** What is left on the normal screen: up to three lines, and how the last case ended; `cancelled`: before its end. */
export type Summary = {readonly lines: readonly string[]; readonly verdict?: Verdict};
