import type {Case} from '../../core/case.ts';
import type {Suspicion, Turn} from '../../core/event.ts';
import {leftOutWords} from '../../core/left-out.ts';
import {undecidedTitles} from '../../tui/views/procedure-lines.ts';
import {openLines} from './result-lines.ts';
import {stepLine} from './run-lines.ts';
import {listed, sentence} from './sentence.ts';

type Blocks = ReadonlyArray<readonly string[]>;

/** Of a list that may be long. */
const most = 200;

/**
 * What speaks for the verdict, what else was found, what is not ruled out, and what would change the verdict: a block for
 * each thing.
 */
export const whyBlocks = (state: Case): Blocks => {
	const {diagnosis, notRuledOut, turns, verdict} = state;
	const blocks = [
		...(diagnosis
			? [
					[
						'',
						`In the words of a support engineer: ${sentence(diagnosis.text)} The name of this cause is ${diagnosis.cause}.`,
					],
				]
			: []),
		...section('What speaks for it:', diagnosis ? saidBy(state, diagnosis.because) : []),
		...section('Also found:', suspicions(diagnosis?.alsoFound ?? [])),
		...section('Could not be found out:', openLines(state)),
		...section('Not ruled out:', suspicions(diagnosis?.notRuledOut ?? notRuledOut)),
		...section(
			'What would change this verdict:',
			verdict === 'cancelled' && !diagnosis ? [] : turns.map(turn => turnLine(turn, state)),
		),
		...section(
			'Procedures that may still turn out to be the right one:',
			undecidedTitles(state).map(title => sentence(title)),
		),
	];
	return blocks.length > 0
		? blocks
		: [['', 'Every step that applies was taken, and none of them found a problem.']];
};

/** The title is read with the first of its lines. */
const section = (title: string, lines: readonly string[]): Blocks =>
	[
		...lines.slice(0, most),
		...(lines.length > most
			? [leftOutWords(lines.length - most, ['line'], `at most ${most} are read out`)]
			: []),
	].map((line, index) => (index === 0 ? ['', title, line] : [line]));

const saidBy = ({steps}: Case, ids: readonly string[]): readonly string[] =>
	ids.flatMap(id => {
		const step = steps.find(one => one.id === id);
		return (step && stepLine(step)) ?? [];
	});

const suspicions = (list: readonly Suspicion[]): readonly string[] =>
	list.map(({cause, plain}) => (plain === undefined ? sentence(cause) : `${sentence(plain)} (${cause})`));

const turnLine = ({step, when, codes, cause, plain}: Turn, {steps}: Case): string => {
	const title = steps.find(({id}) => id === step)?.title ?? step;
	const found = codes.length === 0 ? '' : `, and the finding were ${listed(codes, 3, 'or')}`;
	const then =
		cause === null
			? 'no cause that is known so far would be left.'
			: plain === undefined
				? `the cause would be ${cause}.`
				: `the cause would be: ${sentence(plain)} (${cause})`;
	return `If “${title}” ${when === 'found-out' ? 'could be found out' : 'were mended'}${found}, ${then}`;
};
