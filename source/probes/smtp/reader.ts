import {isUtf8} from 'node:buffer';
import type {Failure} from '../../core/failure.ts';
import type {Anomaly, Reply} from '../../core/smtp.ts';

const maxLine = 4096;
/** Octets that one reply may take once it is written down; every answer of a dialogue carries several of them. */
const maxReply = 16_384;

/**
 * Cuts what a server sends into replies (RFC 5321 section 4.2), within bounds, and notes what is odd about them.
 * Replies are as the server sent them; `clean` takes what is secret out of the lines that a failure speaks of.
 */
export const createReader = (
	note: (anomaly: Anomaly) => void,
	clean: (lines: readonly string[]) => readonly string[] = lines => lines,
) => {
	let buffer: Buffer = Buffer.alloc(0);
	let lines: {readonly code: number; readonly text: string}[] = [];
	let size = 0;

	const takeLine = (): string | undefined => {
		const end = buffer.indexOf(10);
		if (end > maxLine || (end < 0 && buffer.length > maxLine))
			throw malformed(`a reply line of more than ${maxLine} octets`);
		if (end < 0) return undefined;
		let line = buffer.subarray(0, end);
		buffer = buffer.subarray(end + 1);
		if (line.at(-1) === 13) line = line.subarray(0, -1);
		else note('bare-line-feed');
		const text = line.toString(isUtf8(line) ? 'utf8' : 'latin1');
		size += Math.max(end + 1, Buffer.byteLength(JSON.stringify(text)));
		if (size > maxReply) throw malformed(`a reply of more than ${maxReply} octets`);
		return text;
	};

	return {
		push(chunk: Buffer) {
			buffer = buffer.length > 0 ? Buffer.concat([buffer, chunk]) : chunk;
		},
		/** Octets that arrived and were not read. */
		left: () => buffer,
		/** Octets and lines that arrived but belong to no whole reply yet. */
		rest: () => buffer.length + lines.length,
		/** The reply that is not whole yet, as far as it is certain to be one. */
		begun(): Reply | undefined {
			const [first] = lines;
			if (first) return {code: first.code, lines: lines.slice(0, mostBegun).map(({text}) => text)};
			const code = /^[2-5]\d\d(?=[ -])/.exec(buffer.toString('latin1', 0, 4))?.[0];
			return code === undefined ? undefined : {code: Number(code), lines: ['']};
		},
		/** The next whole reply, nothing while it is incomplete; throws a `malformed` failure for anything else. */
		next(): Reply | undefined {
			for (let line = takeLine(); line !== undefined; line = takeLine()) {
				const parsed = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line);
				if (!parsed) {
					const shown = clean([...lines.map(({text}) => text), line]).at(-1) ?? '';
					throw malformed(`not an SMTP reply: ${JSON.stringify(shown.slice(0, 80))}`);
				}
				const code = Number(parsed[1]);
				const first = lines[0]?.code ?? code;
				if (first !== code) note('mixed-reply-codes');
				// RFC 5321 section 4.2.1: any line may be relied on, and here they do not mean the same.
				if (classOf(first) !== classOf(code))
					throw malformed(`one reply with the codes ${first} and ${code}`);
				lines.push({code, text: parsed[3] ?? ''});
				if (parsed[2] === '-') continue;
				const texts = lines.map(({text}) => text);
				const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(texts[0] ?? '')?.[0];
				lines = [];
				size = 0;
				return {code, ...(enhanced === undefined ? {} : {enhanced}), lines: texts};
			}
			return undefined;
		},
	};
};

/** Lines of a reply that never ended which are kept. */
const mostBegun = 5;

const classOf = (code: number): number => Math.floor(code / 100);

const malformed = (detail: string): Failure => ({code: 'malformed', detail});
