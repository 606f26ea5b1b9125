import {RE2JS} from 're2js';
import {z} from 'zod';
import {addressSchema} from '../address.ts';
import {certificateKinds} from '../certificates.ts';

const isPattern = (text: string): boolean => {
	try {
		RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
		return true;
	} catch {
		return false;
	}
};

const words = {
	contains: z.string().min(1).max(1000).optional().describe('These words are in it, in capitals or not.'),
	pattern: z
		.string()
		.min(1)
		.max(1000)
		.refine(isPattern, {error: 'expected a pattern that RE2 knows'})
		.optional()
		.describe('RE2 pattern, case-insensitive unless it says (?-i:…).'),
};
const wordsSchema = z.strictObject(words);
export type Words = z.output<typeof wordsSchema>;

const whenSchema = z
	.strictObject({
		always: z.literal(true).optional(),
		header: z
			.strictObject({
				...words,
				name: z.string().regex(/^[!-9;-~]+$/, {error: 'expected the name of a field'}),
				absent: z.literal(true).optional().describe('There is no such field.'),
			})
			.optional()
			.describe('A header field; without more, that there is one.'),
		text: wordsSchema.optional().describe('What a person reads, in text or HTML.'),
		html: wordsSchema.optional().describe('The source of its HTML.'),
		link: wordsSchema.optional().describe('The address of a link or of a picture.'),
		sender: wordsSchema.optional().describe('An address in From, or the envelope sender where it is told.'),
		form: z
			.enum(['html-only', 'attachment'])
			.optional()
			.describe('html-only: HTML without a text part. attachment: it has one.'),
	})
	.refine(when => Object.keys(when).length > 0, {error: 'expected a condition, or always: true'});
export type When = z.output<typeof whenSchema>;

const ruleSchema = z.strictObject({
	name: z.string().regex(/^[A-Z][A-Z0-9_]*$/, {error: 'expected a name such as HTML_ONLY'}),
	score: z.number().min(-1000).max(1000),
	says: z.string().max(200).optional().describe('How the filter describes it.'),
	when: whenSchema.describe('It fires where all of these hold.'),
});
export type LabRule = z.output<typeof ruleSchema>;

const filterFaults = ['silent', 'refused', 'drop', 'garbage', 'error', 'skips', 'changes-its-mind'] as const;

/** A spam filter of the lab. */
export const filterSchema = z.strictObject({
	speaks: z.enum(['spamd', 'rspamd']).describe('The protocol of SpamAssassin, or that of rspamd.'),
	host: z
		.string()
		.regex(/^(?=.{1,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, {error: 'expected a host name in small letters'})
		.describe('The name by which a client reaches it.'),
	port: z.int().min(1).max(65_535).describe('The TCP port by which a client reaches it.'),
	address: addressSchema.optional().describe('The address that it stands for.'),
	scheme: z.enum(['http', 'https']).default('http').describe('Of rspamd.'),
	certificate: z.enum(certificateKinds).default('good').describe('What its certificate is like, with https.'),
	threshold: z.number().default(5).describe('From which score on a message is spam; rspamd marks it then.'),
	reject: z.number().default(15).describe('From which score on rspamd refuses it.'),
	greylist: z.number().optional().describe('From which score on rspamd wants it to come back later.'),
	tells: z.boolean().default(false).describe('Whether rspamd tells its thresholds, as newer versions do.'),
	rules: z.array(ruleSchema).max(200).default([]).describe('What it scores by.'),
	delay: z.int().min(0).max(60_000).default(0).describe('Milliseconds before its answer.'),
	fault: z
		.enum(filterFaults)
		.optional()
		.describe(
			'silent: a SYN gets no answer. refused: nothing listens. drop: closes without an answer. garbage: another protocol. error: fails with an error of its protocol. skips: looks at no message. changes-its-mind: two points more whenever it sees the same message again.',
		),
});

export type FilterSettings = z.output<typeof filterSchema>;
