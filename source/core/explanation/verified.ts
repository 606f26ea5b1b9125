import type {z} from 'zod';
import {secretsOf, withoutValuesIn} from '../secret-values.ts';
import {type Candidate, maskedCode, maskedLink, type Reading} from '../verification.ts';
import type {messageSchema} from './message-schema.ts';

type Verification = z.output<typeof messageSchema>['facts']['verification'];

/** What of a message has to be typed or followed, masked; whether its time is over is known by its way alone. */
export const verificationOf = ({
	chosen,
	open,
	language,
	lifetime,
}: Reading): Omit<Verification, 'expired'> => ({
	kind: chosen?.kind ?? null,
	open: chosen ? null : (open ?? 'none'),
	masked: chosen ? masked(chosen) : null,
	where: chosen?.where ?? null,
	language: language ?? null,
	validSeconds: lifetime?.seconds ?? null,
});

const masked = ({kind, value}: Candidate): string =>
	kind === 'code' ? maskedCode(value) : maskedLink(value);

/** The same with every text in it freed of the codes and links of the message, in whatever writing they stand there. */
export const withoutSecrets = <T>(told: T, reading: Reading): T => withoutValuesIn(told, secretsOf(reading));
