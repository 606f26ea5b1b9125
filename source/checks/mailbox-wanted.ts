import {z} from 'zod';
import type {Wanted} from '../core/imap.ts';
import {printable} from '../core/printable.ts';
import {address, domain, text} from '../core/value.ts';

/** Seconds of the units of a duration such as `2h`. */
const units: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400};
const duration = /^(\d{1,5})([smhd])$/;
const day = z.iso.date();
/** A day has begun somewhere on earth so many hours before it does by UTC. */
const earliest = 14 * 3_600_000;

const instant = z.iso.datetime({offset: true, local: true});

/** Milliseconds since 1970 of what somebody gave for a beginning; nothing where it is none. */
export const beginningOf = (since: string, now: number): number | undefined => {
	const [, count, unit = ''] = duration.exec(since) ?? [];
	if (count !== undefined) return now - Number(count) * (units[unit] ?? 0) * 1000;
	const at = day.safeParse(since).success
		? Date.parse(`${since}T00:00:00Z`) - earliest
		: instant.safeParse(since).success
			? Date.parse(since)
			: Number.NaN;
	return Number.isNaN(at) ? undefined : at;
};

/** The word that stands for the tag of this run's own test mail. */
const ownTag = 'this-run';

/** By what a mail is looked for. */
export const wantedParams = {
	'message-id': text()
		.regex(/^<?[^\s<>]{1,500}>?$/, {error: 'expected a Message-ID such as <1234@example.org>'})
		.optional()
		.describe('The Message-ID of the mail, with or without its angle brackets.'),
	from: z
		.union([address(), domain()], {error: 'expected an address or a domain'})
		.optional()
		.describe('Whom the mail is from: an address, or a domain.'),
	since: z
		.string()
		.refine(given => beginningOf(given, Date.now()) !== undefined, {
			error:
				'expected a day such as 2026-11-23, a time such as 2026-11-23T08:00:00Z, or how long ago, such as 2h',
		})
		.optional()
		.describe(
			'What came earlier is not looked at: a day, a time, or how long ago (90s, 30m, 2h, 3d); with only `from`, a day ago unless told otherwise.',
		),
	tag: text()
		.min(1)
		.max(100)
		.optional()
		.describe(`The tag of a test mail of lostmail; ${ownTag} for the one that this run sends.`),
};

type WantedParams = {
	readonly 'message-id'?: string | undefined;
	readonly from?: string | undefined;
	readonly since?: string | undefined;
	readonly tag?: string | undefined;
};

/** A mail that is looked for, and what it is called in a sentence. */
export type Search = {readonly wanted: Wanted; readonly mail: string};

/**
 * What is looked for; nothing where too little was given. A mail that is known by its sender alone is easily an old one,
 * and so it is looked for no longer back than `usual` seconds, unless told otherwise.
 */
export const searchFor = (
	{'message-id': messageId, from, since, tag}: WantedParams,
	{startedAt, tag: own}: {readonly startedAt: number; readonly tag: string},
	usual: number,
): Search | undefined => {
	if (messageId === undefined && from === undefined && tag === undefined) return undefined;
	const bySenderAlone = messageId === undefined && tag === undefined;
	const given = since === undefined ? undefined : beginningOf(since, startedAt);
	const begins = given ?? (bySenderAlone ? startedAt - usual * 1000 : undefined);
	const beginning = begins === undefined ? undefined : dated(begins);
	return {
		wanted: {
			...(messageId === undefined ? {} : {messageId}),
			...(tag === undefined ? {} : {tag: tag === ownTag ? own : tag}),
			...(from === undefined ? {} : {from}),
			...(beginning === undefined ? {} : {since: beginning}),
		},
		mail: [
			tag === undefined
				? messageId === undefined
					? 'Mail'
					: `The mail ${printable(messageId)}`
				: 'The test mail',
			...(from === undefined ? [] : [`from ${printable(from)}`]),
		].join(' '),
	};
};

/** No date that can be written is meant by a number that is too large for one. */
const dated = (ms: number): string | undefined =>
	Math.abs(ms) <= 8.64e15 && ms >= 0 ? new Date(ms).toISOString() : undefined;
