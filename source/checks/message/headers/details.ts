import {resultWords} from '../../../core/explanation/weighed.ts';
import {type FilterRule, filterRuleOf} from '../../../core/filter-rule.ts';
import {tookWords} from '../../../core/passage-words.ts';
import type {Trail, Verdict} from '../../../core/trail.ts';

const mostLines = 60;
const mostRules = 8;

/** What an engineer wants to see of a header: every verdict with its rules, every result, and the way with its delays. */
export const detailsOf = (
	{verdicts, judged, forwarded, passages, date}: Trail,
	known: readonly FilterRule[],
): readonly string[] =>
	[
		...verdicts.flatMap(verdict => verdictLines(verdict, known)),
		...judged.map(
			one => `${before(one)}${one.by}${one.arc === undefined ? '' : `, ARC ${one.arc}`}: ${resultWords(one)}`,
		),
		...(forwarded ? [forwarded.says] : []),
		...passages.map(({from, by, ...took}) =>
			[`${from === undefined ? '' : `from ${from} `}by ${by ?? 'a server without a name'}`, tookWords(took)]
				.filter(Boolean)
				.join(', '),
		),
		date.says,
	].slice(0, mostLines);

const before = ({earlier}: {readonly earlier?: true}): string => (earlier ? 'before, or forged: ' : '');

const verdictLines = (verdict: Verdict, known: readonly FilterRule[]): readonly string[] => [
	`${before(verdict)}${verdict.by} in ${verdict.field}: ${verdict.says}`,
	...(verdict.rules ?? []).slice(0, mostRules).map(({name, score, says}) => {
		const words = says ?? filterRuleOf(known, name)?.says;
		return `  ${score === undefined ? '' : `${score} `}${name}${words === undefined ? '' : `: ${words}`}`;
	}),
];
