import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';

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
