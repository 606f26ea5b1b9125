import {timePort} from '../clock.ts';
import {httpsPort} from '../settings.ts';
import {changeZones} from '../zones/merge.ts';
import type {Zones} from '../zones.ts';
import type {ScenarioProblem, Written} from './document.ts';
import {type Spot, sameAddress, sameSpot, type WrittenPart} from './schema.ts';

type WrittenWeb = NonNullable<WrittenPart['web']>[number];

type WrittenTime = NonNullable<WrittenPart['time']>[number];

const spotOf = (web: WrittenWeb): Spot => ({...web, port: web.port ?? httpsPort});
const timeSpotOf = (time: WrittenTime): Spot => ({...time, port: time.port ?? timePort});

/** The lists whose members replace one another, and when they do. */
const lists = {
	servers: sameSpot,
	web: (one: WrittenWeb, other: WrittenWeb) => sameSpot(spotOf(one), spotOf(other)),
	time: (one: WrittenTime, other: WrittenTime) => sameSpot(timeSpotOf(one), timeSpotOf(other)),
	filters: sameSpot,
	authorities: sameAddress,
	resolvers: sameAddress,
} as const;

/** Several files as one, and how a mistake in the whole is told in the file that it came from. */
export type Merged = {
	readonly whole: WrittenPart & {readonly zones: Zones};
	readonly problems: readonly ScenarioProblem[];
	pointAt(path: readonly PropertyKey[], message: string): ScenarioProblem;
};

/** Lays each file over those before it; the last one is the scenario's own. */
export const mergeWritten = (files: readonly [...Written<WrittenPart>[], Written<WrittenPart>]): Merged => {
	const problems: ScenarioProblem[] = [];
	let whole: Merged['whole'] = {zones: {}};
	for (const {value, pointAt} of files) {
		const {zones, idle} = changeZones(whole.zones, value.zones ?? {});
		problems.push(...idle.map(path => pointAt(['zones', ...path], 'there is nothing here to remove')));
		whole = {...layOver(whole, value), zones};
	}
	return {whole, problems, pointAt: (path, message) => pointInto(files, whole, path, message)};
};

const layOver = (below: WrittenPart, above: WrittenPart): WrittenPart => ({
	...below,
	...above,
	servers: replaced(below.servers, above.servers, lists.servers),
	web: replaced(below.web, above.web, lists.web),
	time: replaced(below.time, above.time, lists.time),
	filters: replaced(below.filters, above.filters, lists.filters),
	authorities: replaced(below.authorities, above.authorities, lists.authorities),
	resolvers: replaced(below.resolvers, above.resolvers, lists.resolvers),
	resolver: {...below.resolver, ...above.resolver},
	...(below.mailbox && above.mailbox ? {mailbox: {...below.mailbox, ...above.mailbox}} : {}),
	signed: united(below.signed, above.signed),
	bogus: united(below.bogus, above.bogus),
	answers: {...below.answers, ...above.answers},
	secrets: {...below.secrets, ...above.secrets},
});

const replaced = <T>(below: T[] = [], above: T[] = [], same: (one: T, other: T) => boolean): T[] => [
	...above,
	...below.filter(one => !above.some(other => same(one, other))),
];

const united = (below: string[] = [], above: string[] = []): string[] => [...new Set([...below, ...above])];

/** Members of lists are the very objects of their files, and owners of zones stand where they were written last. */
const pointInto = (
	files: readonly [...Written<WrittenPart>[], Written<WrittenPart>],
	whole: WrittenPart,
	path: readonly PropertyKey[],
	message: string,
): ScenarioProblem => {
	const [key, member, ...rest] = path;
	const isList = (name: unknown): name is keyof typeof lists => typeof name === 'string' && name in lists;
	const inReverse = files.toReversed();
	if (isList(key) && typeof member === 'number') {
		const wanted: unknown = whole[key]?.[member];
		for (const {value, pointAt} of inReverse) {
			const index = (value[key] as readonly unknown[] | undefined)?.indexOf(wanted) ?? -1;
			if (index >= 0) return pointAt([key, index, ...rest], message);
		}
	}
	const own = inReverse.find(({value}) => holds(value, path.slice(0, 3)));
	return (own ?? inReverse[0] ?? files[0]).pointAt(path, message);
};

const holds = (value: unknown, path: readonly PropertyKey[]): boolean => {
	let at = value;
	for (const key of path) {
		if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
		at = (at as Record<PropertyKey, unknown>)[key];
	}
	return true;
};
