import {z} from 'zod';
import {hops} from '../../core/hop.ts';
import {canonicalAddress} from '../address.ts';
import {timeServerSchema} from '../clock.ts';
import {deviceSchema} from '../device.ts';
import {filterSchema} from '../filters.ts';
import {mailboxSchema} from '../mailbox/settings.ts';
import {
	authoritySchema,
	bogusSchema,
	mainResolverSchema,
	resolverSchema,
	signedSchema,
} from '../nameservers.ts';
import {portSchema, serverSchema, webSchema} from '../settings.ts';
import type {ZoneChanges} from '../zones/merge.ts';
import {type Zones, zonesSchema} from '../zones.ts';

const levels = ['ok', 'warning', 'problem', 'unknown'] as const;

const expectSchema = z.strictObject({
	verdict: z.enum(['healthy', 'diagnosed', 'inconclusive']),
	cause: z.string().nullable().optional().describe('The cause that has to be named; null for none.'),
	hop: z.enum(hops).nullable().optional().describe('The first broken hop; null for none.'),
	mail: z.enum(['working', 'broken', 'unknown']).optional().describe('The state of the mail path.'),
	found: z.record(z.string(), z.string()).default({}).describe('Finding code by step id.'),
	levels: z.record(z.string(), z.enum(levels)).default({}).describe('Level of the finding by step id.'),
	never: z.array(z.string()).default([]).describe('Finding codes that no step may have.'),
	neverLevels: z
		.array(z.enum(levels))
		.default([])
		.describe('Levels that no finding may have: with `problem`, nothing may be called broken.'),
	notRuledOut: z.array(z.string()).optional().describe('Causes that must be named as still possible.'),
	procedure: z.string().nullable().optional().describe('The procedure that has to be named; null for none.'),
});

const messageSchema = z.strictObject({
	file: z
		.string()
		.regex(/^messages\/[a-z0-9-]+\.eml$/, {error: 'expected a file such as messages/NAME.eml'})
		.describe('A file beside the scenarios; the answer is its absolute path.'),
});

const answersSchema = z.record(
	z.string(),
	z.union([z.string(), z.number().transform(String), messageSchema]),
);

/** Where something listens, as a client knows it. */
export type Spot = {readonly host: string; readonly port: number; readonly address?: string | undefined};

/** Whether a client could not tell the two apart. */
export const sameSpot = (one: Spot, other: Spot): boolean =>
	one.port === other.port &&
	(one.host === other.host
		? one.address === undefined || other.address === undefined || sameAddress(one, other)
		: one.address !== undefined && other.address !== undefined && sameAddress(one, other));

type Addressed = {readonly address?: string | undefined};

export const sameAddress = (one: Addressed, other: Addressed): boolean =>
	canonicalAddress(one.address ?? '') === canonicalAddress(other.address ?? '');

const spotsApart = ({value, issues}: z.core.ParsePayload<readonly Spot[]>): void => {
	for (const [index, spot] of value.entries()) {
		if (!value.slice(0, index).some(other => sameSpot(spot, other))) continue;
		const {host, port, address} = spot;
		const message = `${address === undefined ? '' : `${address}, `}${host}:${port} is served twice`;
		issues.push({code: 'custom', message, path: [index, 'port'], input: spot});
	}
};

const addressesApart = ({value, issues}: z.core.ParsePayload<readonly Addressed[]>): void => {
	for (const [index, one] of value.entries())
		if (value.slice(0, index).some(other => sameAddress(one, other)))
			issues.push({
				code: 'custom',
				message: `${one.address} is given twice`,
				path: [index, 'address'],
				input: one,
			});
};

const partNames = z
	.array(z.string().regex(/^[a-z0-9-]+$/, {error: 'expected the name of a file in parts/, without .yaml'}))
	.max(16);

/** What a scenario file may hold. */
export const scenarioSchema = z.strictObject({
	title: z.string().max(80).describe('What is wrong in this world, in one line.'),
	about: z.string().max(400).describe('One or two sentences: what a person would notice.'),
	playbook: z.string().default('tos-verification-code').describe('The playbook that it is made for.'),
	fault: z.enum(['none', ...hops]).describe('The hop at which the fault sits.'),
	parts: partNames
		.default([])
		.describe(
			'Files of parts/ that this world begins with, each laid over those before it, and this file over them all: zones owner by owner, servers, web, time and filters by host and port, authorities and resolvers by address, mailbox, answers and secrets key by key; signed and bogus are united.',
		),
	zones: zonesSchema
		.default({})
		.describe(
			'What the DNS of this world holds. Over those of parts: an owner replaces its namesake, an empty list removes it, null removes a zone.',
		),
	signed: signedSchema.default([]),
	bogus: bogusSchema.default([]),
	resolver: mainResolverSchema.default({}).describe('The resolver that this world is seen through.'),
	resolvers: z
		.array(resolverSchema)
		.max(16)
		.default([])
		.check(addressesApart)
		.describe('Other recursive resolvers, by address.'),
	authorities: z
		.array(authoritySchema)
		.max(32)
		.default([])
		.check(addressesApart)
		.describe('Authoritative servers, by address.'),
	servers: z.array(serverSchema).max(32).default([]).check(spotsApart).describe('Mail servers.'),
	web: z.array(webSchema).max(32).default([]).check(spotsApart).describe('Web servers.'),
	time: z.array(timeServerSchema).max(16).default([]).check(spotsApart).describe('Time servers (NTP).'),
	filters: z.array(filterSchema).max(16).default([]).check(spotsApart).describe('Spam filters.'),
	device: deviceSchema
		.default([])
		.describe('What the device does with a sink that is entered in it as its mail server.'),
	mailbox: mailboxSchema
		.optional()
		.describe('The mailbox of the person who waits for mail, as its IMAP server would answer.'),
	elsewhere: z
		.enum(['refused', 'silent', 'unreachable'])
		.default('refused')
		.describe('How every port behaves that no server has; unreachable: this machine has no way there.'),
	silentPorts: z
		.array(portSchema)
		.max(16)
		.default([])
		.describe('Ports that are silent wherever no server has them, as behind a firewall on our own side.'),
	answers: answersSchema.default({}).describe("Answers to the playbook's inputs."),
	secrets: z
		.record(z.string(), z.string())
		.default({})
		.describe('Secrets by name; they open lab servers only.'),
	expect: expectSchema.describe('What a run in this world must come to.'),
});

/** What a file of parts/ may hold: a piece of a world, without a story. */
export const partSchema = scenarioSchema.omit({
	title: true,
	about: true,
	playbook: true,
	fault: true,
	parts: true,
	expect: true,
});

/** A scenario or part as it is written. */
export type WrittenPart = Omit<z.input<typeof partSchema>, 'zones'> & {
	readonly zones?: ZoneChanges | undefined;
};
export type WrittenScenario = z.input<typeof scenarioSchema>;

/** A scenario in which the files of its answers are not found yet. */
export type Unfound = Omit<z.output<typeof scenarioSchema>, 'zones'> & {
	readonly name: string;
	readonly zones: Zones;
};

/** A small world with one fault, and what must be found in it; parts are merged, and nothing is left to remove. */
export type Scenario = Omit<Unfound, 'answers'> & {
	/** By input; a file is its absolute path. */
	readonly answers: Readonly<Record<string, string>>;
};
