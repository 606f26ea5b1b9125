import type {BouncedFacts, BounceExplanation} from '../../core/explanation/bounce.ts';
import {momentWords} from '../../core/explanation/moment.ts';
import {actorWords} from '../../core/knowledge.ts';
import {retryWords} from '../../core/reply-rule.ts';
import {labelled, longest} from '../dialogue.ts';
import {marks} from '../marks.ts';
import {shortened, wrapped} from '../wrap.ts';

/** Recipients that are told one by one. */
const mostTold = 10;

/** Of a bounce: what became of the mail for the recipient that fared worst, then for each of them, then what it is about. */
export const bounceBlocks = (explanation: BounceExplanation): readonly (readonly string[])[] => {
	const {recipients} = explanation.facts;
	const [worst] = recipients;
	return [
		wrapped(headline(explanation, worst), '', '  '),
		...recipients.slice(0, mostTold).map(recipientLines),
		recipients.length > mostTold ? [`And ${recipients.length - mostTold} more recipients.`] : [],
		aboutLines(explanation),
	];
};

const headline = ({cause}: BounceExplanation, worst: BouncedFacts | undefined): string => {
	if (!worst) return `${marks.unknown} A bounce that names nobody.`;
	const words = shortened(worst.plain ?? worst.means, longest);
	if (cause !== null) return `${markOf(worst)} ${words} [${cause}]`;
	const isGood = worst.outcome === 'delivered';
	return `${isGood ? marks.good : marks.unknown} ${words}`;
};

const markOf = ({outcome}: BouncedFacts): string => {
	switch (outcome) {
		case 'failed':
		case 'expired':
			return marks.bad;
		case 'delayed':
			return marks.warning;
		case 'delivered':
			return marks.good;
		case 'relayed':
			return marks.unknown;
	}
};

const outcomeWords: Readonly<Record<BouncedFacts['outcome'], string>> = {
	failed: 'not delivered',
	expired: 'given up after a time',
	delayed: 'not delivered yet',
	delivered: 'delivered',
	relayed: 'passed on',
};

const recipientLines = (told: BouncedFacts): readonly string[] => {
	const {address, led, remote, code, enhanced, text, means, matched, suspected} = told;
	const said = [code, enhanced, text].filter(part => part !== null && part !== '').join(' ');
	const who = address ?? 'a recipient without a name';
	return [
		...wrapped(
			`${markOf(told)} ${who}${led === null ? '' : ` (${led})`}: ${outcomeWords[told.outcome]}`,
			'',
			'  ',
		),
		...labelled('Server', remote),
		...labelled('Words', said),
		...labelled('Class', told.class),
		...labelled(matched ? 'Means' : 'Status', means),
		...labelled('Perhaps', suspected.join(', ')),
		...labelled('Who', told.who === null ? null : actorWords[told.who]),
		...labelled('Do', told.remedy ?? told.fix),
		...labelled('Again', told.retry === null ? null : retryWords(told.retry, told.waitMinutes ?? undefined)),
		...labelled('Until', told.until === null ? null : momentWords(told.until)),
	];
};

const aboutLines = ({facts: {reporter, at, read, message}}: BounceExplanation): readonly string[] => [
	...labelled(
		'By',
		[reporter, at === null ? null : momentWords(at), `read as ${read}`].filter(Boolean).join(', '),
	),
	...labelled('About', [message.messageId, message.date].filter(Boolean).join(', ')),
];
