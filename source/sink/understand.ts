import type {Reading} from '../core/verification.ts';
import {type Mail, readMail} from '../mail/mail.ts';
import {readVerification} from '../mail/verification.ts';
import type {Store, Understood} from './store.ts';

/** Octets of a message that are read. */
const mostOctets = 2 * 1024 * 1024;

/** Characters that can be searched for: of what it says, of its header, and of one field. */
const longest = {text: 12_288, header: 4096, field: 512, names: 1024};

const nothing: Reading = {candidates: [], open: 'none'};

/**
 * What a message says, for searches and for whoever waits for a code. Of one that cannot be read as a mail it is the raw
 * text of its header, and no reading; nothing that a message holds makes this fail.
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
		return headerOnly(beginning);
	}
};

/** As much of a message as is read. */
export const beginningOf = (octets: Iterable<Buffer>): Buffer => {
	const pieces: Buffer[] = [];
	let left = mostOctets;
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

/**
 * Understands, one after the other and the newest first, what nobody has understood yet, while `isBusy` says no. After
 * `stop` nothing is written any more.
 */
export const keepUnderstanding = (
	store: Store,
	{
		isBusy,
		by,
	}: {readonly isBusy: () => boolean; readonly by: (octets: Iterable<Buffer>) => Promise<Understood>},
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
	const look = async () => {
		if (isBusy()) return again(pause);
		const id = nextOf(store, failing);
		if (id === undefined) return again(pause);
		try {
			const understood = await by(store.octets(id));
			if (!isStopped) store.remember(id, understood);
			again(0);
		} catch {
			// Removed in the middle, damaged, or nothing can be written now.
			failing.add(id);
			again(longPause);
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
