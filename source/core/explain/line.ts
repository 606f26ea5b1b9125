import {z} from 'zod';
import type {ExplainedLine} from '../explain.ts';
import {smtpStages} from '../smtp.ts';
import {noteSchema} from './note.ts';

export {troubleWord} from './trouble.ts';

/** One line of a dialogue with what it means, as `explain --json` and the results of steps have it. */
export const lineSchema = z.object({
	side: z.enum(['client', 'server', 'connection']),
	text: z.string().describe('As it was said; secrets are masked, and the message itself is left out.'),
	ms: z.number().optional(),
	means: z.string(),
	tone: z.enum(['good', 'warning', 'bad', 'plain']),
	stage: z.enum(smtpStages).optional(),
	verb: z.string().optional().describe('What a client’s line does: a command, `response` or `message`.'),
	answers: z.string().optional().describe('The command that a reply answers.'),
	code: z.number().optional(),
	enhanced: z.string().optional(),
	class: z.string().optional().describe('Class, subject and detail in words (RFC 3463).'),
	healthy: z.string().optional().describe('What a healthy server says at this point.'),
	note: noteSchema.optional(),
	provider: z
		.object({
			name: z.string(),
			says: z.array(z.string()),
			guessed: z.literal(true).optional().describe('Only the words of the reply are those of this provider.'),
		})
		.optional()
		.describe('What is known of the provider that concerns a refusal.'),
	offers: z.array(z.object({keyword: z.string(), means: z.string()})).optional(),
});

export type DialogueLine = z.output<typeof lineSchema>;

/** An explained line without what only the program itself works with. */
export const dialogueLine = ({
	reply,
	after: _,
	to: __,
	suspected: ___,
	notLookedUp: ____,
	note,
	provider,
	offers,
	...line
}: ExplainedLine): DialogueLine => ({
	...line,
	...(reply && reply.code > 0 ? {code: reply.code} : {}),
	...(reply?.enhanced === undefined ? {} : {enhanced: reply.enhanced}),
	...(note ? {note: {...note}} : {}),
	...(provider ? {provider: {...provider, says: [...provider.says]}} : {}),
	...(offers ? {offers: offers.map(offer => ({...offer}))} : {}),
});
