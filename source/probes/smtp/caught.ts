/** A caught message, with what nobody else may know of it. */
export type Caught = {
	/** As it came. */
	readonly octets: Buffer;
	/** Codes and links in it, in every spelling: they are masked in whatever the server says. */
	readonly conceal: readonly string[];
	/** Where it is written down, for other processes as well, that it was handed on. */
	readonly mark?: ReleaseMark;
};

/** One message is handed on once, whoever does it. */
export type ReleaseMark = {
	/**
	 * Writes down that it goes to this host; false where that was written down before, and then nothing may be sent.
	 * Throws where it cannot be written.
	 */
	begin(host: string): boolean;
	/** Takes that back, because the server put it off. */
	undo(): void;
};

/** A caught message as it goes out again. */
export type Release = {
	/** Ready to follow DATA: dots stuffed (RFC 5321 section 4.5.2), ended by a lone dot. */
	readonly octets: Buffer;
	/** Line ends that were no CRLF and had to be made one (RFC 5321 section 2.3.8); a last one that was missing counts. */
	readonly lineEnds: number;
	/** Whether it needs 8BITMIME (RFC 6152). */
	readonly eightBit: boolean;
};

const cr = 0x0d;
const lf = 0x0a;
const dot = 0x2e;

/** Takes time and memory in proportion to the message; no octet is changed but for line ends and dots. */
export const releaseOf = (message: Buffer): Release => {
	const octets = Buffer.allocUnsafe(message.length * 2 + 5);
	let length = 0;
	let lineEnds = 0;
	let eightBit = false;
	let atStart = true;
	const endLine = () => {
		octets[length++] = cr;
		octets[length++] = lf;
		atStart = true;
	};
	for (let at = 0; at < message.length; at++) {
		const octet = message[at] as number;
		if (octet === cr || octet === lf) {
			if (octet === cr && message[at + 1] === lf) at++;
			else lineEnds++;
			endLine();
			continue;
		}
		if (octet > 0x7f) eightBit = true;
		if (atStart && octet === dot) octets[length++] = dot;
		octets[length++] = octet;
		atStart = false;
	}
	if (!atStart) {
		lineEnds++;
		endLine();
	}
	octets.write('.\r\n', length, 'latin1');
	return {octets: octets.subarray(0, length + 3), lineEnds, eightBit};
};
