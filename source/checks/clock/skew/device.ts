import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import type {MessageAnswer, Stamp} from '../../../core/message.ts';
import {type Moment, readMailDate} from '../../../mail/date.ts';
import {registeredDomain} from '../../../mail/public-suffix.ts';
import {mostSlight, tolerance} from './machine.ts';
import {momentWords, shownName, skewWords, span} from './words.ts';

/** How the Date of a mail lies to the stamps of servers; times in milliseconds since 1970. */
type Dated = {
	readonly is: 'right' | 'slightly-off' | 'wrong' | 'perhaps-wrong';
	/** Milliseconds by which the device is ahead, the time on the way included. */
	readonly skew: number;
	readonly date: number;
	readonly received: number;
	/** Who received it. */
	readonly server: string;
	/** Why that is so, or why it need not be. */
	readonly reason: string;
};
type Open = {readonly is: 'not-found-out'; readonly why: string};
type Told = {readonly lines: readonly string[]};

/** What a mail that the device sent says of the device's clock: its own Date beside the stamps of servers. */
export type DeviceVerdict = ((Dated | Open) & Told) | ({readonly is: 'not-asked'} & Told);

/** `owner`: who runs the server; two servers of one owner may have one clock. */
type Receipt = Moment & {readonly by: string; readonly owner: string};

const hour = 3_600_000;
/** The most that time zones can differ from UTC. */
const furthestZone = 14 * hour;

export const deviceVerdict = async (
	file: string | undefined,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<DeviceVerdict> => {
	if (file === undefined) return {is: 'not-asked', lines: []};
	const result = await probes.message({file}, signal);
	if (!result.ok) return unknownFor(`it could not be read (${shownName(inWords(result.failure))})`, []);
	const {date: written} = result.value;
	const date = written === undefined ? undefined : readMailDate(written);
	const receipts = await receiptsIn(result.value);
	const lines = linesFor(written, date, receipts);
	if (date === undefined)
		return unknownFor(
			written === undefined ? 'it has no Date field' : `its Date cannot be read: ${shownName(written)}`,
			lines,
		);
	return {...compared(date, receipts), lines};
};

const unknownFor = (why: string, lines: readonly string[]): DeviceVerdict => ({
	is: 'not-found-out',
	why,
	lines,
});

const compared = (date: Moment, receipts: readonly Receipt[]): Dated | Open => {
	const [first, next] = receipts;
	if (first === undefined)
		return {is: 'not-found-out', why: 'no server besides the device put a time into it that can be read'};
	const witnesses = receipts.filter(one => aheadOf(date, one) > mostSlight);
	const [witness] = witnesses;
	if (witness) {
		const sure = new Set(witnesses.map(({owner}) => owner)).size > 1;
		const few = witnesses.length > 1 ? `only servers of ${witness.owner} say so` : 'only one server says so';
		const ground = sure ? 'no mail is received before it is written' : few;
		return {is: sure ? 'wrong' : 'perhaps-wrong', ...between(date, witness, ground)};
	}
	const behind = aheadOf(first, date);
	// However long ago: it may have waited in the device itself, which is as patient as it likes.
	if (behind > mostSlight)
		return {is: 'perhaps-wrong', ...between(date, first, 'unless the mail waited that long before it left')};
	if (next && Math.abs(next.at - first.at) > mostSlight)
		return {
			is: 'not-found-out',
			why: `by their clocks, ${first.by} and ${next.by} had it ${span(next.at - first.at)} apart, and the first may be the device itself`,
		};
	const off = Math.max(behind, aheadOf(date, first));
	if (off <= tolerance)
		return {is: 'right', ...between(date, first, 'the time that the mail took is part of that')};
	return {
		is: 'slightly-off',
		...between(date, first, behind > 0 ? 'unless the mail waited that long' : 'whatever the mail took'),
	};
};

/** Milliseconds by which one moment is later than another, at least. */
const aheadOf = (one: Moment, other: Moment): number => one.at - (other.at + other.within);

const between = ({at}: Moment, {at: received, by}: Receipt, ground: string) => {
	const skew = at - received;
	return {skew, date: at, received, server: by, reason: `${zoneWords(skew)}${ground}`};
};

/** A clock that is off by whole or half hours may be set right, for another time zone. */
const zoneWords = (skew: number): string => {
	const off = Math.abs(skew);
	const zone = Math.round(off / (hour / 2)) * (hour / 2);
	return zone >= hour && zone <= furthestZone && Math.abs(off - zone) <= tolerance
		? `${span(zone)} to the minute is what a wrong time zone or daylight saving time looks like; `
		: '';
};

/** What the sentences on the device are filled with. */
export const deviceFacts = ({skew, date, received, server, reason}: Dated) => ({
	skew: skewWords(skew),
	skewMs: skew,
	date: momentWords(date),
	received: momentWords(received),
	server,
	reason,
	harm:
		skew > 0
			? 'To it, codes that another clock made look expired and certificates too, and its mail may be sorted above all newer mail or taken for junk'
			: 'To it, codes that another clock made do not match and certificates look not yet valid, and its mail may be sorted below older mail, where nobody looks',
});

const mostLines = 12;

const linesFor = (
	written: string | undefined,
	date: Moment | undefined,
	receipts: readonly Receipt[],
): readonly string[] => [
	...(date && written !== undefined
		? [`The mail of the device is dated ${momentWords(date.at)} (${shownName(written)}).`]
		: []),
	...receipts
		.slice(0, mostLines)
		.map(
			({by, at}) =>
				`${by} received it at ${momentWords(at)}${date ? `: its Date is ${skewWords(date.at - at)}` : ''}.`,
		),
];

/** From the device on: the stamps of servers that are not the device itself. */
const receiptsIn = ({received = []}: MessageAnswer): Promise<readonly Receipt[]> =>
	Promise.all(
		received.toReversed().flatMap(stamp => {
			const {by, date} = stamp;
			const moment = readMailDate(date);
			return moment === undefined || by === undefined || isOfTheDevice(stamp) ? [] : [receiptOf(moment, by)];
		}),
	);

const receiptOf = async (moment: Moment, by: string): Promise<Receipt> => ({
	...moment,
	by: shownName(by),
	owner: shownName((await registeredDomain(by)) ?? by.toLowerCase()),
});

/** Names that only mean something at home (RFC 6762, RFC 8375, RFC 6761, and what routers make up). */
const homely = /\.(?:local|localdomain|localhost|lan|home|internal|intranet|home\.arpa|box|private)\.?$/i;
const itself = /^(?:localhost(?:\.localdomain)?|\[?(?:127(?:\.\d{1,3}){3}|IPv6:::1|::1)\]?)$/i;

/** What a device stamps that has a mail server of its own: no name of the internet, or handed over by nobody else. */
const isOfTheDevice = ({by = '', from}: Stamp): boolean =>
	from === undefined || itself.test(from) || itself.test(by) || homely.test(by) || !/[.:]/.test(by);

/** The verdict as a sentence of its own, beside one on the clock of this machine. */
export const deviceWords = (verdict: DeviceVerdict): string => {
	switch (verdict.is) {
		case 'not-asked':
			return 'The clock of the device itself, where that is another machine, was not looked at.';
		case 'not-found-out':
			return `The device’s own clock could not be told from its mail: ${verdict.why}.`;
		case 'right':
			return 'The device’s own clock is right, by its mail.';
		case 'slightly-off':
		case 'perhaps-wrong':
			return `The device’s own clock may be ${skewWords(verdict.skew)}, by its mail.`;
		case 'wrong':
			return `The device’s own clock is ${skewWords(verdict.skew)}, by its mail.`;
	}
};
