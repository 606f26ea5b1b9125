import {z} from 'zod';
import {isReply} from '../core/reply-text.ts';
import {addressSchema} from './address.ts';
import {certificateKinds} from './certificates.ts';
import {clockSchema} from './clock.ts';

const replyStages = ['greeting', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'message'] as const;
export type ReplyStage = (typeof replyStages)[number];

const saySchema = z
	.string()
	.max(4000)
	.refine(isReply, {
		error: 'expected an SMTP reply such as "550 5.1.1 No such user"; lines before the last have a hyphen',
	})
	.describe('The reply, word for word, code included. A line break in the text is one in the reply.');

const replySchema = z.union([
	saySchema,
	z.strictObject({
		say: saySchema,
		for: z
			.string()
			.optional()
			.describe('Only when this is the login, the sender or the recipient of the command.'),
		first: z
			.int()
			.min(1)
			.optional()
			.describe('Only this many times; afterwards the server is as healthy as any.'),
	}),
]);

const serverFaults = [
	'silent',
	'refused',
	'unreachable',
	'mute',
	'http',
	'ssh',
	'drop',
	'masked',
	'strip-starttls',
	'inject',
	'mute-tls',
	'cut-tls',
	'old-tls',
	'oldest-tls',
] as const;

/** Stages of a conversation from which on a server can be silent. */
const stallStages = ['auth', 'mail', 'rcpt', 'data', 'message'] as const;

/** RFC 4954 mechanisms that a lab server can speak. */
const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'] as const;

/** A TCP port. */
export const portSchema = z.int().min(1).max(65_535);
const hostSchema = z
	.string()
	.regex(/^(?=.{1,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/, {error: 'expected a host name in small letters'});

const standsForSchema = addressSchema.describe(
	'The address that it stands for: whoever connects to this address reaches it as well. Servers of one host and port are told apart by it; by name the first of them is reached.',
);
const certificateSchema = z.enum(certificateKinds).default('good').describe('What its certificate is like.');
const issuerSchema = z
	.string()
	.max(300)
	.regex(/^[A-Za-z]+=[^\p{Cc}]+$/u, {error: 'expected a distinguished name such as CN=Example CA, O=Example'})
	.optional()
	.describe(
		'Who makes its certificate, as a distinguished name, instead of the authority of the lab. Clients of the lab trust it, but with unknown-issuer; with intermediate-not-sent it is below that authority; self-signed has none.',
	);

export const serverSchema = z.strictObject({
	host: hostSchema.describe('The name by which a client reaches it.'),
	port: portSchema.describe('The port by which a client reaches it.'),
	address: standsForSchema.optional(),
	security: z
		.enum(['starttls', 'starttls-required', 'starttls-not-offered', 'implicit'])
		.default('starttls')
		.describe(
			'starttls-required answers 530 to whatever comes before STARTTLS; starttls-not-offered never encrypts.',
		),
	certificate: certificateSchema,
	issuer: issuerSchema,
	users: z.record(z.string(), z.string()).default({}).describe('Password by login.'),
	tokens: z
		.record(z.string(), z.string())
		.default({})
		.describe('OAuth access token by login; any other is refused, with a reason as Google gives it.'),
	tokenFault: z
		.enum(['expired', 'scope'])
		.default('expired')
		.describe('Why another token is refused: it has run out, or it was given for something else than mail.'),
	name: z.string().max(255).optional().describe('How it calls itself in the greeting; else its host.'),
	banner: z
		.string()
		.max(255)
		.optional()
		.describe(
			'What follows the name in the greeting; {date} in it is the time, {date-3600} that of a clock which is an hour behind.',
		),
	delay: z.int().min(0).max(60_000).default(0).describe('Milliseconds before each of its answers.'),
	mechanisms: z
		.array(z.enum(mechanisms))
		.default(['PLAIN', 'LOGIN'])
		.describe('Ways to log in that it offers; with none, it does not know AUTH.'),
	lacks: z
		.array(z.enum(['SMTPUTF8', '8BITMIME', 'PIPELINING']))
		.default([])
		.describe('Extensions that it does not offer.'),
	stall: z
		.enum(stallStages)
		.optional()
		.describe('The command that gets no answer any more; `message` is what follows the text.'),
	size: z.int().min(1).default(35_882_577).describe('The most bytes that a message may have (RFC 1870).'),
	replies: z
		.partialRecord(z.enum(replyStages), z.union([replySchema, z.array(replySchema)]))
		.default({})
		.describe('Exact replies, by stage; the first that applies is said. `message` is what follows the text.'),
	fault: z
		.enum(serverFaults)
		.optional()
		.describe(
			'silent: a SYN gets no answer. refused: nothing listens. unreachable: there is no way there. mute: accepts and says nothing. http, ssh: another protocol. drop: closes after the greeting; where security is implicit, these three come after TLS. masked: a firewall writes asterisks over the greeting and over EHLO. strip-starttls: somebody on the way hides STARTTLS. inject: plain text after the reply to STARTTLS. mute-tls: says nothing more as soon as TLS begins. cut-tls: closes the connection as soon as TLS begins. old-tls: TLS 1.0 and 1.1 only. oldest-tls: TLS 1.0 only.',
		),
});

export type ServerSettings = z.output<typeof serverSchema>;

const webFaults = ['silent', 'refused', 'drop', 'endless'] as const;

/** Where a web server listens unless it says otherwise. */
export const httpsPort = 443;

export const webSchema = z.strictObject({
	host: hostSchema.describe('The name by which a client reaches it.'),
	port: portSchema.default(httpsPort).describe('The port by which a client reaches it.'),
	address: standsForSchema.optional(),
	certificate: certificateSchema,
	issuer: issuerSchema,
	path: z
		.string()
		.regex(/^\/[!-~]*$/, {error: 'expected a path that begins with a slash'})
		.default('/.well-known/mta-sts.txt')
		.describe('The one path that is answered as follows; others get 404.'),
	status: z.int().min(200).max(599).default(200),
	type: z
		.string()
		.regex(/^[ -~]+$/)
		.default('text/plain')
		.describe('The Content-Type field.'),
	location: z
		.string()
		.regex(/^[!-~]+$/)
		.optional()
		.describe('The Location field, for a redirect.'),
	body: z.string().default('').describe('What is sent, line breaks as they are written.'),
	scheme: z.enum(['https', 'http']).default('https').describe('http: without TLS; mind the port.'),
	clock: clockSchema.describe(
		"Seconds by which its Date is ahead of this machine's clock; negative: behind.",
	),
	fault: z
		.enum(webFaults)
		.optional()
		.describe(
			'silent: a SYN gets no answer. refused: nothing listens. drop: closes instead of answering. endless: a body without end.',
		),
});

export type WebSettings = z.output<typeof webSchema>;
