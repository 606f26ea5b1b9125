import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Entry} from '../../../source/commands/unmatched/entry.ts';
import {readUnmatched, writeUnmatched} from '../../../source/commands/unmatched/store.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'lostmail-unmatched-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));
const file = () => path.join(folder, 'state', 'lostmail', 'unmatched.ndjson');

const entry = (words: string): Entry => ({
	words,
	stage: 'login',
	host: 'smtp.provider.net',
	code: 550,
	first: '2026-11-20T10:00:00.000Z',
	last: '2026-11-20T10:00:00.000Z',
	count: 1,
	version: '0.1.0',
});

test('what is written is read again, and is nobody else’s to read', () => {
	writeUnmatched(file(), [entry('no'), entry('never')]);
	expect(readUnmatched(file())).toEqual([entry('no'), entry('never')]);
	expect(statSync(file()).mode & 0o777).toBe(0o600);
	expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
	expect(readdirSync(path.dirname(file()))).toEqual(['unmatched.ndjson']);
});

test('a list that is not there is empty', () => {
	expect(readUnmatched(file())).toEqual([]);
});

test('lines of others are left out', () => {
	writeUnmatched(file(), [entry('no')]);
	writeFileSync(file(), `nonsense\n{"words":1}\n\n${readFileSync(file(), 'utf8')}{"words":"cut`);
	expect(readUnmatched(file())).toEqual([entry('no')]);
});

test('a MiB is enough: the newest are kept', () => {
	const many = Array.from({length: 1000}, (_, index) => ({
		...entry(`${index} ${'ü'.repeat(900)}`),
		host: 'h'.repeat(300),
	}));
	writeUnmatched(file(), many);
	expect(statSync(file()).size).toBeLessThanOrEqual(1024 * 1024);
	expect(readUnmatched(file()).at(-1)).toEqual(many.at(-1));
	expect(readUnmatched(file()).length).toBeGreaterThan(100);
});

test('where nothing can be written, nothing is left behind', () => {
	mkdirSync(file(), {recursive: true});
	expect(() => writeUnmatched(file(), [entry('no')])).toThrow();
	expect(readdirSync(path.dirname(file()))).toEqual(['unmatched.ndjson']);
	expect(() => readUnmatched(file())).toThrow('is not a list of replies');
});
