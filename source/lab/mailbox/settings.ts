import {z} from 'zod';
import {failureCodes} from '../../core/failure.ts';
import {folderUses, imapStages} from '../../core/imap.ts';
import {smtpSecurities} from '../../core/smtp.ts';
import {host} from '../../core/value.ts';
import {portSchema} from '../settings.ts';

const pathSchema = z.string().min(1).max(200);

const refusalSchema = z.strictObject({
	code: z
		.string()
		.regex(/^[A-Z][A-Z0-9-]{0,39}$/, {error: 'expected a response code such as AUTHENTICATIONFAILED'})
		.optional()
		.describe('The response code (RFC 5530), without its brackets.'),
	text: z.string().min(1).max(500).describe('The words behind it.'),
});

const questions = ['login', 'find', 'quota', 'watch', 'bounces'] as const;

const stopSchema = z
	.strictObject({
		stage: z.enum(imapStages),
		refusal: refusalSchema.optional().describe('What the server says there.'),
		failure: z.enum(failureCodes).optional().describe('Or how it fails there, such as timeout or refused.'),
		on: z
			.array(z.enum(questions))
			.min(1)
			.optional()
			.describe('Only for these questions; without it, for all of them.'),
	})
	.refine(({refusal, failure}) => (refusal === undefined) !== (failure === undefined), {
		error: 'either a refusal or a failure ends a conversation',
	});

const folderSchema = z
	.strictObject({
		path: pathSchema.describe('Its name, decoded, with the folders above it.'),
		use: z.enum(folderUses).default('other').describe('What it is for.'),
		'known-by': z
			.enum(['special-use', 'name'])
			.default('special-use')
			.describe('Whether the server says so (RFC 6154), or only its name does.'),
		unsearchable: z
			.string()
			.min(1)
			.max(200)
			.optional()
			.describe('Why it cannot be searched; what lies there is not found then.'),
	})
	.refine(({path, use}) => (path.toUpperCase() === 'INBOX') === (use === 'inbox'), {
		error: 'INBOX and nothing else is the inbox (RFC 9051 section 5.1)',
		path: ['use'],
	});

const octets = z
	.int()
	.min(0)
	.max(2 ** 50);
const letter = {
	folder: pathSchema.default('INBOX').describe('The folder that it lies in.'),
	header: z
		.string()
		.max(20_000)
		.optional()
		.describe(
			'Fields of its header, topmost first, one a line; {date} is the time, {date-3600} an hour before, {tag} the tag of the test mail. They stand above those of a file or of the test mail.',
		),
	file: z
		.string()
		.regex(/^messages\/[a-z0-9-]+\.eml$/, {error: 'expected a file such as messages/NAME.eml'})
		.optional()
		.describe('A message beside the scenarios that it is; {date} and {tag} count in it as well.'),
	size: octets.optional().describe('Octets; else those of the file, or 2000.'),
	seen: z.boolean().default(false).describe('Whether somebody has read it.'),
};

const messageSchema = z.strictObject({
	...letter,
	at: z
		.string()
		.regex(/^-\d{1,5}[smhd]$/, {error: 'expected how long ago, such as -10m'})
		.default('-10m')
		.describe('When the mailbox took it, before this world was raised.'),
});

const arrivalSchema = z
	.strictObject({
		...letter,
		after: z
			.int()
			.min(0)
			.max(1800)
			.default(0)
			.describe(
				'Seconds until it is there: from when somebody first waits for mail, and for the test mail from when a server took it.',
			),
		of: z
			.literal('test-mail')
			.optional()
			.describe(
				'It is the test mail that a mail server of this world took in this run; none comes where none was taken.',
			),
	})
	.refine(({of, file}) => of === undefined || file === undefined, {
		error: 'the test mail is no file',
		path: ['file'],
	});

const countedSchema = z.strictObject({used: octets, limit: octets}).optional();

/** The mailbox of a scenario: what its IMAP server would answer. */
export const mailboxSchema = z.strictObject({
	host: host().default('imap.mailbox.test').describe('The name by which a client reaches its server.'),
	port: portSchema.default(993),
	security: z.enum(smtpSecurities).default('implicit'),
	user: z.string().min(1).max(320).default('person@mailbox.test').describe('The one login that it knows.'),
	password: z.string().max(200).optional().describe('Its password; without one no password is right.'),
	token: z.string().max(2000).optional().describe('Its OAuth access token; without one no token is right.'),
	refusal: refusalSchema
		.default({code: 'AUTHENTICATIONFAILED', text: 'Authentication failed.'})
		.describe('What a wrong login gets.'),
	untrusted: z
		.enum(['expired', 'not-yet-valid', 'self-signed', 'unknown-issuer', 'wrong-name', 'other'])
		.optional()
		.describe('What is wrong with its certificate.'),
	stop: stopSchema.optional().describe('Where the conversation ends, whoever logs in.'),
	capabilities: z
		.array(z.string().regex(/^[!-~]{1,60}$/))
		.max(50)
		.default(['IMAP4REV1', 'IDLE', 'SPECIAL-USE', 'QUOTA'])
		.describe('After the login, in capitals.'),
	folders: z
		.array(folderSchema)
		.max(200)
		.default([])
		.describe('Its folders; INBOX is always one of them and need not be named.'),
	messages: z.array(messageSchema).max(200).default([]).describe('What lies in it from the beginning.'),
	arrives: z.array(arrivalSchema).max(50).default([]).describe('What comes while it is looked at.'),
	quota: z
		.array(
			z.strictObject({
				root: z.string().max(100).default(''),
				storage: countedSchema.describe('Octets.'),
				messages: countedSchema,
			}),
		)
		.max(20)
		.optional()
		.describe('What it tells of its room (RFC 9208); without it, it tells nothing.'),
});

export type MailboxSettings = z.output<typeof mailboxSchema>;
export type LetterSettings = MailboxSettings['messages'][number] | MailboxSettings['arrives'][number];
