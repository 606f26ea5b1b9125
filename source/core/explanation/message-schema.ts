import {z} from 'zod';
import {actors} from '../actor.ts';
import {judgements} from '../trail.ts';

const verdictSchema = z.object({
	by: z.string(),
	field: z.string().describe('The header field that says it.'),
	judgement: z.enum(judgements),
	score: z.number().nullable(),
	threshold: z.number().nullable(),
	rules: z.array(z.object({name: z.string(), score: z.number().nullable(), says: z.string().nullable()})),
	says: z.string(),
	folder: z.enum(['inbox', 'junk', 'trash', 'other']).nullable(),
	earlier: z.boolean().describe('Not by the last receiver: by a server before it, or forged.'),
});

const judgedSchema = z.object({
	by: z.string(),
	arc: z.number().nullable().describe('The instance of an ARC set.'),
	method: z.enum(['spf', 'dkim', 'dmarc', 'arc', 'compauth']),
	result: z.string(),
	domain: z.string().nullable(),
	detail: z.string().nullable(),
	earlier: z.boolean(),
});

const passageSchema = z.object({
	from: z.string().nullable(),
	by: z.string().nullable(),
	at: z.string().nullable().describe('By that server’s clock, ISO 8601.'),
	seconds: z.number().nullable().describe('Since the one before; below zero where clocks differ.'),
	slowest: z.boolean(),
});

const verificationSchema = z.object({
	kind: z.enum(['code', 'link']).nullable().describe('null where nothing was chosen.'),
	open: z.enum(['none', 'several', 'unread']).nullable().describe('Why nothing was chosen.'),
	masked: z.string().nullable(),
	where: z.enum(['subject', 'text', 'html']).nullable(),
	language: z.string().nullable(),
	validSeconds: z.number().nullable().describe('How long the message says that it is valid.'),
	expired: z.boolean().describe('The way to the last server took longer than that.'),
});

/**
 * What the header comes to. `expired`: nothing in it is wrong, but its way took longer than its code is valid.
 * `automatic-answer`: a program answered another mail with it.
 */
const results = [
	'clean',
	'malware',
	'phishing',
	'quarantined',
	'junk-folder',
	'other-folder',
	'junk',
	'forwarding-broke',
	'dmarc-failed',
	'spf-failed',
	'dkim-failed',
	'unauthenticated',
	'bulk',
	'suspicious',
	'slow',
	'future-date',
	'past-date',
	'untold',
	'expired',
	'automatic-answer',
] as const;

const headerFacts = {
	result: z.enum(results),
	says: z.string().describe('What decides, in a sentence.'),
	plain: z.string().nullable().describe('The cause, for the person who waits.'),
	fix: z.string().nullable().describe('What to change.'),
	from: z.array(z.string()),
	messageId: z.string().nullable(),
	date: z.object({
		state: z.enum(['right', 'future', 'past', 'missing', 'unreadable', 'unknown']),
		ahead: z.number().nullable().describe('Seconds by which the Date field is ahead.'),
		says: z.string(),
	}),
	seconds: z.number().nullable().describe('From the first server to the last.'),
	verdicts: z.array(verdictSchema),
	authentication: z.array(judgedSchema).describe('As the header tells it; nothing was looked up.'),
	forwarded: z
		.object({
			by: z.string().nullable(),
			to: z.string().nullable(),
			broke: z.array(z.enum(['spf', 'dkim', 'dmarc'])),
			says: z.string(),
		})
		.nullable(),
	cut: z.boolean().describe('There was more than is ever read.'),
};

const dislikeSchema = z.object({
	id: z.string(),
	says: z.string(),
	fix: z.string(),
	weight: z.enum(['heavy', 'light']),
});

const shared = {
	cause: z.string().nullable().describe('An id of knowledge/causes.yaml, when the text proves it.'),
	who: z.enum(actors).nullable(),
	received: z.array(passageSchema).describe('The servers that it passed, oldest first.'),
};

/** The members of `explain --json` for a message, and for its header alone. */
export const messageSchema = z.object({
	kind: z.literal('message').describe('A message with its header.'),
	...shared,
	facts: z.object({
		...headerFacts,
		verification: verificationSchema,
		validUntil: z
			.string()
			.nullable()
			.describe('Until when the code or link is valid, counted from when the message was written, ISO 8601.'),
		dislikes: z.array(dislikeSchema).describe('What filters hold against such a message.'),
		attached: z.boolean().describe('The mail that was pasted carries it as an attachment.'),
	}),
	code: z
		.string()
		.nullable()
		.describe('The verification code in it, whole; null for a link and where none was chosen.'),
});

export const headersSchema = z.object({
	kind: z.literal('headers').describe('The header of a message alone.'),
	...shared,
	facts: z.object(headerFacts),
	code: z.null().describe('It stands in the text of a message.'),
});
