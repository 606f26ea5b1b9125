import type {FoundMail, ImapAnswer, Wanted} from '../../core/imap.ts';
import type {Visit} from './door.ts';
import {isView, type Place} from './folders.ts';
import {type Looked, look, type Seen} from './look.ts';
import {type Body, type Tour, tourOf} from './tour.ts';

const most = 20;

/** Looks for a message in every folder. Only where nothing is left unsearched is nothing found a proof. */
export const find = async (visit: Visit, wanted: Wanted): Promise<Body> => {
	const session = await visit.session();
	const tour = await tourOf(visit, session, place => look(session, place, wanted));
	const {found, more} = tell(tour.results.flatMap(({result}) => result.seen));
	return {
		folders: tour.folders,
		found,
		...(more > 0 ? {more} : {}),
		unsearched: unsearchedIn(tour),
		...(tour.lost && found.length === 0 ? {stop: {stage: 'mailbox', failure: tour.lost}} : {}),
	};
};

export const unsearchedIn = ({
	results,
	unsearched,
}: Pick<Tour<Looked>, 'results' | 'unsearched'>): NonNullable<ImapAnswer['unsearched']> => [
	...results.flatMap(({place, result}) => openIn(place, result)),
	...unsearched,
];

const openIn = ({folder}: Place, {open}: Looked) =>
	open === undefined ? [] : [{path: folder.path, why: open}];

/** Latest first, at most 20; what a folder only shows is told from the folder where it is. */
export const tell = (
	seen: readonly Seen[],
): {readonly found: readonly FoundMail[]; readonly more: number} => {
	const first = new Map<string, Seen>();
	for (const one of seen) {
		const other = first.get(one.same);
		if (!other || (isView(other.mail.folder.use) && !isView(one.mail.folder.use))) first.set(one.same, one);
	}
	const all = seen
		.filter(one => one.same === '' || !isView(one.mail.folder.use) || first.get(one.same) === one)
		.map(({mail}) => mail)
		.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	return {found: all.slice(0, most), more: Math.max(0, all.length - most)};
};
