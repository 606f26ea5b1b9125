import type {Failure} from '../../core/failure.ts';
import type {ImapAnswer, MailboxDoor} from '../../core/imap.ts';
import type {ImapOptions} from '../imap.ts';
import {isLoopback} from '../loopback.ts';
import {concealed} from '../smtp/concealed.ts';
import {createCover} from '../smtp/cover.ts';
import type {Accounts} from './accounts.ts';
import {logIn, longestSecret, proofOf, type Session} from './login.ts';
import {type Facts, receive} from './reception.ts';
import {at, isStop, type Stop, shownBy} from './stop.ts';
import type {Body} from './tour.ts';

/** How many times what one reply may take a whole question may take, and a server that is searching be silent. */
const patience = {question: 5, silence: 3} as const;

/** The first login, and one more where its connection was lost. */
const mostLogins = 2;

/** What one question may use of its door. */
export type Visit = Pick<ImapOptions, 'clock' | 'every'> & {
	/** Milliseconds since 1970. */
	now(): number;
	/** Milliseconds that the server may be silent in. */
	readonly patience: number;
	/** Aborted when this question has to end. */
	readonly signal: AbortSignal;
	/** A connection that is logged in; throws a stop. */
	session(): Promise<Session>;
	/** Why this question could not go on. */
	failure(thrown: unknown): Failure;
};

/** One mailbox, with one connection for the questions of one round. */
export const openDoor = (door: MailboxDoor, options: ImapOptions, accounts: Accounts) => {
	const cover = createCover();
	const shown = shownBy(cover);
	for (const name of [door.secret, door.token]) {
		const secret = name === undefined ? undefined : options.secret(name);
		if (secret && secret.length <= longestSecret) cover.know(concealed(secret, []));
	}
	let facts: Facts = {};
	let session: Session | undefined;
	let logins = 0;
	let turn: Promise<unknown> = Promise.resolve();
	const closing = new AbortController();

	const enter = async (signal: AbortSignal): Promise<Session> => {
		session?.close();
		session = undefined;
		const complain = (code: Failure['code'], detail: string): never => {
			throw {stage: 'login', failure: {code, detail}} satisfies Stop;
		};
		accounts.check({user: door.user, places: [door.host]});
		if (logins >= mostLogins) complain('already-tried', 'the connection was lost again after a second login');
		facts = {};
		const socket = await receive({door, options, facts, shown, signal});
		const {ms} = options;
		try {
			return await at('login', async () => {
				const clear = facts.tls === undefined && !isLoopback(socket.remoteAddress);
				if (clear) complain('not-permitted', 'a password is not sent over an unencrypted connection');
				if (door.user === '' || /\p{Cc}/u.test(door.user)) complain('bad-name', 'no usable login name');
				const proof = proofOf(door, options.secret);
				const account = {user: door.user, places: [door.host, facts.address ?? door.host]};
				accounts.check(account);
				accounts.spend(account);
				const again = () => accounts.restore(account);
				session = await logIn(socket, {door, proof, facts, cover, shown, ms, signal, again});
				logins += 1;
				return session;
			});
		} catch (thrown) {
			socket.destroy();
			throw thrown;
		}
	};

	const answer = async (
		work: (visit: Visit) => Promise<Body>,
		signal: AbortSignal,
		extra: number,
	): Promise<ImapAnswer> => {
		const {ms, clock, every} = options;
		const ending = new AbortController();
		let why: Failure | undefined;
		const end = (failure: Failure) => {
			why ??= failure;
			ending.abort();
			session?.close();
		};
		const limit = ms * patience.question + extra;
		const timer = setTimeout(
			() => end({code: 'timeout', detail: `it took more than ${limit / 1000} s`}),
			limit,
		);
		const callOff = () => end({code: 'cancelled'});
		for (const one of [signal, closing.signal]) one.addEventListener('abort', callOff, {once: true});
		const visit: Visit = {
			clock,
			...(every === undefined ? {} : {every}),
			now: options.now ?? Date.now,
			patience: ms * patience.silence,
			signal: ending.signal,
			async session() {
				const entered = session?.client.usable
					? session
					: await accounts.inTurn(door.user, ending.signal, () => enter(ending.signal));
				entered.patience(ms * patience.silence);
				return entered;
			},
			failure: thrown => why ?? session?.failure(thrown) ?? {code: 'closed'},
		};
		try {
			return {...(await work(visit)), ...facts};
		} catch (thrown) {
			const stop = isStop(thrown)
				? thrown
				: ({stage: 'mailbox', failure: visit.failure(thrown)} satisfies Stop);
			return {...facts, stop: why && stop.failure ? {...stop, failure: why} : stop};
		} finally {
			clearTimeout(timer);
			for (const one of [signal, closing.signal]) one.removeEventListener('abort', callOff);
			if (session?.client.usable) session.patience(0);
		}
	};

	return {
		/** Asks after whatever was asked before; gives nothing when it was called off. `extra` milliseconds are let pass on purpose. */
		ask(
			work: (visit: Visit) => Promise<Body>,
			signal: AbortSignal,
			extra = 0,
		): Promise<ImapAnswer | undefined> {
			const mine = turn.then(async () => {
				if (signal.aborted || closing.signal.aborted) return undefined;
				const answered = await answer(work, signal, extra);
				return signal.aborted ? undefined : answered;
			});
			turn = mine.catch(() => {});
			return unlessAborted(mine, signal);
		},
		close() {
			closing.abort();
			session?.close();
			session = undefined;
		},
	};
};

/** A question that waits for its turn can be called off as well. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
	new Promise((resolve, reject) => {
		const callOff = () => resolve(undefined);
		signal.addEventListener('abort', callOff, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', callOff));
	});
