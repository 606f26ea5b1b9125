import type {SinkMessage, SinkSession} from '../../core/sink.ts';
import {fold, foldAll} from './fold.ts';

/** What a row holds as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

export type Envelope = Omit<SinkMessage, 'id' | 'at' | 'octets'>;

/** The searchable columns of a message, and the whole of it: `inbox` to `whole` of its table. */
export const messageColumns = (envelope: Envelope): readonly string[] => {
	const {session, ...whole} = envelope;
	const {inbox, remote, sender, recipients, from, to, subject, messageId, helo, user} = whole;
	return [
		fold(inbox),
		fold(remote),
		foldAll([from, sender]),
		foldAll([to, ...recipients]),
		foldAll([subject]),
		foldAll([messageId, helo, user]),
		JSON.stringify(whole),
	];
};

export const messageOf = ({id, session, at, octets, whole}: Row): SinkMessage => ({
	...(JSON.parse(String(whole)) as Omit<Envelope, 'session'>),
	id: Number(id),
	session: Number(session),
	at: Number(at),
	octets: Number(octets),
});

/** All columns of a session but its id. */
export const sessionColumns = (session: SinkSession): readonly (string | number | null)[] => {
	const {id, exchanges, end, ...whole} = session;
	const refused = (stage: 'mail' | 'rcpt') =>
		session.refusals.filter(refusal => refusal.stage === stage).map(({of}) => of);
	return [
		session.at,
		end ?? null,
		session.refusals.length > 0 ? 1 : 0,
		session.messages.length > 0 ? 1 : 0,
		fold(session.remote.address),
		foldAll([...session.senders, ...refused('mail')]),
		foldAll([...session.recipients, ...refused('rcpt')]),
		foldAll([
			session.helo,
			...session.logins.flatMap(({mechanism, user}) => [mechanism, user]),
			...session.refusals.map(({reply}) =>
				[reply.code, reply.enhanced, ...reply.lines].filter(word => word !== undefined).join(' '),
			),
			...tlsWords(session),
			...session.oddities,
			...session.misbehaved,
		]),
		JSON.stringify(whole),
		JSON.stringify(exchanges),
	];
};

const tlsWords = ({tls}: SinkSession): readonly (string | undefined)[] =>
	tls === undefined
		? []
		: tls.is === 'agreed'
			? [tls.protocol, tls.cipher, tls.name]
			: [tls.fault, tls.alert, tls.reason];

/**
 * `stored`: ids of the messages that are there. Those that the session itself knows of may have been removed since, and
 * those that it does not know of came after it was last written down.
 */
export const sessionOf = ({id, ending, whole, said}: Row, stored: readonly number[]): SinkSession => {
	const known = JSON.parse(String(whole)) as Omit<SinkSession, 'id' | 'end' | 'exchanges'>;
	return {
		...known,
		id: Number(id),
		messages: [...new Set([...known.messages, ...stored])].sort((a, b) => a - b),
		exchanges: said === undefined ? [] : (JSON.parse(String(said)) as SinkSession['exchanges']),
		...(ending === null ? {} : {end: ending as NonNullable<SinkSession['end']>}),
	};
};
