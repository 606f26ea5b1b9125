import type {Line} from './lines.ts';
import {type Hit, type Kind, knownLanguages} from './words.ts';

const weights: Partial<Record<Kind, number>> = {code: 3, act: 2, press: 2, bare: 1, valid: 1, within: 0.5};

/**
 * The language (RFC 5646) that most of the telling words belong to, each of them counted once, those for a code most; and
 * the lines without words that only languages have which the mail does not speak. English is spoken in all of them.
 */
export const speaking = (
	lines: readonly Line[],
): {readonly language: string | undefined; readonly lines: readonly Line[]} => {
	const points = pointsOf(lines.filter(({quoted}) => !quoted));
	const best = Math.max(0, ...points.values());
	const language = best < 1 ? undefined : knownLanguages.find(tag => points.get(tag) === best);
	if (best < 3) return {language, lines};
	const spoken = (tag: string) => tag === 'en' || (points.get(tag) ?? 0) >= best / 2;
	const withSenses = (hit: Hit): readonly Hit[] => {
		const senses = hit.senses.filter(({kind, tag}) => kind === 'code' || spoken(tag));
		return senses.length === 0 ? [] : [{...hit, senses}];
	};
	return {language, lines: lines.map(line => ({...line, hits: line.hits.flatMap(withSenses)}))};
};

const pointsOf = (lines: readonly Line[]): ReadonlyMap<string, number> => {
	const points = new Map<string, number>();
	const counted = new Set<string>();
	for (const {hits} of lines)
		for (const {words, senses} of hits)
			for (const {kind, tag} of senses) {
				const weight = weights[kind];
				const key = `${words}\n${kind}\n${tag}`;
				if (weight === undefined || counted.has(key)) continue;
				counted.add(key);
				points.set(tag, (points.get(tag) ?? 0) + weight);
			}
	return points;
};
