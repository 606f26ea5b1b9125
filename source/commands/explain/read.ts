import {createReadStream} from 'node:fs';
import {type Decoded, decoded} from '../../core/pasted/decoded.ts';
import {fileTrouble} from '../file-trouble.ts';
import {type Io, UsageError} from '../io.ts';

/** Bytes. */
const largest = 1024 * 1024;

/** What to paste, for whoever gave nothing or something else. */
export const expected = [
	'  expected one of these, in a file or piped in:',
	'  a whole message, as its mail program saves it (.eml) or shows its source',
	'  the header of one, as Gmail (Show original), Outlook (internet headers) or',
	'  Apple Mail show it',
	'  a bounce: the mail that says that another one was not delivered, or its text',
	'  one reply of a mail server, such as:',
	'  535 5.7.8 Username and Password not accepted',
	'  or the transcript of a conversation with one, as swaks, openssl s_client,',
	'  telnet, curl -v, msmtp -d, Python, nodemailer or the log of a mail server show',
	'  it; secrets in it are masked',
].join('\n');

/** What was pasted: its octets, at most 1 MB of them, and the text that they are. */
export type Paste = {
	readonly octets: Buffer;
	readonly text: string;
	/** The octets are the text as mail has it, so that a mail may be read from them; false for UTF-16. */
	readonly isPlain: boolean;
	/** There was more. */
	readonly isCut: boolean;
	/** What it was read from, for a complaint. */
	readonly name: string;
};

/** Reads a file or stdin, at most 1 MB of it; nothing when the process is told to end before. */
export const readPasted = async (file: string | undefined, io: Io): Promise<Paste | undefined> => {
	if (file === undefined && io.stdin.isTTY)
		throw new UsageError(
			`lostmail: there is nothing to explain: name a file, or pipe the text:\n  lostmail explain < reply.txt\n${expected}`,
		);
	const fromStdin = file === undefined || file === '-';
	const stream: NodeJS.ReadableStream & {destroy(): unknown} = fromStdin
		? io.stdin
		: createReadStream(file, {end: largest});
	const name = fromStdin ? 'stdin' : file;
	const leave = () => stream.destroy();
	io.signal.addEventListener('abort', leave, {once: true});
	try {
		const {octets, isCut} = await beginningOf(stream);
		return {...textOf(octets, name), octets, isCut, name};
	} catch (error) {
		if (io.signal.aborted) return undefined;
		if (error instanceof UsageError) throw error;
		throw new UsageError(`lostmail: ${name}: cannot be read: ${fileTrouble(error)}\n${expected}`);
	} finally {
		io.signal.removeEventListener('abort', leave);
	}
};

/** Only a mail with attachments is larger, and what tells stands at its beginning. */
export const tooLarge = (name: string): UsageError =>
	new UsageError(`lostmail: ${name}: larger than 1 MB, too large to be explained`);

const beginningOf = async (
	stream: NodeJS.ReadableStream,
): Promise<{readonly octets: Buffer; readonly isCut: boolean}> => {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		chunks.push(bytes);
		if (size > largest) break;
	}
	return {octets: Buffer.concat(chunks).subarray(0, largest), isCut: size > largest};
};

const textOf = (octets: Buffer, name: string): Decoded => {
	const {text, isPlain} = decoded(octets);
	if (text.includes('\0')) throw new UsageError(`lostmail: ${name}: not a text\n${expected}`);
	if (text.trim() === '')
		throw new UsageError(`lostmail: ${name}: empty, so there is nothing to explain\n${expected}`);
	return {text, isPlain};
};
