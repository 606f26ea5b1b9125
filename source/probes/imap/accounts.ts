import {isIPv4} from 'node:net';
import type {Stop} from './stop.ts';

/** One login of one account: whatever is tried at one of its places counts for all of them. */
type Account = {
	readonly user: string;
	/** Where it is tried: the host as it was named, and the address that was reached. */
	readonly places: readonly string[];
};

/** The logins of one round, of which only so many are tried as cannot lock anybody out. */
export type Accounts = {
	/**
	 * Logins with one name take their turn, wherever they lead: whether one is let in is known before the next begins.
	 * Throws a stop when it is called off while it waits.
	 */
	inTurn<T>(user: string, signal: AbortSignal, enter: () => Promise<T>): Promise<T>;
	/** Throws a stop where this account was tried and not let in. */
	check(account: Account): void;
	/** From now on this account counts as tried. */
	spend(account: Account): void;
	/** Nothing is known against another login: this one was let in, or was not said. */
	restore(account: Account): void;
};

export const createAccounts = (): Accounts => {
	const spent = new Set<string>();
	const turns = new Map<string, Promise<unknown>>();
	return {
		async inTurn(user, signal, enter) {
			const name = nameOf(user);
			const before = turns.get(name) ?? Promise.resolve();
			let leave = () => {};
			const mine = new Promise<void>(resolve => {
				leave = resolve;
			});
			turns.set(
				name,
				before.then(() => mine),
			);
			try {
				await untilAborted(before, signal);
				if (signal.aborted) throw {stage: 'login', failure: {code: 'cancelled'}} satisfies Stop;
				return await enter();
			} finally {
				leave();
			}
		},
		check(account) {
			if (!keysOf(account).some(key => spent.has(key))) return;
			const detail = 'this account was tried once already';
			throw {stage: 'login', failure: {code: 'already-tried', detail}} satisfies Stop;
		},
		spend(account) {
			for (const key of keysOf(account)) spent.add(key);
		},
		restore(account) {
			for (const key of keysOf(account)) spent.delete(key);
		},
	};
};

/** Servers take a name in either case, and what cannot be seen in it was pasted with it. */
const nameOf = (user: string): string =>
	user
		.normalize('NFKC')
		.replace(/\p{Cf}/gu, '')
		.trim()
		.toLowerCase();

const keysOf = ({user, places}: Account): readonly string[] =>
	places.map(place => JSON.stringify([nameOf(user), placeOf(place)]));

/** One writing for every name of this machine and of one address; a port does not count. */
const placeOf = (place: string): string => {
	const bare = place
		.toLowerCase()
		.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
		.replace(/^([^:]*):\d+$/, '$1')
		.replace(/^::ffff:(?=[\d.]+$)/, '');
	const isOwn = bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
	return isOwn ? 'localhost' : bare;
};

const untilAborted = (work: Promise<unknown>, signal: AbortSignal): Promise<void> =>
	new Promise(resolve => {
		const settle = () => {
			signal.removeEventListener('abort', settle);
			resolve();
		};
		signal.addEventListener('abort', settle, {once: true});
		if (signal.aborted) settle();
		void work.finally(settle);
	});
