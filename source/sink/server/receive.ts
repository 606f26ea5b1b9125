import type {SMTPServerDataStream} from 'smtp-server';
import type {SinkOddity} from '../../core/sink.ts';
import type {Deposit, Store} from '../store.ts';
import {type HeaderFields, longestHeader, readHeaderFields} from './header-fields.ts';
import {OctetScan} from './octet-scan.ts';

/** Octets that are given to the store at once. */
const piece = 262_144;

/** A message that has come whole. */
export type Received = {
	readonly octets: number;
	readonly fields: HeaderFields;
	readonly oddities: readonly SinkOddity[];
	/** Where it was written down; where it was not, why. */
	readonly deposit: Deposit | 'too-big' | NotKept;
};

/** The store did not take it, and what the client is told. */
export type NotKept = {readonly refusal: string};

export type Declared = {
	/** MAIL's SIZE (RFC 1870). */
	readonly size: number | undefined;
	readonly mayBeHigh: boolean;
};

/** Writes a message down as it comes and looks at it on the way. Exactly one of `whole` and `broken` is called. */
export const receive = (
	stream: SMTPServerDataStream,
	{store, most, declared}: {readonly store: Store; readonly most: number; readonly declared: Declared},
	whole: (received: Received) => void,
	broken: (octets: number) => void,
): void => {
	const scan = new OctetScan();
	const head: Buffer[] = [];
	let hasHeader = false;
	let octets = 0;
	let isOver = false;
	let deposit = attempt(() => store.deposit());
	const giveUp = (why: 'too-big' | NotKept) => {
		if (isTaken(deposit)) deposit.discard();
		deposit = why;
	};
	const write = (chunk: Buffer) => {
		if (!isTaken(deposit)) return;
		try {
			for (let at = 0; at < chunk.length; at += piece) deposit.write(chunk.subarray(at, at + piece));
		} catch (error) {
			giveUp({refusal: notKept(error)});
		}
	};

	stream.on('data', (chunk: Buffer) => {
		if (!hasHeader && octets < longestHeader) {
			head.push(chunk);
			hasHeader = chunk.includes('\r\n\r\n');
		}
		octets += chunk.length;
		if (octets > most) {
			if (isTaken(deposit)) giveUp('too-big');
			return;
		}
		scan.read(chunk);
		write(chunk);
	});
	stream.on('end', () => {
		if (isOver) return;
		isOver = true;
		const understated: readonly SinkOddity[] =
			declared.size !== undefined && octets > declared.size ? ['size-understated'] : [];
		const [first = Buffer.alloc(0)] = head;
		whole({
			octets,
			fields: readHeaderFields(head.length > 1 ? Buffer.concat(head) : first),
			oddities: [...scan.oddities(declared), ...understated],
			deposit,
		});
	});
	const stop = () => {
		if (isOver) return;
		isOver = true;
		giveUp({refusal: notKept(undefined)});
		broken(octets);
	};
	stream.on('error', stop);
	stream.on('close', stop);
};

const attempt = (begin: () => Deposit): Deposit | 'too-big' | NotKept => {
	try {
		return begin();
	} catch (error) {
		return {refusal: notKept(error)};
	}
};

const isTaken = (deposit: Deposit | 'too-big' | NotKept): deposit is Deposit =>
	typeof deposit === 'object' && !('refusal' in deposit);

/**
 * What a client is told whose message the store refused (RFC 3463): whether there is no room for it, whether it is too
 * large for ever, or that it could not be kept for a reason that is none of the client's business.
 */
export const notKept = (error: unknown): string => {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (code === 'too-large') return '552 5.3.4 Error: the message is larger than what is kept here';
	const words = error instanceof Error ? `${code} ${error.message}` : '';
	return code === 'disk-full' ||
		code === 'crowded' ||
		/ENOSPC|EDQUOT|SQLITE_FULL|database or disk is full/.test(words)
		? '452 4.3.1 Error: there is no room to keep the message'
		: '451 4.3.0 Error: the message could not be kept';
};
