import type {CaptureQuestion} from '../../core/capture.ts';
import type {Dialogues} from '../../core/dialogue.ts';
import type {DnsQuestion} from '../../core/dns.ts';
import type {Asking, Evidence} from '../../core/event.ts';
import {explainedOnce} from '../../core/explain/keyword.ts';
import type {HttpQuestion} from '../../core/http.ts';
import type {ImapQuestion} from '../../core/imap.ts';
import {leftOutWords, thousands} from '../../core/left-out.ts';
import type {MessageQuestion} from '../../core/message.ts';
import type {PauseQuestion} from '../../core/pause.ts';
import type {SmtpQuestion, SmtpStage} from '../../core/smtp.ts';
import type {SpamQuestion} from '../../core/spam.ts';
import type {TimeQuestion} from '../../core/time.ts';
import {blank, clean, type Line, labelled, padded, paragraph, type Span, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {duration, timeOfDay} from '../words.ts';
import {absenceIn, answerLines, json} from './answer-lines.ts';
import {briefLines, saidLines} from './conversation.ts';

/** What each stage of a conversation begins with, by the words that a transcript has for it. */
const commands: Readonly<Record<SmtpStage, string>> = {
	connect: 'greeting',
	tls: 'TLS',
	login: 'AUTH',
	sender: 'MAIL FROM',
	recipient: 'RCPT TO',
	accept: 'DATA',
};

/** What was asked and of whom, in a few words. */
export const askingWords = ({probe, question}: Asking): string => {
	if (probe === 'smtp') {
		const {host, port, stage} = (question ?? {}) as Partial<SmtpQuestion>;
		return `smtp ${(stage && commands[stage]) ?? String(stage)} at ${host}:${port}`;
	}
	if (probe === 'dns') {
		const {name, type, server, ask, recursion, validation} = (question ?? {}) as Partial<DnsQuestion>;
		const how = [
			...(server ? [`at ${server}`] : []),
			...(ask ? ['from the system'] : []),
			...(recursion ? ['as it holds it itself'] : []),
			...(validation ? ['without validation'] : []),
		];
		return [type, name, ...how].join(' ');
	}
	if (probe === 'http') {
		const {url, only} = (question ?? {}) as Partial<HttpQuestion>;
		return `${only ? 'HEAD' : 'GET'} ${url}`;
	}
	if (probe === 'time') {
		const {server, port} = (question ?? {}) as Partial<TimeQuestion>;
		return `time of ${server}${port === undefined ? '' : `:${port}`}`;
	}
	if (probe === 'pause') {
		const {why} = (question ?? {}) as Partial<PauseQuestion>;
		return `a wait, because ${why}`;
	}
	if (probe === 'sink') {
		const asked = (question ?? {}) as Partial<CaptureQuestion>;
		if (asked.do === 'wait') return `the sink, for what happens next: ${asked.why}`;
		return asked.do === 'read' ? 'the sink, for all that it caught' : 'the sink, to listen';
	}
	if (probe === 'message') {
		const asked = (question ?? {}) as Partial<MessageQuestion>;
		return `${asked.want ?? 'header'} of ${placeOf(asked)}`;
	}
	if (probe === 'spam') {
		const {filter, without, ...asked} = (question ?? {}) as Partial<SpamQuestion>;
		const left = Array.isArray(without) && without.length > 0 ? ` without ${without.join(', ')}` : '';
		return `${filter}, about ${placeOf(asked)}${left}`;
	}
	if (probe === 'imap') {
		const {do: done, host, port, user} = (question ?? {}) as Partial<ImapQuestion>;
		return `${done} in the mailbox of ${user} at ${host}:${port}`;
	}
	return probe === 'person' ? 'the person at the keyboard' : `${String(probe)} ${json(question)}`;
};

const placeOf = (place: object): string =>
	'caught' in place ? `caught message ${place.caught}` : String((place as {readonly file?: unknown}).file);

/** Everything that one question brought to light, for a page of its own; `once` is shared by those of one dialogue. */
export const evidenceLines = (
	evidence: Evidence,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
	once = explainedOnce(),
): readonly Line[] => {
	const head: Line = [
		span(`${theme.pointer} `, 'accent'),
		{text: padded(clean(askingWords(evidence)), Math.max(10, width - 12), theme.ellipsis), strong: true},
		span(duration(evidence.ms).padStart(9), 'faint'),
	];
	const said = (dialogues.get(evidence) ?? []).map(once);
	const absent = absenceIn(evidence);
	const failure =
		absent !== undefined
			? labelled(span('A  ', 'faint'), absent, width)
			: evidence.failure
				? labelled(
						span(`  ${theme.marks.unknown} `, 'unknown'),
						`no answer: ${evidence.failure.code}${evidence.failure.detail ? ` (${evidence.failure.detail})` : ''}`,
						width,
					)
				: [];
	return [
		head,
		...(said.length > 0 ? said.flatMap(one => saidLines(one, width, theme)) : answerLines(evidence, width)),
		...unsaidLines(evidence, said.length, width),
		...failure,
		blank,
	];
};

/** The bare conversation, without times: what fits beside a list. */
export const briefly = (
	evidence: Evidence,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Line[] => [
	...((dialogues.get(evidence) ?? []).length > 0
		? []
		: labelled(span('Q  ', 'faint'), askingWords(evidence), width)),
	...answeredLines(evidence, dialogues, width, theme),
];

/** What came of one question: what was said, the answer, or that there was none. */
const answeredLines = (
	evidence: Evidence,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const said = dialogues.get(evidence) ?? [];
	if (said.length > 0)
		return [
			...said.flatMap(one => briefLines(one, width, theme)),
			...unsaidLines(evidence, said.length, width),
		];
	const absent = absenceIn(evidence);
	if (absent !== undefined) return labelled(span('A  ', 'faint'), absent, width);
	return evidence.failure
		? labelled(span('A  ', 'faint'), `no answer: ${evidence.failure.code}`, width, 'unknown')
		: answerLines(evidence, width);
};

/** That a conversation had more lines than are explained. */
const unsaidLines = ({answer}: Evidence, said: number, width: number): readonly Line[] => {
	const {exchanges} = (answer ?? {}) as {readonly exchanges?: unknown};
	const more = said > 0 && Array.isArray(exchanges) ? exchanges.length - said : 0;
	return more > 0
		? paragraph(
				leftOutWords(more, ['line'], `of one conversation at most ${thousands(said)} are shown`),
				width,
				'warning',
			)
		: [];
};

/** A question as a row with its number, its time of day and how long it took, and below it what came of it. */
export const evidenceRow = (
	evidence: Evidence,
	number: string,
	dialogues: Dialogues,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const when = `${width >= 60 ? ` ${timeOfDay(evidence.at)}` : ''}${duration(evidence.ms).padStart(9)}`;
	const room = Math.max(8, width - number.length - 2 - when.length);
	const inset = span(' '.repeat(number.length + 2));
	return [
		[
			span(`${number}  `, 'faint'),
			{text: padded(clean(askingWords(evidence)), room, theme.ellipsis), strong: true},
			span(when, 'faint'),
		],
		...answeredLines(evidence, dialogues, width - number.length - 2, theme).map(line => [inset, ...line]),
		...failedLines(evidence, width, inset),
	];
};

/** Why there was no answer, where that is known in more than a word. */
const failedLines = (evidence: Evidence, width: number, inset: Span): readonly Line[] =>
	evidence.failure?.detail && absenceIn(evidence) === undefined
		? labelled(span(`${inset.text}   `), evidence.failure.detail, width, 'faint')
		: [];
