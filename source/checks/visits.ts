import type {Reach} from '../core/check.ts';
import {type Failure, inWords} from '../core/failure.ts';
import {printable} from '../core/printable.ts';
import type {Result} from '../core/result.ts';
import type {Certificate, CertificateFault, Reply, SmtpAnswer, SmtpQuestion, TlsFacts} from '../core/smtp.ts';
import {shown} from './conversation.ts';
import type {Exchanger} from './exchangers.ts';

/**
 * How one address of an exchanger stands on port 25. The first four greeted and took EHLO, so mail can be delivered
 * there. `dropped`: it accepted the connection, and then said nothing or broke it off. `unreachable`: this machine has
 * no way there. `not-asked`: the question came to nothing on our side.
 */
export type Standing =
	| 'answers'
	| 'certificate'
	| 'no-starttls'
	| 'no-handshake'
	| 'stripped'
	| 'turned-away'
	| 'busy'
	| 'silent'
	| 'dropped'
	| 'refused'
	| 'not-smtp'
	| 'unreachable'
	| 'not-asked';

export type Visit = {
	readonly host: string;
	readonly address: string;
	readonly standing: Standing;
	/** What came of it, in words that follow on the address. */
	readonly why: string;
	readonly answer?: SmtpAnswer;
};

/** Addresses of one kind that are visited of one exchanger. */
const mostOfAKind = 4;

/**
 * Goes to every address of every exchanger, IPv4 and IPv6 apart, as far as the end of the TLS handshake; no sender is
 * ever named. The questions are the same for every check, so that all of them share one conversation.
 */
