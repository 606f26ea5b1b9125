import type {SinkEnd, SinkRefusal, SinkSession, SinkStage, SinkTls} from '../../../core/sink.ts';
import {fellSilentAfterTls, lastingRefusals} from '../../../core/sink-words.ts';
import {wordsOf} from '../../captured.ts';
import {shown} from '../../conversation.ts';
import type {SessionCode} from './findings.ts';
import {type Expected, loginDiffers} from './login.ts';

/** What a session came to: what was found, and what was seen, in words without a full stop. */
export type Outcome = {readonly code: SessionCode; readonly seen: string; readonly facts?: OutcomeFacts};
type OutcomeFacts = {
	readonly alert?: string;
	readonly offered?: string;
	readonly user?: string;
	readonly reply?: string;
};

/**
 * What a session that brought no message says; one that brought some says only how it logged in. Where several things went
 * wrong, the last one ended it.
 */
export const outcomeOf = (session: SinkSession, expected: Expected): Outcome | undefined => {
	if (session.misbehaved.length > 0 && session.messages.length === 0)
		return {code: 'misbehaved', seen: wordsOf(session.misbehaved.join('; '))};
	const differs = loginDiffers(session, expected);
	if (differs) return {code: 'login-differs', seen: differs.seen, facts: {user: differs.user}};
	if (session.messages.length > 0) return undefined;
	if (session.oddities.includes('spoke-tls-in-plain'))
		return {
			code: 'encryption-mismatch',
			seen: `it began TLS at once, and this port begins in plain text`,
		};
	if (session.tls?.is === 'failed') return ofTls(session, session.tls);
	if (session.broken !== undefined)
		return {code: 'broken-off', seen: `${session.broken} octets came, and then ${endWords[end(session)]}`};
	return ofRefusal(session) ?? ofEnd(session);
};

const old = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1']);

const ofTls = (
	{place, oddities}: SinkSession,
	{fault, alert, reason, offered}: Extract<SinkTls, {readonly is: 'failed'}>,
): Outcome => {
	const facts = {
		...(alert === undefined ? {} : {alert: wordsOf(alert)}),
		...(offered === undefined ? {} : {offered: wordsOf(offered)}),
	};
	const seen = alert === undefined ? wordsOf(reason) : `it sent the alert ${wordsOf(alert)}`;
	switch (fault) {
		case 'distrust':
			return {code: 'certificate-refused', seen, facts};
		case 'version':
			return offered !== undefined && old.has(offered)
				? {code: 'tls-too-old', seen: `the newest that it offers is ${wordsOf(offered)}`, facts}
				: {code: 'tls-failed', seen, facts};
		case 'not-tls':
			if (oddities.includes('spoke-http'))
				return {code: 'not-smtp', seen: 'it spoke HTTP, as a browser does'};
			return place.security === 'implicit'
				? {
						code: 'encryption-mismatch',
						seen: 'it spoke plain text, and this port wants TLS from the start',
						facts,
					}
				: {code: 'tls-failed', seen: 'what it said after STARTTLS is no TLS', facts};
		case 'left':
			return {
				code: 'tls-failed',
				seen: `it went away in the middle of the handshake${offered === undefined ? '' : ', as one may that does not trust the certificate of the sink'}`,
				facts,
			};
		case 'cipher':
			return {code: 'tls-failed', seen: 'no cipher or group in common', facts};
		case 'other':
			return {code: 'tls-failed', seen, facts};
	}
};

const refused: Readonly<Record<SinkStage, SessionCode>> = {
	greeting: 'turned-away',
	ehlo: 'turned-away',
	starttls: 'tls-failed',
	auth: 'login-refused',
	mail: 'sender-refused',
	rcpt: 'recipient-refused',
	data: 'message-refused',
	message: 'message-refused',
};

/** The last refusal is what the client gave up at, unless it passed that stage in another way. */
const ofRefusal = (session: SinkSession): Outcome | undefined => {
	const last = lastingRefusals(session).at(-1);
	return last && {code: refused[last.stage], seen: refusalWords(last), facts: {reply: shown(last.reply)}};
};

const refusalWords = ({of, reply}: SinkRefusal): string =>
	`${of === undefined ? '' : `${wordsOf(of).trim() || '<>'}, `}${shown(reply).replace(/\.$/, '')}`;

const end = ({end: ended}: SinkSession): SinkEnd | 'going-on' => ended ?? 'going-on';

const endWords: Readonly<Record<SinkEnd | 'going-on', string>> = {
	quit: 'it said goodbye',
	left: 'it closed the connection',
	reset: 'it broke the connection off',
	'tls-failed': 'the encryption failed',
	idle: 'nothing more came for too long',
	deadline: 'the time of the session was over',
	'too-many-sessions': 'there were too many sessions at once',
	'too-many-from-address': 'there were too many sessions at once from its address',
	'not-smtp': 'it spoke no SMTP',
	'too-many-logins': 'login after login had failed',
	'too-long-line': 'it sent a line that is too long',
	misbehaved: 'the sink broke off on purpose',
	closed: 'the sink was closed',
	died: 'the sink died',
	'going-on': 'the wait was over',
};

const ofEnd = (session: SinkSession): Outcome => {
	const ended = end(session);
	if (ended === 'too-many-sessions' || ended === 'too-many-from-address')
		return {code: 'turned-away', seen: endWords[ended]};
	if (ended === 'tls-failed') return {code: 'tls-failed', seen: 'nothing more is known of it'};
	if (ended === 'not-smtp' || session.oddities.includes('spoke-http'))
		return {
			code: 'not-smtp',
			seen: session.oddities.includes('spoke-http')
				? 'it spoke HTTP, as a browser does'
				: 'what it said is no command',
		};
	if (fellSilentAfterTls(session))
		return {
			code: 'left-after-tls',
			seen: ended === 'reset' ? 'broke it off without a word' : 'left without a word',
		};
	return {code: 'left', seen: `${howFar(session)} (${endWords[ended]})`};
};

const howFar = ({helo, logins, senders, recipients}: SinkSession): string => {
	if (recipients.length > 0) return 'after it named the recipient, without a message';
	if (senders.length > 0) return 'after it named the sender';
	if (logins.length > 0) return 'after its login, without a message';
	return helo === undefined ? 'without a word' : 'after its greeting, without trying to send';
};
