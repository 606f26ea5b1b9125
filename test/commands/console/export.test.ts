import {chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {writeReport} from '../../../source/commands/console/export.ts';
import type {Happening} from '../../../source/core/event.ts';
import {scripted} from '../../tui/scripted.ts';
import {done, opened, untilLogin} from '../../tui/story.ts';

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) {
		chmodSync(folder, 0o700);
		rmSync(folder, {recursive: true});
	}
});
const newFolder = (): string => {
	const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-export-'));
	folders.push(folder);
	return folder;
};

const opening = (log: readonly Happening[], id?: string) => ({
	...scripted(log).open,
	...(id === undefined ? {} : {id}),
});

test.each([
	['text', 'lostmail-a1b2c3.txt', /DIAGNOSED/],
	['transcript', 'lostmail-a1b2c3-transcript.txt', /AUTH PLAIN/],
	['json', 'lostmail-a1b2c3.json', /"verdict": "diagnosed"/],
	['ndjson', 'lostmail-a1b2c3.ndjson', /"type":"case\.closed"/],
])('%s is written for its owner alone, and over nothing', (report, name, wanted) => {
	const folder = newFolder();
	const first = writeReport(opening(done, 'a1b2c3'), report, folder);
	expect(first).toBe(path.join(folder, name));
	expect(readFileSync(first, 'utf8')).toMatch(wanted);
	expect(statSync(first).mode & 0o777).toBe(0o600);
	const kept = readFileSync(first, 'utf8');
	const second = writeReport(opening(done, 'a1b2c3'), report, folder);
	expect(second).not.toBe(first);
	expect(path.basename(second)).toMatch(/-2\b/);
	expect(readFileSync(first, 'utf8')).toBe(kept);
});

test('a case that has no name of its own is named by its time', () => {
	const folder = newFolder();
	expect(path.basename(writeReport(opening(done), 'text', folder))).toBe('lostmail-2026-01-05T12-00-00.txt');
});

const running = [opened, ...untilLogin];

test('a case that goes on is told so far, and not as if it had been cancelled', () => {
	const folder = newFolder();
	const text = readFileSync(writeReport(opening(running, 'a1b2c3'), 'text', folder), 'utf8');
	expect(text).toMatch(/^NOT OVER YET: this is what was known at 2026-01-05T12:00:\d\d/);
	expect(text).toContain('What was found');
	expect(text).not.toMatch(/CANCELLED|HEALTHY/);
	const transcript = readFileSync(writeReport(opening(running, 'a1b2c3'), 'transcript', folder), 'utf8');
	expect(transcript).toMatch(/^NOT OVER YET/);
	expect(() => writeReport(opening(running, 'a1b2c3'), 'json', folder)).toThrow(
		'JSON is written when the case is over. Export ndjson for what is known so far.',
	);
	expect(readFileSync(writeReport(opening(running, 'a1b2c3'), 'ndjson', folder), 'utf8')).toContain(
		'"type":"case.opened"',
	);
});

test('what is ticked after the end is in the report, and the report is there once', () => {
	const log: readonly Happening[] = [
		...done,
		{type: 'action.ticked', procedure: 'create-app-password', action: 0},
	];
	const text = readFileSync(writeReport(opening(log, 'a1b2c3'), 'text', newFolder()), 'utf8');
	expect(text.match(/DIAGNOSED/g)).toHaveLength(1);
});

test('a name never leads out of the folder', () => {
	const folder = newFolder();
	const file = writeReport(opening([opened], '../../etc/x'), 'text', folder);
	expect(path.dirname(file)).toBe(folder);
});

test('a report that nobody knows is told with those that are there', () => {
	expect(() => writeReport(opening(done), 'pdf\u001B[2J', newFolder())).toThrow(
		'There is no report named pdf\\u{1b}[2J. Try one of: text, transcript, json, ndjson.',
	);
});

test.skipIf(process.getuid?.() === 0)('a folder that nobody may write into is told with what to do', () => {
	const folder = newFolder();
	chmodSync(folder, 0o500);
	expect(() => writeReport(opening(done), 'text', folder)).toThrow(
		/^Not written: .* Start lostmail in a folder/,
	);
});

test('a folder that is gone is told with what to do, and nothing is left', () => {
	const folder = newFolder();
	expect(() => writeReport(opening(done), 'text', path.join(folder, 'gone'))).toThrow(
		/^Not written: there is no such file or folder\. Start lostmail in a folder that you may write into/,
	);
	expect(readdirSync(folder)).toEqual([]);
});

test('a hundredth report of one case is not written', () => {
	const folder = newFolder();
	writeFileSync(path.join(folder, 'lostmail-a1b2c3.txt'), '');
	for (let number = 2; number <= 99; number++)
		writeFileSync(path.join(folder, `lostmail-a1b2c3-${number}.txt`), '');
	expect(() => writeReport(opening(done, 'a1b2c3'), 'text', folder)).toThrow(
		/99 reports of this case are there already/,
	);
});
