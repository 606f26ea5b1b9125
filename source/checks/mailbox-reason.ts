import {lasting} from '../core/duration.ts';
import {tookWords} from '../core/passage-words.ts';
import {printable} from '../core/printable.ts';
import type {Judged, Judgement, Trail, Verdict} from '../core/trail.ts';

/** Judgements that put a mail where people do not look, the gravest first. */
const against: readonly Judgement[] = ['malware', 'phishing', 'quarantined', 'junk', 'suspicious', 'bulk'];

/** What the header of a found mail says of why it lies where it lies. */
export type Reason = {
	/** As a sentence without its full stop. */
	readonly reason: string;
	/** The judgement that decides, or `none`. */
	readonly judgement: Judgement | 'authentication' | 'none';
	/** What the reason has no room for, a line each. */
	readonly lines: readonly string[];
};

/**
 * Reads the verdict that speaks most against a mail; where there is none, what of its authentication failed. What a server
 * before the last one wrote, or its sender, decides nothing.
 */
export const reasonOf = (trail: Trail): Reason => {
	const [verdict] = trail.verdicts
		.filter(({judgement, earlier}) => !earlier && against.includes(judgement))
		.toSorted((one, other) => against.indexOf(one.judgement) - against.indexOf(other.judgement));
	const failed = trail.judged.filter(
		({arc, earlier, result}) => arc === undefined && !earlier && /^(?:soft)?fail$/i.test(result),
	);
	const lines = linesOf(trail);
	if (verdict)
		return {
			reason: printable(`${verdict.by} says: ${bare(verdict.says)}`),
			judgement: verdict.judgement,
			lines,
		};
	if (failed.length > 0)
		return {
			reason: `its header names no verdict of a filter, but a failed authentication: ${failed.slice(0, 4).map(judgedWords).join(', ')}`,
			judgement: 'authentication',
			lines,
		};
	return {reason: untold, judgement: 'none', lines};
};

/** What stands for a reason that nobody wrote down. */
export const untold = 'nobody wrote into its header why';

const bare = (sentence: string): string => sentence.replace(/\.$/, '');

const judgedWords = ({method, result, domain, by}: Judged): string =>
	printable(`${method.toUpperCase()} ${result}${domain === undefined ? '' : ` for ${domain}`} (by ${by})`);

const mostLines = 30;

const linesOf = ({verdicts, judged, passages, forwarded, date, seconds}: Trail): readonly string[] =>
	[
		...verdicts.flatMap(verdictLines),
		...judged
			.filter(({arc}) => arc === undefined)
			.map(one => `${judgedWords(one)}${one.detail === undefined ? '' : `: ${printable(one.detail)}`}`),
		...(forwarded ? [printable(forwarded.says)] : []),
		...passages
			.filter(({slowest}) => slowest)
			.map(passage =>
				`Slowest on its way: ${printable(passage.by ?? 'a server')} ${tookWords(passage) ?? ''}`.trim(),
			),
		...(seconds === undefined ? [] : [`On its way for ${lasting(seconds)}, by the clocks of the servers.`]),
		...(date.state === 'future' || date.state === 'past' ? [printable(date.says)] : []),
	].slice(0, mostLines);

const mostRules = 8;

const verdictLines = ({
	by,
	field,
	judgement,
	score,
	threshold,
	rules = [],
	says,
	earlier,
}: Verdict): readonly string[] => {
	const scored =
		score === undefined ? '' : ` (score ${score}${threshold === undefined ? '' : ` of ${threshold}`})`;
	return [
		printable(`${by}, ${field}${earlier ? ', before the last server' : ''}: ${judgement}${scored}: ${says}`),
		...rules
			.slice(0, mostRules)
			.map(({name, score: points, says: meaning}) =>
				printable(
					`  ${name}${points === undefined ? '' : ` ${points}`}${meaning === undefined ? '' : `: ${meaning}`}`,
				),
			),
	];
};
