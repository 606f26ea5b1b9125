import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

/** What is read is larger than it may be. */
export class TooLarge extends Error {
	override readonly name = 'TooLarge';
	constructor(most: number) {
		super(`it is larger than ${most >= mebibyte ? `${most / mebibyte} MiB` : `${most / 1024} KiB`}`);
	}
}

const mebibyte = 1024 * 1024;

/**
 * The octets of a regular file, as many as it had when it was opened. What else may stand at the path does not hold the
 * program up: a pipe, a device, and a folder are refused, and so is a link where it is `links: 'refused'`. Throws
 * `TooLarge`, and what the file system throws.
 */
export const readBounded = (
	file: string,
	{most, links}: {readonly most: number; readonly links: 'followed' | 'refused'},
): Buffer => {
	const handle = openSync(file, readingOf(links));
	try {
		const status = fstatSync(handle);
		if (status.isDirectory()) throw Object.assign(new Error('it is a folder'), {code: 'EISDIR'});
		if (!status.isFile()) throw new Error('it is no file');
		if (status.size > most) throw new TooLarge(most);
		return upTo(handle, status.size);
	} finally {
		closeSync(handle);
	}
};

const readingOf = (links: 'followed' | 'refused'): number =>
	constants.O_RDONLY | constants.O_NONBLOCK | (links === 'refused' ? constants.O_NOFOLLOW : 0);

const upTo = (handle: number, size: number): Buffer => {
	const octets = Buffer.allocUnsafe(size);
	let length = 0;
	for (let more = 1; more > 0 && length < size; length += more)
		more = readSync(handle, octets, length, size - length, length);
	return octets.subarray(0, length);
};

const piece = 65_536;

/** The octets of a stream that is open already, up to its end. Throws `TooLarge`. */
export const readStream = (handle: number, most: number): Buffer => {
	const chunks: Buffer[] = [];
	let length = 0;
	for (;;) {
		const chunk = Buffer.allocUnsafe(piece);
		const more = readSync(handle, chunk);
		if (more === 0) return Buffer.concat(chunks);
		chunks.push(chunk.subarray(0, more));
		length += more;
		if (length > most) throw new TooLarge(most);
	}
};
