import type {CapturedMessage} from '../../../core/capture.ts';
import {lasting} from '../../../core/duration.ts';
import type {SinkSession} from '../../../core/sink.ts';
import {messageFacts, wordsOf} from '../../captured.ts';
import {encryptionWords} from '../../sink-plan.ts';
import {hintsOf} from './hints.ts';

/** What is told of the session that a message came in. */
const sessionFacts = ({tls, logins, place}: SinkSession) => {
	const login = logins.at(-1);
	return {
		port: place.port,
		security: place.security,
		encrypted: tls?.is === 'agreed' ? `${wordsOf(tls.protocol)} (${encryptionWords[place.security]})` : 'no',
		...(login ? {mechanism: wordsOf(login.mechanism), user: wordsOf(login.user) || 'nobody'} : {}),
	};
};

/** Facts and hints about a message and the session that it came in, `seconds` after the wait began. */
export const arrivalOf = (
	message: CapturedMessage,
	session: SinkSession | undefined,
	seconds: number,
): {readonly facts: ReturnType<typeof factsOf>; readonly hints: readonly string[]} => ({
	facts: factsOf(message, session, seconds),
	hints: [...(session ? hintsOf(session) : []), ...standingHints(message)],
});

const factsOf = (message: CapturedMessage, session: SinkSession | undefined, seconds: number) => ({
	...(session ? sessionFacts(session) : {}),
	...messageFacts(message),
	seconds,
	took: seconds < 1 ? 'at once' : `after ${lasting(seconds)}`,
});

const standingHints = ({reading: {open}, standing}: CapturedMessage): readonly string[] => [
	...(open === 'several'
		? ['Several codes or links in it are equally likely; look at the mail itself before one is used.']
		: []),
	...(standing.requests > 1
		? [`Codes were asked for ${standing.requests} times; usually only the newest one counts.`]
		: []),
	...(standing.state === 'superseded' && standing.by !== undefined
		? [`Message ${standing.by} brought a newer code.`]
		: []),
];
