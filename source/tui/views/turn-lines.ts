import type {Case, Step} from '../../core/case.ts';
import type {Turn} from '../../core/event.ts';
import {mostTurns} from '../../core/most-turns.ts';
import {type Line, labelled, span} from '../text.ts';
import type {Theme} from '../theme.ts';
import {signOfStep} from '../words.ts';

/** Steps, and causes of one step, that are told. */
const mostSteps = 12;
const mostCauses = 6;
const mostCodes = 4;

/** What would change the verdict: for each step what it would have to say, and what would be said then. */
export const turnLines = (
	{steps, turns, diagnosis}: Pick<Case, 'steps' | 'turns' | 'diagnosis'>,
	closed: string | undefined,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const groups = [...Map.groupBy(turns, ({step, when}) => `${when} ${step}`).values()];
	const count = groups.length - mostSteps;
	const lines = groups.slice(0, mostSteps).flatMap((group): readonly Line[] => {
		const step = steps.find(({id}) => id === group[0]?.step);
		return step ? stepLines(step, group, diagnosis !== undefined, width, theme) : [];
	});
	if (lines.length === 0) return [];
	return [
		...lines,
		...(count > 0 ? [[span(`  and ${count} more step${count === 1 ? '' : 's'}`, 'faint')]] : []),
		...(turns.length >= mostTurns
			? labelled(
					span('  '),
					`These are the nearest ${mostTurns} findings; others may change it as well.`,
					width,
				)
			: []),
		...labelled(span('  '), howWords(turns, closed, theme), width, 'faint'),
	];
};

const stepLines = (
	step: Step,
	turns: readonly Turn[],
	hasCause: boolean,
	width: number,
	theme: Theme,
): readonly Line[] => {
	const {mark, tone} = signOfStep(step, theme);
	const more = turns.length - mostCauses;
	return [
		...labelled(
			span(`  ${mark} `, tone),
			`${step.title}: ${turns[0]?.when === 'mended' ? mendedWords : `${openWords(step)}. It may yet say`}`,
			width,
		),
		...turns
			.slice(0, mostCauses)
			.flatMap(turn => labelled(span('      '), `${codeWords(turn)}: ${causeWords(turn, hasCause)}`, width)),
		...(more > 0 ? [[span(`      and ${more} more cause${more === 1 ? '' : 's'}`, 'faint')]] : []),
	];
};

const mendedWords = 'speaks for this cause. Once that is mended, it may say';

const openWords = ({state}: Step): string => {
	switch (state.status) {
		case 'finished':
			return 'not found out';
		case 'skipped':
			return state.why === 'untold' ? 'not looked at, because a fact was not told' : 'not reached';
		case 'crashed':
			return 'failed, by a fault of our own';
		case 'waiting':
		case 'running':
			return 'not over';
	}
};

const codeWords = ({codes}: Turn): string => {
	const more = codes.length - mostCodes;
	return `${codes.slice(0, mostCodes).join(' or ')}${more > 0 ? ` or ${more} more` : ''}`;
};

const causeWords = ({cause, plain}: Turn, hasCause: boolean): string => {
	if (cause === null)
		return hasCause ? 'then no cause that is known so far is left' : 'then no cause is named';
	return plain === undefined ? `then the cause is ${cause}` : `${plain} (${cause})`;
};

/** The keys that get there. */
const howWords = (turns: readonly Turn[], closed: string | undefined, {keys}: Theme): string => {
	if (closed !== undefined) return `Nothing is asked again here: ${closed}.`;
	const isAllMended = turns.every(({when}) => when === 'mended');
	const first = isAllMended ? 'Once that is mended' : 'To find out';
	return `${first}: ${keys['esc'] ?? 'esc'}, choose the step, r runs it again (${keys['enter'] ?? 'enter'} says why it is as it is); R runs all.`;
};
