import type {z} from 'zod';
import {lasting} from '../duration.ts';
import type {Trail} from '../trail.ts';
import {type Candidate, maskedCode, maskedLink, type Reading} from '../verification.ts';
import type {messageSchema} from './message-schema.ts';

/** How likely a candidate has to be so that it is hidden as if it had been chosen. */
const likely = 0.4;

type Verification = z.output<typeof messageSchema>['facts']['verification'];

/** What a message has to be typed or followed, masked, and whether its own time for that is over. */
export const verificationOf = (
	{chosen, open, language, lifetime}: Reading,
	trail: Trail,
	now: number,
): Verification => {
	const arrived = arrivalOf(trail);
	return {
		kind: chosen?.kind ?? null,
		open: chosen ? null : (open ?? 'none'),
		masked: chosen ? masked(chosen) : null,
		where: chosen?.where ?? null,
		language: language ?? null,
		validSeconds: lifetime?.seconds ?? null,
		expired:
			chosen !== undefined &&
			lifetime !== undefined &&
			arrived !== undefined &&
			now > arrived + lifetime.seconds * 1000,
	};
};

/** When the last server took it that has a clock: a code may have been made a little earlier, and never later. */
const arrivalOf = ({passages}: Trail): number | undefined =>
	passages.findLast(({at}) => at !== undefined)?.at;

export const lifeOver = ({lifetime, chosen}: Reading, trail: Trail): string => {
	const arrived = arrivalOf(trail);
	const since = arrived === undefined ? '' : ` since it arrived (${new Date(arrived).toISOString()})`;
	return `The ${chosen?.kind ?? 'code'} in it is valid for ${lasting(lifetime?.seconds ?? 0)}, and that time is over${since}.`;
};

const masked = ({kind, value}: Candidate): string =>
	kind === 'code' ? maskedCode(value) : maskedLink(value);

/** The same with every text in it freed of the codes and links of the message, whoever wrote them there. */
export const withoutSecrets = <T>(told: T, {chosen, candidates}: Reading): T => {
	const secrets = [...(chosen ? [chosen] : []), ...candidates.filter(({score}) => score >= likely)];
	const hide = (text: string): string =>
		secrets.reduce((left, secret) => left.replaceAll(secret.value, masked(secret)), text);
	const clean = (value: unknown): unknown => {
		if (typeof value === 'string') return hide(value);
		if (Array.isArray(value)) return value.map(clean);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
	};
	return clean(told) as T;
};
