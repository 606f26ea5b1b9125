import type {Case} from '../../core/case.ts';
import type {PersonQuestion} from '../../core/person.ts';
import type {OpenCase} from '../../tui/console.tsx';
import {lastAsked} from '../plain.ts';
import {answerQuestion} from './question.ts';
import {howToAnswer} from './question-lines.ts';
import {beginLines, openTeller, progressLines, standingLines} from './run-lines.ts';
import type {LineTerminal, Typed} from './terminal.ts';

/** Milliseconds without a word after which a word is said; after each, twice as long, up to the other. */
const firstSilence = 10_000;
const longestSilence = 60_000;

/** What of a person's session outlasts a case. */
export type Manners = {
	/** How to answer was told before. */
	toldHow: boolean;
	readonly now: () => number;
};

/** From which of its events on a case is told, and from which on its questions and its end count. */
export type Since = {readonly told: number; readonly settled: number};

/**
 * Follows a case to its end, asks what it asks, and tells what it finds. `left`: nobody is there any more, or it was
 * cancelled and left at once.
 */
export const followCase = async (
	{session}: OpenCase,
	since: Since,
	terminal: LineTerminal,
	manners: Manners,
): Promise<'closed' | 'left'> => {
	const teller = openTeller(terminal.say);
	let heard = since.told;
	let answered = since.settled;
	const hear = () => {
		const log = session.log();
		for (; heard < log.length; heard++) {
			const event = log[heard];
			if (event) teller.hear(event, session.snapshot());
		}
	};
	const stop = session.subscribe(hear);
	hear();
	try {
		for (let isBegun = false; ; ) {
			const pending = () => settledSince(session, answered);
			const before = pending() ?? (await waitFor(session, pending, terminal, manners, {isBegun}));
			if (before === 'left') return 'left';
			if (before === 'begun') {
				terminal.say(beginLines(session.snapshot()));
				isBegun = true;
				continue;
			}
			if (before === 'closed') {
				teller.flush();
				return 'closed';
			}
			if (!manners.toldHow && before.place) terminal.say(howToAnswer);
			manners.toldHow ||= before.place !== undefined;
			const {complaint} = session.snapshot();
			answered = session.log().length;
			const ending = await answerQuestion(session, before, complaint, terminal);
			if (ending === 'answered') continue;
			session.send({type: 'cancel'});
			if (ending === 'ended') return 'left';
		}
	} finally {
		stop();
	}
};

type Settled = 'closed' | PersonQuestion;

/** The question that waits, or that the case was closed, where either came at this event or later. */
const settledSince = ({snapshot, log}: OpenCase['session'], from: number): Settled | undefined => {
	const {question, verdict} = snapshot();
	const asked = question && lastAsked(log(), question);
	if (question && asked !== undefined && asked >= from) return question;
	const closed = log().findLastIndex(({type}) => type === 'case.closed');
	return verdict !== undefined && closed >= from ? 'closed' : undefined;
};

const isRunning = ({steps}: Case): boolean => steps.some(({state}) => state.status === 'running');

/** Waits until something has to be asked or is over; while steps run, whoever types is told where it stands. */
const waitFor = async (
	session: OpenCase['session'],
	pending: () => Settled | undefined,
	terminal: LineTerminal,
	{now}: Manners,
	{isBegun}: {readonly isBegun: boolean},
): Promise<Settled | 'begun' | 'left'> => {
	const over = Promise.withResolvers<Settled | 'begun' | 'left'>();
	let cancels = 0;
	const look = () => {
		const found = pending();
		if (found) over.resolve(found);
		else if (!isBegun && isRunning(session.snapshot())) over.resolve('begun');
	};
	const heard = (typed: Typed) => {
		if (typed.is === 'line') return terminal.say(progressLines(session.snapshot(), now()));
		session.send({type: 'cancel'});
		if (typed.is === 'ended' || cancels > 0) return over.resolve('left');
		cancels += 1;
		terminal.say(['', 'Cancelling. Ctrl+C once more leaves.']);
	};
	let silence = firstSilence;
	let quietSince = terminal.saidAt();
	const timer = setInterval(() => {
		if (terminal.saidAt() > quietSince) silence = firstSilence;
		quietSince = terminal.saidAt();
		if (now() - quietSince < silence) return;
		terminal.say(standingLines(session.snapshot(), now()));
		quietSince = terminal.saidAt();
		silence = Math.min(longestSilence, silence * 2);
	}, 1000);
	const stop = session.subscribe(look);
	look();
	try {
		return await terminal.during(over.promise, isBegun ? 'all' : 'interrupts', heard);
	} finally {
		stop();
		clearInterval(timer);
	}
};
