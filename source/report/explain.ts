import type {Explanation} from '../core/explanation.ts';
import {actorWords} from '../core/knowledge.ts';
import {marks} from './marks.ts';
import {shortened, wrapped} from './wrap.ts';

type Line = Explanation['facts']['lines'][number];

/** Characters of one line of a dialogue, and of one sentence, that are shown. */
const longest = 600;

/** The one sentence first, then what the reply says, then every line: 80 columns, nothing in it acts. */
export const explainedText = (explanation: Explanation): string =>
	[
		wrapped(headline(explanation), '', '  '),
		replyLines(explanation),
		isDialogue(explanation)
			? ['Line by line', ...explanation.facts.lines.filter(isTold).map(withoutKnown()).flatMap(linesOf)]
			: [],
		explanation.facts.cut ? ['There was more than lostmail reads of one text.'] : [],
	]
		.filter(lines => lines.length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n')
		.concat('\n');

const headline = ({cause, facts}: Explanation): string => {
	const {result, plain, means, unsure} = facts;
	switch (result) {
		case 'accepted':
			return `${marks.good} ${shortened(means, longest)}`;
		case 'unanswered':
			return `${marks.unknown} ${shortened(means, longest)}`;
		case 'broken-off':
			return `${marks.unknown} No reply decided it. ${shortened(means, longest)}`;
		case 'refused':
		case 'deferred': {
			if (cause !== null)
				return `${result === 'refused' ? marks.bad : `${marks.warning} For now:`} ${shortened(plain ?? means, longest)} [${cause}]`;
			const guess = unsure ? `By its code alone it could mean: ${means}` : `Its status says: ${means}`;
			return `${marks.unknown} lostmail does not know this reply. ${shortened(guess, longest)}`;
		}
	}
};

const replyLines = ({who, facts}: Explanation): readonly string[] => {
	const {result, code, enhanced, text, means, matched, healthy, suspected, fix} = facts;
	if (text === null) return [];
	const said = [code, enhanced, text].filter(part => part !== null && part !== '').join(' ');
	return [
		...labelled(result === 'broken-off' ? 'Event' : 'Reply', said),
		...labelled('Class', facts.class),
		...labelled('Means', matched ? means : null),
		...labelled('Healthy', result === 'accepted' ? null : healthy),
		...labelled('Perhaps', suspected.join(', ')),
		...labelled('Who', who === null ? null : actorWords[who]),
		...labelled('Do', fix),
	];
};

const labelled = (label: string, words: string | null, inside = ''): readonly string[] =>
	words === null || words === ''
		? []
		: wrapped(shortened(words, longest), `${inside}  ${label.padEnd(8)} `, `${inside}${' '.repeat(11)}`);

const isDialogue = ({facts: {lines}}: Explanation): boolean => lines.length > 1;

/** What a program says about itself is told only where it means something. */
const isTold = ({side, means, tone}: Line): boolean =>
	side !== 'connection' || means !== '' || tone === 'bad';

/** What was offered before, such as without encryption, is not explained once more. */
const withoutKnown = () => {
	const told = new Set<string>();
	return (line: Line): Line => {
		if (!line.offers) return line;
		const offers = line.offers.filter(({keyword}) => !told.has(keyword));
		for (const {keyword} of offers) told.add(keyword);
		return {...line, offers};
	};
};

const sides: Readonly<Record<Line['side'], string>> = {client: 'C', server: 'S', connection: '·'};
const tones: Readonly<Record<Line['tone'], string>> = {
	good: ' ',
	plain: ' ',
	warning: marks.warning,
	bad: marks.bad,
};

const linesOf = (line: Line): readonly string[] => {
	const {side, text, means, tone, note, healthy, offers = []} = line;
	const isRefused = side === 'server' && (tone === 'bad' || tone === 'warning');
	return [
		...wrapped(shortened(joined(line, text), longest), `${tones[tone]} ${sides[side]} `, '    '),
		...explained(means),
		...offers.flatMap(({keyword, means: offer}) => explained(`${keyword}: ${offer}`)),
		...(isRefused
			? [
					...labelled('Class', line.class ?? null, '    '),
					...labelled(note?.unsure ? 'Perhaps' : 'Means', note?.means ?? null, '    '),
					...labelled('Healthy', healthy ?? null, '    '),
				]
			: []),
	];
};

const explained = (words: string): readonly string[] =>
	words === '' ? [] : wrapped(shortened(words, longest), '      ', '        ');

/** A reply of several lines is told as one; what EHLO offers is told apart. */
const joined = ({offers, enhanced}: Line, text: string): string => {
	const [first = '', ...rest] = text.split('\n');
	if (offers || rest.length === 0) return first;
	const more = rest.map(line => line.replace(/^\d{3}[ -]/, '').trim());
	return [
		first.replace('-', ' '),
		...more.map(line => (enhanced && line.startsWith(enhanced) ? line.slice(enhanced.length).trim() : line)),
	].join(' ');
};
