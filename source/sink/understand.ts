import type {Reading} from '../core/verification.ts';
import {type Mail, readMail} from '../mail/mail.ts';
import {readVerification} from '../mail/verification.ts';
import type {Store, Understood} from './store.ts';

/** Octets of a message that are read. */
const mostOctets = 2 * 1024 * 1024;

/** Characters that can be searched for: of what it says, of its header, and of one field. */
const longest = {text: 12_288, header: 4096, field: 512, names: 1024};

const nothing: Reading = {candidates: [], open: 'none'};

/** Why a message was not read: it took too much, or there is nothing to read it with (any more). */
export type NotRead = 'too-long' | 'too-much' | 'no-thread' | 'closed';

/** What a message says, or why that is not known: it may well have a code then. */
export type Understanding =
	| {readonly is: 'read'; readonly understood: Understood}
	| {readonly is: 'failed'; readonly why: NotRead; readonly understood: Understood};

/**
 * What a message says, for searches and for whoever waits for a code. Of one that is no mail it is the raw text of its
 * header, and no reading; of one on which the reading breaks off as well, and it is `failed`. Nothing that a message holds
 * makes this throw.
 */
export const understand = async (octets: Iterable<Buffer>): Promise<Understood> => {
	const beginning = beginningOf(octets);
	try {
		const mail = await readMail(beginning);
		if (!mail.ok) return headerOnly(beginning);
		return {
			text: wordsOf(mail.value),
			reading: readVerification(mail.value),
			...(mail.value.attachments.length > 0 ? {attachment: true} : {}),
		};
	} catch {
		return unreadable(beginning);
	}
};

/** The beginning of a message: as much as is read, or at most so many octets. */
export const beginningOf = (octets: Iterable<Buffer>, most: number = mostOctets): Buffer => {
	const pieces: Buffer[] = [];
	let left = most;
	for (const piece of octets) {
		pieces.push(piece.subarray(0, left));
		left -= piece.length;
		if (left <= 0) break;
	}
	return Buffer.concat(pieces);
};

/** What is known of a message that cannot be read as a mail. */
export const headerOnly = (octets: Buffer): Understood => {
	const ends = ['\r\n\r\n', '\n\n'].map(end => octets.indexOf(end)).filter(at => at >= 0);
	const header = octets.subarray(0, Math.min(longest.header, ...ends));
	return {text: header.toString('utf8'), reading: nothing};
};

/** What is known of a message that may be a mail and was not read. */
export const unreadable = (octets: Buffer): Understood => ({
	...headerOnly(octets),
	reading: {candidates: [], open: 'unread'},
	failed: true,
});

const wordsOf = ({seen, text, attachments, header}: Mail): string =>
	[
		[seen, text]
			.filter(part => part !== undefined)
			.join('\n')
			.slice(0, longest.text),
		attachments
			.map(({name}) => name)
			.join('\n')
			.slice(0, longest.names),
		header
			.map(({name, value}) => `${name}: ${value.slice(0, longest.field)}`)
			.join('\n')
			.slice(0, longest.header),
	].join('\n');

/** Milliseconds between two looks for something to understand, and before another try where that failed. */
const pause = 200;
const longPause = 5000;

/** Times that a message is tried which takes too much; for every other reason it is tried as often as it needs. */
const mostTries = 2;

/** Messages of which is known how often they were tried. */
const mostTried = 10_000;

/**
 * Understands, one after the other and the newest first, what nobody has understood yet, while `isBusy` says no. Only what
 * was read is written down, and what took too long or too much twice, as `failed`. After `stop` nothing is written any
 * more.
 */
export const keepUnderstanding = (
	store: Store,
	{
		isBusy,
		by,
	}: {readonly isBusy: () => boolean; readonly by: (octets: Iterable<Buffer>) => Promise<Understanding>},
): {stop(): void} => {
	let isStopped = false;
	let timer: NodeJS.Timeout | undefined;
	/** What failed waits until everything else is done. */
	const failing = new Set<number>();
	const again = (after: number) => {
		if (isStopped) return;
		timer = setTimeout(() => void look(), after);
		timer.unref();
	};
	const tries = new Map<number, number>();
	const isHopeless = (id: number, why: NotRead): boolean => {
		if (why !== 'too-long' && why !== 'too-much') return false;
		if (tries.size >= mostTried) tries.clear();
		const tried = (tries.get(id) ?? 0) + 1;
		tries.set(id, tried);
		return tried >= mostTries;
	};
	/** Aside, for later. */
	const put = (id: number) => {
		failing.add(id);
		again(longPause);
	};
	const look = async () => {
		if (isBusy()) return again(pause);
		const id = nextOf(store, failing);
		if (id === undefined) return again(pause);
		try {
			const told = await by(store.octets(id));
			if (isStopped) return;
			if (told.is === 'failed' && !isHopeless(id, told.why)) return put(id);
			store.remember(id, told.understood);
			tries.delete(id);
			again(0);
		} catch {
			// Removed in the middle, damaged, or nothing can be written now.
			put(id);
		}
	};
	again(0);
	return {
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
};

const mostFailing = 100;

const nextOf = (store: Store, failing: Set<number>): number | undefined => {
	const next = store.notUnderstood(failing.size + 1).find(id => !failing.has(id));
	if (next === undefined || failing.size >= mostFailing) failing.clear();
	return next;
};
