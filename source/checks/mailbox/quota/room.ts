import type {Quota} from '../../../core/imap.ts';
import {printable} from '../../../core/printable.ts';

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

/**
 * The limit that lets the least in, and all of them as lines; nothing where the server told of no place, or where nobody
 * knows the limit on octets and no other is reached.
 */
export const fullest = (quota: readonly Quota[]) => {
	const roots = quota.slice(0, 20);
	const limits = roots.flatMap(limitsOf);
	const lines = [...limits.map(({line}) => line), ...roots.flatMap(untoldLines)];
	const [worst] = limits.toSorted(
		(one, other) => ranks.indexOf(one.code) - ranks.indexOf(other.code) || other.percent - one.percent,
	);
	const isOpen = roots.some(isStorageUntold) || (limits.length === 0 && roots.some(isUntold));
	if (worst && (worst.code !== 'room' || !isOpen))
		return {code: worst.code, filled: worst.filled, percent: worst.percent, lines};
	return quota.length === 0 || isOpen
		? undefined
		: {code: 'room' as const, filled: 'the server sets no limit', percent: 0, lines};
};

/** A limit of 0 is how many servers write that they set none, or do not know. */
const isMeaningful = (count: Count | undefined): count is Count =>
	count !== undefined && count.limit > 0 && count.used >= 0;

const isStorageUntold = ({storage, untold = []}: Quota): boolean =>
	untold.includes('storage') || (storage !== undefined && !isMeaningful(storage));

const isUntold = (quota: Quota): boolean =>
	isStorageUntold(quota) ||
	quota.untold?.includes('messages') === true ||
	(quota.messages !== undefined && !isMeaningful(quota.messages));

const untoldLines = (quota: Quota): readonly string[] =>
	isUntold(quota) ? [`${named(quota.root)}: what the server says of a limit there tells nothing.`] : [];

const named = (root: string): string => printable(root.slice(0, 100)) || 'The mailbox';

const limitsOf = ({root, storage, messages}: Quota): readonly Limited[] => [
	...(isMeaningful(storage) ? [limited(root, storage, octets, storageRoom(storage))] : []),
	...(isMeaningful(messages)
		? [limited(root, messages, count => `${count} messages`, messageRoom(messages))]
		: []),
];

type Count = {readonly used: number; readonly limit: number};

const storageRoom = ({used, limit}: Count): Room => {
	if (used >= limit) return 'full';
	return limit - used < little || used >= limit * nearly ? 'nearly-full' : 'room';
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
	const percent = Math.floor((used / limit) * 100);
	const filled = `${words(used)} of ${words(limit)} (${percent} %)`;
	return {code, filled, percent, line: `${named(root)}: ${filled}.`};
};

/** `1.5 GB`, by steps of 1024. */
const octets = (count: number): string => {
	const sizes = ['bytes', 'KB', 'MB', 'GB', 'TB'];
	const step = Math.min(sizes.length - 1, Math.floor(Math.log2(Math.max(1, count)) / 10));
	const value = count / 1024 ** step;
	return `${step === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${sizes[step]}`;
};
