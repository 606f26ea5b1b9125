import type {z} from 'zod';
import type {Cause, Knowledge} from '../knowledge.ts';
import {printable} from '../printable.ts';
import type {Trail} from '../trail.ts';
import type {Dislike, Passage, Reading} from '../verification.ts';
import {withoutHoles} from './holes.ts';
import type {headersSchema, messageSchema} from './message-schema.ts';
import {sentenceOf} from './sentence.ts';
import {lifeOver, verificationOf, withoutSecrets} from './verified.ts';
import {provenCauses, weighed} from './weighed.ts';

export type MessageExplanation = z.output<typeof messageSchema>;
export type HeadersExplanation = z.output<typeof headersSchema>;

/** What was read of a header before it is explained; addresses and the id as they were written. */
export type ReadHeader = {
	readonly trail: Trail;
	readonly from: readonly string[];
	readonly messageId: string | undefined;
	readonly cut: boolean;
};

export type ReadMessage = ReadHeader & {
	readonly reading: Reading;
	readonly dislikes: readonly Dislike[];
	/** In milliseconds since 1970. */
	readonly now: number;
};

type Books = Pick<Knowledge, 'causes'>;

export const headersExplanation = (read: ReadHeader, books: Books): HeadersExplanation => {
	const {cause, facts} = headerVerdict(read, books);
	return {
		kind: 'headers',
		cause: cause?.id ?? null,
		who: cause?.who ?? null,
		facts,
		received: read.trail.passages.map(passage),
		code: null,
	};
};

/**
 * Explains a message: what became of it, the code in it, and what speaks against it. The code stands whole in `code` and
 * nowhere else.
 */
export const messageExplanation = (read: ReadMessage, books: Books): MessageExplanation => {
	const {reading, dislikes, trail, now} = read;
	const verification = verificationOf(reading, trail, now);
	const {cause, facts} = headerVerdict(
		read,
		books,
		verification.expired ? lifeOver(reading, trail) : undefined,
	);
	const {chosen} = reading;
	const code = chosen?.kind === 'code' ? printable(chosen.value) : null;
	return {
		kind: 'message',
		cause: cause?.id ?? null,
		who: cause?.who ?? null,
		facts: withoutSecrets({...facts, verification, dislikes: dislikes.map(one => ({...one}))}, reading),
		received: trail.passages.map(one => ({...passage(one), ...withoutSecrets(namesOf(one), reading)})),
		code,
	};
};

const headerVerdict = (
	{trail, from, messageId, cut}: ReadHeader,
	{causes}: Books,
	expiry?: string,
): {readonly cause: Cause | undefined; readonly facts: HeadersExplanation['facts']} => {
	const told = weighed(trail);
	const proven = provenCauses[told.code];
	const isExpired = proven === undefined && expiry !== undefined;
	const cause = causes.get(isExpired ? 'code.expired' : (proven ?? ''));
	const {verdicts, judged, forwarded, date, seconds} = trail;
	return {
		cause,
		facts: {
			result: isExpired ? 'expired' : told.code,
			says: isExpired ? expiry : sentenceOf(told),
			plain: cause ? withoutHoles(cause.plain) : null,
			fix: cause ? withoutHoles(cause.fix) : null,
			from: from.slice(0, 5).map(one => printable(one.slice(0, 320))),
			messageId: messageId === undefined ? null : printable(messageId.slice(0, 320)),
			date: {state: date.state, ahead: date.ahead ?? null, says: date.says},
			seconds: seconds ?? null,
			verdicts: verdicts.map(({rules = [], ...one}) => ({
				...one,
				score: one.score ?? null,
				threshold: one.threshold ?? null,
				rules: rules.map(({name, score, says}) => ({name, score: score ?? null, says: says ?? null})),
				folder: one.folder ?? null,
				earlier: one.earlier ?? false,
			})),
			authentication: judged.map(one => ({
				...one,
				arc: one.arc ?? null,
				domain: one.domain ?? null,
				detail: one.detail ?? null,
				earlier: one.earlier ?? false,
			})),
			forwarded: forwarded
				? {
						by: forwarded.by ?? null,
						to: forwarded.to ?? null,
						broke: [...forwarded.broke],
						says: forwarded.says,
					}
				: null,
			cut,
		},
	};
};

const passage = ({from, by, at, seconds, slowest}: Passage): MessageExplanation['received'][number] => ({
	from: from ?? null,
	by: by ?? null,
	at: at === undefined ? null : new Date(at).toISOString(),
	seconds: seconds ?? null,
	slowest: slowest ?? false,
});

const namesOf = ({from, by}: Passage) => ({from: from ?? null, by: by ?? null});
