import {constants, type FileHandle, open} from 'node:fs/promises';
import type {Failure} from '../core/failure.ts';
import type {MessageAnswer, MessageQuestion} from '../core/message.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import {readHeader} from '../mail/header.ts';

/** Octets of a file that are read: no header is nearly as long. */
const most = 1_048_576;

/** Reads the header of a message out of a file; of the rest nothing is kept. */
export const messageProbe =
	(): Probe<MessageQuestion, MessageAnswer> =>
	async ({file}, signal) => {
		const octets = await beginningOf(file, signal);
		if (!octets.ok) return octets;
		const header = await readHeader(octets.value).catch((error: Error) =>
			failed(`has a header that cannot be read: ${error.message}`),
		);
		if (signal.aborted) return failed({code: 'cancelled'});
		return header.ok ? header : failed({code: 'malformed', detail: `${file} ${header.failure}`});
	};

const beginningOf = async (file: string, signal: AbortSignal): Promise<Result<Buffer, Failure>> => {
	let handle: FileHandle | undefined;
	try {
		if (signal.aborted) return failed({code: 'cancelled'});
		// A pipe that nobody writes into must not hold the run up.
		handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
		if (!(await handle.stat()).isFile()) return failed({code: 'unreadable', detail: `${file} is not a file`});
		const octets = Buffer.alloc(most);
		let length = 0;
		while (length < most && !signal.aborted) {
			const {bytesRead} = await handle.read(octets, length, most - length, length);
			if (bytesRead === 0) break;
			length += bytesRead;
		}
		return signal.aborted ? failed({code: 'cancelled'}) : success(octets.subarray(0, length));
	} catch (error) {
		return failed({code: 'unreadable', detail: (error as Error).message});
	} finally {
		await handle?.close().catch(() => {});
	}
};
