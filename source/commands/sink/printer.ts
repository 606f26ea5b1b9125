import {printableJson} from '../../core/printable.ts';
import type {SinkMessage, SinkPlace, SinkSession} from '../../core/sink.ts';
import type {Reading, Standing} from '../../core/verification.ts';
import type {SinkHappening} from '../../sink/sink.ts';
import {version} from '../house.ts';
import {inOrder} from './in-order.ts';
import type {SinkHere} from './open.ts';
import {openingLines} from './opening.ts';
import {type Read, readAll} from './read.ts';
import {clockTime, messageLine, sessionLine} from './words.ts';

/**
 * One line of `lostmail sink --json`; `at` in milliseconds since 1970. Codes are whole here, as everywhere in the sink's
 * own inbox, and secrets of logins are nowhere. A field is added, never renamed, within a format number.
 */
export type SinkLine =
	| {
			readonly type: 'sink.opened';
			readonly format: 1;
			readonly version: string;
			readonly at: number;
			readonly places: readonly SinkPlace[];
			readonly reach: 'this-machine' | 'network';
			readonly addresses: readonly string[];
			readonly store: string;
			readonly certificate: {readonly sha256: string};
	  }
	| {readonly type: 'session.opened' | 'session.ended'; readonly at: number; readonly session: SinkSession}
	/** `reading` and `standing` are missing where messages came faster than they could be read. */
	| {
			readonly type: 'message.kept';
			readonly at: number;
			readonly message: SinkMessage;
			readonly reading?: Reading;
			readonly standing?: Standing;
	  }
	/** So many lines are left out here: they came faster than they could be told, or could not be told at all. */
	| {readonly type: 'lines.missed'; readonly at: number; readonly count: number}
	| {
			readonly type: 'sink.closed';
			readonly at: number;
			readonly sessions: number;
			readonly messages: number;
	  };

/** Turns lines into text; nothing where a line is not told. */
export type Teller = (line: SinkLine) => string;

export const tellJson: Teller = line => `${printableJson(line)}\n`;

/** The time of day of a second, which many lines may have in common. */
const clock = {second: Number.NaN, words: ''};
const clockOf = (at: number): string => {
	const second = Math.floor(at / 1000);
	if (second !== clock.second) Object.assign(clock, {second, words: clockTime(at)});
	return clock.words;
};

/** A line for each session that ended and each message. */
export const tellPlainly: Teller = line => {
	switch (line.type) {
		case 'session.ended':
			return `${clockOf(line.at)}  ${sessionLine(line.session)}\n`;
		case 'message.kept':
			return `${clockOf(line.at)}  ${messageLine(line.message, line)}\n`;
		case 'lines.missed':
			return `${clockOf(line.at)}  … ${line.count === 1 ? 'One line is' : `${line.count} lines are`} left out here; lostmail sink list has what was kept.\n`;
		case 'sink.opened':
		case 'session.opened':
		case 'sink.closed':
			return '';
	}
};

/** The first line of the one, and the first lines of the other. */
export const openingOf = (here: SinkHere, as: 'json' | 'lines'): string =>
	as === 'lines'
		? `${openingLines(here).join('\n')}\n\n`
		: tellJson({
				type: 'sink.opened',
				format: 1,
				version,
				at: Date.now(),
				places: here.sink.places,
				reach: here.settings.reach,
				addresses: here.addresses,
				store: here.settings.store,
				certificate: {sha256: here.certificate.sha256},
			});

const toldOf = (read: Read | undefined) =>
	read ? {reading: read.reading, ...(read.standing ? {standing: read.standing} : {})} : {};

/** Messages that are read in a second before they are told; beyond that they are told unread, so that catching goes first. */
const mostReadInSecond = 5;
/** Messages of one second after which none is read in the next: what comes meanwhile would wait for it. */
const flood = 50;

/** Tells what happens in a sink, in its order. Reading a message takes a moment, and what comes after it waits. */
export const follow = (
	{sink, store, understand}: Pick<SinkHere, 'sink' | 'store' | 'understand'>,
	tell: (line: SinkLine) => void,
): {readonly counts: () => {sessions: number; messages: number}; finish(): Promise<void>} => {
	const counts = {sessions: 0, messages: 0};
	const came = {second: 0, count: 0, isFlood: false};
	const {later, told} = inOrder(tell);
	const mayRead = (at: number): boolean => {
		const second = Math.floor(at / 1000);
		if (second !== came.second)
			Object.assign(came, {second, count: 0, isFlood: second === came.second + 1 && came.count > flood});
		came.count += 1;
		return !came.isFlood && came.count <= mostReadInSecond;
	};
	const tellMessage = (message: SinkMessage) => {
		const {at} = message;
		if (!mayRead(at)) return later(() => tell({type: 'message.kept', at, message}));
		later(async () => {
			const read: Read | undefined = await readAll(store, [message], Date.now(), {
				by: understand,
				others: 'understood',
			}).then(
				([one]) => one,
				() => undefined,
			);
			tell({type: 'message.kept', at, message, ...toldOf(read)});
		});
	};
	const hear = (happening: SinkHappening) => {
		const at = Date.now();
		switch (happening.type) {
			case 'session.changed':
				return;
			case 'session.opened':
				return later(() => tell({type: 'session.opened', at, session: happening.session}));
			case 'session.ended':
				counts.sessions += 1;
				return later(() => tell({type: 'session.ended', at, session: happening.session}));
			case 'message.kept':
				counts.messages += 1;
				return tellMessage(happening.message);
		}
	};
	const stop = sink.subscribe(hear);
	return {
		counts: () => ({...counts}),
		async finish() {
			stop();
			await told();
		},
	};
};
