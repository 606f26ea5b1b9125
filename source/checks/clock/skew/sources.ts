import type {Reach} from '../../../core/check.ts';
import {inWords} from '../../../core/failure.ts';
import {failed, type Result, success} from '../../../core/result.ts';
import {mailDatesIn} from '../../../mail/date.ts';
import {registeredDomain} from '../../../mail/public-suffix.ts';
import {questionFor, type ServerParams} from '../../conversation.ts';
import {isMoment, shownName} from './words.ts';

/** A clock besides ours. All times in milliseconds; `low` and `high` enclose how far ours is ahead of it. */
export type Source = {
	/** Such as `the time server ntp.example.org`. */
	readonly name: string;
	/** Who runs it: two sources of one owner may have one clock. */
	readonly owner: string;
	readonly low: number;
	readonly high: number;
	/** What it said, and what ours said when that was heard, since 1970. */
	readonly theirs: number;
	readonly ours: number;
	/** How long its answer may have been under way. */
	readonly delay: number;
	/** `proof`: a server that was known again by its certificate. */
	readonly worth: 'proof' | 'hint';
	/** How it came. Whoever relays connections can write all that came over them without a certificate. */
	readonly way: 'datagram' | 'connection';
	readonly note?: string;
};

/** A source that told no time, and why. */
export type Mute = {readonly name: string; readonly why: string};

export type Told = Result<Source, Mute>;
type Asking = Pick<Reach, 'probes' | 'signal'>;

/** Both ends are part of what a clock may be off by; sorted so, whatever the answers say. */
const sourceOf = async (
	{host, ...about}: Pick<Source, 'name' | 'worth' | 'way' | 'note'> & {readonly host: string},
	times: Pick<Source, 'low' | 'high' | 'theirs' | 'ours' | 'delay'>,
): Promise<Told> => {
	const {name} = about;
	if (!Object.values(times).every(isMoment)) return failed({name, why: 'what it says is no time'});
	if (Math.max(Math.abs(times.low), Math.abs(times.high)) > furthest)
		return failed({name, why: 'what it says is more than a century off'});
	const owner = (await registeredDomain(host)) ?? host.toLowerCase();
	return success({...about, owner, ...times});
};

/** Milliseconds beyond which an answer says nothing of a clock: no machine of today counts from before 1970. */
const furthest = 100 * 365.25 * 86_400_000;

/** A date that was stamped before it was heard, to so many milliseconds, and within `after` before that. */
const stamped = (date: {readonly at: number; readonly within: number}, heard: number, after: number) => ({
	low: heard - after - (date.at + date.within),
	high: heard - date.at,
	theirs: date.at,
	ours: heard,
	delay: after,
});

export type TimeServer = {readonly server: string; readonly port?: number};

/** Asks a time server: its answer is one datagram, which nobody signs. */
export const timeOf = async (question: TimeServer, {probes, signal}: Asking): Promise<Told> => {
	const name = `the time server ${shownName(question.server)}`;
	const result = await probes.time(question, signal);
	if (!result.ok) return failed({name, why: shownName(inWords(result.failure))});
	const {offset, delay, heardAt} = result.value;
	const ours = Date.parse(heardAt);
	return sourceOf(
		{name, host: question.server, worth: 'hint', way: 'datagram'},
		{low: -offset - delay / 2, high: -offset + delay / 2, theirs: ours + offset, ours, delay},
	);
};

/** Asks a web server for the Date field of its answer; one out of a cache is of another time (RFC 9111 section 4.2.3). */
export const webTimeOf = async (url: string, {probes, signal}: Asking): Promise<Told> => {
	const {hostname, protocol} = new URL(url);
	const name = `the web server ${shownName(hostname)}`;
	const result = await probes.http({url, limit: 0, only: 'date'}, signal);
	if (!result.ok) return failed({name, why: shownName(inWords(result.failure))});
	const {date, age = 0, heardAt, heardAfter = 0, tls} = result.value;
	if (age > 0) return failed({name, why: `its answer lay in a cache for ${age} s`});
	if (date === undefined) return failed({name, why: 'its answer has no Date that can be read'});
	if (heardAt === undefined) return failed({name, why: 'when it answered was not noted'});
	const trusted = protocol === 'https:' && tls !== undefined && tls.fault === undefined;
	const note =
		tls?.fault === undefined
			? undefined
			: `its certificate is not trusted (${tls.fault.replaceAll('-', ' ')})`;
	return sourceOf(
		{
			name,
			host: hostname,
			worth: trusted ? 'proof' : 'hint',
			way: 'connection',
			...(note === undefined ? {} : {note}),
		},
		stamped({at: Date.parse(date), within: 1000}, Date.parse(heardAt), Math.max(0, heardAfter)),
	);
};

/** Reads the greeting of the submission server, which many servers write the time into. */
export const greetingTimeOf = async (params: ServerParams, {probes, signal}: Asking): Promise<Told> => {
	const name = `the greeting of ${shownName(params.host)}`;
	const stage = params.security === 'implicit' ? 'tls' : 'connect';
	const result = await probes.smtp(questionFor(params, stage), signal);
	if (!result.ok) return failed({name, why: shownName(inWords(result.failure))});
	const {greeting, heardAt, heardAfter = 0, stop} = result.value;
	if (greeting === undefined)
		return failed({name, why: stop?.failure ? shownName(inWords(stop.failure)) : 'there was none'});
	const dates = greeting.lines.flatMap(mailDatesIn);
	const [date] = dates;
	if (date === undefined) return failed({name, why: 'it carries no date with a time zone'});
	if (dates.some(({at}) => at !== date.at)) return failed({name, why: 'it carries several dates'});
	if (heardAt === undefined) return failed({name, why: 'when it came was not noted'});
	return sourceOf(
		{name, host: params.host, worth: 'hint', way: 'connection'},
		stamped(date, Date.parse(heardAt), Math.max(0, heardAfter)),
	);
};
