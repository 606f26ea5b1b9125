import type {Folder} from '../../core/imap.ts';
import type {SeenSession} from '../sessions.ts';
import {type Letter, letterOf, tagOf} from './letters.ts';
import type {MailboxSettings} from './settings.ts';

const secondsOf: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400};

/** What lies in the mailbox at a time. */
export const createStore = (
	{messages, arrives}: MailboxSettings,
	{
		folders,
		sessions,
		files,
		raisedAt,
	}: {
		readonly folders: readonly Folder[];
		readonly sessions: (() => readonly SeenSession[]) | undefined;
		readonly files: ReadonlyMap<string, string>;
		readonly raisedAt: number;
	},
) => {
	/** When each arrival began to be on its way; a test mail anew for each tag. */
	const begun = new Map<string, number>();
	let awaited: number | undefined;

	/** Test mails that were taken, by their tags, oldest first. */
	const testMails = (wanted: string | undefined): ReadonlyMap<string, string> => {
		if (!sessions)
			return new Map(wanted === undefined ? [] : [[wanted, `X-Lostmail-Tag: ${wanted}\r\n\r\n`]]);
		const texts = sessions().flatMap(session => session.messages);
		return new Map(
			texts.flatMap(text => {
				const tag = tagOf(text);
				return tag === undefined ? [] : [[tag, text] as const];
			}),
		);
	};

	const beganAt = (key: string, time: number): number => {
		const before = begun.get(key) ?? time;
		begun.set(key, before);
		return before;
	};

	return {
		/** Somebody waits for mail: from now on it is on its way. */
		await(time: number) {
			awaited ??= time;
		},
		at(time: number, wanted: string | undefined): readonly Letter[] {
			const taken = testMails(wanted);
			const tag = wanted !== undefined && taken.has(wanted) ? wanted : ([...taken.keys()].at(-1) ?? wanted);
			const lying = messages.map((message, index) =>
				letterOf(message, {at: raisedAt - agoOf(message.at), uid: index + 1, folders}, {tag, files}),
			);
			const coming = arrives.flatMap((arrival, index) => {
				const uid = messages.length + index + 1;
				const due = (began: number) => began + arrival.after * 1000;
				if (arrival.of === undefined) {
					const at = awaited === undefined ? Number.POSITIVE_INFINITY : due(awaited);
					return at <= time ? [letterOf(arrival, {at, uid, folders}, {tag, files})] : [];
				}
				return [...taken].flatMap(([own, testMail], nth) => {
					const at = due(beganAt(`${index} ${own}`, time));
					const letter = {at, uid: uid + nth * arrives.length, folders};
					return at <= time ? [letterOf(arrival, letter, {tag: own, files, testMail})] : [];
				});
			});
			return [...lying, ...coming];
		},
	};
};

const agoOf = (text: string): number => Number(text.slice(1, -1)) * (secondsOf[text.slice(-1)] ?? 0) * 1000;
