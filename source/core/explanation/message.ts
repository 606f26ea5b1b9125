import type {z} from 'zod';
import type {Actor, Cause, Knowledge} from '../knowledge.ts';
import {printable} from '../printable.ts';
import type {Trail} from '../trail.ts';
import type {Dislike, Passage, Reading} from '../verification.ts';
import {actingOn} from './acting.ts';
import {withoutHoles} from './holes.ts';
import {type Life, lifeOf} from './lifetime.ts';
import type {headersSchema, messageSchema} from './message-schema.ts';
import {sentenceOf} from './sentence.ts';
import {verificationOf, withoutSecrets} from './verified.ts';
import {provenCauses, weighed} from './weighed.ts';

export type MessageExplanation = z.output<typeof messageSchema>;
export type HeadersExplanation = z.output<typeof headersSchema>;

/** What was read of a header before it is explained; addresses and the id as they were written. */
export type ReadHeader = {
	readonly trail: Trail;
	readonly from: readonly string[];
	readonly messageId: string | undefined;
	readonly cut: boolean;
	/** The mailbox is one that a provider gives to people. */
	readonly isPersonal?: boolean;
	/** Its header says that a program answered another mail with it; which fields say so, safe to print. */
	readonly answers?: string | undefined;
};

export type ReadMessage = ReadHeader & {
	readonly reading: Reading;
	readonly dislikes: readonly Dislike[];
	/** What stands in place of its header was shown by a mail program that forwarded it. */
	readonly isShown?: true;
	/** Another mail carries it. */
	readonly isAttached?: boolean;
};

type Books = Pick<Knowledge, 'causes'>;

/** Explains a header alone. It is told as it is read, so what may be a code is masked by its look (see `Trail`), and `code` is null. */
export const headersExplanation = (read: ReadHeader, books: Books): HeadersExplanation => {
	const {cause, who, facts} = headerVerdict(read, books, headerAnswer(read));
	return {
		kind: 'headers',
		cause: cause?.id ?? null,
		who,
		facts,
		received: read.trail.passages.map(passage),
		code: null,
	};
};

/**
 * Explains a message: what became of it, the code in it, and what speaks against it. The code that was chosen stands whole in
 * `code` and nowhere else; whatever else may be one is masked.
 */
export const messageExplanation = (read: ReadMessage, books: Books): MessageExplanation => {
	const {reading, dislikes, trail} = read;
	const {chosen} = reading;
	const life = lifeOf(reading, trail);
	const verification = {
		...verificationOf(reading),
		expired: life?.over !== undefined,
	};
	const {cause, who, facts} = headerVerdict(read, books, besidesHeader(read, life));
	const code = chosen?.kind === 'code' ? printable(chosen.value) : null;
	return {
		kind: 'message',
		cause: cause?.id ?? null,
		who,
		facts: withoutSecrets(
			{
				...facts,
				verification,
				validUntil: life ? new Date(life.until).toISOString() : null,
				dislikes: dislikes.map(one => ({...one})),
				attached: read.isAttached ?? false,
			},
			reading,
		),
		received: trail.passages.map(one => ({...passage(one), ...withoutSecrets(namesOf(one), reading)})),
		code,
	};
};

/** What else a message shows, where nothing that was done with it stopped it. */
type Besides = {
	readonly result: 'expired' | 'automatic-answer' | 'untold';
	readonly says: string;
	readonly cause?: string;
};

const besidesHeader = (
	{reading, answers, isShown}: ReadMessage,
	life: Life | undefined,
): Besides | undefined => {
	if (life?.over !== undefined) return {result: 'expired', says: life.over, cause: 'code.expired'};
	if (isShown) return {result: 'untold', says: shownWords};
	return reading.chosen ? undefined : headerAnswer({answers});
};

const headerAnswer = ({answers}: Pick<ReadHeader, 'answers'>): Besides | undefined =>
	answers === undefined
		? undefined
		: {
				result: 'automatic-answer',
				says: `It is an automatic answer, such as an absence note (${answers}), and no bounce: the mail that it answers was received.`,
			};

const shownWords =
	'Only what a mail program shows of a forwarded message is here: its header, in which servers and filters write, was left behind. Open the message where it arrived, and show its source or save it as a file.';

const headerVerdict = (
	{trail, from, messageId, cut, isPersonal = false}: ReadHeader,
	{causes}: Books,
	besides?: Besides,
): {
	readonly cause: Cause | undefined;
	readonly who: Actor | null;
	readonly facts: HeadersExplanation['facts'];
} => {
	const told = weighed(trail);
	const proven = provenCauses[told.code];
	const other = proven === undefined ? besides : undefined;
	const cause = causes.get(other?.cause ?? proven ?? '');
	const acting = cause && actingOn(told, cause, {isPersonal});
	const {verdicts, judged, forwarded, date, seconds} = trail;
	return {
		cause,
		who: acting?.who ?? null,
		facts: {
			result: other?.result ?? told.code,
			says: other?.says ?? sentenceOf(told),
			plain: cause ? withoutHoles(cause.plain) : null,
			fix: acting?.fix ?? null,
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
