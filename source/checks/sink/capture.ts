import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import type {CaptureAnswer, CapturePlan} from '../../core/capture.ts';
import {defineCheck, type Reach} from '../../core/check.ts';
import {lasting} from '../../core/duration.ts';
import {type Failure, inWords} from '../../core/failure.ts';
import type {SinkSession} from '../../core/sink.ts';
import {address, minutes, secretName, text} from '../../core/value.ts';
import {recipientsOf, wordsOf} from '../captured.ts';
import {planOf, portsInWords, readingOf, sinkParams} from '../sink-plan.ts';
import {arrivalOf} from './capture/arrival.ts';
import {awaitedWords, type Entry, entriesFor, prepare, wasSetOff} from './capture/entering.ts';
import {findings} from './capture/findings.ts';
import type {Outcome} from './capture/session.ts';
import {isAwaited, verdictOf, type Wanted} from './capture/verdict.ts';
import {type Wait, waitFor} from './capture/waiting.ts';
import {aboutMail, notReached, placeInWords, remedies} from './capture/words.ts';

const longest = 30;
/**
 * Seconds since a mail that came just before this step, when the step before it had caught it. What is older may be of an
 * earlier round, and the settings of the device be back since.
 */
const justNow = 60;

export default defineCheck({
	id: 'sink.capture',
	title: 'Mail caught here',
	about: 'Listens in place of the mail server, and sees whether and how the device sends its mail.',
	hop: 'request',

	params: z.strictObject({
		...sinkParams,
		what: z
			.enum(['test', 'code'])
			.describe('What is waited for: a test mail of the device, or the mail with the code.'),
		address: address().optional().describe('Whom the mail should reach; without it, any mail counts.'),
		user: text().optional().describe('The login name that the device should use.'),
		password: secretName()
			.optional()
			.describe('The name of the secret that holds the password that the device should use.'),
		minutes: minutes()
			.refine(count => count <= longest, {error: `expected at most ${longest} minutes`})
			.optional()
			.describe(`How long to wait, at most ${longest} minutes; 10 unless told otherwise.`),
		'set-off': z
			.enum(['yes', 'no'])
			.optional()
			.describe(
				'Whether the mail is really set off on the device meanwhile, for scripts that do so; a person is asked.',
			),
	}),

	findings,

	async run({params, found, probes, signal}) {
		const {what, address: to, user, password: secret} = params;
		const plan = planOf(params, {user, secret});
		const wanted: Wanted = {what, address: to, expected: {user, secret}};
		const reach = {probes, signal};
		const opened = await begin(plan, reach);
		if (opened.is === 'cannot-listen')
			return found('cannot-listen', {
				ports: portsInWords(plan.ports),
				failure: inWords(opened.failure),
				...advise({details: listenAdvice(plan, opened.failure)}),
			});
		if (opened.is === 'failed') return found('not-captured', {failure: inWords(opened.failure)});
		const {answer, before} = opened;
		const enter = entriesFor(answer, {user, address: to});
		const wait =
			caughtJustNow(before, wanted) ??
			(await ask(wanted, enter, plan, params.minutes, {answer, before}, reach));
		if (typeof wait === 'string') return found('not-captured', {failure: wait});

		const waited = lasting(wait.waited);
		const facts = {waited, place: placeInWords(answer)};
		const verdict = verdictOf(wait, wanted);
		switch (verdict.is) {
			case 'message': {
				const {code, message, session, beside} = verdict;
				const {facts: told, hints} = arrivalOf(message, session, wait.waited);
				const all = {...facts, ...told, ...besides([...hints, ...beside], aboutMail(code, message))};
				return code === 'other-address' || code === 'other-mail'
					? found(code, {...all, other: recipientsOf(message), to: to ?? recipientsOf(message)})
					: found(code, {...all, to: to ?? recipientsOf(message)});
			}
			case 'session': {
				const {outcome, session, beside} = verdict;
				return found(outcome.code, {
					...facts,
					...sessionFacts(outcome, session, answer),
					...(to === undefined ? {} : {to}),
					...besides(beside, remedies[outcome.code]),
				});
			}
			case 'silence': {
				const reached = deliveredJustNow(before);
				if (wait.ended !== 'over') return found('not-captured', {failure: whyEnded(wait.ended)});
				if (!reached) return found('nobody-connected', {...facts, ...advise({details: notReached(answer)})});
				const remote = wordsOf(reached.remote.address);
				const sure = params['set-off'] ?? (await wasSetOff(what, waited, reach));
				return found(sure === 'yes' ? 'not-sent' : 'silent', {...facts, remote, session: reached.id});
			}
		}
	},
});

