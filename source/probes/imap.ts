import type {ImapAnswer, ImapQuestion} from '../core/imap.ts';
import type {Probe} from '../core/probe.ts';
import {failed, success} from '../core/result.ts';
import {hostOf} from './connect-to.ts';
import type {Ways} from './dial.ts';
import {createAccounts} from './imap/accounts.ts';
import {bounces} from './imap/bounces.ts';
import {openDoor, type Visit} from './imap/door.ts';
import {find} from './imap/find.ts';
import {quota} from './imap/quota.ts';
import {type Body, foldersOf} from './imap/tour.ts';
import {complaintAbout} from './imap/wanted.ts';
import {watch} from './imap/watch.ts';

export type ImapOptions = Ways & {
	/** Certificates trusted in addition, PEM. */
	readonly ca: readonly string[];
	/** The value of a secret by its name. */
	readonly secret: (name: string) => string | undefined;
	/** Milliseconds of a clock that never goes back. */
	readonly clock: () => number;
	/** Milliseconds since 1970; the system's clock where it is not given. */
	readonly now?: () => number;
	/** Milliseconds between two looks of `watch` into the folders that a server does not tell of; ten seconds where not given. */
	readonly every?: number;
};

/**
 * Looks into mailboxes by IMAP, read-only. Questions with the same door share one connection and one login; for as long as
 * this probe lives, a login that was not accepted is never tried again for this account, by whatever door, host or address.
 * A connection that was lost after an accepted login is opened again once.
 */
export const imapProbe = (options: ImapOptions): {probe: Probe<ImapQuestion, ImapAnswer>; close(): void} => {
	const doors = new Map<string, ReturnType<typeof openDoor>>();
	const accounts = createAccounts();
	return {
		async probe(question, signal) {
			if (signal.aborted) return failed({code: 'cancelled'});
			const host = hostOf(question.host);
			if (host === undefined) return failed({code: 'bad-name', detail: 'not a host name'});
			const complaint = complaintAbout(question);
			if (complaint !== undefined) return failed({code: 'not-permitted', detail: complaint});
			const {port, security, user, secret, token} = question;
			const key = JSON.stringify([host, port, security, user, secret, token]);
			const named = {...(secret === undefined ? {} : {secret}), ...(token === undefined ? {} : {token})};
			const door = doors.get(key) ?? openDoor({host, port, security, user, ...named}, options, accounts);
			doors.set(key, door);
			const answer = await door.ask(visit => work(visit, question), signal, waits(question));
			return answer ? success(answer) : failed({code: 'cancelled'});
		},
		close() {
			for (const door of doors.values()) door.close();
			doors.clear();
		},
	};
};

const work = async (visit: Visit, question: ImapQuestion): Promise<Body> => {
	switch (question.do) {
		case 'login':
			return foldersOf(visit);
		case 'find':
			return find(visit, question.wanted);
		case 'quota':
			return quota(visit);
		case 'watch':
			return watch(visit, question);
		case 'bounces':
			return bounces(visit, question);
	}
};

/** Milliseconds that a question lets pass on purpose. */
const waits = (question: ImapQuestion): number =>
	question.do === 'watch' ? Math.min(Math.max(question.seconds, 0), 1800) * 1000 : 0;
