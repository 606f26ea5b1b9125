import type {CaptureAnswer, CapturedMessage} from '../../../source/core/capture.ts';
import type {SinkSession} from '../../../source/core/sink.ts';
import type {Candidate} from '../../../source/core/verification.ts';
import {now, type When} from '../taped.ts';

export const person = 'person@mailbox.test';

const place = {address: '0.0.0.0', port: 2525, security: 'starttls'} as const;

/** A session that encrypted, logged in and said goodbye, but for what is told. */
export const session = (id: number, more: Partial<SinkSession> = {}): SinkSession => ({
	id,
	at: now,
	ms: 200,
	remote: {address: '192.0.2.7', port: 50_000},
	place,
	helo: 'nas.home.test',
	tls: {is: 'agreed', protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'},
	logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, secret: 'other'}],
	senders: [],
	recipients: [],
	refusals: [],
	messages: [],
	exchanges: [],
	oddities: [],
	misbehaved: [],
	end: 'quit',
	...more,
});

/** A session in which nobody logged in, encrypted or not. */
export const bareSession = (id: number, more: Partial<SinkSession> = {}): SinkSession => {
	const {tls: _, ...bare} = session(id, {logins: [], ...more});
	return more.tls ? {...bare, tls: more.tls} : bare;
};

export const implicit = {address: '0.0.0.0', port: 2465, security: 'implicit'} as const;

export const candidate = (more: Partial<Candidate> = {}): Candidate => ({
	kind: 'code',
	value: '48••••',
	score: 0.9,
	because: [],
	against: [],
	where: 'text',
	line: '',
	...more,
});

/** A message with a code, of the session with the same number. */
export const message = (id: number, more: Partial<CapturedMessage> = {}): CapturedMessage => ({
	id,
	session: id,
	at: now,
	octets: 900,
	inbox: 'inbox',
	remote: '192.0.2.7',
	encrypted: true,
	sender: 'nas@home.test',
	recipients: [person],
	from: 'nas@home.test',
	subject: 'Your code ••••',
	date: new Date(now).toUTCString(),
	oddities: [],
	reading: {candidates: [candidate()], chosen: candidate(), lifetime: {seconds: 600, words: '10 minutes'}},
	standing: {state: 'newest', request: 1, requests: 1, age: 5},
	...more,
});

/** What a message without a code is read as. */
export const noCode = {candidates: [], open: 'none'} as const;
/** What one is read as whose two codes are equally likely. */
export const severalCodes = {
	candidates: [candidate(), candidate({value: '77••••'})],
	open: 'several',
} as const;

/** A session that brought a message of the same number. */
export const delivering = (id: number, more: Partial<SinkSession> = {}): SinkSession =>
	session(id, {senders: ['nas@home.test'], recipients: [person], messages: [id], ...more});

/** What the sink says. */
export const told = (more: Partial<CaptureAnswer> = {}): CaptureAnswer => ({
	places: [place, implicit],
	addresses: ['192.0.2.20', '198.51.100.20'],
	certificate: 'ab'.repeat(32),
	sessions: [],
	messages: [],
	told: 0,
	seconds: 0,
	...more,
});

/** The sink was opened, and nothing was caught before. */
export const opened: readonly CaptureAnswer[] = [told(), told()];

/** A wait that told this, so many seconds after it began. */
export const heard = (
	seconds: number,
	sessions: readonly SinkSession[],
	messages: readonly CapturedMessage[] = [],
	number = sessions.length + messages.length,
): CaptureAnswer => told({seconds, sessions, messages, told: number});

/** A wait of ten minutes in which nothing more happened. */
export const nothingMore = told({seconds: 600, told: 9});

/** The sink was opened and tells this, wait after wait. */
export const waited = (...answers: readonly CaptureAnswer[]): When => ({sink: [...opened, ...answers]});

/** The device delivered a mail a moment before this step. */
export const reached = told({told: 2, sessions: [delivering(1)], messages: [message(1, {reading: noCode})]});

/** Nobody came within ten minutes after that. */
export const silence: When = {sink: [told({told: 2}), reached, told({seconds: 600, told: 2}), reached]};

/** After that silence the sink tells this, when one more test mail is asked for. */
export const silenceAndThen = (...answers: readonly CaptureAnswer[]): When => ({
	sink: [...(silence.sink ?? []), told({told: 2}), ...answers],
});
