import {types} from './record.ts';
import {isWithin, originOf} from './zone.ts';

/** What validation comes to for the names of an answer (RFC 4035 section 4.3). */
export type Trust = 'secure' | 'insecure' | 'bogus';

export type TrustOf = (names: readonly string[], type: number) => Trust;

/**
 * For each name the most particular zone decides; one that is neither signed nor bogus is unsigned. A DS record is
 * signed by the zone above (RFC 4035 section 2.4).
 */
export const trustIn = ({
	zones,
	signed,
	bogus,
}: {
	readonly zones: readonly string[];
	readonly signed: readonly string[];
	readonly bogus: readonly string[];
}): TrustOf => {
	const known = new Map<string, Trust>([
		...zones.map(zone => [originOf(zone), 'insecure'] as const),
		...signed.map(zone => [originOf(zone), 'secure'] as const),
		...bogus.map(zone => [originOf(zone), 'bogus'] as const),
	]);
	const origins = [...known.keys()].toSorted((one, other) => other.length - one.length);
	const trustOf = (name: string): Trust =>
		known.get(origins.find(origin => isWithin(name, origin)) ?? '') ?? 'insecure';
	return (names, type) => {
		const found = names.map(name => trustOf(type === types.DS[0] ? name.slice(name.indexOf('.') + 1) : name));
		if (found.includes('bogus')) return 'bogus';
		return found.length > 0 && found.every(trust => trust === 'secure') ? 'secure' : 'insecure';
	};
};
