import {constants, type FileHandle, open} from 'node:fs/promises';
import {getSystemErrorMessage} from 'node:util';
import type {Failure} from '../core/failure.ts';
import type {MessageAnswer, MessageQuestion} from '../core/message.ts';
import {decoded} from '../core/pasted/decoded.ts';
import {recognize} from '../core/pasted.ts';
import type {Probe} from '../core/probe.ts';
import {failed, type Result, success} from '../core/result.ts';
import type {MessagePlace} from '../core/spam.ts';
import {readBounce} from '../mail/bounce.ts';
import {secretsInOctets} from '../mail/concealed.ts';
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
	switch (want) {
		case undefined:
			return readHeader(octets);
		case 'trail':
			return trailIn(unwrapped(octets));
		case 'bounce':
			return bounceIn(unwrapped(octets));
		case 'pieces': {
			const header = await readHeader(octets);
			if (!header.ok) return header;
			const pieces = await piecesOf(octets);
			return pieces.ok ? success({...header.value, pieces: pieces.value}) : pieces;
		}
	}
};

const trailIn = async (octets: Buffer): Promise<Result<MessageAnswer, string>> => {
	const header = await readHeader(octets);
	if (!header.ok) return header;
	const trail = trailOf(fieldsOf(octets), {secrets: await secretsInOctets(octets)});
	return success({...header.value, trail});
};

/** The text of a bounce may have been saved without its header. */
const bounceIn = async (octets: Buffer): Promise<Result<MessageAnswer, string>> => {
	const header = await readHeader(octets);
	const bounce = await readBounce(octets);
	if (!header.ok) return bounce.ok ? success({from: [], signatures: [], bounce: bounce.value}) : header;
	return success({...header.value, ...(bounce.ok ? {bounce: bounce.value} : {})});
};

/** The mail in a text that somebody pasted: without the marks of a quotation, and without what stands above its header. */
const unwrapped = (octets: Buffer): Buffer => {
	const {text, isPlain} = decoded(octets);
	const pasted = recognize(text);
	if (pasted.kind === 'reply' || pasted.kind === 'unknown') return octets;
	const isWhole = isPlain && text.replaceAll('\r\n', '\n') === pasted.text;
	return isWhole ? octets : Buffer.from(pasted.text);
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
		const {errno, message} = error as NodeJS.ErrnoException;
		return failed({code: 'unreadable', detail: errno === undefined ? message : getSystemErrorMessage(errno)});
	} finally {
		await handle?.close().catch(() => {});
	}
};
