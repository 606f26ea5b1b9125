import {constants, type FileHandle, open} from 'node:fs/promises';
import type {Failure} from '../core/failure.ts';
import type {MessageAnswer, MessageQuestion} from '../core/message.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {MessagePlace} from '../core/spam.ts';
import {readBounce} from '../mail/bounce.ts';
import {readHeader} from '../mail/header.ts';
import {piecesOf} from '../mail/pieces.ts';
import {fieldsOf, trailOf} from '../mail/trail.ts';

/** Octets of a file that are read: no header is nearly as long, and no verification mail either. */
const most = 1_048_576;

/** Fetches the octets of a message on this machine, at most a megabyte of them. */
export type ReadMessage = (place: MessagePlace, signal: AbortSignal) => Promise<Result<Buffer, Failure>>;

/** Messages in files, and those that `caught` knows: what the sink of this run caught. */
export const messageReader =
	(caught: (id: number) => Promise<{readonly octets: Buffer} | undefined>): ReadMessage =>
	async (place, signal) => {
		if ('file' in place) return beginningOf(place.file, signal);
		const mail = await caught(place.caught);
		return mail
			? success(mail.octets.subarray(0, most))
			: failed({code: 'unreadable', detail: `no message ${place.caught} was caught`});
	};

/** Reads a message; of its body nothing is told. */
export const messageProbe =
	(read: ReadMessage): Probe<MessageQuestion, MessageAnswer> =>
	async ({want, ...place}, signal) => {
		const octets = await read(place, signal);
		if (!octets.ok) return octets;
		const name = 'file' in place ? place.file : `message ${place.caught}`;
		const answer = await answerOf(octets.value, want).catch((error: Error) =>
			failed(`cannot be read: ${error.message}`),
		);
		if (signal.aborted) return failed({code: 'cancelled'});
		return answer.ok ? answer : failed({code: 'malformed', detail: `${name} ${answer.failure}`});
	};

const answerOf = async (
	octets: Buffer,
	want: MessageQuestion['want'],
): Promise<Result<MessageAnswer, string>> => {
	const header = await readHeader(octets);
	if (!header.ok) return header;
	switch (want) {
		case undefined:
			return header;
		case 'trail':
			return success({...header.value, trail: trailOf(fieldsOf(octets))});
		case 'bounce': {
			const bounce = await readBounce(octets);
			return success({...header.value, ...(bounce.ok ? {bounce: bounce.value} : {})});
		}
		case 'pieces': {
			const pieces = await piecesOf(octets);
			return pieces.ok ? success({...header.value, pieces: pieces.value}) : pieces;
		}
	}
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
