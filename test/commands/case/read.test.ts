import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {readCase} from '../../../source/commands/case/read.ts';
import {casesFolder} from '../../../source/commands/case/store.ts';
import {linesOf, newFolder, writeCase} from '../../cases/folder.ts';

beforeEach(() => {
	vi.stubEnv('XDG_STATE_HOME', newFolder());
	mkdirSync(casesFolder(), {recursive: true});
});
afterEach(() => {
	vi.unstubAllEnvs();
});

const [opened = ''] = linesOf({id: 'abcdef'});
const event = (seq: number) => `${JSON.stringify({seq, at: 1, type: 'step.started', step: 's'})}\n`;
const opening = (more: object) => `${JSON.stringify({...JSON.parse(opened), ...more})}\n`;
const steps = (count: number, needs: readonly string[] = []) =>
	Array.from({length: count}, (_, index) => ({id: `s${index}`, title: '', check: 'c', hop: 'dns', needs}));

test.each([
	['a second case', opened + opening({seq: 1}), /:2: a second case is opened here/],
	['a number twice', opened + event(1) + event(1), /:3: event 1 stands after event 1/],
	['numbers that go down', opened + event(5) + event(4), /:3: event 4 stands after event 5/],
	['too many steps', opening({steps: steps(2001)}), /:1: 0 questions, 2001 steps/],
	['too many needs', opening({steps: steps(100, Array(201).fill('s0'))}), /20100 needs/],
	[
		'too many events',
		opened + Array.from({length: 200_001}, (_, at) => event(at + 1)).join(''),
		/:200001: more than 200000 events/,
	],
])('%s is refused with its line', (_what, text, told) => {
	const file = path.join(newFolder(), 'case.ndjson');
	writeFileSync(file, text);
	expect(() => readCase(file)).toThrow(told);
});

test.skipIf(process.platform === 'win32')(
	'a pipe is not waited for, and a link is not followed where cases are kept',
	() => {
		const pipe = path.join(casesFolder(), 'pipe.ndjson');
		execFileSync('mkfifo', [pipe]);
		expect(() => readCase(pipe)).toThrow(/it is no file; what comes through a pipe is read with -/);
		const elsewhere = writeCase(newFolder(), {id: 'abcdef'});
		const link = path.join(casesFolder(), 'link.ndjson');
		symlinkSync(elsewhere, link);
		expect(() => readCase(link)).toThrow(/it is a link, which is not followed/);
		expect(readCase(elsewhere)).toHaveLength(1);
	},
);
