import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, afterEach, beforeEach, expect, test, vi} from 'vitest';
import {parse} from 'yaml';
import {listUnmatched} from '../../../source/commands/case/unmatched.ts';
import {UsageError} from '../../../source/commands/io.ts';
import type {Entry} from '../../../source/commands/unmatched/entry.ts';
import {unmatchedFile, writeUnmatched} from '../../../source/commands/unmatched/store.ts';
import {finished, newReply} from '../unmatched/finished.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-list-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
beforeEach(() => void vi.stubEnv('XDG_STATE_HOME', mkdtempSync(path.join(folder, 'state-'))));
afterEach(() => void vi.unstubAllEnvs());

const list = async (files: readonly string[] = [], options: Parameters<typeof listUnmatched>[1] = {}) => {
	let said = '';
	const out = (text: string) => {
		said += text;
	};
	expect(await listUnmatched(files, options, {out})).toBe(0);
	return said;
};

const entry = (words: string, last: string, more: Partial<Entry> = {}): Entry => ({
	words,
	stage: 'login',
	host: 'smtp.provider.net',
	code: 535,
	first: last,
	last,
	count: 1,
	version: '0.1.0',
	...more,
});
const older = entry('Something old', '2026-11-20T10:00:00.000Z');
const newer = entry('Something new', '2026-11-22T11:30:00.000Z', {
	first: '2026-11-21T09:00:00.000Z',
	count: 3,
	stage: 'recipient',
});

test('the list lies in the state folder', () => {
	expect(unmatchedFile()).toBe(path.join(process.env['XDG_STATE_HOME'] ?? '', 'lostmail/unmatched.ndjson'));
});

test('an empty list says so', async () => {
	expect(await list()).toBe('No reply has been kept: every one that was seen is known.\n');
	expect(await list([], {json: true})).toBe('[]\n');
});

test('newest first, with words, stage, server and times', async () => {
	writeUnmatched(unmatchedFile(), [older, newer]);
	expect(await list()).toBe(`2 replies that no rule knows, newest first

535 Something new
  at recipient, said by smtp.provider.net
  seen 3 times, first 2026-11-21 09:00 UTC, last 2026-11-22 11:30 UTC, by
  lostmail 0.1.0

535 Something old
  at login, said by smtp.provider.net
  seen once, 2026-11-20 10:00 UTC, by lostmail 0.1.0

lostmail case unmatched --yaml prints a rule for each, to be filled in.
`);
});

test('for programs as JSON, for authors as YAML', async () => {
	writeUnmatched(unmatchedFile(), [older, newer]);
	expect(JSON.parse(await list([], {json: true}))).toEqual([newer, older]);
	const stubs = parse(await list([], {yaml: true}));
	expect(stubs.map(({text}: {text: string}) => text)).toEqual(['something new', 'something old']);
});

test('case files are read instead of what is kept', async () => {
	writeUnmatched(unmatchedFile(), [older]);
	const file = path.join(folder, 'case.ndjson');
	const {event, after} = finished(newReply);
	const opened = {
		type: 'case.opened',
		format: 1,
		version: '0.1.0',
		playbook: {name: 'x', title: 'X', sha256: ''},
		inputs: [],
		steps: after.steps.map(({state: _, evidence: __, ...step}) => step),
		seq: 0,
		at: event.at,
	};
	writeFileSync(file, `${JSON.stringify(opened)}\n${JSON.stringify(event)}\n`);
	const [found, ...more] = JSON.parse(await list([file, file], {json: true}));
	expect(more).toEqual([]);
	expect(found).toMatchObject({stage: 'login', count: 2, host: 'smtp.provider.net', code: 550});
	writeFileSync(file, `${JSON.stringify(opened)}\n`);
	expect(await list([file])).toBe('Every reply in these cases is known.\n');
});

test('what is no case file is told', async () => {
	await expect(list([path.join(folder, 'nowhere')])).rejects.toThrow(UsageError);
});
