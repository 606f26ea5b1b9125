import {printable} from './printable.ts';
import type {SinkEnd, SinkLogin, SinkOddity, SinkRefusal, SinkSession, SinkStage, SinkTls} from './sink.ts';
import {ending} from './sink-words/ending.ts';
import {isDecisive, lastingRefusals} from './sink-words/lasting.ts';

export {lastingRefusals} from './sink-words/lasting.ts';

/**
 * `good`: a message arrived. `problem`: what the other side did, or was answered, proves that none could. `warning`: none
 * arrived, and nothing proves why, or something else is to be noted. `running`: it goes on.
 */
export type SessionMark = 'good' | 'warning' | 'problem' | 'running';

export type SessionWords = {readonly mark: SessionMark; readonly text: string};

/** What came of a session, in one plain line that is safe to print; it has no full stop, so that more can follow. */
export const sessionWords = (session: SinkSession): SessionWords => {
	const {mark, parts} = told(session);
	return {mark, text: parts.filter(part => part !== '').join(', ')};
};

/** Why a TLS handshake failed, or what was agreed on; safe to print. */
export const tlsWords = (tls: SinkTls, {security}: SinkSession['place']): string => {
	if (tls.is === 'agreed') return `encrypted with ${printable(tls.protocol)}, ${printable(tls.cipher)}`;
	switch (tls.fault) {
		case 'distrust':
			return 'TLS failed: the device does not trust this certificate';
		case 'version':
			return tls.offered
				? `TLS failed: the device offers ${short(tls.offered)} at most, which is not taken here`
				: 'TLS failed: the device speaks no version that is offered here';
		case 'cipher':
			return 'TLS failed: no cipher or group in common';
		case 'not-tls':
			return security === 'implicit'
				? 'TLS failed: the device spoke without encryption on a port that begins with it'
				: 'TLS failed: what the device said after STARTTLS is no TLS';
		case 'left':
			return `the device went away in the middle of the TLS handshake and did not say why${tls.offered === undefined ? '' : likeDistrust}`;
		case 'other':
			return `TLS failed: ${short(tls.reason)}`;
	}
};

/** Some say with an alert that they do not trust a certificate; GnuTLS and Node, among others, leave without one. */
const likeDistrust = ': a device that does not trust the certificate leaves like this';

/**
 * Whether encryption was agreed on, and the client then left without another word. That proves nothing; among those who
 * do so are clients that do not trust the certificate. Never true where what was said is not known whole.
 */
export const fellSilentAfterTls = (session: SinkSession): boolean => {
	const {tls, end, cut, logins, senders, refusals, exchanges} = session;
	if (tls?.is !== 'agreed' || (end !== 'left' && end !== 'reset') || cut) return false;
	if (logins.length + senders.length + refusals.length > 0) return false;
	const agreed = exchanges.findLastIndex(
		({side, text}) => side === 'connection' && text.startsWith(`${tls.protocol}, `),
	);
	return agreed >= 0 && exchanges.slice(agreed).every(({side}) => side !== 'client');
};

/** A command that was not taken, and the reply; safe to print. */
export const refusalWords = ({stage, reply, of}: SinkRefusal): string => {
	const said = [reply.code, reply.lines.join(' ')].join(' ').trim();
	return `${refused[stage]}${of === undefined ? '' : ` ${short(of).trim() || '<>'}`} refused: ${short(said)}`;
};

/** One login in words: whose, how, whether it was taken, and what is to be wondered about its password. */
export const loginWords = ({mechanism, user, taken, encrypted, secret, same}: SinkLogin): string =>
	[
		`${taken ? 'logged in' : 'login refused'} as ${short(user) || 'nobody'} by ${short(mechanism)}`,
		encrypted ? '' : 'without encryption',
		same === false ? 'with another password than the expected one' : '',
		secret === undefined ? '' : secretWords[secret],
	]
		.filter(part => part !== '')
		.join(', ');

