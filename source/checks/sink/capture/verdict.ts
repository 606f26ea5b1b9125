import type {CapturedMessage} from '../../../core/capture.ts';
import type {SinkSession} from '../../../core/sink.ts';
import {sessionWords} from '../../../core/sink-words.ts';
import {bringsCode, isFor, newestFirst, recipientsOf, wordsOf} from '../../captured.ts';
import type {What} from './entering.ts';
import type {SessionCode} from './findings.ts';
import {type Expected, lacksLogin} from './login.ts';
import {type Outcome, outcomeOf} from './session.ts';
import type {Wait} from './waiting.ts';

export type Wanted = {
	readonly what: What;
	readonly address?: string | undefined;
	readonly expected: Expected;
};

/** What a wait came to, before it is told. */
export type Verdict =
	| {
			readonly is: 'message';
			readonly code: 'arrived' | 'login-missing' | 'arrived-without-code' | 'other-address' | 'other-mail';
			readonly message: CapturedMessage;
			readonly session?: SinkSession | undefined;
			readonly beside: readonly string[];
	  }
	| {
			readonly is: 'session';
			readonly outcome: Outcome;
			readonly session: SinkSession;
			readonly beside: readonly string[];
	  }
	/** Nobody connected. */
	| {readonly is: 'silence'};

/** Whether this message is what is waited for. */
export const isAwaited = (message: CapturedMessage, {what, address}: Wanted): boolean =>
	isFor(message, address) && (what === 'test' || bringsCode(message));

/**
 * Decides what a wait has shown: a login that is not the one that was told, then messages, then what the last session that
 * tells something came to. The others are told beside it.
 */
export const verdictOf = (
	{sessions, messages}: Pick<Wait, 'sessions' | 'messages'>,
	wanted: Wanted,
): Verdict => {
	const told = sessions.flatMap(session => {
		const outcome = outcomeOf(session, wanted.expected);
		return outcome ? [{session, outcome}] : [];
	});
	const message = messageIn({sessions, messages}, wanted);
	const decisive =
		told.findLast(({outcome}) => outcome.code === 'login-differs') ?? (message ? undefined : telling(told));
	const beside = besideOf(told.filter(one => one !== decisive));
	if (decisive)
		return {
			is: 'session',
			...decisive,
			beside: [
				...(message
					? [`Message ${message.message.id} for ${recipientsOf(message.message)} was caught all the same.`]
					: []),
				...beside,
			],
		};
	if (message) return {is: 'message', ...message, beside};
	return {is: 'silence'};
};

/** Sessions that end like this may be anybody's, and say little. */
const weak: ReadonlySet<SessionCode> = new Set([
	'left',
	'left-after-tls',
	'not-smtp',
	'turned-away',
	'misbehaved',
]);

type Told = ReadonlyArray<{readonly session: SinkSession; readonly outcome: Outcome}>;

/** The last session that says much; else the last that may have been put off by the certificate; else the last. */
const telling = (told: Told): Told[number] | undefined =>
	told.findLast(({outcome}) => !weak.has(outcome.code)) ??
	told.findLast(({outcome}) => outcome.code === 'left-after-tls') ??
	told.at(-1);

const messageIn = (
	{sessions, messages}: Pick<Wait, 'sessions' | 'messages'>,
	wanted: Wanted,
): Omit<Extract<Verdict, {readonly is: 'message'}>, 'is' | 'beside'> | undefined => {
	const sorted = newestFirst(messages);
	const found = (code: Extract<Verdict, {readonly is: 'message'}>['code'], message: CapturedMessage) => ({
		code,
		message,
		session: sessions.find(({id}) => id === message.session),
	});
	const awaited = sorted.find(message => isAwaited(message, wanted));
	if (awaited) {
		const arrived = found('arrived', awaited);
		return arrived.session && lacksLogin(arrived.session, wanted.expected)
			? {...arrived, code: 'login-missing'}
			: arrived;
	}
	const mine = sorted.find(message => isFor(message, wanted.address));
	if (mine) return found('arrived-without-code', mine);
	// A mail without a code says nothing about where the code goes.
	const astray = sorted.find(message => wanted.what === 'test' || bringsCode(message));
	if (astray) return found('other-address', astray);
	return sorted[0] && found('other-mail', sorted[0]);
};

/** Sessions that are told of beside the one that decides. */
const most = 10;

const besideOf = (told: Told): readonly string[] => [
	...told
		.slice(-most)
		.map(
			({session}) =>
				`Session ${session.id} of ${wordsOf(session.remote.address)}: ${sessionWords(session).text}.`,
		),
	...(told.length > most ? [`${told.length - most} more sessions before that.`] : []),
];
