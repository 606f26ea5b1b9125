import {inspect} from 'node:util';
import {type Failure, type FailureCode, failureCodes} from '../core/failure.ts';

const codes: ReadonlyMap<string, FailureCode> = new Map(
	Object.entries({
		ETIMEDOUT: 'timeout',
		ECONNREFUSED: 'refused',
		ECONNRESET: 'reset',
		ECONNABORTED: 'reset',
		EPIPE: 'closed',
		ENETUNREACH: 'unreachable',
		EHOSTUNREACH: 'unreachable',
		ENETDOWN: 'unreachable',
		EHOSTDOWN: 'unreachable',
		EADDRNOTAVAIL: 'unreachable',
		EAFNOSUPPORT: 'unreachable',
		EACCES: 'not-permitted',
		EPERM: 'not-permitted',
		ENOTFOUND: 'no-such-name',
		EAI_AGAIN: 'server-failure',
		ABORT_ERR: 'cancelled',
	} as const),
);

/** Whatever was thrown is described without calling any of its own code, which may throw in its turn. */
const plainly = {
	depth: 1,
	customInspect: false,
	breakLength: Number.POSITIVE_INFINITY,
	maxStringLength: 300,
} as const;

/** Classifies what a socket threw, once; the operating system's own word stays in the detail. */
export const failureOf = (error: unknown): Failure => {
	if (isFailure(error)) return error;
	const {code, name: kind, message} = (error ?? {}) as {code?: unknown; name?: unknown; message?: unknown};
	const name = typeof code === 'string' ? code : kind === 'AbortError' ? 'ABORT_ERR' : '';
	const said = typeof message === 'string' ? inShort(message) : inspect(error, plainly);
	const detail = [said.includes(name) ? '' : name, said].filter(Boolean).join(': ').slice(0, 300);
	if (/^(?:ERR_SSL|ERR_TLS|CERT_)|^EPROTO$/.test(name)) return {code: 'tls', detail};
	return {code: codes.get(name) ?? 'unexpected', detail};
};

/** OpenSSL puts its reason between the number of a thread and a line of its source. */
const inShort = (message: string): string =>
	/^[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)/i.exec(message.slice(0, 1000))?.[1] ?? message;

const isFailure = (error: unknown): error is Failure =>
	typeof error === 'object' &&
	error !== null &&
	!(error instanceof Error) &&
	'code' in error &&
	failureCodes.some(code => code === error.code);
