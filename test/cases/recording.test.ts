import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {CaseInUse, lockCase} from '../../source/cases/lock.ts';
import {beginRecording, continueRecording, heldLines} from '../../source/cases/recording.ts';
import {newFolder} from './folder.ts';

const newFile = () => path.join(newFolder(), 'case.ndjson');

test('a file is written line by line, for this user alone, and by nobody else meanwhile', () => {
	const file = newFile();
	const recording = beginRecording(file);
	recording.write('{"seq":0}\n');
	expect(readFileSync(file, 'utf8')).toBe('{"seq":0}\n');
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(() => beginRecording(file)).toThrow(CaseInUse);
	expect(readFileSync(file, 'utf8')).toBe('{"seq":0}\n');
	recording.close();
	beginRecording(file).close();
	expect(readFileSync(file, 'utf8')).toBe('');
});

test('what is held back lies beside it until it is not any more', () => {
	const file = newFile();
	const recording = beginRecording(file);
	recording.hold(['{"seq":1}\n', '{"seq":2}\n']);
	expect(heldLines(file)).toEqual(['{"seq":1}', '{"seq":2}']);
	expect(statSync(`${file}-held`).mode & 0o777).toBe(0o600);
	expect(readFileSync(file, 'utf8')).toBe('');
	recording.hold([]);
	expect(existsSync(`${file}-held`)).toBe(false);
	expect(heldLines(file)).toEqual([]);
	recording.close();
});

test.each([
	['whole lines', '{"a":1}\n{"b":2}\n', '{"a":1}\n{"b":2}\n'],
	['a last line without its end', '{"a":1}\n{"b":2}', '{"a":1}\n{"b":2}\n'],
	['a last line that was cut off', '{"a":1}\n{"b":', '{"a":1}\n'],
	['a long last line that was cut off', `{"a":1}\n{"b":"${'x'.repeat(300_000)}`, '{"a":1}\n'],
	['a line that was cut off within a character', `{"a":1}\n{"b":"${'…'.slice(0, 1)}`, '{"a":1}\n'],
	['one line that was cut off', '{"a"', ''],
	['nothing', '', ''],
])('goes on below %s', (_what, before, kept) => {
	const file = newFile();
	writeFileSync(file, before);
	const recording = continueRecording(file, lockCase(file));
	recording.write('{"c":3}\n');
	recording.close();
	expect(readFileSync(file, 'utf8')).toBe(`${kept}{"c":3}\n`);
	lockCase(file).release();
});

test('a file that is gone lets go of its lock', () => {
	const file = newFile();
	expect(() => continueRecording(file, lockCase(file))).toThrow('ENOENT');
	lockCase(file).release();
});

test('a device is written to, and neither locked nor held', () => {
	const recording = beginRecording('/dev/null');
	recording.write('{}\n');
	recording.hold(['{}\n']);
	recording.close();
	expect(existsSync('/dev/null-held')).toBe(false);
	expect(existsSync('/dev/null-lock')).toBe(false);
});
