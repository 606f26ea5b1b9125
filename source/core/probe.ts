import type {CaptureAnswer, CaptureQuestion} from './capture.ts';
import type {DnsAnswer, DnsQuestion} from './dns.ts';
import type {Failure} from './failure.ts';
import type {HttpAnswer, HttpQuestion} from './http.ts';
import type {ImapAnswer, ImapQuestion} from './imap.ts';
import type {MessageAnswer, MessageQuestion} from './message.ts';
import type {PauseAnswer, PauseQuestion} from './pause.ts';
import type {PersonAnswer, PersonQuestion} from './person.ts';
import type {Result} from './result.ts';
import type {SmtpAnswer, SmtpQuestion} from './smtp.ts';
import type {SpamAnswer, SpamQuestion} from './spam.ts';
import type {TimeAnswer, TimeQuestion} from './time.ts';

/** A probe is one JSON question to the outside world and its one JSON answer. Questions name secrets, never carry them. */
export type Probe<Question, Answer> = (
	question: Question,
	signal: AbortSignal,
) => Promise<Result<Answer, Failure>>;

/** Everything outside the program, the person at the keyboard included. */
export type Probes = {
	readonly dns: Probe<DnsQuestion, DnsAnswer>;
	readonly smtp: Probe<SmtpQuestion, SmtpAnswer>;
	readonly http: Probe<HttpQuestion, HttpAnswer>;
	readonly message: Probe<MessageQuestion, MessageAnswer>;
	readonly person: Probe<PersonQuestion, PersonAnswer>;
	readonly pause: Probe<PauseQuestion, PauseAnswer>;
	readonly time: Probe<TimeQuestion, TimeAnswer>;
	readonly sink: Probe<CaptureQuestion, CaptureAnswer>;
	readonly imap: Probe<ImapQuestion, ImapAnswer>;
	readonly spam: Probe<SpamQuestion, SpamAnswer>;
};

export const probeNames = [
	'dns',
	'smtp',
	'http',
	'message',
	'person',
	'pause',
	'time',
	'sink',
	'imap',
	'spam',
] as const satisfies readonly (keyof Probes)[];
export type ProbeName = (typeof probeNames)[number];

/** Wraps every probe alike. The one place that forgets, for a moment, which probe is which. */
export const mapProbes = (
	probes: Probes,
	wrap: <Q, A>(name: ProbeName, probe: Probe<Q, A>) => Probe<Q, A>,
): Probes => ({
	dns: wrap('dns', probes.dns),
	smtp: wrap('smtp', probes.smtp),
	http: wrap('http', probes.http),
	message: wrap('message', probes.message),
	person: wrap('person', probes.person),
	pause: wrap('pause', probes.pause),
	time: wrap('time', probes.time),
	sink: wrap('sink', probes.sink),
	imap: wrap('imap', probes.imap),
	spam: wrap('spam', probes.spam),
});
