import type {Event} from '../core/event.ts';
import type {Failure} from '../core/failure.ts';
import {type PersonAnswer, type PersonQuestion, unknownAnswer} from '../core/person.ts';
import type {Probe, ProbeName, Probes} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {longestText, tooLong} from '../core/typed-value.ts';

type Heard = Result<unknown, Failure>;

/** What was heard to one question, and the place of that in the log: answers come in the order of then. */
type Take = {readonly probe: ProbeName; readonly key: string; readonly heard: Heard; readonly place: number};

/**
 * Answers every question as a recorded case answered it, and in the order in which it was answered then, so that
 * a log is also a test fixture and the same checks make the same log again. What was never answered then is a
 * failure now.
 */
export const tape = (log: readonly Event[]): Probes => {
	const takes = new Map<string, Take[]>();
	for (const take of [...takesOfSteps(log), ...takesOfInputs(log)]) {
		const {probe, key} = take;
		takes.set(probe + key, [...(takes.get(probe + key) ?? []), take]);
	}
	const waiting = new Map<number, () => void>();
	let scheduled = false;

	const schedule = () => {
		if (scheduled) return;
		scheduled = true;
		// Two turns: whatever the last answer sets going has asked its question by then.
		setImmediate(() => setImmediate(release));
	};
	const release = () => {
		scheduled = false;
		const next = Math.min(...waiting.keys());
		const go = waiting.get(next);
		if (!go) return;
		waiting.delete(next);
		go();
		if (waiting.size > 0) schedule();
	};

	const play =
		<Q, A>(name: ProbeName): Probe<Q, A> =>
		question =>
			new Promise(resolve => {
				const take = takes.get(name + keyOf(name, question))?.shift();
				if (!take) return resolve(failed({code: 'not-on-tape'}));
				waiting.set(take.place, () => resolve(take.heard as Result<A, Failure>));
				schedule();
				return undefined;
			});

	return {
		dns: play('dns'),
		smtp: play('smtp'),
		http: play('http'),
		message: play('message'),
		person: play('person'),
		pause: play('pause'),
		time: play('time'),
		sink: play('sink'),
		imap: play('imap'),
		spam: play('spam'),
	};
};

/** The times of a recorded case, one for each event that is written again. */
export const tapeClock = (log: readonly Event[]): (() => number) => {
	let written = 0;
	return () => log[Math.min(written++, log.length - 1)]?.at ?? 0;
};

const keyOf = (name: ProbeName, question: unknown): string =>
	name === 'person' ? (question as {id: string}).id : JSON.stringify(question);

/** In the order in which was asked: that two steps asked the same does not say that they were answered in turn. */
const takesOfSteps = (log: readonly Event[]): readonly Take[] => {
	const heard = new Set<number>();
	return log.flatMap((asked, from): readonly Take[] => {
		if (asked.type !== 'step.asked') return [];
		const {probe, question} = asked.asking;
		const key = keyOf(probe, question);
		const place = log.findIndex(
			(event, index) =>
				index > from &&
				!heard.has(index) &&
				event.type === 'step.observed' &&
				event.step === asked.step &&
				event.evidence.probe === probe &&
				event.evidence.at === asked.at &&
				keyOf(probe, event.evidence.question) === key,
		);
		const event = log[place];
		if (event?.type !== 'step.observed')
			return [{probe, key, heard: failed({code: 'not-on-tape'}), place: from}];
		heard.add(place);
		const {evidence} = event;
		const answer: Heard = evidence.failure ? failed(evidence.failure) : success(evidence.answer);
		return [{probe, key, heard: answer, place}];
	});
};

/** What the person said to each question, as far as it can be seen from what was asked and written down next. */
const takesOfInputs = (log: readonly Event[]): readonly Take[] => {
	let open: PersonQuestion | undefined;
	return log.flatMap((event, place): readonly Take[] => {
		const asked = open;
		const said = (heard: Heard): readonly Take[] =>
			asked ? [{probe: 'person', key: asked.id, heard, place}] : [];
		if (event.type === 'input.asked') {
			open = event.question;
			// "I don't know" leads to the question that settles it; any other question is asked again by going back.
			return said(answer(open.id === `${asked?.id}.unsure` ? {value: unknownAnswer} : {back: true}));
		}
		if (event.type === 'input.refused')
			return event.id === asked?.id ? said(answer({value: refusedFor(asked, event)})) : [];
		if (event.type !== 'input.retracted' && event.type !== 'input.answered') return [];
		open = undefined;
		if (event.type === 'input.retracted') return said(answer({back: true}));
		if (event.from !== 'person') return said(failed({code: 'nobody-to-ask'}));
		return said(answer({value: typedFor(asked, event.value)}));
	});
};

const answer = (said: PersonAnswer): Heard => success(said);

/** Free text that was refused is not written down: something else that is refused for the same reason. */
const refusedFor = ({kind}: PersonQuestion, {value, complaint}: Refused): string => {
	if (value !== '' || kind !== 'text') return value;
	return complaint === tooLong ? 'x'.repeat(longestText + 1) : '\u0000';
};

type Refused = Extract<Event, {readonly type: 'input.refused'}>;

/** A confirmation is written down as `typed`, and was made with its word. */
const typedFor = (question: PersonQuestion | undefined, value: string): string =>
	question?.kind === 'confirmation' && value === 'typed' ? (question.word ?? value) : value;
