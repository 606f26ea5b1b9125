import type {Quota} from '../../../core/imap.ts';
import {printable} from '../../../core/printable.ts';

/** Octets of a small message, such as one with a code. */
const small = 16_384;
/** Octets below which little room is left, whatever part of the whole that is. */
const little = 5 * 1_048_576;
const nearly = 0.95;

type Room = 'full' | 'nearly-full' | 'room';

/** The fuller, the earlier. */
const ranks: readonly Room[] = ['full', 'nearly-full', 'room'];

type Limited = {
	readonly code: Room;
	/** What is used of what, in words. */
	readonly filled: string;
	readonly percent: number;
	readonly line: string;
};

/** The limit that lets the least in, and all of them as lines; nothing where the server told of no place. */
export const fullest = (quota: readonly Quota[]) => {
	const limits = quota.slice(0, 20).flatMap(limitsOf);
	const lines = limits.map(({line}) => line);
	const [worst] = limits.toSorted(
		(one, other) => ranks.indexOf(one.code) - ranks.indexOf(other.code) || other.percent - one.percent,
	);
	if (worst) return {code: worst.code, filled: worst.filled, percent: worst.percent, lines};
	return quota.length === 0
		? undefined
		: {code: 'room' as const, filled: 'the server sets no limit', percent: 0, lines};
};

const limitsOf = ({root, storage, messages}: Quota): readonly Limited[] => [
	...(storage ? [limited(root, storage, octets, storageRoom(storage))] : []),
	...(messages ? [limited(root, messages, count => `${count} messages`, messageRoom(messages))] : []),
];

type Count = {readonly used: number; readonly limit: number};

const storageRoom = ({used, limit}: Count): Room => {
	const left = limit - used;
	if (left < small) return 'full';
	return left < little || used >= limit * nearly ? 'nearly-full' : 'room';
};

const messageRoom = ({used, limit}: Count): Room => {
	if (used >= limit) return 'full';
	return used >= limit * nearly ? 'nearly-full' : 'room';
};

const limited = (
	root: string,
	{used, limit}: Count,
	words: (count: number) => string,
	code: Room,
): Limited => {
	const percent = limit > 0 ? Math.floor((used / limit) * 100) : 100;
	const filled = `${words(used)} of ${words(limit)} (${percent} %)`;
	return {code, filled, percent, line: `${printable(root.slice(0, 100)) || 'The mailbox'}: ${filled}.`};
};

/** `1.5 GB`, by steps of 1024. */
const octets = (count: number): string => {
	const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB'];
	const step = Math.min(sizes.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
	const value = count / 1024 ** step;
	return `${step === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${sizes[step]}`;
};