type Asking = Pick<Reach, 'probes' | 'signal'>;

/** Failures that say nothing about the ports of this machine. */
const ours: ReadonlySet<Failure['code']> = new Set([
	'cancelled',
	'offline',
	'not-on-tape',
	'nobody-to-ask',
	'no-secret',
]);

type Opened =
	| {readonly is: 'open'; readonly answer: CaptureAnswer; readonly before: CaptureAnswer}
	| {readonly is: 'cannot-listen'; readonly failure: Failure}
	| {readonly is: 'failed'; readonly failure: Failure};

/** Begins to listen, and reads what was caught before, in the same run. */
const begin = async (plan: CapturePlan, {probes, signal}: Asking): Promise<Opened> => {
	const opened = await probes.sink({...plan, do: 'open'}, signal);
	if (!opened.ok)
		return {is: ours.has(opened.failure.code) ? 'failed' : 'cannot-listen', failure: opened.failure};
	const read = await probes.sink(readingOf(plan), signal);
	if (!read.ok) return {is: 'failed', failure: read.failure};
	return {is: 'open', answer: opened.value, before: read.value};
};

const listenAdvice = ({ports}: CapturePlan, {code}: Failure): readonly string[] => [
	...(code === 'not-permitted'
		? []
		: [
				'Another program holds the port, or another lostmail sink does: end that one, or choose other ports.',
			]),
	...(code !== 'in-use' && ports.some(({port}) => port > 0 && port < 1024)
		? [
				'Ports below 1024 need special rights on most systems; take 2525 and 2465, and enter those on the device.',
			]
		: []),
];

/** A code that came a moment ago, such as one that was asked for in place of a test mail. */
const caughtJustNow = ({messages, sessions}: CaptureAnswer, wanted: Wanted): Wait | undefined => {
	if (wanted.what !== 'code') return undefined;
	const fresh = messages.filter(
		message => isAwaited(message, wanted) && message.standing.age <= justNow && !message.standing.expired,
	);
	if (fresh.length === 0) return undefined;
	const ids = new Set(fresh.map(({session}) => session));
	return {messages: fresh, sessions: sessions.filter(({id}) => ids.has(id)), waited: 0, ended: 'arrived'};
};

/** The last session that delivered a mail just before this step: the device can reach this sink, as it is set now. */
const deliveredJustNow = ({messages, sessions}: CaptureAnswer): SinkSession | undefined => {
	const fresh = new Set(messages.filter(({standing}) => standing.age <= justNow).map(({session}) => session));
	return sessions.findLast(({id}) => fresh.has(id));
};

/** Tells the person what to enter and waits; the reason, where that cannot be. */
const ask = async (
	wanted: Wanted,
	enter: readonly Entry[],
	plan: CapturePlan,
	minutesToWait: number | undefined,
	{answer, before}: Pick<Extract<Opened, {readonly is: 'open'}>, 'answer' | 'before'>,
	reach: Asking,
): Promise<Wait | string> => {
	const {what, address: to} = wanted;
	const reached = deliveredJustNow(before) ? 'reached' : 'new';
	const impossible = await prepare(what, enter, reached, reach);
	if (impossible !== undefined) return impossible;
	return waitFor(
		{
			plan,
			seconds: (minutesToWait ?? 10) * 60,
			after: answer.told,
			why: awaitedWords(what, to),
			enter,
			known: new Set(before.sessions.map(({id}) => id)),
			isAwaited: message => isAwaited(message, wanted),
		},
		reach,
	);
};

const sessionFacts = (
	{code, seen, facts}: Outcome,
	{place, remote, id}: SinkSession,
	{addresses}: CaptureAnswer,
) => {
	const [remedy = 'Set it off once more.'] = remedies[code];
	return {
		...facts,
		session: id,
		remote: wordsOf(remote.address),
		host: wordsOf(addresses[0] ?? place.address),
		port: place.port,
		security: place.security,
		seen,
		remedy,
		whoActs: 'admin',
	};
};

const whyEnded = (ended: Exclude<Wait['ended'], 'over'>): string =>
	typeof ended === 'object' ? inWords(ended) : 'the wait ended before its time';

const besides = (beside: readonly string[], remedy: readonly string[] = []) => ({
	...(beside.length > 0 ? {beside} : {}),
	...advise({details: [...remedy, ...beside]}),
});
