import type {DnsAnswer, DnsQuestion} from './dns.ts';
import type {PersonAnswer, PersonQuestion} from './person.ts';
import type {Result} from './result.ts';
import type {SmtpAnswer, SmtpQuestion} from './smtp.ts';

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
	'cancelled',
	'offline',
	'nobody-to-ask',
	'no-secret',
	'already-tried',
	'not-on-tape',
	'unexpected',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** A probe is one JSON question to the outside world and its one JSON answer. Questions name secrets, never carry them. */
export type Probe<Question, Answer> = (
	question: Question,
	signal: AbortSignal,
) => Promise<Result<Answer, Failure>>;

/** Everything outside the program, the person at the keyboard included. */
export type Probes = {
	readonly dns: Probe<DnsQuestion, DnsAnswer>;
	readonly smtp: Probe<SmtpQuestion, SmtpAnswer>;
	readonly person: Probe<PersonQuestion, PersonAnswer>;
};

export type ProbeName = keyof Probes;

/** Wraps every probe alike. The one place that forgets, for a moment, which probe is which. */
export const mapProbes = (
	probes: Probes,
	wrap: <Q, A>(name: ProbeName, probe: Probe<Q, A>) => Probe<Q, A>,
): Probes => ({
	dns: wrap('dns', probes.dns),
	smtp: wrap('smtp', probes.smtp),
	person: wrap('person', probes.person),
});
