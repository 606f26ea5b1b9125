import {z} from 'zod';

const pattern = z.string().min(1).max(1000);

/**
 * `antivirus` runs on the machine that looks, and says nothing of the device’s line. `authority`: nobody on the way, but
 * an authority that real servers use and that most stores do not hold; its certificates prove no interception.
 */
export const inspectorKinds = ['antivirus', 'gateway', 'proxy', 'authority'] as const;

export const inspectorSchema = z
	.strictObject({
		name: z.string().describe('What people know it by.'),
		kind: z.enum(inspectorKinds),
		is: z
			.string()
			.regex(/^\S.*\.$/, {error: 'expected a sentence with a full stop'})
			.describe('What it does, in plain words.'),
		issuer: pattern
			.optional()
			.describe(
				'RE2 pattern, case-insensitive, over the issuer of a certificate, such as `O=Example, CN=Example CA`.',
			),
		greeting: pattern
			.optional()
			.describe('RE2 pattern, case-insensitive, over the greeting of a server, reply code included.'),
		samples: z
			.array(z.string())
			.min(1)
			.describe('Issuers, and greetings with their 220: they are the tests of the entry.'),
		off: z
			.string()
			.regex(/^\S.*\.$/, {error: 'expected a sentence with a full stop'})
			.describe('Where it is told to leave mail alone, in plain words.'),
		source: z.url(),
		read: z
			.string()
			.regex(/^\d{4}-\d{2}-\d{2}$/, {error: 'expected a day such as 2026-11-22'})
			.optional()
			.describe('When the source was read; absent where it is only the place to look.'),
		unsure: z.literal(true).optional().describe('The patterns rest on memory.'),
	})
	.refine(({issuer, greeting}) => issuer !== undefined || greeting !== undefined, {
		error: 'an inspector needs at least one of: issuer, greeting',
	})
	.refine(({read, unsure}) => (read === undefined) === (unsure === true), {
		error: 'either the day on which the source was read, or unsure: true',
		path: ['read'],
	});

/**
 * One entry of knowledge/inspectors.yaml, its patterns compiled by whoever loaded it: something that is known to stand
 * between a client and a mail server and to answer in the server’s place.
 */
export type Inspector = Omit<z.output<typeof inspectorSchema>, 'issuer' | 'greeting'> & {
	readonly id: string;
	/** Whether it made the certificate that names this issuer. */
	readonly issued: (issuer: string) => boolean;
	/** Whether this greeting is its own; with the reply code, on one line. */
	readonly greets: (greeting: string) => boolean;
};
