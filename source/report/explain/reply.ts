import {isTrouble} from '../../core/explain/event.ts';
import {explainedOnce} from '../../core/explain/keyword.ts';
import type {ReplyExplanation} from '../../core/explanation.ts';
import {actorWords} from '../../core/knowledge.ts';
import {retryWords} from '../../core/reply-rule.ts';
import {labelled, longest, markOf, offerRows, refusalRows, saidRows} from '../dialogue.ts';
import {marks} from '../marks.ts';
import {shortened, wrapped} from '../wrap.ts';

type Line = ReplyExplanation['facts']['lines'][number];

/** Of a dialogue or one reply: the one sentence, then what the reply says, then every line. */
export const replyBlocks = (explanation: ReplyExplanation): readonly (readonly string[])[] => [
	wrapped(headline(explanation), '', '  '),
	replyLines(explanation),
	isDialogue(explanation)
		? ['Line by line', ...explanation.facts.lines.filter(isTold).map(explainedOnce()).flatMap(linesOf)]
		: [],
];

const headline = ({cause, facts}: ReplyExplanation): string => {
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
			const says = facts.enhanced === null ? 'code' : 'status';
			const guess = unsure ? `By its code alone it could mean: ${means}` : `Its ${says} says: ${means}`;
			return `${marks.unknown} lostmail does not know this reply. ${shortened(guess, longest)}`;
		}
	}
};

const replyLines = ({who, facts}: ReplyExplanation): readonly string[] => {
	const {result, code, enhanced, text, means, matched, healthy, suspected, fix, remedy, retry} = facts;
	if (text === null) return [];
	const said = [code, enhanced, text].filter(part => part !== null && part !== '').join(' ');
	return [
		...labelled(result === 'broken-off' ? 'Event' : 'Reply', said),
		...labelled('Class', facts.class),
		...labelled('Means', matched ? means : null),
		...labelled('Healthy', result === 'accepted' ? null : healthy),
		...labelled('Perhaps', suspected.join(', ')),
		...labelled('Who', who === null ? null : actorWords[who]),
		...labelled('Do', remedy ?? fix),
		...labelled('Again', retry === null ? null : retryWords(retry, facts.waitMinutes ?? undefined)),
	];
};

const isDialogue = ({facts: {lines}}: ReplyExplanation): boolean => lines.length > 1;

/** What a program says about itself is told only where it means something. */
const isTold = ({side, means, tone}: Line): boolean =>
	side !== 'connection' || means !== '' || isTrouble({tone});

const linesOf = (line: Line): readonly string[] => [
	...saidRows(line, `${markOf(line)} `),
	...offerRows(line, '    '),
	...refusalRows(line, '    '),
];
