import type {DnsAnswer, DnsQuestion} from '../../core/dns.ts';
import type {Asking, Evidence} from '../../core/event.ts';
import type {HttpAnswer, HttpQuestion} from '../../core/http.ts';
import type {MessageQuestion} from '../../core/message.ts';
import type {SmtpQuestion} from '../../core/smtp.ts';
import {blank, cellsOf, clean, cut, type Line, labelled, padded, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {duration} from '../words.ts';
import {type Said, saidIn} from './conversation.ts';

/** Characters of one thing that was said; the whole of it is in the recording. */
const longest = 2000;
const mostRecords = 100;

/** What was asked, in a few words. */
export const askingWords = ({probe, question}: Asking): string => {
	if (probe === 'smtp') {
		const {host, port, stage} = (question ?? {}) as Partial<SmtpQuestion>;
		return `${host}:${port} as far as ${stage}`;
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
	if (probe === 'http') return `GET ${(question as Partial<HttpQuestion> | undefined)?.url}`;
	if (probe === 'message') return `header of ${(question as Partial<MessageQuestion> | undefined)?.file}`;
	return probe === 'person' ? 'the person at the keyboard' : `${String(probe)} ${json(question)}`;
};

/** Everything that one question brought to light, for a page of its own. */
export const evidenceLines = (evidence: Evidence, width: number, theme: Theme): readonly Line[] => {
	const head: Line = [
		span(`${theme.pointer} `, 'accent'),
		{text: padded(clean(askingWords(evidence)), Math.max(10, width - 12), theme.ellipsis), strong: true},
		span(duration(evidence.ms).padStart(9), 'faint'),
	];
	const said = saidIn(evidence);
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
		...failure,
		blank,
	];
};

/** Time, side, words, and at the right what they mean, when there is room for it. */
export const saidLines = (said: Said, width: number, theme: Theme): readonly Line[] => {
	const means = markOf(said, theme) + said.means;
	const right = width >= 74 ? Math.min(44, Math.max(30, Math.floor(width / 3))) : 0;
	const label = span(`${duration(said.ms).padStart(8)} ${sideOf(said)} `, 'faint');
	const rows = labelled(label, said.text, width - right, said.tone === 'bad' ? 'bad' : undefined);
	if (right === 0 || means === '') return rows;
	return rows.map((row, index) => {
		if (index > 0) return row;
		const used = row.reduce((sum, {text}) => sum + cellsOf(text), 0);
		return [
			...row,
			span(' '.repeat(Math.max(1, width - right - used + 1))),
			span(cut(clean(means), right - 1, theme.ellipsis), said.tone ?? 'faint'),
		];
	});
};

const markOf = ({tone}: Said, {marks}: Theme): string =>
	tone === 'bad' ? `${marks.problem} ` : tone === 'warning' ? `${marks.warning} ` : '';

const sideOf = ({side}: Said): string => ({client: 'C', server: 'S', connection: ' '})[side];

/** The bare conversation, without times: what fits beside a list. */
export const briefly = (evidence: Evidence, width: number): readonly Line[] => {
	const said = saidIn(evidence);
	if (said.length > 0)
		return said.flatMap(one =>
			labelled(span(`${sideOf(one)}  `, 'faint'), one.text, width, one.tone === 'bad' ? 'bad' : undefined),
		);
	const absent = absenceIn(evidence);
	const answer =
		absent === undefined && evidence.failure
			? labelled(span('A  ', 'faint'), `no answer: ${evidence.failure.code}`, width, 'unknown')
			: absent === undefined
				? answerLines(evidence, width)
				: labelled(span('A  ', 'faint'), absent, width);
	return [...labelled(span('Q  ', 'faint'), askingWords(evidence), width), ...answer];
};

/** An answer by which DNS says that there is nothing; anything else that failed is no answer. */
const absenceIn = ({probe, failure}: Evidence): string | undefined => {
	if (probe !== 'dns') return undefined;
	if (failure?.code === 'no-such-name') return 'no such name (NXDOMAIN)';
	return failure?.code === 'no-data' ? 'no such record (NODATA)' : undefined;
};

const answerLines = ({probe, answer}: Evidence, width: number): readonly Line[] => {
	if (answer === undefined) return [];
	const label = span('A  ', 'faint');
	if (probe === 'smtp') return paragraph('   nothing was said', width, 'faint');
	if (probe === 'person')
		return labelled(label, String((answer as {value?: unknown} | null)?.value ?? json(answer)), width);
	if (probe === 'http') {
		const {status, body} = answer as Partial<HttpAnswer>;
		if (typeof body !== 'string') return labelled(label, json(answer), width);
		return [
			...labelled(label, `status ${status}`, width),
			...body
				.slice(0, longest)
				.split(/\r?\n/)
				.flatMap(line => labelled(span('   '), line, width)),
		];
	}
	const {records, aliases} = (answer ?? {}) as Partial<DnsAnswer>;
	if (!Array.isArray(records)) return labelled(label, json(answer), width);
	return [
		...(Array.isArray(aliases) && aliases.length > 0
			? labelled(label, `alias of ${aliases.join(', ')}`, width)
			: []),
		...(records as DnsAnswer['records'])
			.slice(0, mostRecords)
			.flatMap(({data, priority}) =>
				labelled(label, `${priority === undefined ? '' : `${priority} `}${short(data)}`, width),
			),
	];
};

const json = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, longest);

const short = (text: unknown): string => {
	const whole = String(text);
	return whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
};
