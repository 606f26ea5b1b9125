import type {Visit} from './door.ts';
import type {Place} from './folders.ts';
import type {Session} from './login.ts';
import type {Looked} from './look.ts';

/** Why to look again: the inbox has something new, or it is time to look into every folder. */
export type Stirred = 'inbox' | 'all';

/** Octets that a server may say while nothing is asked. */
const longestAnswer = 262_144;

/** Two looks into an inbox that tells of news all the time are at least so many milliseconds apart. */
const shortestRest = 500;

/** Waits for new mail in the inbox, but not past a time of the clock; ends at once with the connection or the question. */
export const untilStirred = async (
	visit: Visit,
	{client, patience, allow}: Session,
	inbox: {readonly place: Place; readonly result: Looked} | undefined,
	until: number,
): Promise<Stirred> => {
	const {clock, signal} = visit;
	const timers: NodeJS.Timeout[] = [];
	let settle: (stirred: Stirred) => void = () => {};
	const stirred = new Promise<Stirred>(resolve => {
		settle = resolve;
	});
	const after = (ms: number, why: Stirred) => timers.push(setTimeout(() => settle(why), Math.max(0, ms)));
	const left = until - clock();
	const onNews = () => after(Math.min(shortestRest, left), 'inbox');
	const onEnd = () => settle('all');
	after(left, 'all');
	client.once('exists', onNews).on('close', onEnd);
	signal.addEventListener('abort', onEnd, {once: true});
	if (signal.aborted || !client.usable) onEnd();
	try {
		allow(longestAnswer);
		if (inbox) await listen(client, inbox, onNews);
		patience(0);
		return await stirred;
	} finally {
		for (const timer of timers) clearTimeout(timer);
		client.off('exists', onNews).off('close', onEnd);
		signal.removeEventListener('abort', onEnd);
		patience(visit.patience);
	}
};

/** Has the server tell of new mail, where it can; what came since the last look is new as well. */
const listen = async (
	client: Session['client'],
	{place, result}: {readonly place: Place; readonly result: Looked},
	onNews: () => void,
): Promise<void> => {
	try {
		const {uidNext} = await client.mailboxOpen(place.path, {readOnly: true});
		if (uidNext > 0 && uidNext !== result.uidNext) onNews();
		// It goes on until the next command; what is wrong with the connection shows with that one.
		else if (client.capabilities.has('IDLE')) client.idle().catch(() => {});
	} catch {
		// The inbox cannot be opened just now: there is the next look.
	}
};
