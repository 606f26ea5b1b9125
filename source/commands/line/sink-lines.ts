import type {SinkSession} from '../../core/sink.ts';
import {sessionWords} from '../../core/sink-words.ts';
import type {CaughtMessage, MessageView, SinkView} from '../../tui/console.tsx';
import {isEverywhere, securityWords} from '../sink/port.ts';
import {clockTime, codeWords, short} from '../sink/words.ts';
import {counted, listed, sentence} from './sentence.ts';

/** What to know when a sink has begun to listen. */
export const sinkOpening = (view: SinkView): readonly string[] => {
	const {places, reach, misbehaves = []} = view;
	return [
		'',
		'This sink keeps every mail that it is handed, and sends none on.',
		...placeLines(places),
		reach === 'this-machine'
			? 'Only programs on this machine can reach it.'
			: 'Everybody who can reach this machine over the network can hand in mail while it is open.',
		...misbehaves.map(words => `It fails on purpose: ${sentence(words)}`),
		...enterLines(view),
		'What comes is told as it comes. Type e to hear what to enter, l for the newest messages, a number for that message, < to close the sink.',
	];
};

/** Where it listens, a sentence for each port. */
const placeLines = (places: SinkView['places']): readonly string[] =>
	[...Map.groupBy(places, ({port, security}) => `${port}, ${securityWords[security]}`)].map(
		([port, those]) =>
			`It listens on port ${port}, at ${listed(those.map(({address}) => (isEverywhere(address) ? 'every address of this machine' : address)))}.`,
	);

/** What to enter on a device. */
export const enterLines = ({enter, trust}: SinkView): readonly string[] => [
	'First write down the mail settings that the device has now: they are to be put back. Then enter on the device:',
	...enter.map(({label, value}) => `${label}: ${value}`),
	'Then ask for the code, or send a test mail.',
	...(trust === undefined ? [] : [`If the device does not trust the certificate: ${sentence(trust)}`]),
];

/** A message in one sentence: who, to whom, about what, and its code. */
export const messageLine = ({message, reading, standing}: CaughtMessage): string => {
	const {id, at, sender, recipients, subject} = message;
	const code = reading ? codeWords(reading, standing).replace(/^./, letter => letter.toUpperCase()) : '';
	return [
		`${clockTime(at)}. Message ${id}, from ${short(sender) || 'nobody'} to ${listed(recipients.map(short), 3) || 'nobody'}.`,
		subject === undefined ? 'It has no subject.' : `Subject: ${sentence(short(subject))}`,
		...(code === '' ? [] : [sentence(code)]),
	].join(' ');
};

/** What came of a session, in one sentence. */
export const sessionLine = (session: SinkSession): string => {
	const {mark, text} = sessionWords(session);
	const word = {good: 'good', warning: 'to be noted', problem: 'problem', running: 'going on'}[mark];
	return `${clockTime(session.at)}. Session ${session.id} from ${session.remote.address}, ${word}. ${sentence(text)}`;
};

/** How far somebody was told of a sink: the highest numbers. */
export type ToldSink = {readonly message: number; readonly session: number};

/** Lines of what came at one time that are read out. */
const most = 10;

/**
 * What came since, oldest first, and how far that is. A message waits until it has been read, and those behind it wait
 * with it; a session that only brought messages is told by them.
 */
export const newsOf = (
	{messages, sessions}: Pick<SinkView, 'messages' | 'sessions'>,
	told: ToldSink,
): {readonly lines: readonly string[]; readonly told: ToldSink} => {
	const fresh = messages.filter(({message}) => message.id > told.message).toReversed();
	const unread = fresh.findIndex(({reading}) => reading === undefined);
	// Of very many nobody waits for the reading.
	const ready = unread < 0 || fresh.length > most ? fresh : fresh.slice(0, unread);
	const ended = sessions.filter(({id, end}) => id > told.session && end !== undefined).toReversed();
	const telling = ended.filter(
		session => session.messages.length === 0 || sessionWords(session).mark !== 'good',
	);
	const lines = [...telling.map(sessionLine), ...ready.map(messageLine)];
	return {
		lines:
			lines.length > most
				? [
						`${lines.length - most} more came before these; lostmail sink list has what was kept.`,
						...lines.slice(-most),
					]
				: lines,
		told: {
			message: ready.at(-1)?.message.id ?? told.message,
			session: ended.at(-1)?.id ?? told.session,
		},
	};
};

/** Lines of the text of a message that are read out. */
const mostText = 60;

/** A message as a person reads it. */
export const messageLines = (
	caught: CaughtMessage,
	{text, attachments, cut}: MessageView,
): readonly string[] => {
	const all = text.split(/\r?\n/).filter(line => line.trim() !== '');
	return [
		'',
		messageLine(caught),
		'Its text:',
		...all.slice(0, mostText),
		...(all.length > mostText ? [`And ${counted(all.length - mostText, 'more line')}.`] : []),
		...attachments.slice(0, 10).map(({name, type}) => `Attached: ${short(name)}, ${short(type)}.`),
		...(cut ? ['Some of it was more than is shown.'] : []),
		'End of the message.',
	];
};

/** What a sink held, when it is closed. */
export const closingLines = ({counts, look}: SinkView): readonly string[] => [
	`The sink is closed. It had ${counted(counts.messages, 'message')} and ${counted(counts.sessions, 'session')}.`,
	look === undefined ? 'Nothing of it is kept.' : `To see them again, type ${look}`,
];
