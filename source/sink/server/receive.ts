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
	/** Where it was written down; `too-big` and `no-room` where it was not. */
	readonly deposit: Deposit | 'too-big' | 'no-room';
};

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
	const giveUp = (why: 'too-big' | 'no-room') => {
		if (typeof deposit === 'object') deposit.discard();
		deposit = why;
	};
	const write = (chunk: Buffer) => {
		if (typeof deposit === 'string') return;
		try {
			for (let at = 0; at < chunk.length; at += piece) deposit.write(chunk.subarray(at, at + piece));
		} catch {
			giveUp('no-room');
		}
	};

	stream.on('data', (chunk: Buffer) => {
		if (!hasHeader && octets < longestHeader) {
			head.push(chunk);
			hasHeader = chunk.includes('\r\n\r\n');
		}
		octets += chunk.length;
		if (octets > most) {
			if (typeof deposit === 'object') giveUp('too-big');
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
		giveUp('no-room');
		broken(octets);
	};
	stream.on('error', stop);
	stream.on('close', stop);
};

const attempt = (begin: () => Deposit): Deposit | 'too-big' | 'no-room' => {
	try {
		return begin();
	} catch {
		return 'no-room';
	}
};

export const noRoom = '452 4.3.1 Error: there is no room to keep the message';

/** What a client is told whose message the store refused; a full disk, in the words of the file system or of SQLite, apart. */
export const notKept = (error: unknown): string => {
	const words = error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : '';
	return /ENOSPC|EDQUOT|SQLITE_FULL|database or disk is full/.test(words)
		? noRoom
		: '451 4.3.0 Error: the message could not be kept';
};
