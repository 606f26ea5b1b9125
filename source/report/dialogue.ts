import {type DialogueLine, troubleWord} from '../core/explain/line.ts';
import {actorWords} from '../core/knowledge.ts';
import {retryWords} from '../core/reply-rule.ts';
import {marks} from './marks.ts';
import {shortened, wrapped} from './wrap.ts';

/** Characters of one line of a dialogue, and of one sentence, that are shown. */
export const longest = 600;

const sides: Readonly<Record<DialogueLine['side'], string>> = {client: 'C', server: 'S', connection: '·'};

export const markOf = ({tone}: Pick<DialogueLine, 'tone'>): string =>
	({good: ' ', plain: ' ', warning: marks.warning, bad: marks.bad})[tone];

/** What was said, who said it, and below it what it means; `lead` stands before its first row. */
export const saidRows = (line: DialogueLine, lead: string, most = longest): readonly string[] => {
	const first = `${lead}${sides[line.side]} `;
	const rest = ' '.repeat(first.length);
	const word = troubleWord(line);
	return [
		...wrapped(shortened(joined(line), most), first, rest),
		...(line.means === ''
			? []
			: wrapped(
					shortened(word === undefined ? line.means : `${markOf(line)} ${word}: ${line.means}`, longest),
					`${rest}  `,
					`${rest}    `,
				)),
	];
};

/** What a server offers with EHLO, each keyword in plain words. */
export const offerRows = ({offers = []}: DialogueLine, inside: string): readonly string[] =>
	offers.flatMap(({keyword, means}) =>
		wrapped(shortened(`${keyword}: ${means}`, longest), `${inside}  `, `${inside}    `),
	);

/** Of a refusal: its class, what a rule and the provider’s entry say of it, and what a healthy server says. */
export const refusalRows = (line: DialogueLine, inside: string): readonly string[] => {
	const {side, note, provider, healthy} = line;
	if (side !== 'server' || troubleWord(line) === undefined) return [];
	return [
		...labelled('Class', line.class, inside),
		...labelled(note?.unsure ? 'Perhaps' : 'Means', note?.means, inside),
		...labelled('Healthy', healthy, inside),
		...(provider?.says ?? []).flatMap(sentence =>
			labelled(
				'Note',
				`${provider?.guessed ? `If this is ${provider.name}` : provider?.name}: ${sentence}`,
				inside,
			),
		),
	];
};

/** Of a refusal that a rule knows: who acts, what to do, and whether to try again. */
export const repairRows = ({note}: DialogueLine, inside: string): readonly string[] => {
	if (!note || note.unsure) return [];
	const {who, remedy, retry, waitMinutes} = note;
	return [
		...labelled('Who', who && actorWords[who], inside),
		...labelled('Do', remedy, inside),
		...labelled('Again', retry && retryWords(retry, waitMinutes), inside),
	];
};

/** Words behind a label, hanging under it; nothing where there are none. */
export const labelled = (label: string, words: string | null | undefined, inside = ''): readonly string[] =>
	words === null || words === undefined || words === ''
		? []
		: wrapped(shortened(words, longest), `${inside}  ${label.padEnd(8)} `, `${inside}${' '.repeat(11)}`);

/** A reply of several lines is told as one; what EHLO offers is told apart. */
const joined = ({offers, enhanced, text}: DialogueLine): string => {
	const [first = '', ...rest] = text.split('\n');
	if (offers || rest.length === 0) return first;
	const more = rest.map(line => line.replace(/^\d{3}[ -]/, '').trim());
	return [
		first.replace('-', ' '),
		...more.map(line => (enhanced && line.startsWith(enhanced) ? line.slice(enhanced.length).trim() : line)),
	].join(' ');
};

/** Rows of a dialogue, and characters of one line of it, that a ticket has room for. */
const mostRows = 15;
const mostOfLine = 300;

/** The part of a dialogue that matters, explained: the refusal, what it answers, and what else there is room for. */
export const foldedRows = (lines: readonly DialogueLine[], margin: string): readonly string[] => {
	const at = placeOf(lines);
	const focus = lines[at];
	if (!focus) return [];
	const inside = `${margin}  `;
	const rows = [
		...saidRows(focus, margin, mostOfLine),
		...refusalRows(focus, inside),
		...repairRows(focus, inside),
	];
	const before: string[] = [];
	const after: string[] = [];
	let from = at;
	let to = at + 1;
	const room = () => mostRows - rows.length - before.length - after.length;
	for (let line = lines[from - 1]; line; line = lines[from - 1]) {
		const said = saidRows(line, margin, mostOfLine);
		// What a refusal answers is always told.
		if (said.length > room() && from < at) break;
		before.unshift(...said);
		from -= 1;
	}
	for (let line = lines[to]; line; line = lines[to]) {
		const said = saidRows(line, margin, mostOfLine);
		if (said.length > room()) break;
		after.push(...said);
		to += 1;
	}
	return [...leftOut(from, lines.length - to, margin), ...before, ...rows, ...after];
};

/** The last refusal, else what broke the dialogue off, else its end. */
const placeOf = (lines: readonly DialogueLine[]): number => {
	const refusal = lines.findLastIndex(line => line.side === 'server' && troubleWord(line) !== undefined);
	if (refusal >= 0) return refusal;
	const trouble = lines.findLastIndex(line => troubleWord(line) !== undefined);
	return trouble >= 0 ? trouble : lines.length - 1;
};

const leftOut = (before: number, after: number, margin: string): readonly string[] => {
	const parts = [...(before > 0 ? [`${before} before`] : []), ...(after > 0 ? [`${after} after`] : [])];
	if (parts.length === 0) return [];
	const lines = before + after === 1 ? 'line' : 'lines';
	return wrapped(`(${lines} left out: ${parts.join(', ')}; --report transcript has all)`, margin);
};
