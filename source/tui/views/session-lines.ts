import type {SinkPort, SinkSession} from '../../core/sink.ts';
import {
	fellSilentAfterTls,
	loginWords,
	oddityWords,
	refusalWords,
	sessionWords,
	tlsWords,
} from '../../core/sink-words.ts';
import type {SessionView} from '../host.ts';
import type {Piece} from '../laying.ts';
import {blank, type Line, labelled, paragraph, type Span, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {duration, momentWords, timeOfDay} from '../words.ts';
import {saidLines} from './conversation.ts';
import {placeWords} from './place-words.ts';

/** Of a list that a stranger may make long. */
const most = 50;

/** Mark of what came of a session. */
export const signOfSession = (session: SinkSession, {marks, spinner}: Theme): Span => {
	switch (sessionWords(session).mark) {
		case 'good':
			return {text: marks.good, tone: 'good'};
		case 'warning':
			return {text: marks.warning, tone: 'warning'};
		case 'problem':
			return {text: marks.problem, tone: 'bad'};
		case 'running':
			return {text: spinner[0] ?? '*', tone: 'accent'};
	}
};

export const securityWords: Readonly<Record<SinkPort['security'], string>> = {
	none: 'plain',
	starttls: 'plain, STARTTLS',
	implicit: 'TLS',
};

const label = (name: string) => span(name.padEnd(9), 'faint');

/** Things said that are laid out at a time. */
const atATime = 200;

/** What came of a session, its facts, and everything that was said in it, explained. */
export const sessionPieces = (
	{session, said}: SessionView,
	{now, trust}: {readonly now: number; readonly trust?: string | undefined},
	width: number,
	theme: Theme,
): readonly Piece[] => {
	const sign = signOfSession(session, theme);
	return [
		() => [
			...labelled({...sign, text: `${sign.text} `}, sentence(sessionWords(session).text), width, 'strong'),
			...adviceOf(session, trust, width),
			blank,
			...factLines(session, now, width),
			blank,
			...(said.length > 0 ? [] : paragraph('Nothing was said.', width, 'faint')),
		],
		...Array.from(
			{length: Math.ceil(said.length / atATime)},
			(_, index) => () =>
				said.slice(index * atATime, (index + 1) * atATime).flatMap(line => saidLines(line, width, theme)),
		),
		() => (session.cut ? [blank, ...paragraph('More was said than is kept.', width, 'faint')] : []),
	];
};

/** How a device that does not trust the certificate comes to do so. */
const adviceOf = (session: SinkSession, trust: string | undefined, width: number): readonly Line[] => {
	const {tls} = session;
	const isDistrust = tls?.is === 'failed' && tls.fault === 'distrust';
	const mayBe = (tls?.is === 'failed' && tls.fault === 'left') || fellSilentAfterTls(session);
	if (trust === undefined || !(isDistrust || mayBe)) return [];
	const words = isDistrust ? trust : `if it does not trust the certificate: ${trust}`;
	return [blank, ...paragraph(`What to do: ${words}.`, width)];
};

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

const factLines = (session: SinkSession, now: number, width: number): readonly Line[] => {
	const {at, ms, remote, place, helo, tls, logins, senders, recipients, refusals, messages} = session;
	const row = (name: string, text: string | undefined) =>
		text === undefined || text === '' ? [] : labelled(label(name), text, width);
	const rows = (name: string, texts: readonly string[]) =>
		texts.slice(0, most).flatMap((text, index) => row(index === 0 ? name : '', text));
	const day = momentWords(at, now);
	const time = day === timeOfDay(at) ? day : `${day} ${timeOfDay(at)}`;
	return [
		...row(
			'From',
			`${remote.address}, port ${remote.port}, to ${placeWords(place)} (${securityWords[place.security]})`,
		),
		...row('When', `${time}, ${ms === undefined ? 'still going on' : `for ${duration(ms)}`}`),
		...row('EHLO', helo),
		...row('TLS', tls && tlsFacts(tls, session)),
		...rows('Login', logins.map(loginWords)),
		...rows('Sender', senders),
		...rows('To', recipients),
		...rows('Refused', refusals.map(refusalWords)),
		...row('Message', messageWords(messages)),
		...rows(
			'Odd',
			session.oddities.map(oddity => `it ${oddityWords[oddity]}`),
		),
		...rows('Purpose', session.misbehaved),
	];
};

/** All that it delivered, by their numbers; those that follow each other are one range. */
const messageWords = (messages: readonly number[]): string => {
	const ranges: Array<[number, number]> = [];
	for (const id of messages) {
		const last = ranges.at(-1);
		if (last && id === last[1] + 1) last[1] = id;
		else ranges.push([id, id]);
	}
	const told = ranges.slice(0, most).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`));
	const more = ranges.length > most ? ' and more' : '';
	return `${told.join(', ')}${more}${messages.length > 1 ? ` (${messages.length} messages)` : ''}`;
};

/** What the first line has not told. */
const tlsFacts = (tls: NonNullable<SinkSession['tls']>, session: SinkSession): string => {
	const words = tlsWords(tls, session.place);
	const told = sessionWords(session).text.includes(words) ? [] : [words];
	return tls.is === 'agreed'
		? [words, ...(tls.name === undefined ? [] : [`asked for ${tls.name}`])].join(', ')
		: [
				...told,
				...(tls.alert === undefined ? [] : [`its alert is ${tls.alert}`]),
				`OpenSSL says: ${tls.reason}`,
			].join('; ');
};
