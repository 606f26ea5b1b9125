import {PassThrough} from 'node:stream';
import type {WriteStream} from 'node:tty';
import {expect, test} from 'vitest';
import type {Link} from '../../source/tui/link.ts';
import {FrameStream} from '../../source/tui/streams.ts';

const sent = (isFull = () => false) => {
	const said: string[] = [];
	const link: Link = {
		send: text => void said.push(text),
		isFull,
		finish: () => void said.push('(all out)'),
		drained: () => undefined,
		close: () => undefined,
	};
	const target = Object.assign(new PassThrough(), {isTTY: true, columns: 80, rows: 24});
	const stream = new FrameStream(target as unknown as WriteStream, 'unicode', link);
	return {said, link, stream};
};
const tick = () => new Promise(resolve => setImmediate(resolve));

test('what Ink writes in pieces for one frame goes out in one piece', async () => {
	const {said, stream} = sent();
	for (const piece of ['\u001B[?2026h', 'one', ' frame', '\u001B[?2026l']) stream.write(piece);
	expect(said).toEqual([]);
	await tick();
	expect(said).toEqual(['\u001B[?2026hone frame\u001B[?2026l']);
});

test('a frame for which there is no room is left out, and a whole one is asked for when there is', async () => {
	let isFull = true;
	const {said, link, stream} = sent(() => isFull);
	let stale = 0;
	stream.on('stale', () => stale++);
	for (const frame of ['one', 'two\u001B]52;c;YQ==\u0007', 'three\u001B[?2004h']) {
		stream.write(frame);
		await tick();
	}
	expect(said).toEqual([]);
	isFull = false;
	link.drained();
	expect(stale).toBe(1);
	// What was copied, and what changes the terminal, is not left out with its frame.
	expect(said.join('')).toBe('\u001B]52;c;YQ==\u0007\u001B[?2004h\u001B[H\u001B[J');
	link.drained();
	expect(stale).toBe(1);
});

test('what gives the terminal back goes out at once, whoever reads, and only once', async () => {
	const {said, stream} = sent(() => true);
	const turns: string[] = [];
	stream.on('entered', () => turns.push('entered')).on('left', () => turns.push('left'));
	stream.write('\u001B[?1049h\u001B[?1049l');
	stream.restore();
	expect(turns).toEqual([]);
	said.length = 0;

	const other = sent();
	other.stream.on('entered', () => turns.push('entered')).on('left', () => turns.push('left'));
	other.stream.write('\u001B[?1049h');
	await tick();
	expect(other.stream.isEntered).toBe(true);
	other.stream.restore();
	other.stream.restore();
	expect(turns).toEqual(['entered', 'left']);
	expect(other.said.filter(text => text.includes('\u001B[?1049l'))).toHaveLength(1);
	expect(other.said.at(-1)).toBe('(all out)');
});

test('a blank screen is asked for behind the frame before it, and where there is no room, once there is', async () => {
	let isFull = false;
	const {said, link, stream} = sent(() => isFull);
	stream.wipe();
	expect(said).toEqual([]);
	stream.write('\u001B[?1049h');
	await tick();
	said.length = 0;
	stream.write('a frame');
	stream.wipe();
	expect(said[0]).toContain('a frame');
	expect(said[1]?.endsWith('\u001B[H\u001B[J')).toBe(true);
	let stale = 0;
	stream.on('stale', () => stale++);
	isFull = true;
	stream.wipe();
	expect(said).toHaveLength(2);
	isFull = false;
	link.drained();
	expect(stale).toBe(1);
	expect(said[2]?.endsWith('\u001B[H\u001B[J')).toBe(true);
});

test('what was left out goes out in the next frame, as the difference to what the terminal shows', async () => {
	let isFull = false;
	const {said, link, stream} = sent(() => isFull);
	let stale = 0;
	stream.on('stale', () => stale++);
	const write = async (frame: string) => {
		stream.write(frame);
		await tick();
	};
	await write('\u001B[?1049h\u001B[?2026hone\ntwo\u001B[?2026l');
	said.length = 0;
	isFull = true;
	await write('\u001B[?2026h\u001B[1A\u001B[Gsix\u001B[E\u001B[?2026l');
	await write('\u001B[?2026h\u001B[G\u001B[Kten\u001B[?2026l\u001B]52;c;YQ==\u0007');
	expect(said).toEqual([]);
	isFull = false;
	link.drained();
	expect(stale).toBe(0);
	expect(said).toEqual([
		'\u001B]52;c;YQ==\u0007\u001B[?2026h\u001B[1Hsix\u001B[2;2Hen\u001B[24H\u001B[?2026l',
	]);
	await write('\u001B[?2026h\u001B[G\u001B[Kten\u001B[?2026l');
	expect(said).toHaveLength(1);
});

test('a frame with something that we do not know goes out as Ink has written it, from where Ink takes the cursor to be', async () => {
	const {said, stream} = sent();
	stream.write('\u001B[?1049hone\ntwo');
	await tick();
	stream.write('\u001B[1A\u001B[5S');
	await tick();
	expect(said.at(-1)).toBe('\u001B[2;4H\u001B[1A\u001B[5S');
	stream.write('three');
	await tick();
	expect(said.at(-1)).toBe('three');
});
