import type {SinkMessage} from '../../core/sink.ts';
import type {Reading} from '../../core/verification.ts';
import type {SinkQuery} from '../../sink/query.ts';
import type {Archive} from '../../sink/store.ts';
import type {PrintKind} from './print-kinds.ts';
import {type Read, readAll} from './read.ts';
import {sinkCommandLine} from './store-file.ts';
import {whyNone} from './uncertain.ts';

/** What is waited for. */
export type Wanted = {
	/** The recipient, whole. */
	readonly to: string;
	/** Parts of the From field or envelope sender, and of the subject. */
	readonly from?: string;
	readonly subject?: string;
	/** A message without it is none that is waited for. */
	readonly print: PrintKind;
	/** Only what was stored then or later, in milliseconds since 1970; else only what comes from now on. */
	readonly since?: number;
	/** The store it was caught in, where it is another than usual. */
	readonly store?: string;
};

/** A message for the address that is not the awaited one, and why, in words. */
export type Unfit = {readonly message: Read; readonly why: string};

export type Lookout = {
	/** The awaited message, when it is there. What was looked at before is not looked at again. */
	look(): Promise<Read | undefined>;
	/** Messages for the address that were not good enough, oldest first. */
	unfit(): readonly Unfit[];
	/** The newest message that was there before; what comes has a higher id. */
	readonly start: number;
};

/** Messages that one look takes from the archive at a time. */
const page = 100;
const mostUnfit = 100;

/** Looks again and again for one message in what a sink keeps; `first` takes everything in it for new. */
export const createLookout = (
	archive: Archive,
	wanted: Wanted,
	{now, from}: {readonly now: () => number; readonly from: 'newest' | 'first'},
): Lookout => {
	const start = from === 'first' ? 0 : (archive.messages([], {most: 1})[0]?.id ?? 0);
	const unfit: Unfit[] = [];
	let seen = wanted.since === undefined ? start : 0;
	const query = queryOf(wanted);

	const fresh = (): readonly SinkMessage[] => {
		const found: SinkMessage[] = [];
		for (let before: number | undefined; ; ) {
			const messages = archive.messages(query, {most: page, ...(before === undefined ? {} : {before})});
			found.push(...messages.filter(({id}) => id > seen));
			before = messages.at(-1)?.id;
			if (messages.length < page || before === undefined || before <= seen) return found;
		}
	};

	return {
		start,
		unfit: () => [...unfit].toReversed(),
		async look() {
			const newest = fresh();
			seen = Math.max(seen, newest[0]?.id ?? 0);
			for (const message of newest) {
				if (!message.recipients.some(recipient => isSame(recipient, wanted.to))) continue;
				const [read] = await readAll(archive, [message], now());
				if (!read) continue;
				const why = whyNot(read, wanted);
				if (why === undefined) return read;
				if (unfit.length < mostUnfit) unfit.push({message: read, why});
			}
			return undefined;
		},
	};
};

/** Addresses are compared without case: nobody has two mailboxes that differ in that alone. */
export const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const queryOf = ({to, from, subject, since}: Wanted): SinkQuery => [
	{is: 'to', text: to},
	...(from === undefined ? [] : [{is: 'from', text: from} as const]),
	...(subject === undefined ? [] : [{is: 'subject', text: subject} as const]),
	...(since === undefined ? [] : [{is: 'since', at: since} as const]),
];

/** Why a message is not what is waited for; nothing where it is. */
const whyNot = ({id, reading, standing}: Read, {print, store}: Wanted): string | undefined => {
	const {chosen} = reading;
	if (print !== 'code' && print !== 'link') return undefined;
	if (!chosen) return `${whyNone(reading, print)}${seeIt(reading, id, store)}`;
	if (chosen.kind !== print) return `it has a ${chosen.kind} and no ${print}`;
	if (standing?.expired) return `its ${print} has expired by what it says itself`;
	return standing?.state === 'superseded' ? `its ${print} was superseded by m${standing.by}` : undefined;
};

/** Where a person can decide, because something may be it. */
const seeIt = ({candidates}: Reading, id: number, store: string | undefined): string =>
	candidates.some(({score}) => score > 0)
		? `; ${sinkCommandLine(`show m${id}`, store)} has the whole mail`
		: '';
