import {setTimeout as wait} from 'node:timers/promises';
import type {Failure} from '../core/failure.ts';
import type {ImapAnswer, ImapQuestion, Wanted} from '../core/imap.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {readBounce} from '../mail/bounce.ts';
import {openDoor} from './mailbox/door.ts';
import {foldersOf, type Letter, readFiles} from './mailbox/letters.ts';
import {fits, isAbout, toldOf} from './mailbox/matching.ts';
import type {MailboxSettings} from './mailbox/settings.ts';
import {createStore} from './mailbox/store.ts';
import type {SeenSession} from './sessions.ts';

/** A mailbox that answers as the real probe would, and has no server: a scenario says what lies in it. */
export type Mailbox = Probe<ImapQuestion, ImapAnswer>;

export type MailboxSurroundings = {
	/** The value of a secret by its name. */
	readonly secret: (name: string) => string | undefined;
	/** What the mail servers of this world saw; absent where it has none, and then the wanted tag is the test mail's. */
	readonly sessions?: () => readonly SeenSession[];
	readonly now?: () => number;
	/** Lets so many milliseconds pass; resolves to whether nobody called it off. */
	readonly pass?: (ms: number, signal: AbortSignal) => Promise<boolean>;
};

const really: NonNullable<MailboxSurroundings['pass']> = (ms, signal) =>
	wait(ms, true, {signal}).catch(() => false);

/** Milliseconds that a whole wait takes at most, and one second of it. */
const longestWait = 3000;
const longestSecond = 100;

/** Opens the mailbox of a scenario; its time passes faster than ours while somebody waits for mail. */
export const openMailbox = async (
	settings: MailboxSettings,
	{secret, sessions, now = Date.now, pass = really}: MailboxSurroundings,
): Promise<Mailbox> => {
	const enter = openDoor(settings, secret);
	const folders = foldersOf(settings);
	const store = createStore(settings, {folders, sessions, files: await readFiles(settings), raisedAt: now()});
	const unsearched = settings.folders.flatMap(({path, unsearchable: why}) =>
		why === undefined ? [] : [{path, why}],
	);
	const isSearched = ({folder}: Letter) => !unsearched.some(({path}) => path === folder.path);
	/** Milliseconds by which the time of the mailbox is ahead of ours. */
	let ahead = 0;
	const time = () => now() + ahead;

	const find = (wanted: Wanted) => ({
		folders,
		unsearched,
		...toldOf(store.at(time(), wanted.tag).filter(letter => isSearched(letter) && fits(letter, wanted))),
	});

	const watch = async (
		{wanted, seconds}: Extract<ImapQuestion, {do: 'watch'}>,
		signal: AbortSignal,
	): Promise<Result<ImapAnswer, Failure>> => {
		store.await(time());
		const second = Math.min(longestSecond, longestWait / Math.max(1, seconds));
		for (let waited = 0; ; waited++) {
			const seen = find(wanted);
			if (seen.found.length > 0 || waited >= seconds) return success({...seen, seconds: waited});
			if (!(await pass(second, signal)) || signal.aborted) return failed({code: 'cancelled'});
			ahead += 1000 - second;
		}
	};

	const bounces = async ({about, since}: Extract<ImapQuestion, {do: 'bounces'}>): Promise<ImapAnswer> => {
		const letters = store
			.at(time(), about.tag)
			.filter(letter => isSearched(letter) && fits(letter, since === undefined ? {} : {since}));
		const read = await Promise.all(
			letters.map(async ({whole, folder, at}) => {
				const bounce = whole && (await readBounce(whole));
				return bounce?.ok && isAbout(bounce.value, about) ? [{folder, at, bounce: bounce.value}] : [];
			}),
		);
		const told = read.flat().toSorted((one, other) => other.at - one.at);
		return {
			folders,
			unsearched,
			bounces: told.slice(0, 20).map(({at, ...bounce}) => ({...bounce, at: new Date(at).toISOString()})),
			...(told.length > 20 ? {more: told.length - 20} : {}),
		};
	};

	return async (question, signal) => {
		if (signal.aborted) return failed({code: 'cancelled'});
		const {seen, stop} = enter(question);
		if (stop) return success({...seen, stop});
		switch (question.do) {
			case 'login':
				return success({...seen, folders});
			case 'quota':
				return success({...seen, ...(settings.quota ? {quota: settings.quota.map(rootOf)} : {})});
			case 'find':
				return success({...seen, ...find(question.wanted)});
			case 'watch': {
				const watched = await watch(question, signal);
				return watched.ok ? success({...seen, ...watched.value}) : watched;
			}
			case 'bounces':
				return success({...seen, ...(await bounces(question))});
		}
	};
};

const rootOf = ({root, storage, messages}: NonNullable<MailboxSettings['quota']>[number]) => ({
	root,
	...(storage ? {storage} : {}),
	...(messages ? {messages} : {}),
});
