import type {GeneratorValue} from 'fast-check';
import fc from 'fast-check';
import type {CaptureAnswer, CapturedMessage, CaptureQuestion} from '../../source/core/capture.ts';
import {type Failure, failureCodes} from '../../source/core/failure.ts';
import {failed, type Result, success} from '../../source/core/result.ts';
import {
	type SinkLogin,
	type SinkPlace,
	type SinkRefusal,
	type SinkSession,
	type SinkTls,
	sinkEnds,
	sinkOddities,
	sinkStages,
} from '../../source/core/sink.ts';
import type {Exchange, Reply, SmtpAnswer, SmtpQuestion} from '../../source/core/smtp.ts';
import {smtpSecurities, smtpStages} from '../../source/core/smtp.ts';
import type {Candidate, Reading, Standing} from '../../source/core/verification.ts';
import {hostileSmtp} from './hostile.ts';
import {acting, address, filled, name} from './hostile-data.ts';

/** Whom the mail is for in every case of the checks on the sink. */
export const person = 'person@mailbox.test';
/** The code of every hostile mail: no finding may have it whole. */
export const secretCode = 'XK4829137';
const secretLink = 'https://device.test/reset?token=XK4829137';

const evil = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.constantFrom(...acting, '', 'nas', '{to}', '$&', '__proto__', filled('x'), filled('\u202E', 9000)),
		fc.string({unit: 'binary'}),
	);
const orEvil = (...texts: readonly string[]): fc.Arbitrary<string> =>
	fc.oneof(evil(), fc.constantFrom(...texts));
const remote = () => fc.oneof(address(), evil());
const version = () => orEvil('TLSv1', 'TLSv1.3');
const date = () => orEvil('Mon, 1 Jan 9999 00:00 +0000', 'Sun, 22 Nov 2026 12:00:00 +0000');
const keyword = () => orEvil('AUTH XOAUTH2', 'AUTH PLAIN', 'STARTTLS');
const count = (): fc.Arbitrary<number> =>
	fc.constantFrom(0, 1, 2, -1, 4_294_967_296, Number.MAX_SAFE_INTEGER, 0.5);
const mailbox = (): fc.Arbitrary<string> =>
	fc.oneof(
		fc.constantFrom(person, 'PERSON@Mailbox.Test', 'other@mailbox.test', '@', ''),
		evil(),
		name().map(host => `nas@${host}`),
	);

const some = <T>(
	gen: GeneratorValue,
	one: (gen: GeneratorValue) => T,
	...lengths: readonly number[]
): readonly T[] =>
	Array.from({length: gen(fc.constantFrom, ...(lengths.length > 0 ? lengths : [0, 0, 1, 2]))}, () =>
		one(gen),
	);
const maybe = <K extends string, T>(gen: GeneratorValue, key: K, one: () => T) =>
	(gen(fc.boolean) ? {[key]: one()} : {}) as {readonly [key in K]: T} | Record<never, never>;

const failure = (): fc.Arbitrary<Failure> =>
	fc.record({code: fc.constantFrom(...failureCodes), detail: evil()}, {requiredKeys: ['code']});

const reply = (gen: GeneratorValue): Reply => ({
	code: gen(fc.constantFrom, 0, 250, 421, 454, 501, 530, 550, 999),
	lines: some(gen, () => gen(evil), 0, 1, 100).map(line => line.slice(0, 4000)),
});

const place = (gen: GeneratorValue): SinkPlace => ({
	address: gen(address),
	port: gen(fc.constantFrom, 0, 25, 2525, 65_535),
	security: gen(fc.constantFrom, ...smtpSecurities),
});

const tls = (gen: GeneratorValue): SinkTls =>
	gen(fc.boolean)
		? {is: 'agreed', protocol: gen(evil), cipher: gen(evil), ...maybe(gen, 'name', () => gen(evil))}
		: {
				is: 'failed',
				fault: gen(fc.constantFrom, 'distrust', 'version', 'cipher', 'not-tls', 'left', 'other'),
				reason: gen(evil),
				...maybe(gen, 'alert', () => gen(evil)),
				...maybe(gen, 'offered', () => gen(version)),
			};

const login = (gen: GeneratorValue): SinkLogin => ({
	mechanism: gen(evil),
	user: gen(evil),
	taken: gen(fc.boolean),
	encrypted: gen(fc.boolean),
	...maybe(gen, 'secret', () => gen(fc.constantFrom, 'empty', 'blanks-around', 'not-ascii', 'other')),
	...maybe(gen, 'same', () => gen(fc.boolean)),
});

const refusal = (gen: GeneratorValue): SinkRefusal => ({
	stage: gen(fc.constantFrom, ...sinkStages),
	reply: reply(gen),
	...maybe(gen, 'of', () => gen(evil)),
});

const exchange = (gen: GeneratorValue): Exchange => ({
	ms: gen(count),
	side: gen(fc.constantFrom, 'client', 'server', 'connection'),
	text: gen(evil),
});

