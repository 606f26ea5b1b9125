import {createReadStream} from 'node:fs';
import {type Io, UsageError} from '../io.ts';

/** Bytes. */
const largest = 1024 * 1024;

/** What to paste, for whoever gave nothing or something else. */
export const expected = [
	'  expected one reply of a mail server, such as: 535 5.7.8 Username and Password not accepted',
	'  or the transcript of a conversation with one, as swaks, openssl s_client, telnet, curl -v, msmtp -d,',
	'  Python, nodemailer or the log of a mail server show it; secrets in it are masked',
].join('\n');

/** Reads a file or stdin as text, at most 1 MB of it; nothing when the process is told to end before. */
export const readPasted = async (file: string | undefined, io: Io): Promise<string | undefined> => {
	if (file === undefined && io.stdin.isTTY)
		throw new UsageError(
			`lostmail: there is nothing to explain: name a file, or pipe the text: lostmail explain < reply.txt\n${expected}`,
		);
	const fromStdin = file === undefined || file === '-';
	const stream: NodeJS.ReadableStream & {destroy(): unknown} = fromStdin
		? io.stdin
		: createReadStream(file, {end: largest});
	const name = fromStdin ? 'stdin' : file;
	const leave = () => stream.destroy();
	io.signal.addEventListener('abort', leave, {once: true});
	try {
		return textOf(await bytesOf(stream, name), name);
	} catch (error) {
		if (io.signal.aborted) return undefined;
		if (error instanceof UsageError) throw error;
		throw new UsageError(`lostmail: ${name}: cannot be read: ${(error as Error).message}\n${expected}`);
	} finally {
		io.signal.removeEventListener('abort', leave);
	}
};

const bytesOf = async (stream: NodeJS.ReadableStream, name: string): Promise<Buffer> => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > largest)
			throw new UsageError(`lostmail: ${name}: larger than 1 MB, too large to be explained`);
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
};

/** UTF-8, UTF-16 as Windows writes it, or else Latin-1. */
const textOf = (bytes: Buffer, name: string): string => {
	const text = decoded(bytes);
	if (text.includes('\0')) throw new UsageError(`lostmail: ${name}: not a text\n${expected}`);
	if (text.trim() === '')
		throw new UsageError(`lostmail: ${name}: empty, so there is nothing to explain\n${expected}`);
	return text;
};

const decoded = (bytes: Buffer): string => {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		return bytes.toString('latin1');
	}
};
