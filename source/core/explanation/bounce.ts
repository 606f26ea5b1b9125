import {z} from 'zod';
import {type Bounce, type BouncedRecipient, bounceActions} from '../bounce.ts';
import {actors, type Cause, type Knowledge, replyText} from '../knowledge.ts';
import {printable} from '../printable.ts';
import {type ReplyRule, retries} from '../reply-rule.ts';
import {type BounceVerdict, judgeBounced} from './bounced.ts';
import {statusMeaning} from './class-beside.ts';
import {withoutHoles} from './holes.ts';
import {momentWords} from './moment.ts';

const bouncedSchema = z.object({
	address: z.string().nullable().describe('Whom the mail was for; null where the bounce names nobody.'),
	led: z.string().nullable().describe('The address that it led to, where that is another.'),
	action: z.enum(bounceActions),
	outcome: z
		.enum(['failed', 'expired', 'delayed', 'delivered', 'relayed'])
		.describe('expired: given up after a time in which no server took the mail.'),
	remote: z.string().nullable().describe('The server that refused or did not answer.'),
	code: z.number().nullable().describe('Of the reply that is quoted.'),
	enhanced: z.string().nullable(),
	text: z.string().nullable().describe('The words of the reply, else of whoever wrote the bounce.'),
	provider: z.string().nullable(),
	class: z.string().nullable(),
	means: z.string().describe('What it says, in a sentence.'),
	matched: z.boolean().describe('A rule knows the words or the status.'),
	cause: z.string().nullable().describe('An id of knowledge/causes.yaml, when it is proved.'),
	suspected: z.array(z.string()).describe('Causes that fit, of which none is shown.'),
	who: z.enum(actors).nullable(),
	plain: z.string().nullable().describe('The cause, for the person who waits.'),
	fix: z.string().nullable().describe('What to change.'),
	remedy: z.string().nullable().describe('What the rule says to do; null where `fix` says it.'),
	retry: z.enum(retries).nullable().describe('Whether the same may be tried again.'),
	waitMinutes: z.number().nullable().describe('How long to wait before that, where it is known.'),
	until: z.string().nullable().describe('Until when delivery is tried again, ISO 8601.'),
});

const bounceFactsSchema = z.object({
	result: z.enum(bounceActions).describe('Of the recipient that fared worst.'),
	read: z.string().describe('The form that it was read by, such as RFC 3464 or qmail.'),
	reporter: z.string().nullable().describe('Who wrote the bounce.'),
	at: z.string().nullable().describe('When, ISO 8601.'),
	recipients: z.array(bouncedSchema).describe('The one that fared worst first.'),
	message: z
		.object({
			messageId: z.string().nullable(),
			tag: z.string().nullable(),
			from: z.string().nullable(),
			to: z.string().nullable(),
			date: z.string().nullable(),
		})
		.describe('The mail that it is about, as far as it is quoted.'),
});

/** The member of `explain --json` for a mail that says what became of another one. */
export const bounceSchema = z.object({
	kind: z.literal('bounce').describe('A mail that says what became of another one.'),
	cause: z.string().nullable().describe('Of the recipient that fared worst, when it is proved.'),
	who: z.enum(actors).nullable(),
	facts: bounceFactsSchema,
	received: z.array(z.unknown()).describe('Stations of a message; they are not read from a bounce.'),
	code: z.null().describe('A bounce has none.'),
});

export type BounceExplanation = z.output<typeof bounceSchema>;
export type BouncedFacts = z.output<typeof bouncedSchema>;

type Books = Pick<Knowledge, 'replies' | 'causes'>;

/** Explains a bounce: what became of the mail for each recipient, why, and who can change it. Safe to print. */
export const bounceExplanation = (bounce: Bounce, books: Books): BounceExplanation => {
	const recipients = worstFirst(bounce.recipients).map(recipient => explained(recipient, bounce, books));
	const [worst] = recipients;
	const {messageId, tag, from, to, date} = bounce.about;
	return {
		kind: 'bounce',
		cause: worst?.cause ?? null,
		who: worst?.who ?? null,
		facts: {
			result: worst?.action ?? 'failed',
			read: bounce.read,
			reporter: bounce.reporter ?? null,
			at: bounce.at ?? null,
			recipients,
			message: {
				messageId: messageId ?? null,
				tag: tag ?? null,
				from: from ?? null,
				to: to ?? null,
				date: date ?? null,
			},
		},
		received: [],
		code: null,
	};
};

/** Recipients by what became of their mail, the worst first; those that fared alike stay in their order. */
export const worstFirst = (recipients: readonly BouncedRecipient[]): readonly BouncedRecipient[] =>
	recipients.toSorted(
		(one, other) => bounceActions.indexOf(one.action) - bounceActions.indexOf(other.action),
	);

