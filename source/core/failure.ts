import {printable} from './printable.ts';

/**
 * What can go wrong between us and the answer, named once for the whole program. A thrown thing is classified
 * at the edge; what was thrown stays in `detail`, for people, and is never parsed again.
 */
export type Failure = {readonly code: FailureCode; readonly detail?: string};

export const failureCodes = [
	// the way there
	'timeout',
	'refused',
	'unreachable',
	'reset',
	'closed',
	'not-permitted',
	// names
	'no-such-name',
	'no-data',
	'server-failure',
	'query-refused',
	'bad-name',
	// the other side does not keep to its protocol
	'malformed',
	'tls',
	'untrusted',
	// the server does not offer what was asked for (STARTTLS, a login mechanism)
	'not-offered',
	// ourselves
	'unreadable',
	'in-use',
	'cancelled',
	'offline',
	'nobody-to-ask',
	'no-secret',
	'already-tried',
	'not-on-tape',
	'unexpected',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** The two failures that prove that something is not there: NXDOMAIN and NODATA. Every other one leaves it open. */
export const isAbsence = ({code}: Failure): boolean => code === 'no-such-name' || code === 'no-data';

/** Characters of a detail that a sentence has room for. */
const room = 400;

/** A failure in words, for a sentence: short, and safe to print. */
export const inWords = ({code, detail}: Failure): string => {
	if (!detail) return code.replaceAll('-', ' ');
	return detail.length > room ? `${printable(detail.slice(0, room))}…` : printable(detail.replace(/\.$/, ''));
};
