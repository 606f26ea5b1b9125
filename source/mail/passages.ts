import {printable} from '../core/printable.ts';
import type {Passage} from '../core/verification.ts';
import {mailDatesIn, readMailDate} from './date.ts';
import type {Mail} from './mail.ts';
import {bareStamp, readStamp} from './stamp.ts';

/** Received fields that are told, those of the last servers: mail servers take a hundred for a loop (RFC 5321 section 6.3). */
const mostStamps = 100;
/** Seconds from which a passage took notably long. */
const notable = 60;

/** What the last passage is called: a sink does not stamp what it catches. */
export const sinkName = 'this sink';

/** What the way of a message is read from. */
export type Stamped = {
	/** Bodies of its Received fields, topmost and so latest first. */
	readonly received: readonly string[];
	/** Its Date field as it was written. */
	readonly date: string | undefined;
	/** Where it arrived at last, if that is known; in milliseconds since 1970. */
	readonly arrival?: {readonly by: string; readonly at: number};
};

/**
 * The way of a message by its Received fields (RFC 5321 section 4.4), oldest first, each with the seconds that it took by
 * the clocks of two servers, and its arrival as the last. Empty where no server stamped it. Names are safe to print.
 * Whoever sends a message can forge all stamps but those that were made after it left.
 */
export const wayOf = ({received, date, arrival}: Stamped): readonly Passage[] => {
	const stamps = received.slice(0, mostStamps).map(stampedIn).toReversed();
	if (stamps.length === 0) return [];
	const way = [...stamps, ...(arrival ? [arrival] : [])];
	const begin = date === undefined ? undefined : readMailDate(date)?.at;
	const seconds = way.map(({at}, index) => between(index === 0 ? begin : way[index - 1]?.at, at));
	const longest = Math.max(...seconds.map(one => one ?? 0));
	const slowest = longest > notable ? seconds.indexOf(longest) : -1;
	return way.map((passage, index) => ({
		...passage,
		...(seconds[index] === undefined ? {} : {seconds: seconds[index]}),
		...(index === slowest ? {slowest: true} : {}),
	}));
};

/**
 * The way of a caught message, with its arrival at the sink (`this sink`) as the last; empty where it came straight from
 * its sender.
 */
export const passagesOf = (mail: Mail, storedAt: number): readonly Passage[] =>
	wayOf({
		received: mail.header.filter(({name}) => name === 'received').map(({value}) => value),
		date: mail.date,
		arrival: {by: sinkName, at: storedAt},
	});

const stampedIn = (text: string): Pick<Passage, 'from' | 'by' | 'at'> => {
	const {from, by, date} = readStamp(text);
	const moment = (date === undefined ? undefined : readMailDate(date)) ?? mailDatesIn(bareStamp(text)).at(-1);
	return {
		...(from === undefined ? {} : {from: printable(from)}),
		...(by === undefined ? {} : {by: printable(by)}),
		...(moment === undefined ? {} : {at: moment.at}),
	};
};

/** Stamps are exact to the second, so what is left of one is cut off; the sum keeps zero from being negative. */
const between = (before: number | undefined, at: number | undefined): number | undefined =>
	before === undefined || at === undefined ? undefined : Math.trunc((at - before) / 1000) + 0;
