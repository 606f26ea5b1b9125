import type {CaptureAnswer} from '../../core/capture.ts';
import type {Step} from '../../core/case.ts';
import {blank, type Line, labelled, paragraph, span} from '../text.ts';
import {caughtLines} from './caught.ts';
import {enterLines} from './enter-lines.ts';
import type {Wait} from './wait.ts';

/** What a person does while a sink waits: what to enter on the device, how long, and what has come so far. */
export const waitingLines = (wait: Wait, step: Step, width: number): readonly Line[] => {
	const seen = step.evidence
		.filter(({probe, answer}) => probe === 'sink' && hasCaught(answer))
		.flatMap(({answer}) => caughtLines(answer as Partial<CaptureAnswer>, width));
	return [
		[span('Enter on the device', 'strong')],
		...enterLines(wait.enter, width),
		blank,
		...labelled(span('Why  ', 'faint'), wait.why, width),
		blank,
		[span('So far', 'faint')],
		...(seen.length > 0 ? seen : paragraph('Nothing has come yet.', width, 'faint')),
	];
};

const hasCaught = (answer: unknown): boolean => {
	const {sessions, messages} = (answer ?? {}) as Partial<CaptureAnswer>;
	return [sessions, messages].some(list => Array.isArray(list) && list.length > 0);
};
