import {slipsBetween} from '../core/edit-distance.ts';

/**
 * The known domain that a domain is a slip of the hand away from. The shorter the name, the fewer slips are forgiven,
 * because short names are all taken; two slips are forgiven only behind the right first letter. `isKnownEnd` says
 * whether the domain ends in a public suffix: with an end that does not exist, one slip is certain.
 */
export const nearestDomain = (
	domain: string,
	known: Iterable<string>,
	isKnownEnd: 'known-end' | 'unknown-end',
): {readonly domain: string; readonly slips: number} | undefined => {
	let best: {domain: string; slips: number} | undefined;
	for (const other of known) {
		const most = Math.min(forgiven(other, isKnownEnd), best ? best.slips - 1 : 2);
		const slips = most > 0 ? slipsBetween(domain, other, most) : undefined;
		if (slips === undefined || slips === 0 || (slips > 1 && domain[0] !== other[0])) continue;
		best = {domain: other, slips};
	}
	return best;
};

const forgiven = (domain: string, end: 'known-end' | 'unknown-end'): number => {
	const name = domain.slice(0, domain.indexOf('.')).length;
	const more = end === 'unknown-end' ? 1 : 0;
	if (name < 5) return more;
	return Math.min(2, (name < 8 ? 1 : 2) + more);
};
