import type {CapturedMessage} from '../../../core/capture.ts';
import {bringsCode, isFor, newestFirst, wordsOf} from '../../captured.ts';
import {hasLogin, hasOtherLogin} from '../../caught-device.ts';

/** Which message is handed on; `senders` are the machines that brought codes, each with its newest message. */
export type Choice =
	| {readonly is: 'one'; readonly message: CapturedMessage}
	| {readonly is: 'nothing'}
	| {readonly is: 'no-message'}
	| {readonly is: 'several'; readonly senders: string};

type Asked = {
	readonly to: string;
	/** The login that the device should use: what came with another one is not of the device. */
	readonly user?: string | undefined;
	/** The number of a message that somebody told. */
	readonly wanted?: number | undefined;
};

/** The message that is told; else the newest that brings this person a code, where it can only be of the device. */
export const choose = (messages: readonly CapturedMessage[], {to, user, wanted}: Asked): Choice => {
	if (wanted !== undefined) {
		const message = messages.find(({id}) => id === wanted);
		return message ? {is: 'one', message} : {is: 'no-message'};
	}
	const codes = newestFirst(messages).filter(message => isFor(message, to) && bringsCode(message));
	const mine = codes.filter(message => !hasOtherLogin(message, user));
	const loggedIn = mine.filter(message => hasLogin(message, user));
	const [first, other] = newestOfEach(loggedIn.length > 0 ? loggedIn : mine);
	if (!first) return {is: 'nothing'};
	return other ? {is: 'several', senders: inWords(newestOfEach(mine))} : {is: 'one', message: first};
};

/** The newest message of each machine, newest first. */
const newestOfEach = (sorted: readonly CapturedMessage[]): readonly CapturedMessage[] =>
	[...new Map(sorted.toReversed().map(message => [message.remote, message])).values()].toSorted(
		(a, b) => sorted.indexOf(a) - sorted.indexOf(b),
	);

/** Machines that a sentence has room for. */
const most = 5;

const inWords = (newest: readonly CapturedMessage[]): string =>
	[
		newest
			.slice(0, most)
			.map(({remote, id}) => `${wordsOf(remote) || 'somebody'} (message ${id})`)
			.join(', '),
		...(newest.length > most ? [`${newest.length - most} more`] : []),
	].join(' and ');
