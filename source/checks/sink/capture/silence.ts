import type {CapturePlan} from '../../../core/capture.ts';
import type {Reach} from '../../../core/check.ts';
import {lasting} from '../../../core/duration.ts';
import {mayBringCode} from '../../captured.ts';
import {type Entry, sendsAnother, wasSetOff} from './entering.ts';
import {isAwaited, type Wanted} from './verdict.ts';
import {type Wait, waitFor} from './waiting.ts';

/** What a silence comes to: proven by mail on both sides of it, ended late by what was waited for, or open. */
export type Silence =
	| {readonly is: 'not-sent'}
	| {readonly is: 'came'; readonly wait: Wait}
	| {readonly is: 'open'; readonly doubt: string};

/** Seconds within which one more test mail has to come. */
const patience = 60;

type Silent = {
	readonly wait: Wait;
	readonly wanted: Wanted;
	/** Of the machine that delivered a mail just before. */
	readonly remote: string;
	readonly plan: CapturePlan;
	readonly enter: readonly Entry[];
	readonly known: ReadonlySet<number>;
	/** Whether it was set off, where somebody said so beforehand. */
	readonly setOff: 'yes' | 'no' | undefined;
};

/**
 * A wait that ends without a mail is a timeout and proves nothing: the way may have broken meanwhile. Only where the same
 * machine delivers one more mail after it was the way open all the time, and the code not sent.
 */
export const soundSilence = async (
	silent: Silent,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Silence> => {
	const {wait, wanted, remote, setOff} = silent;
	if (wanted.what === 'test') return {is: 'open', doubt: 'whether it sent a test mail, nobody can prove'};
	if ((setOff ?? (await wasSetOff(lasting(wait.waited), reach))) !== 'yes')
		return {is: 'open', doubt: 'nobody says whether anything was set off meanwhile'};
	const after = await afterwards(silent, reach);
	const late = after?.messages.filter(message => isAwaited(message, wanted)) ?? [];
	if (after && late.length > 0)
		return {
			is: 'came',
			wait: {...after, messages: late, waited: wait.waited + after.waited},
		};
	// One with a code, or that nobody could read, may be the very mail that was waited for, on another way.
	return after?.messages.some(message => message.remote === remote && !mayBringCode(message)) &&
		!after.messages.some(mayBringCode)
		? {is: 'not-sent'}
		: {
				is: 'open',
				doubt: 'no test mail came after that either, so the way no longer works or nothing is sent',
			};
};

/** What comes when one more test mail is asked for; nothing where it cannot be. */
const afterwards = async (
	{wait, wanted, remote, plan, enter, known}: Silent,
	reach: Pick<Reach, 'probes' | 'signal'>,
): Promise<Wait | undefined> => {
	if ((await sendsAnother(enter, reach)) === 'no') return undefined;
	const opened = await reach.probes.sink({...plan, do: 'open'}, reach.signal);
	if (!opened.ok) return undefined;
	return waitFor(
		{
			plan,
			seconds: patience,
			after: wait.told,
			why: 'one more test mail of the device',
			enter,
			known,
			remote,
			isAwaited: message => message.remote === remote || isAwaited(message, wanted),
		},
		reach,
	);
};
