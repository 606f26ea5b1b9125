import type {CaptureQuestion} from '../../core/capture.ts';
import type {Case, Step} from '../../core/case.ts';
import type {Level} from '../../core/check.ts';
import {lasting} from '../../core/duration.ts';
import type {Event} from '../../core/event.ts';
import {waitOf} from '../../core/wait.ts';
import {clockTime} from '../sink/words.ts';
import {counted, listed, sentence} from './sentence.ts';

/** A level as it is read out. */
export const levelWords: Readonly<Record<Level, string>> = {
	ok: 'good',
	warning: 'to be noted',
	problem: 'problem',
	unknown: 'unknown',
};

/** What a step has come to; nothing for one that has come to nothing yet, or does not apply. */
export const stepLine = ({title, state}: Step): string | undefined => {
	switch (state.status) {
		case 'finished':
			return `${title}: ${levelWords[state.finding.level]}. ${sentence(state.finding.text)}`;
		case 'crashed':
			return `${title}: unknown. lostmail itself failed there, which says nothing about the mail: ${sentence(state.message)}`;
		case 'skipped':
			return state.why === 'excluded' ? undefined : notTaken([title], state.reason);
		case 'waiting':
		case 'running':
			return undefined;
	}
};

/** Reasons are words of our own, so that their first letter may change. */
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** Steps that were left out for one reason. */
export const notTaken = (titles: readonly string[], reason: string): string =>
	`Left out: ${listed(titles, 6)}. ${capital(sentence(reason))}`;

/** Tells what happens in a case, each thing once; steps that were left out for one reason, or one because of another, are told together. */
export const openTeller = (say: (lines: readonly string[]) => void) => {
	let left: {readonly reason: string; readonly steps: readonly Step[]} | undefined;
	const flush = () => {
		if (left)
			say([
				notTaken(
					left.steps.map(({title}) => title),
					left.reason,
				),
			]);
		left = undefined;
	};
	const leaveOut = (step: Step, reason: string) => {
		const belongs = left && (left.reason === reason || left.steps.some(({id}) => step.needs.includes(id)));
		if (!belongs) flush();
		left = {reason: left?.reason ?? reason, steps: [...(left?.steps ?? []), step]};
	};
	return {
		flush,
		hear(event: Event, {playbook, steps, answers, assumed}: Case) {
			const titleOf = (id: string) => steps.find(step => step.id === id)?.title ?? id;
			const tell = (lines: readonly string[]) => {
				if (lines.length === 0) return;
				flush();
				say(lines);
			};
			switch (event.type) {
				case 'case.opened':
					return tell([
						'',
						sentence(playbook.title),
						...assumed.map(line => `Assumed, and so not what the world sees now: ${sentence(line)}`),
					]);
				case 'step.finished':
				case 'step.crashed': {
					const step = steps.find(({id}) => id === event.step);
					return tell([(step && stepLine(step)) ?? []].flat());
				}
				case 'step.skipped': {
					const step = steps.find(({id}) => id === event.step);
					if (step && event.why !== 'excluded') leaveOut(step, event.reason);
					return;
				}
				case 'step.asked':
					return tell(waitLines(event));
				case 'case.reopened':
					return tell([
						event.steps.length === steps.length
							? `Every step is taken: ${steps.length}.`
							: event.steps.length === 0
								? 'No check is made again: what was answered is weighed anew.'
								: `Checking again: ${listed(event.steps.map(titleOf))}.`,
					]);
				case 'case.resumed': {
					const known = steps.filter(({state}) => state.status === 'finished').length;
					const kept = [
						counted(Object.keys(answers).length, 'answer'),
						...(known > 0 ? [`what ${counted(known, 'step')} found`] : []),
					];
					return tell([`This case goes on where it was left. Kept: ${listed(kept)}.`]);
				}
				case 'input.asked':
				case 'input.refused':
				case 'input.retracted':
				case 'input.answered':
				case 'step.started':
				case 'step.observed':
				case 'case.diagnosed':
				case 'case.routed':
				case 'action.ticked':
				case 'action.unticked':
				case 'case.closed':
					return;
			}
		},
	};
};

/** Seconds of a wait for more of what has come already: nobody needs to be told. */
const shortest = 5;

const waitLines = ({asking, at}: Extract<Event, {type: 'step.asked'}>): readonly string[] => {
	const wait = waitOf(asking);
	if (!wait || (asking.probe === 'sink' && wait.seconds < shortest)) return [];
	const until = clockTime(at + wait.seconds * 1000);
	const question = asking.question as CaptureQuestion;
	const enter =
		asking.probe === 'sink' && question.do === 'wait' && question.after === 0 ? question.enter : [];
	return [
		`Waiting ${lasting(wait.seconds)}, until ${until}: ${sentence(wait.why)} Ctrl+C cancels.`,
		...(enter.length > 0 ? ['What to enter on the device:'] : []),
		...enter.map(({label, value}) => `${label}: ${value}`),
	];
};

/** Where the run stands: what it asks or waits for, and how long already. `now` in milliseconds since 1970. */
export const standingLines = ({steps}: Case, now: number): readonly string[] => {
	const running = steps.filter(({state}) => state.status === 'running');
	const waits = running.flatMap(({title, state}) => {
		const wait = state.status === 'running' && state.asking ? waitOf(state.asking) : undefined;
		const since = state.status === 'running' ? (state.since ?? now) : now;
		if (!wait || wait.seconds < shortest) return [];
		return [`Still waiting: ${title}, ${lasting(Math.max(0, wait.seconds - (now - since) / 1000))} left.`];
	});
	if (waits.length > 0) return waits.slice(0, 3);
	if (running.length === 0) return ['Still at it.'];
	const [since] = running.flatMap(({state}) => (state.status === 'running' ? (state.since ?? []) : []));
	const long = since === undefined ? '' : `, ${lasting((now - since) / 1000)}`;
	return [
		`Still asking: ${listed(
			running.map(({title}) => title),
			3,
		)}${long}.`,
	];
};

/** The same, and how much is done: for whoever asks. */
export const progressLines = (state: Case, now: number): readonly string[] => {
	const done = state.steps.filter(({state: {status}}) => status !== 'waiting' && status !== 'running').length;
	return [`${done} of ${counted(state.steps.length, 'step')} done.`, ...standingLines(state, now)];
};

/** What is said when the steps begin. */
export const beginLines = ({steps}: Case): readonly string[] => [
	'',
	`The run begins: ${counted(steps.length, 'step')}. Enter tells where it stands, Ctrl+C cancels.`,
];
