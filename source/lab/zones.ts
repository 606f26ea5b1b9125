import {z} from 'zod';
import {
	type AuthorityFault,
	authoritative,
	authorityFaultDocs,
	authorityFaults,
} from './zones/authority-reply.ts';
import {readEntry} from './zones/record.ts';
import {type ResolverFault, recursor, resolverFaultDocs, resolverFaults} from './zones/reply.ts';
import {serve, type ZoneServer} from './zones/serve.ts';
import {trustIn} from './zones/trust.ts';
import {originOf, readZones, type Zones} from './zones/zone.ts';

export type {AuthorityFault} from './zones/authority-reply.ts';
export type {ResolverFault} from './zones/reply.ts';
export type {ZoneServer} from './zones/serve.ts';
export type {Zones} from './zones/zone.ts';

const recordsSchema = z
	.union([z.string(), z.array(z.string())], {
		error: 'expected a record such as "A 127.0.0.1", or a list of records',
	})
	.check(({value, issues}) => {
		for (const [index, text] of [value].flat().entries()) {
			const entry = readEntry(text);
			const path = typeof value === 'string' ? [] : [index];
			if (!entry.ok) issues.push({code: 'custom', input: text, path, message: entry.failure});
		}
	})
	.describe(
		'`TYPE data` as in a zone file, or a list of such; SERVFAIL, REFUSED or SILENT alone for a name that misbehaves, or behind a type for one that does for this type only. `TLSA 3 1 1 OF HOST` is filled in from the certificate that the lab gives to HOST (usage 0 and 2: from its authority). An empty list removes the owner.',
	);

const label = '[^\\s."\\\\]{1,63}';
const originName = new RegExp(`^${label}(?:\\.${label})*\\.?$`);
const ownerName = new RegExp(`^(?:@|${label}(?:\\.${label})*)$`);
const keyComplaint =
	(expected: string): z.core.$ZodErrorMap =>
	issue =>
		issue.code === 'invalid_key' ? `expected ${expected}, got ${JSON.stringify(issue.input)}` : undefined;

/** The name of a zone, with or without the final dot. */
export const zoneNameSchema = z.string().regex(originName, {error: 'expected a zone such as example.test'});

/**
 * What the DNS of a world holds: by zone and, within it, by owner; whatever is not there does not exist. Zones that
 * are laid over others may also remove: an owner by an empty list, a zone by `null`.
 */
export const zonesSchema = z.record(
	z.string().regex(originName),
	z
		.record(z.string().regex(ownerName), recordsSchema, {
			error: keyComplaint('an owner within the zone: "@", "smtp", "_dmarc" or "*", without a final dot'),
		})
		.nullable()
		.describe('Records by owner; null removes the zone.'),
	{error: keyComplaint('a zone such as example.test')},
);

/** How a whole resolver misbehaves. */
export const resolverFaultSchema = z
	.enum(resolverFaults, {error: `expected one of ${resolverFaults.join(', ')}`})
	.describe(resolverFaultDocs);

/** How a whole authoritative server misbehaves. */
export const authorityFaultSchema = z
	.enum(authorityFaults, {error: `expected one of ${authorityFaults.join(', ')}`})
	.describe(authorityFaultDocs);

type ResolverOptions = {
	readonly fault?: ResolverFault | undefined;
	/** Milliseconds before each answer. */
	readonly delayMs?: number | undefined;
	/** Zones whose answers are validated: AD is set for those who understand it. */
	readonly signed?: readonly string[];
	/** Zones whose signatures are wrong: SERVFAIL, unless the query has CD set. */
	readonly bogus?: readonly string[];
};

/** A recursive resolver on loopback for which the given zones are the whole internet. */
export const serveZones = async (
	zones: Zones,
	{fault, delayMs, signed = [], bogus = []}: ResolverOptions = {},
): Promise<ZoneServer> => {
	const trustOf = trustIn({zones: Object.keys(zones), signed, bogus});
	return serve(recursor({zones: readZones(zones), trustOf, fault}), delayMs);
};

type AuthorityOptions = {
	/** The zones that it has; the others are not its business. */
	readonly serves: readonly string[];
	readonly fault?: AuthorityFault | undefined;
};

/** An authoritative server on loopback for some of the given zones. Throws when one of them is not given. */
export const serveAuthority = async (
	zones: Zones,
	{serves, fault}: AuthorityOptions,
): Promise<ZoneServer> => {
	const known = readZones(zones);
	const served = serves.map(originOf);
	const missing = served.find(origin => !known.some(zone => zone.origin === origin));
	if (missing !== undefined) throw new Error(`${missing} is served but has no zone`);
	return serve(authoritative({zones: known.filter(({origin}) => served.includes(origin)), fault}));
};
