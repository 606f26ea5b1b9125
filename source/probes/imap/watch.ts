import type {Wanted} from '../../core/imap.ts';
import type {Visit} from './door.ts';
import {tell, unsearchedIn} from './find.ts';
import type {Place} from './folders.ts';
import type {Session} from './login.ts';
import {type Looked, look} from './look.ts';
import {type Stirred, untilStirred} from './stirring.ts';
import {type Body, type Tour, tourOf, visitAll} from './tour.ts';

/** Milliseconds between two looks into the folders that a server does not tell of by itself. */
const usualInterval = 10_000;

const longest = 1800;

type Watched = {readonly wanted: Wanted; readonly seconds: number};

/**
 * Waits for a message in whatever folder it comes to. New mail in the inbox is told by the server (IDLE, RFC 2177) where
 * it can; into every other folder, and into the inbox where not, is looked at intervals. A connection that is lost on the
 * way is opened again as often as its door allows.
 */
export const watch = async (visit: Visit, {wanted, seconds}: Watched): Promise<Body> => {
	const {clock, every = usualInterval} = visit;
	const began = clock();
	const end = began + Math.min(Math.max(seconds, 0), longest) * 1000;
	const waited = () => Math.round((clock() - began) / 100) / 10;
	let tour: Tour<Looked> | undefined;
	let session: Session | undefined;
	let stirred: Stirred = 'all';
	let nextTour = began;
	for (;;) {
		session ??= await visit.session();
		const everywhere = stirred === 'all' || !tour || clock() >= end;
		try {
			tour =
				everywhere || !tour
					? await lookEverywhere(visit, session, wanted, tour)
					: await lookInto(visit, session, wanted, tour, inboxIn(tour));
		} catch (thrown) {
			if (session.client.usable || visit.signal.aborted) throw thrown;
			[session, stirred] = [undefined, 'all'];
			continue;
		}
		if (everywhere) nextTour = clock() + every;
		const {found, more} = tell(tour.results.flatMap(({result}) => result.seen));
		const over = clock() >= end || visit.signal.aborted;
		if (found.length > 0 || (over && !tour.lost)) {
			const unsearched = unsearchedIn(tour);
			return {folders: tour.folders, found, ...(more > 0 ? {more} : {}), unsearched, seconds: waited()};
		}
		if (over && tour.lost) return {stop: {stage: 'mailbox', failure: tour.lost}, seconds: waited()};
		if (!tour.lost) stirred = await untilStirred(visit, session, inboxIn(tour), Math.min(nextTour, end));
		if (!session.client.usable) [session, stirred] = [undefined, 'all'];
	}
};

const inboxIn = ({results}: Tour<Looked>): Looker | undefined =>
	results.find(({place}) => place.folder.use === 'inbox');

type Looker = {readonly place: Place; readonly result: Looked};

/** Looks into every folder that has changed since it was looked into. */
const lookEverywhere = (
	visit: Visit,
	session: Session,
	wanted: Wanted,
	before: Tour<Looked> | undefined,
): Promise<Tour<Looked>> =>
	tourOf(visit, session, async place => {
		const known = before?.results.find(one => one.place.path === place.path)?.result;
		return known && !(await hasChanged(session, place, known)) ? known : look(session, place, wanted);
	});

/** Octets that a server may say as it is asked for the status of a folder. */
const longestStatus = 65_536;

const hasChanged = async ({client, allow}: Session, {path}: Place, {uidNext}: Looked): Promise<boolean> => {
	if (uidNext === undefined) return true;
	allow(longestStatus);
	const status = await client.status(path, {uidNext: true});
	return status === false || status.uidNext !== uidNext;
};

const lookInto = async (
	visit: Visit,
	session: Session,
	wanted: Wanted,
	before: Tour<Looked>,
	inbox: Looker | undefined,
): Promise<Tour<Looked>> => {
	const places = inbox ? [inbox.place] : [];
	const {results, unsearched, lost} = await visitAll(visit, session, places, place =>
		look(session, place, wanted),
	);
	return {
		...before,
		results: [...before.results.filter(one => one !== inbox || results.length === 0), ...results],
		unsearched: [...before.unsearched, ...unsearched],
		...(lost ? {lost} : {}),
	};
};
