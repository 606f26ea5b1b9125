import {type Failure, inWords} from '../../../core/failure.ts';
import {printable} from '../../../core/printable.ts';
import type {Result} from '../../../core/result.ts';
import type {Reply, SmtpAnswer, SmtpSecurity, SmtpStage} from '../../../core/smtp.ts';
import {shown} from '../../conversation.ts';
import {faultWords} from '../../visits.ts';

/**
 * What one combination of address, port and encryption came to. `works`: greeted, encrypted, and the certificate is
 * trusted. `stripped`: STARTTLS reads XXXX. `wrong-mode`: the same port answers in the other mode. `dropped`: it accepted
 * the connection, and then said nothing or broke it off. `no-handshake`: it greeted or connected, and TLS did not come
 * about. `unreachable`: this machine has no way there. `not-asked`: the question came to nothing on our side.
 */
export const states = [
	'works',
	'works-with-certificate-fault',
	'plain-only',
	'stripped',
	'wrong-mode',
	'refused',
	'silent',
	'unreachable',
	'not-smtp',
	'turned-away',
	'busy',
	'dropped',
	'no-handshake',
	'not-asked',
] as const;
export type State = (typeof states)[number];

/** A state, and what came of it in words that follow on the server's name. */
export type Judged = {readonly state: State; readonly why: string};

/** Judges one answer by itself; that a mode is the wrong one shows only beside the answer in the other. */
export const judge = (result: Result<SmtpAnswer, Failure>, security: SmtpSecurity): Judged => {
	if (!result.ok) return {state: 'not-asked', why: `was not asked: ${wordsOf(result.failure)}`};
	const answer = result.value;
	const {stop} = answer;
	if (!stop || (stop.stage !== 'connect' && stop.stage !== 'tls')) return passed(answer, security);
	const {stage, reply, failure = {code: 'unexpected'}} = stop;
	if (reply) return refusal(answer, reply, stage);
	if (answer.address === undefined) return unconnected(failure);
	if (answer.tls?.fault) return passed(answer, security);
	return stage === 'connect' || answer.tls ? brokenOff(answer, failure) : unencrypted(answer, failure);
};

const wordsOf = (failure: Failure): string => printable(inWords(failure));

const passed = ({tls, stages}: SmtpAnswer, security: SmtpSecurity): Judged => {
	if (!tls)
		return {state: 'plain-only', why: security === 'none' ? 'greets, unencrypted' : 'does not encrypt'};
	if (tls.fault)
		return {state: 'works-with-certificate-fault', why: `encrypts, with a fault: ${faultWords(tls)}`};
	const ms = Math.round((stages.connect ?? 0) + (stages.tls ?? 0));
	return {state: 'works', why: `works, ${printable(tls.protocol)} after ${ms} ms`};
};

const refusal = ({greeting, tls}: SmtpAnswer, reply: Reply, stage: SmtpStage): Judged => {
	const said = printable(shown(reply));
	if (stage === 'tls' && !tls)
		return reply.code < 500
			? {state: 'busy', why: `cannot encrypt just now: ${said}`}
			: {state: 'plain-only', why: `offers STARTTLS and refuses it: ${said}`};
	// Every mail server knows HELO (RFC 5321 section 4.5.1).
	const welcome = greeting !== undefined && greeting.code < 300;
	if (welcome && (reply.code === 500 || reply.code === 502))
		return {state: 'not-smtp', why: `knows neither EHLO nor HELO: ${said}`};
	return reply.code < 500
		? {state: 'busy', why: `takes no connections just now: ${said}`}
		: {state: 'turned-away', why: `turns this connection away: ${said}`};
};

const unconnected = (failure: Failure): Judged => {
	const {state, why} = standings[failure.code] ?? {state: 'not-asked', why: 'was not asked'};
	return {state, why: state === 'silent' || state === 'refused' ? why : `${why}: ${wordsOf(failure)}`};
};

const noWay: Judged = {state: 'unreachable', why: 'cannot be reached from this machine'};
const broken: Judged = {state: 'dropped', why: 'breaks the connection off'};

/** What it means that no connection came about; any other failure is our own. */
const standings: Readonly<Partial<Record<Failure['code'], Judged>>> = {
	timeout: {state: 'silent', why: 'stays silent'},
	refused: {state: 'refused', why: 'refuses connections'},
	unreachable: noWay,
	'not-permitted': noWay,
	reset: broken,
	closed: broken,
};

/** Failures that come from the other side or the way there, once the connection stands. */
const heard: readonly Failure['code'][] = ['timeout', 'reset', 'closed', 'malformed', 'tls', 'untrusted'];

const brokenOff = ({greeting, tls}: SmtpAnswer, failure: Failure): Judged => {
	const said = wordsOf(failure);
	if (failure.code === 'malformed' && !greeting)
		return {state: 'not-smtp', why: `answers with what is ${said}`};
	const before = greeting ? 'greets' : tls ? 'encrypts' : 'accepts the connection';
	return {
		state: heard.includes(failure.code) ? 'dropped' : 'not-asked',
		why: `${before}, and then: ${said}`,
	};
};

const unencrypted = ({anomalies}: SmtpAnswer, failure: Failure): Judged => {
	if (anomalies.includes('starttls-stripped'))
		return {state: 'stripped', why: 'offers STARTTLS as XXXX, which somebody on the way wrote'};
	if (failure.code === 'not-offered') return {state: 'plain-only', why: 'offers no STARTTLS'};
	return {
		state: heard.includes(failure.code) ? 'no-handshake' : 'not-asked',
		why: `does not come to encrypt: ${handshakeWords(failure)}`,
	};
};

/** OpenSSL's name of what went wrong, without the numbers and places of source code that come with it. */
const handshakeWords = (failure: Failure): string => {
	const [, name] = /^ERR_SSL_(\w{1,80}):/.exec(failure.detail ?? '') ?? [];
	return name === undefined ? wordsOf(failure) : name.replaceAll('_', ' ').toLowerCase();
};