const explained = (recipient: BouncedRecipient, bounce: Bounce, {replies, causes}: Books): BouncedFacts => {
	const verdict = judgeBounced(recipient, bounce.reporter, replies);
	const {rule, matched, reply} = verdict;
	const cause = verdict.cause === undefined ? undefined : causes.get(verdict.cause);
	// What a rule advises is meant for its own cause.
	const own = cause !== undefined && rule?.cause === cause.id ? rule : undefined;
	const advice = adviceOf(recipient, verdict, cause, own);
	return {
		address: recipient.address === '' ? null : recipient.address,
		led: recipient.led ?? null,
		action: recipient.action,
		outcome: verdict.outcome,
		remote: recipient.remote ?? null,
		code: reply && reply.code > 0 ? reply.code : null,
		enhanced: reply?.enhanced ?? recipient.status ?? null,
		text: wordsOf(recipient, verdict) ?? null,
		provider: verdict.provider ?? null,
		class: (reply ? statusMeaning(verdict.class, reply, cause?.id) : verdict.class) ?? null,
		means: bounceMeaning(recipient, verdict),
		matched,
		cause: cause?.id ?? null,
		suspected: rule && !matched && cause === undefined ? [rule.cause] : [],
		who: advice?.who ?? null,
		plain: cause ? filled(cause.plain, recipient, bounce, verdict) : null,
		fix: advice ? filled(advice.fix, recipient, bounce, verdict) : null,
		remedy: advice?.remedy ?? null,
		retry: advice?.retry ?? null,
		waitMinutes: advice?.['wait-minutes'] ?? null,
		until: recipient.until ?? null,
	};
};

type Advice = Pick<Cause, 'who' | 'fix'> & Partial<Pick<ReplyRule, 'remedy' | 'retry' | 'wait-minutes'>>;

/** What a rule says to do, else what its cause does; what a sending server does by itself need not be advised. */
const adviceOf = (
	{action}: BouncedRecipient,
	{outcome}: BounceVerdict,
	cause: Cause | undefined,
	own: ReplyRule | undefined,
): Advice | undefined => {
	if (!cause) return undefined;
	const isWaiting = (own?.who ?? cause.who) === 'nobody' || own?.['wait-minutes'] !== undefined;
	if (outcome === 'delayed' && action === 'delayed' && isWaiting)
		return {who: 'mail-admin', fix: cause.id === 'filter.greylisted' ? stillGreylisted : stillDelayed};
	return {
		who: own?.who ?? cause.who,
		fix: cause.fix,
		...(own?.remedy === undefined ? {} : {remedy: own.remedy}),
		...(own === undefined ? {} : {retry: own.retry}),
		...(own?.['wait-minutes'] === undefined ? {} : {'wait-minutes': own['wait-minutes']}),
	};
};

const stillDelayed =
	'The sending server had tried again and again before it wrote this, and goes on by itself, so that some minutes more change nothing. Give the words of the reply to the administrator of {host}; a code in that mail has most likely expired, so request a new one when mail passes again.';
const stillGreylisted =
	'Greylisting lets a second try pass, and the sending server had tried again and again before it wrote this, so that some minutes more change nothing. Its administrator checks that it tries from the same address each time; else the administrator of {host} exempts it. Then request one new code.';

/** The words of the reply without its status, else those of whoever wrote the bounce; safe to print. */
const wordsOf = ({words}: BouncedRecipient, {reply}: BounceVerdict): string | undefined => {
	if (!reply || reply.code === 0) return words;
	const text = replyText(reply);
	const bare = reply.enhanced && text.startsWith(reply.enhanced) ? text.slice(reply.enhanced.length) : text;
	return printable(bare.replace(/^[\s:]{1,20}/, ''));
};

/** What a bounce says of one recipient, in a sentence: what a rule knows, else what its status says, else what became of the mail. */
export const bounceMeaning = (
	{action, until}: BouncedRecipient,
	{outcome, rule, matched, reply, class: group}: BounceVerdict,
): string => {
	const by = reply?.enhanced === undefined ? 'reply code' : 'status';
	const why = rule && matched ? ` ${rule.means}` : group === undefined ? '' : ` By its ${by}: ${group}.`;
	switch (outcome) {
		case 'failed':
			return rule && matched ? rule.means : `The mail was not delivered.${why}`;
		case 'expired':
			return `Delivery was tried for as long as the sending server does, and then given up.${why}`;
		case 'delayed':
			return `The mail has not been delivered yet, and is tried again${until === undefined ? '' : ` until ${momentWords(until)}`}.${why}`;
		case 'delivered':
			return 'The mail was delivered into the mailbox; in which folder it lies is not said.';
		case 'relayed':
			return action === 'expanded'
				? 'The mail was passed on to several addresses; what became of it there is not said.'
				: 'The mail was passed on to a server that sends no such notices; what became of it there is not said.';
	}
};

const filled = (
	sentence: Cause['fix'],
	{address, remote}: BouncedRecipient,
	{reporter, about}: Bounce,
	{reply}: BounceVerdict,
): string =>
	withoutHoles(sentence, {
		host: remote ?? reporter,
		to: address || undefined,
		domain: address.slice(address.lastIndexOf('@') + 1) || undefined,
		from: about.from,
		reply: reply && `${reply.code || ''} ${replyText(reply)}`.trim(),
	});
