import {lasting} from '../core/duration.ts';
import {failedChecks} from '../core/explanation/weighed.ts';
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
 * Reads the verdict that speaks most against a mail; where there is none, what of its authentication failed and did
 * not pass as well. What a server before the last one wrote, or its sender, decides nothing.
 */
export const reasonOf = (trail: Trail): Reason => {
	const [verdict] = trail.verdicts
		.filter(({judgement, earlier}) => !earlier && against.includes(judgement))
		.toSorted((one, other) => against.indexOf(one.judgement) - against.indexOf(other.judgement));
	const failed = failedChecks(trail).filter(({arc}) => arc === undefined);
	const lines = linesOf(trail);
	if (verdict)
		return {
			reason: printable(`${verdict.by} says: ${[bare(verdict.says), ...firedWords(verdict)].join('. ')}`),
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

/** Rules that a sentence has room for, with what they mean and by name alone. */
const room = {meant: 2, named: 8} as const;
/** What has no such part of the points of the heaviest rule is not told beside it. */
const slight = 10;

/** The heaviest rules that speak against the mail; where the header tells no points, the names of all, since nobody knows which weigh. */
const firedWords = ({rules = []}: Verdict): readonly string[] => {
	const against = rules.filter(({score = 0}) => score > 0);
	const isScored = rules.some(({score}) => score !== undefined);
	if (isScored && against.length > 0) {
		const [{score: most = 0} = {}] = against;
		const told = against
			.slice(0, room.meant)
			.filter(({score = 0}) => score * slight >= most)
			.map(({name, score, says}) =>
				says === undefined ? `${name} (${score})` : `${beginningOf(says)} (${name}, ${score})`,
			);
		return [`What weighs most: ${told.join('; ')}${restWords(against.length - told.length)}`];
	}
	if (isScored || rules.length === 0) return [];
	const named = rules.slice(0, room.named).map(({name}) => name);
	return [`Rules that fired: ${named.join(', ')}${restWords(rules.length - named.length)}`];
};

/** The first of several sentences: the details have them all. */
const beginningOf = (says: string): string => bare(says.split('. ', 1)[0] ?? '');

const restWords = (count: number): string => (count > 0 ? `; and ${count} more` : '');

const judgedWords = ({method, result, domain, by}: Judged): string =>
	printable(`${method.toUpperCase()} ${result}${domain === undefined ? '' : ` for ${domain}`} (by ${by})`);

const mostLines = 30;

const linesOf = ({verdicts, judged, passages, forwarded, date, seconds}: Trail): readonly string[] =>
	[
		...verdicts.flatMap(verdictLines),
		...judged
			.filter(({arc}) => arc === undefined)
			.map(
				one =>
					`${judgedWords(one)}${one.earlier ? ', before the last server' : ''}${one.detail === undefined ? '' : `: ${printable(one.detail)}`}`,
			),
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
