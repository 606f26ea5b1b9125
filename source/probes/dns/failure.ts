import type {Failure, FailureCode} from '../../core/failure.ts';

/** What Node throws or hands back, by its `code`. */
const codes: Readonly<Record<string, readonly [FailureCode, string]>> = {
	ECONNREFUSED: ['refused', 'refused: nothing listens there'],
	ECONNRESET: ['reset', 'reset the connection'],
	EPIPE: ['reset', 'reset the connection'],
	ETIMEDOUT: ['timeout', 'did not answer'],
	ENETUNREACH: ['unreachable', 'cannot be reached from this network'],
	EHOSTUNREACH: ['unreachable', 'cannot be reached'],
	ENETDOWN: ['unreachable', 'cannot be reached: the network is down'],
	EHOSTDOWN: ['unreachable', 'cannot be reached: it is down'],
	EADDRNOTAVAIL: ['unreachable', 'cannot be reached: this machine has no address of that kind'],
	EAFNOSUPPORT: ['unreachable', 'cannot be reached: this machine has no address of that kind'],
	EINVAL: ['unreachable', 'cannot be reached at that address'],
	EPERM: ['not-permitted', 'may not be contacted from this machine'],
	EACCES: ['not-permitted', 'may not be contacted from this machine'],
	ENOTFOUND: ['no-such-name', 'knows no such name'],
	ENODATA: ['no-data', 'knows no such record'],
	EAI_NODATA: ['no-data', 'knows no such record'],
	EAI_AGAIN: ['server-failure', 'could not look the name up for now'],
	EAI_FAIL: ['server-failure', 'could not look the name up'],
};

/** A thrown thing as a failure; `who` is the resolver, the subject of the sentence. */
export const classify = (thrown: unknown, who: string): Failure => {
	const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
	const [known, says] = codes[code] ?? ['unexpected', `failed: ${String(thrown)}`];
	return {code: known, detail: `${who} ${says}${code ? ` (${code})` : ''}.`};
};

/** From the failure that says most about the resolver to the one that says least. */
const telling: readonly FailureCode[] = [
	'server-failure',
	'query-refused',
	'malformed',
	'not-permitted',
	'refused',
	'reset',
	'closed',
	'timeout',
	'unreachable',
];

/** The one failure to report when no resolver gave an answer; undefined when there is none at all. */
export const mostTelling = (failures: readonly Failure[]): Failure | undefined => {
	const rank = ({code}: Failure) => (telling.includes(code) ? telling.indexOf(code) : telling.length);
	return failures.toSorted((one, other) => rank(one) - rank(other))[0];
};
