import type {SMTPConnection} from 'smtp-server/lib/smtp-connection.js';

type Parser = ReturnType<SMTPConnection['_createParser']>;

const dot = 0x2e;
const carriageReturn = 13;
const lineFeed = 10;
const endOfLine = Buffer.from('\n.');

/**
 * Takes the octets of messages in the place of the library's parser, which looks at each of them: searches for lines that
 * begin with a dot, takes that dot away (RFC 5321 section 4.5.2), and ends a message at CRLF dot CRLF and at nothing else.
 * What may still become its end is held back in `_lastBytes`, where the library keeps it.
 */
export const unstuffed = (parser: Parser): Parser['_feedDataStream'] => {
	/** Of what was taken of this message: its last two octets. */
	let last = lineFeed;
	let lastButOne = carriageReturn;

	return (arrived, done) => {
		if (parser._atDataStart) [lastButOne, last] = [carriageReturn, lineFeed];
		const held = parser._lastBytes;
		const chunk = held && held.length > 0 ? Buffer.concat([held, arrived]) : arrived;
		parser._lastBytes = false;
		const {length} = chunk;
		const parts: Buffer[] = [];
		let start = 0;
		const before = (at: number): number => (at >= 0 ? (chunk[at] ?? 0) : at === -1 ? last : lastButOne);
		let end = length;
		for (
			let at = last === lineFeed && chunk[0] === dot ? 0 : next(chunk, 0);
			at >= 0;
			at = next(chunk, at + 1)
		) {
			const [first, second] = [chunk[at + 1], chunk[at + 2]];
			if (first === dot) {
				if (at > start) parts.push(chunk.subarray(start, at));
				start = at + 1;
				parser._atDataStart = false;
				continue;
			}
			const mayEnd = before(at - 2) === carriageReturn;
			if (mayEnd && first === carriageReturn && second === lineFeed) {
				parts.push(chunk.subarray(start, at));
				const whole = joined(parts);
				parser._countDataBytes(whole.length);
				return parser._endDataMode(whole, chunk.subarray(at + 3), done);
			}
			const isOpen = first === undefined || (mayEnd && first === carriageReturn && second === undefined);
			if (isOpen) end = at;
		}
		if (end < length) parser._lastBytes = chunk.subarray(end);
		if (end > start) parts.push(chunk.subarray(start, end));
		if (end > 0) [lastButOne, last] = [before(end - 2), before(end - 1)];
		pass(parser, joined(parts), done);
	};
};

/** Where the next line begins with a dot; below nought: nowhere. */
const next = (chunk: Buffer, from: number): number => {
	const at = chunk.indexOf(endOfLine, from);
	return at < 0 ? -1 : at + 1;
};

const joined = (parts: readonly Buffer[]): Buffer => {
	const [first = Buffer.alloc(0)] = parts;
	return parts.length > 1 ? Buffer.concat(parts) : first;
};

/** Goes on when there is room for more; a stream that is destroyed has none, and only closes. */
const pass = (parser: Parser, octets: Buffer, done: () => void): void => {
	const stream = parser._dataStream;
	if (octets.length === 0 || !stream) return void done();
	parser._countDataBytes(octets.length);
	if (!stream.writable || stream.write(octets) || stream.destroyed) return void done();
	const goOn = () => {
		stream.off('drain', goOn).off('close', goOn);
		done();
	};
	stream.on('drain', goOn).on('close', goOn);
};
