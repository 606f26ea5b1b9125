import type {CaptureAnswer, CapturedMessage} from '../../core/capture.ts';
import {lasting} from '../../core/duration.ts';
import {leftOutWords} from '../../core/left-out.ts';
import type {SinkSession} from '../../core/sink.ts';
import {sessionWords} from '../../core/sink-words.ts';
import {type Line, labelled, span} from '../text.ts';
import {placeWords} from './place-words.ts';

const most = 100;

/** What a sink told: where it listens, or what came of each session, and each message it brought. */
export const caughtLines = (answer: Partial<CaptureAnswer> | null, width: number): readonly Line[] => {
	const {places = [], sessions = [], messages = [], seconds = 0} = answer ?? {};
	const label = span('A  ', 'faint');
	if (!Array.isArray(places) || !Array.isArray(sessions) || !Array.isArray(messages)) return [];
	const listening = places.map(place => `${placeWords(place)} ${place.security}`).join(', ');
	const happened = [
		...told(
			sessions as readonly SinkSession[],
			session => `${session.remote.address}: ${sessionWords(session).text}`,
			'session',
		),
		...told(messages as readonly CapturedMessage[], messageWords, 'message'),
	];
	if (happened.length > 0) return happened.flatMap(words => labelled(label, words, width));
	return labelled(
		label,
		seconds > 0 ? `nothing came in ${lasting(seconds)}` : `listening on ${listening || 'nothing'}`,
		width,
	);
};

const told = <Item>(list: readonly Item[], words: (one: Item) => string, one: string): readonly string[] => [
	...list.slice(0, most).map(words),
	...(list.length > most ? [leftOutWords(list.length - most, [one], `at most ${most} are shown`)] : []),
];

const messageWords = ({id, recipients, subject, reading}: CapturedMessage): string => {
	const {chosen} = reading;
	const brings = chosen ? `, ${chosen.kind} ${chosen.value}` : '';
	return `message ${id} for ${recipients.join(', ')}: ${subject ?? 'no subject'}${brings}`;
};
