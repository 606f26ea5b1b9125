import {originOf, type Zones} from './zone.ts';

/** Zones that change others: an owner replaces its namesake, an empty list removes one, `null` a whole zone. */
export type ZoneChanges = Readonly<Record<string, Zones[string] | null>>;

/** The zones with the changes made, and the paths of those removals for which there was nothing to remove. */
export const changeZones = (
	zones: Zones,
	changes: ZoneChanges,
): {readonly zones: Zones; readonly idle: ReadonlyArray<readonly string[]>} => {
	const result = new Map(
		Object.entries(zones).map(([zone, owners]) => [
			originOf(zone),
			new Map(Object.entries(owners).map(([owner, records]) => [owner.toLowerCase(), records])),
		]),
	);
	const idle: string[][] = [];
	for (const [zone, owners] of Object.entries(changes)) {
		const origin = originOf(zone);
		if (owners === null) {
			if (!result.delete(origin)) idle.push([zone]);
			continue;
		}
		const known = result.get(origin) ?? new Map<string, string | readonly string[]>();
		result.set(origin, known);
		for (const [owner, records] of Object.entries(owners)) {
			const name = owner.toLowerCase();
			if (records.length > 0) known.set(name, records);
			else if (!known.delete(name)) idle.push([zone, owner]);
		}
	}
	return {
		zones: Object.fromEntries([...result].map(([origin, owners]) => [origin, Object.fromEntries(owners)])),
		idle,
	};
};