export const visit = (
	exchangers: readonly Exchanger[],
	helo: string | undefined,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<readonly Visit[]> =>
	Promise.all(
		exchangers
			.flatMap(({host, ipv4, ipv6}) =>
				[...ipv4.slice(0, mostOfAKind), ...ipv6.slice(0, mostOfAKind)].map(address => ({host, address})),
			)
			.map(async ({host, address}) => {
				const result = await probes.smtp(questionTo(host, address, helo), signal);
				return {host, address, ...sorted(result), ...(result.ok ? {answer: result.value} : {})};
			}),
	);

/** Addresses that `visit` leaves out. */
export const leftOut = (exchangers: readonly Exchanger[]): number =>
	exchangers
		.flatMap(({ipv4, ipv6}) => [ipv4.length, ipv6.length])
		.reduce((sum, length) => sum + Math.max(0, length - mostOfAKind), 0);

const questionTo = (host: string, address: string, helo: string | undefined): SmtpQuestion => ({
	host,
	port: 25,
	security: 'starttls',
	stage: 'tls',
	dialogue: 'exchanger',
	address,
	...(helo === undefined ? {} : {helo}),
});

type Sorted = Pick<Visit, 'standing' | 'why'>;

const sorted = (result: Result<SmtpAnswer, Failure>): Sorted => {
	if (!result.ok) return {standing: 'not-asked', why: failureWords(result.failure)};
	const answer = result.value;
	const {stop} = answer;
	if (!stop || (stop.stage !== 'connect' && stop.stage !== 'tls')) return encrypted(answer);
	const {stage, reply, failure = {code: 'unexpected'}} = stop;
	if (stage === 'connect') return reply ? refusal(answer, reply) : atConnect(answer, failure);
	return reply ? refusedLater(answer, reply) : atTls(answer, failure);
};

const failureWords = (failure: Failure): string => printable(inWords(failure));

/** OpenSSL's own words begin with its number for the thread and end with a line of its source. */
const handshakeWords = (failure: Failure): string => {
	const said = failureWords(failure);
	const [, alert] = /:SSL routines:[^:]*:([^:]+)/.exec(said) ?? /^ERR_\w+: (.+)/.exec(said) ?? [];
	return failure.code === 'tls' && alert !== undefined ? alert : said;
};
const replyWords = (reply: Reply): string => printable(shown(reply));

/** A greeting or EHLO that was not granted; one who knows neither EHLO nor HELO is no mail server. */
const refusal = ({greeting}: SmtpAnswer, reply: Reply): Sorted => {
	const welcome = greeting !== undefined && greeting.code < 300;
	return welcome && (reply.code === 500 || reply.code === 502)
		? {standing: 'not-smtp', why: `knows neither EHLO nor HELO: ${replyWords(reply)}`}
		: denial(reply);
};

const denial = (reply: Reply): Sorted =>
	reply.code < 500
		? {standing: 'busy', why: `said ${replyWords(reply)}`}
		: {standing: 'turned-away', why: `said ${replyWords(reply)}`};

const unconnected: Readonly<Partial<Record<Failure['code'], Standing>>> = {
	timeout: 'silent',
	refused: 'refused',
	unreachable: 'unreachable',
	'not-permitted': 'unreachable',
	reset: 'dropped',
	closed: 'dropped',
};

const atConnect = ({address, greeting}: SmtpAnswer, failure: Failure): Sorted => {
	const said = failureWords(failure);
	if (address === undefined) {
		const standing = unconnected[failure.code] ?? 'not-asked';
		return {standing, why: standing === 'refused' ? 'refused the connection' : said};
	}
	if (failure.code === 'malformed' && !greeting)
		return {standing: 'not-smtp', why: `answered with what is ${said}`};
	const broken = ['timeout', 'reset', 'closed', 'malformed'].includes(failure.code);
	return {
		standing: broken ? 'dropped' : 'not-asked',
		why: `${greeting ? 'greeted' : 'accepted the connection'}, and then: ${said}`,
	};
};

const refusedLater = ({tls}: SmtpAnswer, reply: Reply): Sorted => {
	if (tls) return denial(reply);
	return reply.code < 500
		? {standing: 'no-handshake', why: `cannot encrypt just now: ${replyWords(reply)}`}
		: {standing: 'no-starttls', why: `offers STARTTLS and refuses it: ${replyWords(reply)}`};
};

const atTls = ({tls, anomalies}: SmtpAnswer, failure: Failure): Sorted => {
	if (tls?.fault) return {standing: 'certificate', why: faultWords(tls)};
	if (anomalies.includes('starttls-stripped')) return {standing: 'stripped', why: 'STARTTLS reads XXXX'};
	if (failure.code === 'not-offered') return {standing: 'no-starttls', why: 'offers no STARTTLS'};
	const heard = ['timeout', 'reset', 'closed', 'malformed', 'tls', 'untrusted'].includes(failure.code);
	return {standing: heard ? 'no-handshake' : 'not-asked', why: `not encrypted: ${handshakeWords(failure)}`};
};

const encrypted = ({tls}: SmtpAnswer): Sorted => {
	if (!tls) return {standing: 'no-starttls', why: 'not encrypted'};
	return tls.fault
		? {standing: 'certificate', why: faultWords(tls)}
		: {standing: 'answers', why: certificateWords(tls.chain[0])};
};

const certificateWords = (certificate: Certificate | undefined): string =>
	certificate
		? `certificate until ${dayOf(certificate.validTo)} (${shortName(certificate.issuer)})`
		: 'no certificate';

/** What is wrong with a certificate, in words that follow on the server. */
export const faultWords = ({chain, fault, reason}: TlsFacts): string => {
	const [leaf] = chain;
	if (!fault || !leaf) return 'certificate without a fault';
	const words: Readonly<Record<CertificateFault, string>> = {
		expired: `certificate ended on ${dayOf(chain.map(({validTo}) => validTo).toSorted()[0])}`,
		'not-yet-valid': `certificate valid only from ${dayOf(
			chain
				.map(({validFrom}) => validFrom)
				.toSorted()
				.at(-1),
		)}`,
		'self-signed': 'certificate signed by itself',
		'unknown-issuer': `nobody known vouches for the certificate (${shortName(leaf.issuer)})`,
		'wrong-name': `certificate is for ${namesOf(leaf)}`,
		other: `certificate is not trusted (${printable(reason ?? 'no reason given')})`,
	};
	return words[fault];
};

const dayOf = (date: string | undefined): string => date?.slice(0, 10) || 'an unreadable date';

/** The names that a certificate is for; of very many, the first. */
const namesOf = ({names, subject}: Certificate): string =>
	printable(
		names
			.slice(0, 5)
			.map(name => name.replace(/^DNS:/, ''))
			.join(', ') ||
			subject ||
			'nobody',
	);

/** The common name in a distinguished name, or its organisation, or all of it. */
export const shortName = (distinguished: string): string => {
	const parts = distinguished.split(', ');
	const part = parts.find(text => text.startsWith('CN=')) ?? parts.find(text => text.startsWith('O='));
	return printable(part?.slice(part.indexOf('=') + 1) || distinguished || 'somebody unnamed');
};

/** Standings of an exchanger to which mail can be delivered. */
export const deliverable: readonly Standing[] = [
	'answers',
	'certificate',
	'no-starttls',
	'no-handshake',
	'stripped',
];

/** A visit in one line, for people. */
export const visitLine = ({host, address, standing, why, answer}: Visit): string => {
	const ms = answer?.stages.connect;
	const greeted = ms === undefined ? 'greeted' : `greeted in ${Math.round(ms)} ms`;
	const met = deliverable.includes(standing) ? [greeted, ...(answer?.tls ? [answer.tls.protocol] : [])] : [];
	return `${printable(host)} ${address} ${[...met, why].join(', ')}`;
};

/** A visit as a fact: what other programs read. */
export const visitFacts = ({address, standing, why, answer}: Visit) => {
	const [leaf] = answer?.tls?.chain ?? [];
	return {
		address,
		state: standing,
		why,
		...(answer?.stages.connect === undefined ? {} : {ms: answer.stages.connect}),
		...(answer?.greeting ? {greeting: replyWords(answer.greeting)} : {}),
		...(answer?.tls ? {protocol: answer.tls.protocol} : {}),
		...(answer?.tls?.fault ? {fault: answer.tls.fault} : {}),
		...(leaf ? {issuer: printable(leaf.issuer), until: leaf.validTo} : {}),
	};
};
