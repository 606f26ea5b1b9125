import {lasting} from '../../core/duration.ts';
import type {SinkMessage} from '../../core/sink.ts';
import {sessionWords} from '../../core/sink-words.ts';
import {wrapped} from '../../report/wrap.ts';
import type {Archive} from '../../sink/store.ts';
import {isSame, type Lookout, type Wanted} from './lookout.ts';
import {clockTime, dayTime, partiesOf, sessionLine, short} from './words.ts';

/** How many of a kind are told. */
const most = 5;
/** Messages and sessions that are looked through. */
const mostRead = 200;

type Passed = {
	readonly archive: Archive;
	readonly lookout: Lookout;
	readonly wanted: Wanted;
	/** When the waiting began, in milliseconds since 1970. */
	readonly began: number;
	readonly now: number;
};

/** What was seen while the awaited message did not come, at most 80 columns wide. */
export const insteadLines = (passed: Passed): readonly string[] => {
	const lines = [...unfit(passed), ...elsewhere(passed), ...failed(passed), ...earlier(passed)];
	return lines.length > 0 ? lines : ['Nobody delivered anything to the sink meanwhile.'];
};

const listed = <T>(head: string, items: readonly T[], words: (item: T) => string): readonly string[] =>
	items.length === 0
		? []
		: [
				...wrapped(head),
				...items.slice(0, most).flatMap(item => wrapped(words(item), '  ', '    ')),
				...(items.length > most ? [`  … and ${items.length - most} more`] : []),
			];

const unfit = ({lookout}: Passed): readonly string[] =>
	listed(
		'For this address, and not what was waited for:',
		lookout.unfit().toReversed(),
		({message, why}) =>
			`m${message.id} ${clockTime(message.at)} ${short(message.subject ?? '(no subject)')}: ${why}`,
	);

const elsewhere = ({archive, lookout, wanted}: Passed): readonly string[] => {
	const came = archive
		.messages([], {most: mostRead})
		.filter(({id, at}) => (wanted.since === undefined ? id > lookout.start : at >= wanted.since));
	const told = new Set(lookout.unfit().map(({message}) => message.id));
	const others = came.filter(({id}) => !told.has(id));
	const isFor = (message: SinkMessage) => message.recipients.some(one => isSame(one, wanted.to));
	return [
		...listed(
			'For this address, from somebody else or about something else:',
			others.filter(isFor),
			messageWords,
		),
		...listed(
			'For other addresses:',
			others.filter(message => !isFor(message)),
			messageWords,
		),
	];
};

const messageWords = (message: SinkMessage): string =>
	`m${message.id} ${clockTime(message.at)} ${partiesOf(message)}: ${short(message.subject ?? '(no subject)')}`;

/** Sessions that brought nothing. */
const failed = ({archive, wanted, began}: Passed): readonly string[] =>
	listed(
		'Sessions without a message:',
		archive
			.sessions([{is: 'since', at: wanted.since ?? began}], {most: mostRead})
			.filter(session => session.messages.length === 0 && sessionWords(session).mark !== 'good'),
		session => `${clockTime(session.at)} ${sessionLine(session)}`,
	);

/** What came before the waiting began and would have been taken with `--since`. */
const earlier = ({archive, lookout, wanted, began, now}: Passed): readonly string[] => {
	if (wanted.since !== undefined) return [];
	const [last] = archive
		.messages([{is: 'to', text: wanted.to}], {most: mostRead})
		.filter(({id, recipients}) => id <= lookout.start && recipients.some(one => isSame(one, wanted.to)));
	if (!last) return [];
	const minutes = Math.ceil((now - last.at) / 60_000) + 1;
	return wrapped(
		`Before this wait, m${last.id} came for the address at ${dayTime(last.at)}, ${lasting((began - last.at) / 1000)} earlier; --since ${minutes}m takes such messages.`,
		'',
		'  ',
	);
};