/** Whatever a session may claim to be, also where its facts contradict each other. */
const session = (gen: GeneratorValue): SinkSession => ({
	id: gen(count),
	at: gen(count),
	remote: {address: gen(remote), port: gen(count)},
	place: place(gen),
	logins: some(gen, login, 0, 0, 1, 10),
	senders: some(gen, () => gen(mailbox)),
	recipients: some(gen, () => gen(mailbox), 0, 1, 1, 100),
	refusals: some(gen, refusal, 0, 0, 1, 5),
	messages: some(gen, () => gen(count)),
	exchanges: some(gen, exchange, 0, 0, 2, 10),
	oddities: some(gen, () => gen(fc.constantFrom, ...sinkOddities), 0, 0, 1, 12),
	misbehaved: some(gen, () => gen(evil), 0, 0, 0, 50),
	...maybe(gen, 'ms', () => gen(count)),
	...maybe(gen, 'helo', () => gen(evil)),
	...maybe(gen, 'tls', () => tls(gen)),
	...maybe(gen, 'broken', () => gen(count)),
	...maybe(gen, 'end', () => gen(fc.constantFrom, ...sinkEnds)),
});

const candidate = (gen: GeneratorValue): Candidate => ({
	...(gen(fc.boolean)
		? {kind: 'code', value: gen(fc.constantFrom, secretCode, '48••••', '\u001B', '')}
		: {
				kind: 'link',
				value: gen(fc.constantFrom, secretLink, 'https://device.test/••••', 'javascript:x', ''),
			}),
	score: gen(fc.constantFrom, 0, 1, Number.NaN),
	because: some(gen, () => gen(evil)),
	against: some(gen, () => gen(evil)),
	where: gen(fc.constantFrom, 'subject', 'text', 'html'),
	line: gen(evil),
});

const reading = (gen: GeneratorValue): Reading => ({
	candidates: some(gen, candidate, 0, 1, 2, 20),
	...maybe(gen, 'chosen', () => candidate(gen)),
	...maybe(gen, 'open', () => gen(fc.constantFrom, 'none', 'several')),
	...maybe(gen, 'language', () => gen(evil)),
	...maybe(gen, 'lifetime', () => ({seconds: gen(count), words: gen(evil)})),
});

const standing = (gen: GeneratorValue): Standing => ({
	state: gen(fc.constantFrom, 'newest', 'superseded', 'duplicate'),
	request: gen(count),
	requests: gen(count),
	age: gen(count),
	...maybe(gen, 'by', () => gen(count)),
	...maybe(gen, 'expired', () => gen(fc.boolean)),
});

const message = (gen: GeneratorValue): CapturedMessage => ({
	id: gen(count),
	session: gen(count),
	at: gen(count),
	octets: gen(count),
	inbox: gen(evil),
	remote: gen(evil),
	encrypted: gen(fc.boolean),
	sender: gen(mailbox),
	recipients: some(gen, () => gen(mailbox), 1, 1, 0, 100),
	oddities: [],
	reading: reading(gen),
	standing: standing(gen),
	...maybe(gen, 'helo', () => gen(evil)),
	...maybe(gen, 'user', () => gen(evil)),
	...maybe(gen, 'from', () => gen(evil)),
	...maybe(gen, 'to', () => gen(evil)),
	...maybe(gen, 'subject', () => gen(evil)),
	...maybe(gen, 'date', () => gen(date)),
	...maybe(gen, 'messageId', () => gen(evil)),
});

/** How many sessions and messages there are; nobody could bear to make that many in every one of two hundred waits. */
const crowds = {open: [0], wait: [0, 0, 0, 1, 2], read: [0, 1, 2, 12]} as const;

/** What a sink says that was talked to by anybody in any way, or that is not what it says. */
export const hostileSink = (gen: GeneratorValue, asked: CaptureQuestion): Result<CaptureAnswer, Failure> => {
	if (gen(fc.nat, {max: 7}) === 0) return failed(gen(failure));
	return success({
		places: some(gen, place, 0, 1, 2, 200),
		addresses: some(gen, () => gen(remote), 0, 1, 2, 200),
		...maybe(gen, 'certificate', () => gen(evil)),
		sessions: some(gen, session, ...crowds[asked.do]),
		messages: some(gen, message, ...crowds[asked.do]),
		told: gen(count),
		seconds: asked.do === 'wait' ? gen(fc.constantFrom, asked.seconds, 0, -1, 1, 1e9) : 0,
	});
};

/** How a hostile submission server ends a conversation, at whatever stage. */
export const hostileSubmission = (gen: GeneratorValue, asked: SmtpQuestion): Result<SmtpAnswer, Failure> => {
	const result = hostileSmtp(gen, asked);
	if (!result.ok || gen(fc.boolean)) return result;
	const stage = gen(fc.constantFrom, ...smtpStages);
	return success({
		...result.value,
		extensions: {
			plain: some(gen, () => gen(evil)),
			encrypted: some(gen, () => gen(keyword)),
		},
		anomalies: some(gen, () => gen(fc.constantFrom, 'starttls-stripped', 'plaintext-after-starttls')),
		...maybe(gen, 'mechanism', () => gen(fc.constantFrom, 'PLAIN', 'XOAUTH2', '\u001B')),
		...maybe(gen, 'tokenRefused', () => ({status: gen(evil), scope: gen(evil)})),
		...maybe(gen, 'lineEnds', () => gen(count)),
		stop: {stage, ...(gen(fc.boolean) ? {reply: reply(gen)} : {failure: gen(failure)})},
	});
};
