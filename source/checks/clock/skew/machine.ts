import type {Mute, Source} from './sources.ts';
import {momentWords, skewWords, span} from './words.ts';

/** Milliseconds up to which clocks agree, and from which on codes and certificates suffer. */
export const tolerance = 60_000;
export const mostSlight = 300_000;

/** Where the clocks that were asked agree so far that something follows. */
export type Compared = {
	readonly is: 'right' | 'slightly-off' | 'wrong' | 'perhaps-wrong';
	/** The narrowest of those that decide. */
	readonly best: Source;
	/** All that say the same, the best first. */
	readonly agreeing: readonly Source[];
};

/** What the other clocks say of the clock of the machine that lostmail runs on. */
export type MachineVerdict = Compared | {readonly is: 'sources-disagree' | 'not-found-out'};

/**
 * A clock is proved wrong by a source that is worth it, or by two of different owners that came in different ways, as long
 * as nobody agrees with it: that two clocks agree by chance is less likely than that one of the others is wrong.
 */
export const machineVerdict = (sources: readonly Source[]): MachineVerdict => {
	const proofs = sources.filter(({worth}) => worth === 'proof');
	const deciding = proofs.length > 0 ? proofs : sources;
	const best = deciding.toSorted((one, other) => width(one) - width(other))[0];
	if (best === undefined) return {is: 'not-found-out'};
	if (!deciding.every(one => deciding.every(other => agree(one, other)))) return {is: 'sources-disagree'};
	const agreeing = [best, ...sources.filter(one => one !== best && agree(one, best))];
	if (least(best) <= tolerance) return {is: 'right', best, agreeing};
	const denied = sources.some(one => !agree(one, best) && least(one) <= tolerance);
	if (denied && !areIndependent(agreeing)) return {is: 'sources-disagree'};
	if (least(best) <= mostSlight) return {is: 'slightly-off', best, agreeing};
	const proved = proofs.length > 0 || areIndependent(agreeing.filter(one => least(one) > mostSlight));
	return {is: proved ? 'wrong' : 'perhaps-wrong', best, agreeing};
};

const width = ({low, high}: Source): number => high - low;

/** Milliseconds by which our clock is off at least. */
const least = ({low, high}: Source): number =>
	low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));

const agree = (one: Source, other: Source): boolean =>
	one.low - other.high <= tolerance && other.low - one.high <= tolerance;

/** Whether two of them have neither the owner nor the way in common. */
const areIndependent = (sources: readonly Source[]): boolean =>
	sources.some(one => sources.some(other => one.owner !== other.owner && one.way !== other.way));

/** Milliseconds by which our clock is most likely ahead of a source. */
export const skewOf = ({low, high}: Source): number => (low + high) / 2;

/** Whole seconds by which our clock differs at most. */
export const mostOf = ({low, high}: Source): number =>
	Math.ceil(Math.max(Math.abs(low), Math.abs(high)) / 1000) * 1000;

/** What the sentences on this clock are filled with. */
export const machineFacts = ({best, agreeing}: Compared) => {
	const skew = skewOf(best);
	return {
		source: best.name,
		sources: agreeing.map(({name}) => name).join(' and '),
		skew: skewWords(skew),
		skewMs: Math.round(skew),
		difference: span(mostOf(best)),
		harm: `to it, certificates look ${skew > 0 ? 'expired before they are' : 'not yet valid'} and codes of an authenticator app do not match, and what this run says of dates rests on it`,
	};
};

/** One line for each clock that was asked. */
export const sourceLine = (source: Source): string => {
	const {name, theirs, ours, delay, note} = source;
	const compared = mostOf(source) <= 2000 ? 'they agree' : `ours is ${skewWords(skewOf(source))}`;
	return `${capital(name)} says ${momentWords(theirs)}, ours said ${momentWords(ours)}: ${compared}, to within ${span(Math.max(1000, width(source) / 2))} (${Math.round(delay)} ms under way)${note === undefined ? '' : `; ${note}`}.`;
};

export const muteLine = ({name, why}: Mute): string => `${capital(name)} tells no time: ${why}.`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The verdict as a sentence of its own, beside one on the clock of the device. */
export const machineWords = (verdict: MachineVerdict): string => {
	switch (verdict.is) {
		case 'right':
			return 'The clock of the machine that lostmail runs on is right.';
		case 'slightly-off':
		case 'wrong':
			return `The clock of the machine that lostmail runs on is ${skewWords(skewOf(verdict.best))}.`;
		case 'perhaps-wrong':
			return `The clock of the machine that lostmail runs on may be ${skewWords(skewOf(verdict.best))}.`;
		case 'sources-disagree':
			return 'Of the clock of the machine that lostmail runs on nothing is known, because those it was compared with disagree.';
		case 'not-found-out':
			return 'The clock of the machine that lostmail runs on was compared with nothing.';
	}
};
