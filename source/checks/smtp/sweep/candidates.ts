import {offers} from '../../conversation.ts';
import {type Attempt, sameWay, type Way} from './attempts.ts';
import type {State} from './state.ts';

/** A way that came to encryption somewhere, with every attempt at it. */
export type Candidate = Way & {
	readonly attempts: readonly Attempt[];
	/** `works`, or with a fault of the certificate wherever it came to encryption. */
	readonly state: Extract<State, 'works' | 'works-with-certificate-fault'>;
	/** Whether a login is offered, once encrypted; unknown behind a certificate with a fault. */
	readonly login: 'offered' | 'not-offered' | 'unknown';
};

/**
 * Ways that encrypt, the best first: with a certificate that is trusted, with a login, at every address that can be
 * reached, and then in the order in which they were tried.
 */
export const candidatesIn = (attempts: readonly Attempt[]): readonly Candidate[] => {
	const ways = attempts.filter((one, index) => attempts.findIndex(other => sameWay(one, other)) === index);
	return ways
		.flatMap(({port, security}) => {
			const tried = attempts.filter(other => sameWay(other, {port, security}));
			const state = (['works', 'works-with-certificate-fault'] as const).find(wanted => has(tried, wanted));
			return state ? [{port, security, attempts: tried, state, login: loginAt(tried, state)}] : [];
		})
		.toSorted((a, b) => demerits(a) - demerits(b));
};

const has = (attempts: readonly Attempt[], wanted: State): boolean =>
	attempts.some(({state}) => state === wanted);

const loginAt = (attempts: readonly Attempt[], state: State): Candidate['login'] => {
	if (state !== 'works') return 'unknown';
	const works = attempts.filter(attempt => attempt.state === 'works');
	return works.some(({answer}) => offers(answer?.extensions.encrypted, 'AUTH')) ? 'offered' : 'not-offered';
};

const demerits = (candidate: Candidate): number =>
	(candidate.state === 'works' ? 0 : 4) +
	(candidate.login === 'not-offered' ? 2 : 0) +
	(failing(candidate.attempts).length > 0 ? 1 : 0);

/** Attempts that met something else than a way that works; what could not be tried from here is none of them. */
export const failing = (attempts: readonly Attempt[]): readonly Attempt[] =>
	attempts.filter(({state}) => !['works', 'unreachable', 'not-asked'].includes(state));

/** Without a login, port 25 takes mail only for the server's own users. */
export const takesSubmissions = ({port, login}: Candidate): boolean => port !== 25 || login !== 'not-offered';
