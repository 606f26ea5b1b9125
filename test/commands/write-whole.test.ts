import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {writeNew, writeOver} from '../../source/commands/write-whole.ts';
import {newFolder} from '../cases/folder.ts';

test('a new file is for its owner alone, and nothing is written over', () => {
	const file = path.join(newFolder(), 'report.txt');
	writeNew(file, 'first');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(() => writeNew(file, 'second')).toThrow(/EEXIST/);
	expect(readFileSync(file, 'utf8')).toBe('first');
});

test('what takes the place of a file keeps its mode, and a link leads to it as before', () => {
	const folder = newFolder();
	const file = path.join(folder, 'report.txt');
	const link = path.join(folder, 'link.txt');
	writeFileSync(file, 'first');
	chmodSync(file, 0o644);
	symlinkSync(file, link);
	writeOver(link, 'second');
	expect(readFileSync(file, 'utf8')).toBe('second');
	expect(statSync(file).mode & 0o777).toBe(0o644);
	expect(readdirSync(folder).toSorted()).toEqual(['link.txt', 'report.txt']);
	writeOver(path.join(folder, 'new.txt'), 'third');
	expect(readFileSync(path.join(folder, 'new.txt'), 'utf8')).toBe('third');
});

test('a folder is not written over, and nothing is left of the attempt', () => {
	const folder = newFolder();
	mkdirSync(path.join(folder, 'inner'));
	expect(() => writeOver(path.join(folder, 'inner'), 'x')).toThrow(/EISDIR/);
	expect(() => writeOver(path.join(folder, 'gone', 'x'), 'x')).toThrow(/ENOENT/);
	expect(readdirSync(folder)).toEqual(['inner']);
});
