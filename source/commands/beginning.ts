import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {Socket} from 'node:net';

/** At most so many octets of a file. A pipe that nobody writes into would hold the program up, signals and all. */
export const beginningOf = (file: string, most: number): Buffer => {
	const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		if (!fstatSync(handle).isFile()) throw new Error('it is not a file');
		const octets = Buffer.alloc(most);
		let length = 0;
		for (let more = 1; more > 0 && length < most; length += more)
			more = readSync(handle, octets, length, most - length, length);
		return octets.subarray(0, length);
	} finally {
		closeSync(handle);
	}
};

/**
 * At most so many octets of a file or of a named pipe, such as `<(…)` of a shell makes. A pipe that nobody
 * writes into is waited for until the signal says otherwise.
 */
export const beginningOfAny = async (file: string, most: number, signal: AbortSignal): Promise<Buffer> => {
	const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
	if (!fstatSync(handle).isFIFO()) {
		closeSync(handle);
		return beginningOf(file, most);
	}
	const pipe = new Socket({fd: handle, readable: true, writable: false});
	const leave = () => pipe.destroy();
	signal.addEventListener('abort', leave, {once: true});
	if (signal.aborted) leave();
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of pipe) {
			chunks.push(chunk as Buffer);
			length += (chunk as Buffer).length;
			if (length >= most) break;
		}
	} catch (error) {
		throw signal.aborted ? new Error('interrupted while it was read') : error;
	} finally {
		signal.removeEventListener('abort', leave);
		pipe.destroy();
	}
	return Buffer.concat(chunks).subarray(0, most);
};
