import {z} from 'zod';

const faults = [
	'distrust',
	'distrust-silently',
	'leave-in-handshake',
	'old-tls',
	'plain-on-tls',
	'tls-on-plain',
	'leave',
	'leave-after-ehlo',
	'break-off',
] as const;

const mailSchema = z.strictObject({
	from: z.string().max(320).optional().describe('The From field; else the sender of the envelope.'),
	subject: z.string().max(200),
	text: z.string().max(10_000),
	clock: z.int().default(0).describe("Seconds by which the device's clock is ahead; negative: behind."),
});

const visitSchema = z.strictObject({
	security: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
	fault: z
		.enum(faults)
		.optional()
		.describe(
			'distrust: does not take the certificate, and says so with an alert. distrust-silently: encrypts, and is gone without a word. leave-in-handshake: is gone before the handshake is over. old-tls: speaks TLS 1.0 and 1.1 only. plain-on-tls, tls-on-plain: the wrong kind of encryption for the port. leave: connects and says nothing. leave-after-ehlo: says EHLO and QUIT. break-off: is gone in the middle of the message.',
		),
	says: z
		.array(
			z
				.string()
				.max(500)
				.regex(/^[^\r\n]*$/, {error: 'expected one line'}),
		)
		.min(1)
		.max(20)
		.optional()
		.describe(
			'What it says in place of all that, line by line and without encryption, each when the one before was answered.',
		),
	'from-address': z
		.ipv4()
		.regex(/^127\./, {error: 'expected a loopback address'})
		.optional()
		.describe('The loopback address that it connects from; another one makes it another machine.'),
	user: z.string().max(320).optional(),
	password: z.string().max(200).default('wrong horse'),
	sender: z.string().max(320).default('nas@example.com'),
	to: z.array(z.string().max(320)).min(1).max(10),
	mail: mailSchema.optional().describe('What it sends; without it, a test mail.'),
	times: z.int().min(1).max(10).default(1).describe('How often it does all this.'),
});

/** What a device does with the mail server that is entered in it: one list of visits each time a mail of it is awaited. */
export const deviceSchema = z.array(z.array(visitSchema).max(10)).max(5);

export type Visit = z.output<typeof visitSchema>;
export type DeviceScript = z.output<typeof deviceSchema>;
