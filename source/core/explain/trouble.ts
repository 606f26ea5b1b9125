import type {ExplainedLine} from '../explain.ts';

/** The word for a line that is not what a healthy dialogue has; nothing for every other one. */
export const troubleWord = ({
	side,
	tone,
}: Pick<ExplainedLine, 'side' | 'tone'>): 'refused' | 'not now' | 'trouble' | undefined => {
	if (tone === 'good' || tone === 'plain') return undefined;
	if (side !== 'server') return 'trouble';
	return tone === 'bad' ? 'refused' : 'not now';
};
