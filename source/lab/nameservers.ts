import {z} from 'zod';
import {addressSchema} from './address.ts';
import {authorityFaultSchema, resolverFaultSchema, zoneNameSchema, zonesSchema} from './zones.ts';

const zoneNames = z.array(zoneNameSchema).max(64);

/** Zones that a resolver validates. */
export const signedSchema = zoneNames.describe(
	'Zones whose answers are validated: the resolver sets AD. A zone of its own below one of them is unsigned unless it is named as well.',
);

/** Zones that a resolver cannot validate. */
export const bogusSchema = zoneNames.describe(
	'Zones whose signatures are wrong: SERVFAIL, unless the query has CD set.',
);

const changesSchema = zonesSchema
	.default({})
	.describe(
		"What it knows otherwise than the world: laid over the world's zones owner by owner; an empty list removes an owner, null a zone.",
	);

const delaySchema = z.int().min(0).max(60_000).optional().describe('Milliseconds before each answer.');

/** The resolver that a world is seen through. */
export const mainResolverSchema = z.strictObject({
	fault: resolverFaultSchema.optional(),
	delay: delaySchema,
});

/** Another recursive resolver. */
export const resolverSchema = z.strictObject({
	address: addressSchema.describe('The address by which it is asked, at port 53.'),
	zones: changesSchema,
	signed: signedSchema.optional(),
	bogus: bogusSchema.optional(),
	fault: resolverFaultSchema.optional(),
	delay: delaySchema,
});

/** An authoritative server. */
export const authoritySchema = z.strictObject({
	address: addressSchema.describe('The address by which it is asked, at port 53.'),
	serves: zoneNames.describe('The zones that it has; it refuses to answer for others.'),
	zones: changesSchema,
	fault: authorityFaultSchema.optional(),
});