const secretWords: Record<NonNullable<SinkLogin['secret']>, string> = {
	empty: 'the password is empty',
	'blanks-around': 'the password begins or ends with a blank',
	'not-ascii': 'the password has characters outside ASCII',
	other: '',
};

export const oddityWords: Record<SinkOddity, string> = {
	'bare-line-feed': 'ended lines with LF alone (RFC 5321 section 2.3.8 wants CR LF)',
	'bare-carriage-return': 'sent CR without LF (RFC 5321 section 2.3.8)',
	'nul-octet': 'sent NUL octets (RFC 5322 section 3.5 has no place for them)',
	'long-line': 'sent a line of more than 998 octets (RFC 5322 section 2.1.1)',
	'talked-before-greeting': 'talked before it was greeted (RFC 5321 section 4.3.1)',
	'talked-before-tls': 'sent commands behind STARTTLS in plain text (RFC 3207 section 4)',
	'spoke-tls-in-plain': 'spoke TLS on a port that begins without it',
	'spoke-http': 'spoke HTTP',
	'eight-bit-undeclared': 'sent 8-bit text without BODY=8BITMIME (RFC 6152)',
	'utf8-address-undeclared': 'sent an address outside ASCII without SMTPUTF8 (RFC 6531)',
	'size-understated': 'sent more octets than it declared with SIZE (RFC 1870)',
	'helo-not-a-name':
		'names itself in EHLO by neither a domain nor an address in brackets (RFC 5321 section 4.1.3)',
	'path-syntax':
		'put an address into MAIL or RCPT in a way that real servers may refuse (RFC 5321 section 4.1.2)',
};

type Told = {readonly mark: SessionMark; readonly parts: readonly string[]};

const told = (session: SinkSession): Told => {
	const {end, messages, misbehaved} = session;
	if (end === undefined) return {mark: 'running', parts: going(session)};
	if (messages.length > 0) return delivered(session, end);
	if (misbehaved.length > 0)
		return {
			mark: 'warning',
			parts: [`the sink failed on purpose: ${short(misbehaved.join('; '))}`, reached(session)],
		};
	return failed(session, end);
};

const delivered = (session: SinkSession, end: SinkEnd): Told => {
	const {messages, misbehaved, broken, oddities} = session;
	const notes = [
		wrongPassword(session),
		inWords(lastingRefusals(session).at(-1)),
		oddities.includes('path-syntax') ? oddityWords['path-syntax'] : '',
		broken === undefined ? '' : `one more message broke off after ${broken} octets`,
		misbehaved.length > 0 ? `the sink failed on purpose: ${short(misbehaved.join('; '))}` : '',
	].filter(part => part !== '');
	return {
		mark: notes.length > 0 ? 'warning' : 'good',
		parts: [
			`delivered ${counted(messages.length, 'message')}`,
			...notes,
			end === 'quit' ? '' : ending(session, end),
		],
	};
};

const failed = (session: SinkSession, end: SinkEnd): Told => {
	const {tls, place} = session;
	if (tls?.is === 'failed')
		return {mark: provenTls(tls) ? 'problem' : 'warning', parts: [tlsWords(tls, place)]};
	if (end === 'tls-failed') return {mark: 'warning', parts: ['TLS failed, and nothing says why']};
	if (end === 'not-smtp') return {mark: 'problem', parts: [notSmtp(session)]};
	if (end === 'too-many-sessions' || end === 'too-many-from-address')
		return {mark: 'warning', parts: [ending(session, end)]};
	const last = lastingRefusals(session).at(-1);
	if (end === 'too-many-logins' || end === 'too-long-line')
		return {mark: 'warning', parts: [wrongPassword(session), inWords(last), ending(session, end)]};
	if (last)
		return {
			mark: last.reply.code >= 500 && isDecisive(session, last) ? 'problem' : 'warning',
			parts: [wrongPassword(session), refusalWords(last), ending(session, end)],
		};
	if (fellSilentAfterTls(session))
		return {mark: 'warning', parts: [`encrypted, then left without a word${likeDistrust}`]};
	return {
		mark: 'warning',
		parts: [wrongPassword(session), reached(session), notTaken(session), ending(session, end)],
	};
};

