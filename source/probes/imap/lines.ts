import type {Socket} from 'node:net';
import type {Failure} from '../../core/failure.ts';
import {failureOf} from '../failure.ts';
import {whenPatienceEnds} from '../patience.ts';

/** Octets of one line before the login; a list of capabilities is a tenth of it. */
const longest = 8192;

/** What a server says before its connection is handed over, line by line. */
export type Lines = {
	/** The next line without its end, as it was sent; throws a failure when there is none within the time of one reply. */
	next(): Promise<string>;
	/** Stops listening, and gives what arrived and was not read. */
	release(): Buffer;
};

export const linesOf = (
	socket: Socket,
	{ms, signal, what}: {readonly ms: number; readonly signal: AbortSignal; readonly what: string},
): Lines => {
	let kept: Buffer = Buffer.alloc(0);
	let lost: Failure | undefined;
	let wake = () => {};
	const lose = (failure: Failure) => {
		lost ??= failure;
		wake();
	};
	const onData = (chunk: Buffer) => {
		kept = Buffer.concat([kept, chunk]);
		if (kept.length > longest) socket.pause();
		wake();
	};
	const onError = (error: Error) => lose(failureOf(error));
	const onClose = () => lose({code: 'closed', detail: 'the server closed the connection'});
	const onAbort = () => lose({code: 'cancelled'});
	socket.on('data', onData).on('error', onError).on('end', onClose).on('close', onClose).resume();
	signal.addEventListener('abort', onAbort, {once: true});
	if (socket.destroyed) onClose();
	if (signal.aborted) onAbort();

	const take = (): string | undefined => {
		const end = kept.indexOf('\n');
		if (end > longest || (end < 0 && kept.length > longest))
			throw {code: 'malformed', detail: `a line of more than ${longest} octets`} satisfies Failure;
		if (end < 0) return undefined;
		const line = kept.subarray(0, end).toString('utf8').replace(/\r$/, '');
		kept = kept.subarray(end + 1);
		socket.resume();
		return line;
	};

	return {
		async next() {
			const callOff = whenPatienceEnds(ms, () =>
				lose({code: 'timeout', detail: `no ${what} within ${ms / 1000} s`}),
			);
			try {
				for (;;) {
					if (signal.aborted) throw {code: 'cancelled'} satisfies Failure;
					const line = take();
					if (line !== undefined) return line;
					if (lost) throw lost;
					await new Promise<void>(resolve => {
						wake = resolve;
					});
				}
			} finally {
				callOff();
			}
		},
		release() {
			socket.off('data', onData).off('error', onError).off('end', onClose).off('close', onClose);
			signal.removeEventListener('abort', onAbort);
			socket.pause();
			return kept;
		},
	};
};
