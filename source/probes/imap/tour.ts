import {type Failure, inWords} from '../../core/failure.ts';
import type {Folder, ImapAnswer} from '../../core/imap.ts';
import type {Visit} from './door.ts';
import {type Place, placesIn} from './folders.ts';
import type {Session} from './login.ts';
import {isUnsearchable} from './look.ts';
import {isStop, refusalIn, type Stop} from './stop.ts';

/** What a question adds to what is known of its connection. */
export type Body = Omit<ImapAnswer, 'address' | 'tls' | 'greeting' | 'capabilities'>;

type Unsearched = NonNullable<ImapAnswer['unsearched']>[number];

export type Tour<T> = {
	readonly folders: readonly Folder[];
	readonly places: readonly Place[];
	readonly results: readonly {readonly place: Place; readonly result: T}[];
	readonly unsearched: readonly Unsearched[];
	/** The connection did not last to the end. */
	readonly lost?: Failure;
};

/** What ends a question after the login. */
export const inMailbox = async <T>(visit: Visit, session: Session, work: () => Promise<T>): Promise<T> => {
	try {
		return await work();
	} catch (thrown) {
		if (isStop(thrown)) throw thrown;
		const refusal = refusalIn(thrown, session.shown);
		throw {
			stage: 'mailbox',
			...(refusal ? {refusal} : {failure: visit.failure(thrown)}),
		} satisfies Stop;
	}
};

/** Which folders there are, searched or not. */
export const foldersOf = async (visit: Visit): Promise<Body> => {
	const session = await visit.session();
	const {places} = await inMailbox(visit, session, () => placesIn(session));
	return {folders: places.map(({folder}) => folder)};
};

/** Lists the folders, and visits one after the other for as long as the connection lasts. */
export const tourOf = async <T>(
	visit: Visit,
	session: Session,
	act: (place: Place) => Promise<T>,
	wanted: (place: Place) => boolean = () => true,
): Promise<Tour<T>> => {
	const {places, unsearched} = await inMailbox(visit, session, () => placesIn(session));
	const toured = await visitAll(visit, session, places.filter(wanted), act);
	return {
		...toured,
		folders: places.map(({folder}) => folder),
		places,
		unsearched: [...toured.unsearched, ...unsearched],
	};
};

/** Visits these folders; what cannot be visited is named with the reason. */
export const visitAll = async <T>(
	visit: Visit,
	session: Session,
	places: readonly Place[],
	act: (place: Place) => Promise<T>,
): Promise<Pick<Tour<T>, 'results' | 'unsearched' | 'lost'>> => {
	const results: {readonly place: Place; readonly result: T}[] = [];
	const unsearched: Unsearched[] = [];
	let lost: Failure | undefined;
	for (const place of places) {
		const leave = (why: string) => unsearched.push({path: place.folder.path, why});
		if (lost) {
			leave(inWords(lost));
			continue;
		}
		try {
			results.push({place, result: await act(place)});
		} catch (thrown) {
			const refusal = refusalIn(thrown, session.shown);
			if (isUnsearchable(thrown)) leave(thrown.why);
			else if (refusal) leave(`the server refuses to read it: ${refusal.text}`);
			else {
				lost = visit.failure(thrown);
				leave(inWords(lost));
			}
		}
	}
	return {results, unsearched, ...(lost ? {lost} : {})};
};
