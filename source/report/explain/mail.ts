import {lasting} from '../../core/duration.ts';
import type {HeadersExplanation, MessageExplanation} from '../../core/explanation/message.ts';
import {momentWords} from '../../core/explanation/moment.ts';
import {actorWords} from '../../core/knowledge.ts';
import {tookWords} from '../../core/passage-words.ts';
import {labelled, longest} from '../dialogue.ts';
import {marks} from '../marks.ts';
import {shortened, wrapped} from '../wrap.ts';

type Told = MessageExplanation | HeadersExplanation;
type Facts = HeadersExplanation['facts'];

/** So many of each are told; the rest is in the JSON. */
const most = {verdicts: 12, rules: 8, results: 16, passages: 20, dislikes: 8};

/** Of a message or its header: the one sentence, what to do, then who said what, and its way. */
export const mailBlocks = (told: Told): readonly (readonly string[])[] => [
	wrapped(headline(told), '', '  '),
	told.kind === 'message' && told.facts.attached
		? wrapped('The mail that was pasted carries this message as an attachment.', '  ', '  ')
		: [],
	adviceLines(told),
	codeLines(told),
	verdictLines(told.facts),
	resultLines(told.facts),
	wayLines(told),
	dislikeLines(told),
];

const headline = ({cause, facts}: Told): string => {
	const words = shortened(facts.says, longest);
	if (cause !== null) return `${marks.bad} ${words} [${cause}]`;
	return `${markFor(facts.result)} ${words}`;
};

const markFor = (result: Facts['result']): string => {
	if (result === 'clean') return marks.good;
	return result === 'untold' || result === 'automatic-answer' ? marks.unknown : marks.warning;
};

const adviceLines = ({who, facts}: Told): readonly string[] => [
	...labelled('Means', facts.plain),
	...labelled('Who', who === null ? null : actorWords[who]),
	...labelled('Do', facts.fix),
];

const codeLines = (told: Told): readonly string[] => {
	if (told.kind === 'headers') return [];
	const {kind, open, masked, where, validSeconds, expired} = told.facts.verification;
	const until = told.facts.validUntil;
	if (kind === null)
		return labelled(
			'Code',
			open === 'several'
				? 'Several are as likely as each other, so none is told.'
				: open === 'unread'
					? 'The message could not be read, and may well have one.'
					: 'Neither a code nor a link for verification was recognized.',
		);
	const life =
		validSeconds === null
			? ''
			: ` It says that it is valid for ${lasting(validSeconds)}${expired ? ', and it came later than that' : until === null ? '' : `, until ${momentWords(until)}`}.`;
	const place = where === 'subject' ? 'in the subject' : 'in the text';
	return kind === 'code'
		? labelled('Code', `${masked}, ${place}; --json shows it whole.${life}`)
		: labelled('Link', `${masked}, ${place}.${life}`);
};

const before = ({earlier}: {readonly earlier: boolean}): string => (earlier ? 'Before, or forged: ' : '');

const verdictLines = ({verdicts}: Facts): readonly string[] =>
	verdicts.length === 0
		? []
		: [
				'What filters wrote',
				...verdicts
					.slice(0, most.verdicts)
					.flatMap(verdict => [
						...wrapped(
							shortened(
								`${verdictMark(verdict)} ${before(verdict)}${verdict.by} (${verdict.field}): ${verdict.says}`,
								longest,
							),
							'  ',
							'    ',
						),
						...verdict.rules
							.slice(0, most.rules)
							.flatMap(({name, score, says}) =>
								wrapped(
									shortened(
										`${score === null ? '' : `${score}  `}${name}${says === null ? '' : `: ${says}`}`,
										longest,
									),
									'      ',
									'        ',
								),
							),
					]),
				...moreThan(verdicts.length, most.verdicts),
			];

const verdictMark = ({judgement, earlier}: Facts['verdicts'][number]): string => {
	if (earlier) return marks['not-reached'];
	switch (judgement) {
		case 'passed':
		case 'allowed':
			return marks.good;
		case 'bulk':
		case 'suspicious':
			return marks.warning;
		case 'junk':
		case 'phishing':
		case 'malware':
		case 'quarantined':
			return marks.bad;
		case 'unsaid':
			return marks.unknown;
	}
};

const resultLines = ({authentication, forwarded}: Facts): readonly string[] => [
	...(authentication.length === 0 ? [] : ['Authentication, as the header tells it; nothing was looked up']),
	...authentication.slice(0, most.results).flatMap(one => {
		const {by, arc, method, result, domain, detail} = one;
		const mark = one.earlier
			? marks['not-reached']
			: result === 'pass'
				? marks.good
				: /fail/.test(result)
					? marks.bad
					: marks.unknown;
		const beside = [domain, detail].filter(Boolean).join('; ');
		return wrapped(
			shortened(
				`${mark} ${before(one)}${by}${arc === null ? '' : ` (ARC ${arc})`}: ${method}=${result}${beside === '' ? '' : ` (${beside})`}`,
				longest,
			),
			'  ',
			'    ',
		);
	}),
	...moreThan(authentication.length, most.results),
	...(forwarded === null ? [] : wrapped(shortened(forwarded.says, longest), '  ', '    ')),
];

const wayLines = ({received, facts: {date, seconds}}: Told): readonly string[] => [
	received.length === 0
		? 'Its way: no stamp of a server is in this text'
		: `Its way, oldest first${seconds === null ? '' : `: ${lasting(seconds)} from the first server to the last`}`,
	...received
		.slice(0, most.passages)
		.flatMap(({from, by, at, seconds: took, slowest}) =>
			wrapped(
				[
					`${slowest ? marks.warning : ' '} ${from === null ? '' : `from ${from} `}by ${by ?? 'a server without a name'}`,
					at === null ? 'at a time that cannot be read' : momentWords(at),
					tookWords({...(took === null ? {} : {seconds: took}), ...(slowest ? {slowest} : {})}),
				]
					.filter(Boolean)
					.join(', '),
				'  ',
				'    ',
			),
		),
	...moreThan(received.length, most.passages),
	...wrapped(
		`${date.state === 'right' || received.length === 0 ? ' ' : marks.warning} ${date.says}`,
		'  ',
		'    ',
	),
];

const dislikeLines = (told: Told): readonly string[] => {
	if (told.kind === 'headers' || told.facts.dislikes.length === 0) return [];
	const {dislikes} = told.facts;
	return [
		'What filters hold against such a message',
		...dislikes
			.slice(0, most.dislikes)
			.flatMap(({says, fix, weight}) =>
				wrapped(
					shortened(`${weight === 'heavy' ? marks.bad : marks.warning} ${says} ${fix}`, longest),
					'  ',
					'    ',
				),
			),
		...moreThan(dislikes.length, most.dislikes),
	];
};

const moreThan = (length: number, told: number): readonly string[] =>
	length > told ? [`  … ${length - told} more in --json`] : [];
