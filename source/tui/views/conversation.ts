import {actorWords} from '../../core/actor.ts';
import {troubleWord} from '../../core/explain/trouble.ts';
import type {ExplainedLine} from '../../core/explain.ts';
import {cutWords} from '../../core/left-out.ts';
import {printable} from '../../core/printable.ts';
import {retryWords} from '../../core/retry.ts';
import {type Line, labelled, type Span, span, unbroken, wrap} from '../text.ts';
import type {Theme, Tone} from '../theme.ts';
import {duration} from '../words.ts';
import {beside} from './beside.ts';

/** Characters of one thing that was said; the whole of it is in the recording. */
const longest = 2000;

/** From so many columns up what is said and what it means stand side by side. */
const wide = 100;

const sideOf = ({side}: ExplainedLine): string => ({client: 'C', server: 'S', connection: ' '})[side];

const toneOf = ({tone}: ExplainedLine): Tone => (tone === 'plain' ? 'faint' : tone);

/** One line of a dialogue: its time, its side and its words, then what it means; a refusal with all that helps. */
export const saidLines = (said: ExplainedLine, width: number, theme: Theme): readonly Line[] => {
	const label = span(`${duration(said.ms ?? 0).padStart(8)} ${sideOf(said)} `, 'faint');
	const parts = partsOf(said);
	return [
		...parts.flatMap((part, index) =>
			partLines(part, index === 0 ? label : span(' '.repeat(label.text.length)), width, theme),
		),
		...refusalLines(said, width < 60 ? 2 : label.text.length + 2, width),
	];
};

/** The reply to EHLO has a meaning for each of its lines. */
const partsOf = (said: ExplainedLine): readonly ExplainedLine[] => {
	const {offers, text} = said;
	if (!offers) return [said];
	return text.split('\n').map((line, index) => {
		const keyword = printable(line.slice(4).trim());
		const means = index === 0 ? said.means : (offers.find(offer => offer.keyword === keyword)?.means ?? '');
		return {...said, text: line, means};
	});
};

const partLines = (part: ExplainedLine, label: Span, width: number, theme: Theme): readonly Line[] => {
	const inside = label.text.length;
	const column = width >= wide && width < unbroken ? Math.min(60, Math.floor(width / 3)) : 0;
	const room = column > 0 ? width - column - 2 : width;
	const words = labelled(label, cutWords(part.text, longest), room, textTone(part));
	const means = meansLines(part, column > 0 ? column : width - inside - 2, theme);
	return column > 0
		? beside(words, means, width - column)
		: [...words, ...means.map(line => [span(' '.repeat(inside + 2)), ...line])];
};

const textTone = ({tone}: ExplainedLine): Tone | undefined => (tone === 'bad' ? 'bad' : undefined);

/** Mark and word stand before what is wrong, so that colour is not needed to see it. */
const meansLines = (said: ExplainedLine, width: number, {marks}: Theme): readonly Line[] => {
	if (said.means === '') return [];
	const word = troubleWord(said);
	const mark = said.tone === 'bad' ? marks.problem : marks.warning;
	return wrap(word === undefined ? said.means : `${mark} ${word}: ${said.means}`, width).map(row => [
		span(row, word === undefined ? 'faint' : toneOf(said)),
	]);
};

/** What a healthy server says, and everything that is known of this refusal. */
const refusalLines = (said: ExplainedLine, indent: number, width: number): readonly Line[] => {
	if (said.side !== 'server' || troubleWord(said) === undefined) return [];
	const {healthy, note, provider} = said;
	const row = (label: string, words: string | undefined) =>
		words === undefined
			? []
			: labelled(span(`${' '.repeat(indent)}${label.padEnd(9)}`, 'faint'), words, width);
	const sure = note && !note.unsure ? note : undefined;
	return [
		...row('Healthy', healthy),
		...row('Class', said.class),
		...row(note?.unsure ? 'Perhaps' : 'Means', note?.means),
		...(provider?.says ?? []).flatMap(sentence =>
			row('Note', `${provider?.guessed ? `If this is ${provider.name}` : provider?.name}: ${sentence}`),
		),
		...row('Who', sure?.who && actorWords[sure.who]),
		...row('Do', sure?.remedy),
		...row('Again', sure?.retry && retryWords(sure.retry, sure.waitMinutes)),
	];
};

/** The words alone, without times: what fits beside a list. A mark stands at what is wrong. */
export const briefLines = (said: ExplainedLine, width: number, {marks}: Theme): readonly Line[] => {
	const mark = troubleWord(said) === undefined ? ' ' : said.tone === 'bad' ? marks.problem : marks.warning;
	return labelled(
		span(`${sideOf(said)}${mark} `, mark === ' ' ? 'faint' : toneOf(said)),
		cutWords(said.text, longest),
		width,
		textTone(said),
	);
};
