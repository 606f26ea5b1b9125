import type {CaptureAnswer} from '../../core/capture.ts';
import type {DnsAnswer} from '../../core/dns.ts';
import {lasting} from '../../core/duration.ts';
import type {Evidence} from '../../core/event.ts';
import type {HttpAnswer} from '../../core/http.ts';
import {cutWords, leftOutWords} from '../../core/left-out.ts';
import type {PauseAnswer} from '../../core/pause.ts';
import type {TimeAnswer} from '../../core/time.ts';
import {type Line, labelled, paragraph, span} from '../text.ts';
import {caughtLines} from './caught.ts';
import {filterWords, letterWords, mailboxWords} from './intercepted.ts';

/** Characters of one answer, and records of it, that are shown; the whole of it is in the recording. */
const longest = 2000;
const mostRecords = 100;

/** An answer by which DNS says that there is nothing; anything else that failed is no answer. */
export const absenceIn = ({probe, failure}: Evidence): string | undefined => {
	if (probe !== 'dns') return undefined;
	if (failure?.code === 'no-such-name') return 'no such name (NXDOMAIN)';
	return failure?.code === 'no-data' ? 'no such record (NODATA)' : undefined;
};

/** What was answered, in the words of its probe. */
export const answerLines = ({probe, answer}: Evidence, width: number): readonly Line[] => {
	if (answer === undefined) return [];
	const label = span('A  ', 'faint');
	if (probe === 'smtp') return paragraph('   nothing was said', width, 'faint');
	if (probe === 'person')
		return labelled(label, String((answer as {value?: unknown} | null)?.value ?? json(answer)), width);
	if (probe === 'time') {
		const {offset = 0, delay = 0, stratum} = answer as Partial<TimeAnswer>;
		const ahead = `${lasting(Math.abs(offset) / 1000)} ${offset < 0 ? 'behind' : 'ahead of'} ours`;
		return labelled(
			label,
			`its clock is ${ahead}, ${Math.round(delay)} ms on the way, stratum ${stratum}`,
			width,
		);
	}
	if (probe === 'pause')
		return labelled(label, `${lasting((answer as Partial<PauseAnswer>).seconds ?? 0)} passed`, width);
	if (probe === 'http') {
		const {status, body, date} = answer as Partial<HttpAnswer>;
		if (typeof body !== 'string') return labelled(label, json(answer), width);
		return [
			...labelled(label, `status ${status}${date === undefined ? '' : `, dated ${date}`}`, width),
			...cutWords(body, longest)
				.split(/\r?\n/)
				.flatMap(line => labelled(span('   '), line, width)),
		];
	}
	if (probe === 'sink') return caughtLines(answer as Partial<CaptureAnswer>, width);
	const intercepted = interceptedWords(probe, (answer ?? {}) as object);
	if (intercepted) return intercepted.flatMap(words => labelled(label, words, width));
	const {records, aliases} = (answer ?? {}) as Partial<DnsAnswer>;
	if (!Array.isArray(records)) return labelled(label, json(answer), width);
	return [
		...(Array.isArray(aliases) && aliases.length > 0
			? labelled(label, `alias of ${aliases.join(', ')}`, width)
			: []),
		...(records as DnsAnswer['records'])
			.slice(0, mostRecords)
			.flatMap(({data, priority}) =>
				labelled(
					label,
					`${priority === undefined ? '' : `${priority} `}${cutWords(String(data), longest)}`,
					width,
				),
			),
		...(records.length > mostRecords
			? labelled(
					span('   '),
					leftOutWords(records.length - mostRecords, ['record'], `at most ${mostRecords} are shown`),
					width,
					'warning',
				)
			: []),
	];
};

/** As JSON, cut. */
export const json = (value: unknown): string => cutWords(JSON.stringify(value) ?? 'nothing', longest);

const interceptedWords = (probe: string, answer: object): readonly string[] | undefined => {
	if (probe === 'imap') return mailboxWords(answer);
	if (probe === 'spam') return filterWords(answer);
	return probe === 'message' ? letterWords(answer) : undefined;
};
