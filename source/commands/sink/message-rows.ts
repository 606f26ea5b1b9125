import {lasting} from '../../core/duration.ts';
import {clockWords, noPassageWords, tookWords} from '../../core/passage-words.ts';
import {printable, printableLines} from '../../core/printable.ts';
import {oddityWords} from '../../core/sink-words.ts';
import {sizeInWords} from '../../core/size.ts';
import type {Authentication, Dislike, Passage, SenderClock} from '../../core/verification.ts';
import type {AboutCaught} from '../../mail/caught.ts';
import {marks} from '../../report/marks.ts';
import {indented, wrapped} from '../../report/wrap.ts';
import {factRows} from './fact-rows.ts';
import type {Read} from './read.ts';
import {chosenWords, dayTime, short, standingWords} from './words.ts';

/** A message from its header on, at most 80 columns wide. */
export const messageRows = (message: Read): readonly string[] => {
	const {id, at, octets, inbox, remote, helo, user, encrypted, sender, recipients, session} = message;
	return [
		...wrapped(short(message.subject ?? '(no subject)'), `m${id}  `, '     '),
		'',
		...factRows('From', message.from && short(message.from)),
		...factRows('To', message.to && short(message.to)),
		...factRows('Date', message.date && short(message.date)),
		...factRows('Message-ID', message.messageId && short(message.messageId)),
		...factRows(
			'Envelope',
			`MAIL FROM <${short(sender)}>, RCPT TO ${recipients
				.slice(0, 20)
				.map(one => `<${short(one)}>`)
				.join(', ')}${recipients.length > 20 ? ` and ${recipients.length - 20} more` : ''}`,
		),
		...factRows(
			'Brought by',
			[
				`${remote}${helo === undefined ? '' : `, which calls itself ${short(helo)}`}`,
				user === undefined ? 'without a login' : `logged in as ${short(user)}`,
				encrypted ? 'encrypted' : 'not encrypted',
				`session s${session}`,
			].join(', '),
		),
		...factRows('Caught', `${dayTime(at)}, ${sizeInWords(octets)}, in ${short(inbox)}`),
		...message.oddities.flatMap(oddity => factRows('Odd', `its sender ${oddityWords[oddity]}`)),
	];
};

/** The code or link, why it was taken for one, and what has become of it. */
export const codeRows = ({reading, standing}: Read): readonly string[] => {
	const {chosen, open, candidates, lifetime} = reading;
	if (!chosen && open === 'unread')
		return ['It could not be read, so that nobody knows whether it has a code.'];
	if (!chosen)
		return open === 'several'
			? [
					'No code is certain: several are as likely as each other.',
					...candidates.flatMap(one =>
						factRows(one.kind, `${printable(one.value)}, in “${printable(one.line)}”`),
					),
				]
			: ['No code and no link to follow was found in it.'];
	return [
		...wrapped(chosenWords(chosen).replace(/^./, letter => letter.toUpperCase())),
		...factRows('Because', chosen.because.join(' ')),
		...factRows('Against', chosen.against.join(' ')),
		...factRows('Valid', lifetime && `for ${lasting(lifetime.seconds)} (“${short(lifetime.words)}”)`),
		...factRows('State', standing && standingWords(standing)),
	];
};

/** Of a message with this Date field: its way, its clock, who it is from by the rules, and what spam filters dislike. */
export const aboutRows = (
	{passages, clock, dislikes, authentication}: AboutCaught,
	date: string | undefined,
): readonly string[] => [
	...section('Way', passages.length === 0 ? [noPassageWords] : passages.map(passageWords)),
	...section('Clock of the sender', [clockSentence(clock, date)]),
	...(authentication ? section('Authentication', authenticationWords(authentication)) : []),
	...section(
		'What spam filters hold against it',
		dislikes.length === 0 ? ['Nothing that is known here.'] : dislikes.map(dislikeWords),
	),
];

const section = (title: string, lines: readonly string[]): readonly string[] => [
	'',
	title,
	...lines.flatMap(line => wrapped(line, '  ', '    ')),
];

const passageWords = (passage: Passage): string => {
	const {from, by, at} = passage;
	const took = tookWords(passage);
	return [
		at === undefined ? 'at a time that cannot be read' : dayTime(at),
		from === undefined ? '' : `from ${short(from)}`,
		by === undefined ? '' : `by ${short(by)}`,
		took === undefined ? '' : `(${took})`,
	]
		.filter(part => part !== '')
		.join(' ');
};

/** A sentence, with a mark where something is amiss. */
const clockSentence = (clock: SenderClock, date: string | undefined): string => {
	const words = clockWords(clock, date).replace(/^./, letter => letter.toUpperCase());
	return `${clock.says === 'fast' || clock.says === 'slow' ? `${marks.warning} ` : ''}${words}.`;
};

const authenticationWords = ({spf, dkim, dmarc}: Authentication): readonly string[] => [
	`SPF ${spf.result}: ${spf.says}`,
	...(dkim.length === 0 ? ['DKIM none: the message is not signed.'] : []),
	...dkim.map(({result, says}) => `DKIM ${result}: ${says}`),
	`DMARC ${dmarc.result}: ${dmarc.says}`,
];

const dislikeWords = ({says, fix, weight}: Dislike): string =>
	`${weight === 'heavy' ? marks.bad : marks.warning} ${says} ${fix}`;

/** Lines of the text that are shown; the whole of it is printed on its own. */
const mostLines = 40;

/** The text as a person reads it. */
export const textRows = (text: string): readonly string[] => {
	const lines = printableLines(text).trimEnd().split('\n');
	return [
		'',
		'Text',
		...lines.slice(0, mostLines).flatMap(line => indented(line, '  ')),
		...(lines.length > mostLines
			? [`  … ${lines.length - mostLines} more lines; --print text has them all`]
			: []),
	];
};
