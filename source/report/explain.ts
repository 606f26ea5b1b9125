import type {Explanation} from '../core/explanation.ts';
import {bounceBlocks} from './explain/bounce.ts';
import {mailBlocks} from './explain/mail.ts';
import {replyBlocks} from './explain/reply.ts';

/** The one sentence first, then what to do, then the evidence: 80 columns, nothing in it acts. */
export const explainedText = (explanation: Explanation): string =>
	[...blocksOf(explanation), isCut(explanation) ? ['There was more than lostmail reads of one text.'] : []]
		.filter(lines => lines.length > 0)
		.map(lines => lines.join('\n'))
		.join('\n\n')
		.concat('\n');

const blocksOf = (explanation: Explanation): readonly (readonly string[])[] => {
	switch (explanation.kind) {
		case 'reply':
			return replyBlocks(explanation);
		case 'bounce':
			return bounceBlocks(explanation);
		case 'message':
		case 'headers':
			return mailBlocks(explanation);
	}
};

const isCut = (explanation: Explanation): boolean => explanation.kind !== 'bounce' && explanation.facts.cut;
