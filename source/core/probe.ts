import type {DnsAnswer, DnsQuestion} from './dns.ts';
import type {Failure} from './failure.ts';
import type {PersonAnswer, PersonQuestion} from './person.ts';
import type {Result} from './result.ts';
import type {SmtpAnswer, SmtpQuestion} from './smtp.ts';

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
