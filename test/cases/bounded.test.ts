import {execFileSync} from 'node:child_process';
import {closeSync, mkdirSync, openSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {readBounded, readStream, TooLarge} from '../../source/cases/bounded.ts';
import {newFolder} from './folder.ts';

test('a file is read whole, or refused where it is larger', () => {
	const file = path.join(newFolder(), 'file');
	writeFileSync(file, 'abcdef');
	expect(readBounded(file, {most: 6, links: 'refused'}).toString()).toBe('abcdef');
	expect(() => readBounded(file, {most: 5, links: 'refused'})).toThrow(TooLarge);
});

test.skipIf(process.platform === 'win32')('neither a pipe, a device nor a folder is waited for', () => {
	const folder = newFolder();
	const at = (name: string) => path.join(folder, name);
	execFileSync('mkfifo', [at('pipe')]);
	mkdirSync(at('folder'));
	writeFileSync(at('file'), 'a');
	symlinkSync(at('file'), at('link'));
	for (const file of [at('pipe'), '/dev/zero'])
		expect(() => readBounded(file, {most: 9, links: 'followed'})).toThrow('it is no file');
	expect(() => readBounded(at('folder'), {most: 9, links: 'followed'})).toThrow('it is a folder');
	expect(() => readBounded(at('link'), {most: 9, links: 'refused'})).toThrow('ELOOP');
	expect(readBounded(at('link'), {most: 9, links: 'followed'}).toString()).toBe('a');
});

test('a stream is read to its end, and no further than is allowed', () => {
	const file = path.join(newFolder(), 'file');
	writeFileSync(file, 'x'.repeat(100_000));
	const handle = openSync(file, 'r');
	expect(readStream(handle, 100_000).length).toBe(100_000);
	closeSync(handle);
	const endless = openSync('/dev/zero', 'r');
	expect(() => readStream(endless, 100_000)).toThrow(TooLarge);
	closeSync(endless);
});
