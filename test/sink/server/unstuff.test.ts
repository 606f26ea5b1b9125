import fc from 'fast-check';
import {SMTPStream} from 'smtp-server/lib/smtp-stream.js';
import {describe, expect, test} from 'vitest';
import {unstuffed} from '../../../source/sink/server/unstuff.ts';

type Came = {readonly octets: string; readonly counted: number; readonly behind: string};

/** Sends chunks to a parser that takes a message, and gives what came out of it; nothing where it did not end. */
const send = async (parser: SMTPStream, chunks: readonly string[]): Promise<Came | undefined> => {
	const stream = parser.startDataMode();
	const octets: Buffer[] = [];
	stream.on('data', chunk => octets.push(chunk));
	const ended = new Promise<void>(resolve => stream.on('end', resolve));
	const behind: string[] = [];
	parser.oncommand = (command, done) => {
		behind.push(command.toString('latin1'));
		done?.();
	};
	const written = chunks.map(
		chunk =>
			new Promise(resolve => {
				parser.write(Buffer.from(chunk, 'latin1'), resolve);
			}),
	);
	const isWhole = await Promise.race([ended.then(() => true), Promise.all(written).then(() => false)]);
	const counted = parser.dataBytes;
	if (!isWhole) return undefined;
	parser.continue();
	await Promise.all(written);
	return {octets: Buffer.concat(octets).toString('latin1'), counted, behind: behind.join('|')};
};

const ours = (): SMTPStream => {
	const parser = new SMTPStream();
	parser._feedDataStream = unstuffed(parser);
	return parser;
};

const cut = (text: string, at: readonly number[]): readonly string[] => {
	const places = [0, ...at.map(place => place % (text.length + 1)).toSorted((a, b) => a - b), text.length];
	return places.slice(1).map((place, index) => text.slice(places[index], place));
};

describe('the octets of a message', () => {
	const scraps = fc.array(
		fc.constantFrom('\r\n', '.', '..', '\n', '\r', 'a', '\r\n.', '.\r\n', '\r\n.\r', '\n.\r\n'),
		{
			maxLength: 14,
		},
	);

	test('are as the library takes them, however they are cut', async () => {
		await fc.assert(
			fc.asyncProperty(scraps, fc.array(fc.nat(), {maxLength: 8}), async (parts, places) => {
				// The library does not look at the second octet of a message.
				const text = `x${parts.join('')}\r\n.\r\nNOOP\r\n`;
				const chunks = cut(text, places);
				expect(await send(ours(), chunks)).toEqual(await send(new SMTPStream(), chunks));
			}),
			{numRuns: 2000},
		);
	});

	test('begin a line, so that a dot may be their end or be doubled', async () => {
		for (const [text, octets] of [
			['.\r\n', ''],
			['..\r\n.\r\n', '.\r\n'],
			['.x\r\n.\r\n', '.x\r\n'],
			['...\r\n.\r\n', '..\r\n'],
			['\r\n.\r\n', '\r\n'],
			['\n.\r\n\r\n.\r\n', '\n.\r\n\r\n'],
		] as const)
			for (let place = 0; place <= text.length; place++)
				expect((await send(ours(), cut(text, [place])))?.octets, JSON.stringify([text, place])).toBe(octets);
	});

	test.each(['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n', '\r\n.\r', '\r\n. \r\n'])(
		'are not ended by %j',
		async end => {
			for (let place = 0; place <= end.length + 2; place++)
				expect(await send(ours(), cut(`ab${end}`, [place]))).toBeUndefined();
		},
	);

	test('of one message tell nothing of the next', async () => {
		const parser = ours();
		expect((await send(parser, ['a\n.\r\n\r\n.\r\n']))?.octets).toBe('a\n.\r\n\r\n');
		expect((await send(parser, ['.', '.b\r\n', '.\r', '\n']))?.octets).toBe('.b\r\n');
	});
});
