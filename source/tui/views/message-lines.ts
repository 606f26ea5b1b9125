import {clockWords, noPassageWords, tookWords} from '../../core/passage-words.ts';
import {oddityWords} from '../../core/sink-words.ts';
import type {Authentication, Passage} from '../../core/verification.ts';
import type {CaughtMessage, MessageView} from '../host.ts';
import type {Piece} from '../laying.ts';
import type {MessagePart, SinkUi} from '../sink-ui.ts';
import {blank, clean, cut, type Line, labelled, paragraph, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {timeOfDay} from '../words.ts';
import {codeLines} from './code.ts';

export const partTitles: Readonly<Record<MessagePart, string>> = {
	text: 'Text',
	header: 'Header',
	way: 'Way',
	filters: 'Filters',
	source: 'Source',
};

/** Rows that one part may take: whoever wants more exports the message. */
const mostRows = 5000;
const mostLinks = 50;

type Looked = {
	readonly caught: CaughtMessage;
	readonly ui: SinkUi;
	readonly now: number;
	/** It belongs to a case, and is looked at and no more. */
	readonly ofCase?: true | undefined;
};

/** One part of a caught message. Everything that is a stranger's goes through `wrap`, which makes it safe to print. */
export const messagePieces = (
	{caught, ui, now, ofCase}: Looked,
	width: number,
	theme: Theme,
): readonly Piece[] => {
	const {read} = ui;
	const head =
		ui.part === 'text' ? [...codeLines(caught, now, width, theme), ...envelopeLines(caught, width)] : [];
	if (read?.id !== caught.message.id)
		return [() => [...head, ...paragraph('Reading the message.', width, 'faint')]];
	if ('why' in read)
		return [
			() => [
				...head,
				...labelled(
					{text: `${theme.marks.unknown} `, tone: 'unknown'},
					`It cannot be read: ${read.why}`,
					width,
				),
			],
		];
	const {lines, lost} = bodyOf(read.view, {...ui, ofCase}, width, theme);
	const more = `There is more than is shown here${ofCase ? '' : '; e writes all of it into a file'}.`;
	return [
		() => head,
		() => lines,
		() => (lost || read.view.cut ? [blank, ...paragraph(more, width, 'faint')] : []),
	];
};

/** The age of a code is told anew every second, and a message may be long: no part is broken into rows twice. */
const broken = new WeakMap<
	MessageView,
	{readonly key: string; readonly lines: readonly Line[]; readonly lost: boolean}
>();

const bodyOf = (view: MessageView, ui: SinkUi & Pick<Looked, 'ofCase'>, width: number, theme: Theme) => {
	const told = ui.asked?.id === ui.read?.id ? ui.asked : undefined;
	if (ui.part === 'filters')
		return {lines: filterLines(view, ui.ofCase ? 'not-here' : told, width, theme), lost: false};
	const key = `${ui.part} ${width} ${theme.ellipsis}`;
	const before = broken.get(view);
	if (before?.key === key) return before;
	const all = partLines(view, ui.part, width, theme);
	const made = {key, lines: all.slice(0, mostRows), lost: all.length > mostRows};
	broken.set(view, made);
	return made;
};

const partLines = (
	view: MessageView,
	part: Exclude<MessagePart, 'filters'>,
	width: number,
	theme: Theme,
): readonly Line[] => {
	switch (part) {
		case 'text':
			return textLines(view, width);
		case 'header':
			return view.header.flatMap(({name, value}) =>
				labelled(span(`${cut(clean(name), 30)}: `, 'faint'), value, width),
			);
		case 'way':
			return wayLines(view, width, theme);
		case 'source':
			return paragraph(view.source, width);
	}
};

const label = (name: string) => span(name.padEnd(9), 'faint');

const envelopeLines = ({message}: CaughtMessage, width: number): readonly Line[] => {
	const {from, sender, to, recipients, subject, remote, session, user, encrypted, oddities, inbox} = message;
	return [
		blank,
		...labelled(label('From'), from ?? 'not said', width),
		...(from?.includes(sender) && sender !== ''
			? []
			: labelled(
					label('Sender'),
					sender === '' ? 'nobody: a bounce or a notice (MAIL FROM:<>)' : sender,
					width,
				)),
		...labelled(label('To'), recipients.slice(0, 20).join(', '), width),
		...(to === undefined || recipients.some(one => to.includes(one))
			? []
			: labelled(label('Names'), to, width)),
		...labelled(label('Subject'), subject ?? 'none', width, 'strong'),
		...labelled(
			label('Brought'),
			`by ${remote}, session ${session}, ${user === undefined ? 'without a login' : `logged in as ${user}`}, ${encrypted ? 'encrypted' : 'not encrypted'}, into ${inbox}`,
			width,
		),
		...(oddities.length > 0
			? labelled(label('Odd'), `the device ${oddities.map(oddity => oddityWords[oddity]).join('; ')}`, width)
			: []),
		blank,
	];
};

const textLines = ({text, links, attachments}: MessageView, width: number): readonly Line[] => [
	...(text.trim() === '' ? paragraph('It has no text.', width, 'faint') : paragraph(text, width)),
	...(links.length > 0 ? [blank, [span('Links', 'faint')]] : []),
	...links
		.slice(0, mostLinks)
		.flatMap(({url, text: words}) => [
			...paragraph(url, width, 'accent'),
			...(words === undefined ? [] : labelled(span('  on the words '), words, width, 'faint')),
		]),
	...(attachments.length > 0 ? [blank, [span('Attached', 'faint')]] : []),
	...attachments
		.slice(0, mostLinks)
		.flatMap(({name, type, octets}) => labelled(span('  '), `${name}, ${type}, ${octets} octets`, width)),
];

const wayLines = ({header, passages, clock}: MessageView, width: number, theme: Theme): readonly Line[] => [
	...(passages.length === 0
		? paragraph(noPassageWords, width)
		: passages.flatMap((passage, index) => passageLines(passage, index, width, theme))),
	blank,
	...labelled(
		label('Clock'),
		clockWords(clock, dateIn(header)),
		width,
		clock.says === 'right' ? undefined : 'warning',
	),
];

const dateIn = (header: MessageView['header']): string | undefined =>
	header.find(({name}) => name.toLowerCase() === 'date')?.value;

const passageLines = (passage: Passage, index: number, width: number, theme: Theme): readonly Line[] => {
	const {from, by, at, slowest} = passage;
	const way = `${from ?? 'somebody'} to ${by ?? 'somebody'}`;
	const took = tookWords(passage) ?? 'nobody knows how long it took';
	return labelled(
		slowest
			? {text: `${theme.marks.warning}${String(index + 1).padStart(2)}  `, tone: 'warning'}
			: span(` ${String(index + 1).padStart(2)}  `, 'faint'),
		`${way}${at === undefined ? '' : ` at ${timeOfDay(at)}`}, ${took}`,
		width,
	);
};

const filterLines = (
	{dislikes}: MessageView,
	asked: SinkUi['asked'] | 'not-here',
	width: number,
	theme: Theme,
): readonly Line[] => [
	...(asked === 'not-here' ? [] : [...authenticationLines(asked, width, theme), blank]),
	...(dislikes.length === 0
		? labelled(
				{text: `${theme.marks.good} `, tone: 'good'},
				'Nothing that spam filters are known to dislike.',
				width,
			)
		: dislikes.flatMap(({says, fix, weight}) => [
				...labelled(
					weight === 'heavy'
						? {text: `${theme.marks.problem} heavy  `, tone: 'bad'}
						: {text: `${theme.marks.warning} light  `, tone: 'warning'},
					says,
					width,
				),
				...labelled(span('  Do     ', 'faint'), fix, width),
			])),
];

const authenticationLines = (asked: SinkUi['asked'], width: number, theme: Theme): readonly Line[] => {
	if (!asked)
		return paragraph(
			'c checks SPF, DKIM and DMARC of this message. That asks DNS about its domains.',
			width,
			'faint',
		);
	if (asked.is === 'asking') return paragraph('Asking DNS about SPF, DKIM and DMARC.', width, 'accent');
	if (asked.is === 'failed')
		return labelled(
			{text: `${theme.marks.unknown} `, tone: 'unknown'},
			`SPF, DKIM and DMARC could not be checked: ${asked.why}`,
			width,
		);
	return resultsOf(asked.says).flatMap(({name, result, says}) => {
		const sign =
			result === 'pass'
				? ({text: `${theme.marks.good} `, tone: 'good'} as const)
				: /fail/.test(result) && result !== 'softfail'
					? ({text: `${theme.marks.problem} `, tone: 'bad'} as const)
					: ({text: `${theme.marks.unknown} `, tone: 'unknown'} as const);
		return labelled({...sign, text: `${sign.text}${name.padEnd(7)}`}, `${result}: ${says}`, width);
	});
};

const resultsOf = ({spf, dkim, dmarc}: Authentication) => [
	{name: 'SPF', ...spf},
	...dkim.map(one => ({name: 'DKIM', ...one})),
	{name: 'DMARC', ...dmarc},
];
