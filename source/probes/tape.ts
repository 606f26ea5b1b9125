import type {Event, Evidence} from '../core/event.ts';
import type {PersonAnswer} from '../core/person.ts';
import type {Failure, Probe, ProbeName, Probes} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';

type Take = {readonly probe: ProbeName; readonly key: string; readonly heard: Result<unknown, Failure>};

/**
 * Answers every question as a recorded case answered it, and in the order in which it was answered then, so that
 * a log is also a test fixture and the same checks make the same log again.
 */
export const tape = (log: readonly Event[]): Probes => {
	const takes = log.flatMap(takesOf);
	const played = new Set<number>();
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
				const key = keyOf(name, question);
				const index = takes.findIndex(
					(take, at) => take.probe === name && take.key === key && !played.has(at),
				);
				const take = takes[index];
				if (!take) return resolve(failed({code: 'not-on-tape'}));
				played.add(index);
				waiting.set(index, () => resolve(take.heard as Result<A, Failure>));
				schedule();
				return undefined;
			});

	return {dns: play('dns'), smtp: play('smtp'), person: play('person')};
};

/** The times of a recorded case, one for each event that is written again. */
export const tapeClock = (log: readonly Event[]): (() => number) => {
	let written = 0;
	return () => log[Math.min(written++, log.length - 1)]?.at ?? 0;
};

const keyOf = (name: ProbeName, question: unknown): string =>
	name === 'person' ? (question as {id: string}).id : JSON.stringify(question);

const takesOf = (event: Event, index: number, log: readonly Event[]): readonly Take[] => {
	switch (event.type) {
		case 'step.observed':
			return [takeOf(event.evidence)];
		case 'input.refused':
			return [said(event.id, {value: event.value})];
		case 'input.retracted': {
			const asked = log.slice(0, index).findLast(earlier => earlier.type === 'input.asked');
			return asked?.type === 'input.asked' ? [said(asked.question.id, {back: true})] : [];
		}
		case 'input.answered':
			return event.from === 'person' ? answersOf(event.input, event.value, log.slice(0, index)) : [];
		default:
			return [];
	}
};

/** An answer that was settled by a second question was "unknown" to the first. */
const answersOf = (input: string, value: string, before: readonly Event[]): readonly Take[] => {
	const asked = before.findLast(event => event.type === 'input.asked');
	const settling = `${input}.unsure`;
	return asked?.type === 'input.asked' && asked.question.id === settling
		? [said(input, {value: 'unknown'}), said(settling, {value})]
		: [said(input, {value})];
};

const said = (id: string, answer: PersonAnswer): Take => ({probe: 'person', key: id, heard: success(answer)});

const takeOf = (evidence: Evidence): Take => ({
	probe: evidence.probe,
	key: keyOf(evidence.probe, evidence.question),
	heard: 'answer' in evidence ? success(evidence.answer) : failed(evidence.failure ?? {code: 'not-on-tape'}),
});
