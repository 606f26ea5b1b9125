import type {Reach} from '../core/check.ts';
import type {ImapAnswer, MailboxDoor} from '../core/imap.ts';
import {type Looked, look, type Shut} from './mailbox-door.ts';
import {arrivedIn} from './mailbox-place.ts';
import type {Search} from './mailbox-wanted.ts';

/** How a wait for a mail ended; `waited` in words. */
export type Waited =
	| {readonly is: 'came'; readonly answer: ImapAnswer; readonly waited: number}
	| {readonly is: 'nothing'; readonly answer: ImapAnswer; readonly waited: number}
	/** Before anything was waited for. */
	| {readonly is: 'shut'; readonly shut: Shut}
	| {readonly is: 'broken-off'; readonly shut: Shut; readonly waited: number};

type Patience = {
	readonly door: MailboxDoor;
	readonly search: Search;
	readonly seconds: number;
	/** What is waited for, for the person who watches. */
	readonly why: string;
};

/** Looks whether the mail is there already, and waits for it where it is not. */
export const waitFor = async (
	{door, search: {wanted}, seconds, why}: Patience,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Waited> => {
	const before = await look({...door, do: 'find', wanted}, reach);
	if (before.answer && arrivedIn(before.answer).length > 0)
		return {is: 'came', answer: before.answer, waited: 0};
	if (before.is === 'shut') return {is: 'shut', shut: before};
	const watched = await look({...door, do: 'watch', wanted, seconds, why}, reach);
	const waited = Math.min(seconds, Math.max(0, watched.answer?.seconds ?? 0));
	if (wasEndedByCopy(watched))
		return askNowAndThen({door, wanted, why, left: seconds - waited, waited}, reach);
	return endOf(watched, waited);
};

const endOf = (looked: Looked, waited: number): Waited => {
	const {answer} = looked;
	if (answer && arrivedIn(answer).length > 0) return {is: 'came', answer, waited};
	return looked.is === 'shut'
		? {is: 'broken-off', shut: looked, waited}
		: {is: 'nothing', answer: looked.answer, waited};
};

/** A watch ends with whatever fits: also with the copy that a service files among the sent mails. */
const wasEndedByCopy = ({is, answer}: Looked): boolean =>
	is === 'open' && answer !== undefined && (answer.found ?? []).length > 0 && arrivedIn(answer).length === 0;

/** How often a mailbox is asked at most in which the copy among the sent mails ends every watch. */
const mostAsked = 20;
const leastPause = 15;

const askNowAndThen = async (
	{
		door,
		wanted,
		why,
		left,
		waited,
	}: {
		readonly door: MailboxDoor;
		readonly wanted: Search['wanted'];
		readonly why: string;
		readonly left: number;
		readonly waited: number;
	},
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Waited> => {
	const step = Math.max(leastPause, Math.ceil(left / mostAsked));
	let passed = waited;
	let last: Waited | undefined;
	for (let rest = left; rest > 0; rest -= step) {
		const pause = await reach.probes.pause({seconds: Math.min(step, rest), why}, reach.signal);
		passed += pause.ok ? pause.value.seconds : 0;
		last = endOf(await look({...door, do: 'find', wanted}, reach), Math.round(passed));
		if (last.is !== 'nothing' || !pause.ok) return last;
	}
	return last ?? endOf(await look({...door, do: 'find', wanted}, reach), passed);
};