/** A recipient that was refused beside another one proves nothing, and is to be told. */
const notTaken = ({refusals, recipients}: SinkSession): string =>
	inWords(refusals.findLast(({stage, of = ''}) => stage === 'rcpt' && !recipients.includes(of)));

const inWords = (refusal: SinkRefusal | undefined): string => (refusal ? refusalWords(refusal) : '');

/** Whoever only went away may have been cut off, and a failure without an alert says nothing about its cause. */
const provenTls = ({fault, alert}: Extract<SinkTls, {is: 'failed'}>): boolean =>
	fault === 'other' ? alert !== undefined : fault !== 'left';

const notSmtp = ({oddities, place}: SinkSession): string => {
	if (oddities.includes('spoke-http'))
		return 'spoke HTTP, not SMTP: the server setting of something else points here';
	if (oddities.includes('spoke-tls-in-plain'))
		return place.security === 'starttls'
			? 'spoke TLS at once: this port begins in plain text and goes over with STARTTLS'
			: 'spoke TLS at once: this port has no encryption';
	if (oddities.includes('talked-before-greeting')) return 'talked before it was greeted, so it was sent away';
	return 'what it said is not SMTP';
};

const wrongPassword = ({logins}: SinkSession): string =>
	logins.at(-1)?.same === false ? 'the password is not the expected one' : '';

const going = (session: SinkSession): readonly string[] => {
	const {messages, tls, place} = session;
	return [
		'connected',
		tls?.is === 'failed' ? tlsWords(tls, place) : reachedSoFar(session),
		messages.length > 0 ? `delivered ${counted(messages.length, 'message')} so far` : '',
		inWords(lastingRefusals(session).at(-1)),
	];
};

const reachedSoFar = ({recipients, senders, logins, tls, helo}: SinkSession): string => {
	const login = logins.findLast(({taken}) => taken);
	if (recipients.length > 0) return `sends to ${named(recipients)}`;
	if (senders.length > 0) return 'named a sender';
	if (login) return `logged in as ${short(login.user)}`;
	if (tls?.is === 'agreed') return 'encrypted';
	return helo === undefined ? '' : 'introduced itself (EHLO)';
};

/** How far it came. What was said may be missing here: then nobody knows whether it said anything at all. */
const reached = ({broken, recipients, senders, logins, tls, helo, exchanges}: SinkSession): string => {
	const login = logins.findLast(({taken}) => taken);
	if (broken !== undefined) return `sent ${counted(broken, 'octet')} of a message and never ended it`;
	if (recipients.length > 0) return `named ${counted(recipients.length, 'recipient')} and sent no message`;
	if (senders.length > 0) return 'named a sender and no recipient';
	if (login) return `logged in as ${short(login.user)} and sent no mail`;
	if (tls?.is === 'agreed') return 'encrypted the connection and sent no mail';
	if (helo !== undefined) return 'introduced itself (EHLO) and sent no mail';
	const silent = exchanges.length > 0 && exchanges.every(({side}) => side !== 'client');
	return `connected, ${silent ? 'said nothing' : 'never introduced itself (EHLO)'}`;
};

const refused: Record<SinkStage, string> = {
	greeting: 'the connection was',
	ehlo: 'EHLO',
	starttls: 'STARTTLS',
	auth: 'login',
	mail: 'sender',
	rcpt: 'recipient',
	data: 'DATA',
	message: 'the message was',
};

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const named = (addresses: readonly string[]): string =>
	addresses.length === 1 ? short(addresses[0] ?? '') : `${addresses.length} recipients`;

const short = (text: string): string => {
	const whole = [...printable(text)];
	return whole.length > 160 ? `${whole.slice(0, 159).join('')}…` : whole.join('');
};
