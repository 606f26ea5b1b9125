import type {CaptureAnswer, CaptureQuestion} from '../../core/capture.ts';
import type {Step} from '../../core/case.ts';
import {blank, type Line, labelled, paragraph, span} from '../text.ts';
import {caughtLines} from './caught.ts';
import {enterLines} from './enter-lines.ts';
import type {Wait} from './wait.ts';

/** Lines of what has come that stand above what is to be entered; the step's own page has all of it. */
const mostNews = 6;

/** What a person looks for while a sink waits: what has come so far, the newest last, then what to enter on the device. */
export const waitingLines = (wait: Wait, step: Step, width: number): readonly Line[] => {
	const seen = step.evidence
		.filter(({probe, question, answer}) => probe === 'sink' && isWait(question) && hasCaught(answer))
		.flatMap(({answer}) => caughtLines(answer as Partial<CaptureAnswer>, width));
	const news = seen.slice(-mostNews);
	const earlier: readonly Line[] = seen.length > news.length ? [[span('  …', 'faint')]] : [];
	return [
		...(news.length > 0
			? [[span('So far', 'strong')], ...earlier, ...news, blank]
			: paragraph('Nothing has come yet.', width, 'faint')),
		[span('Enter on the device', 'strong')],
		...enterLines(wait.enter, width),
		blank,
		...labelled(span('Why  ', 'faint'), wait.why, width),
	];
};

/** What was there before is read with another question, and is no news. */
const isWait = (question: unknown): boolean => (question as Partial<CaptureQuestion> | null)?.do === 'wait';

const hasCaught = (answer: unknown): boolean => {
	const {sessions, messages} = (answer ?? {}) as Partial<CaptureAnswer>;
	return [sessions, messages].some(list => Array.isArray(list) && list.length > 0);
};
