import {execFileSync} from 'node:child_process';
import {closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {beginningOf, beginningOfAny} from '../../source/commands/beginning.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-beginning-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const never = new AbortController().signal;

test('of a file no more is read than was asked for', async () => {
	const file = path.join(folder, 'file');
	writeFileSync(file, 'abcdef');
	expect(beginningOf(file, 3).toString()).toBe('abc');
	expect((await beginningOfAny(file, 100, never)).toString()).toBe('abcdef');
	await expect(beginningOfAny(folder, 100, never)).rejects.toThrow('not a file');
	await expect(beginningOfAny(path.join(folder, 'nowhere'), 100, never)).rejects.toThrow('ENOENT');
});

describe.skipIf(process.platform === 'win32')('a named pipe', () => {
	const pipe = (name: string): string => {
		const place = path.join(folder, name);
		execFileSync('mkfifo', [place]);
		return place;
	};

	test('is read to its end', async () => {
		const place = pipe('written');
		const read = beginningOfAny(place, 100, never);
		const writer = openSync(place, 'r+');
		writeSync(writer, 'secret\n');
		closeSync(writer);
		expect((await read).toString()).toBe('secret\n');
	});

	test('that nobody writes into can be called off', async () => {
		const place = pipe('silent');
		const leaving = new AbortController();
		const read = beginningOfAny(place, 100, leaving.signal);
		leaving.abort();
		await expect(read).rejects.toThrow('interrupted');
		expect(() => beginningOf(place, 10)).toThrow('not a file');
	});
});
