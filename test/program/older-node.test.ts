import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {beforeEach, expect, test} from 'vitest';
import {startIn} from '../tui/pty.ts';
import {eventsIn} from './in-lab.ts';
import {launcher, lostmail} from './lostmail.ts';

/** A Node of the system that is older than the program needs, so that its launcher starts the program's own. */
const older = '/usr/bin/node';

/** Why nothing can be shown here; undefined where it can. */
const leftOut = (() => {
	if (!existsSync('/proc/self/task')) return 'it needs /proc';
	if (!existsSync(older)) return `there is no ${older}`;
	const version = execFileSync(older, ['--version'], {encoding: 'utf8'}).trim();
	const [major = 0] = version.slice(1).split('.').map(Number);
	return major < 22 ? undefined : `${older} is ${version}, which runs the program itself`;
})();

beforeEach(({skip}) => skip(leftOut !== undefined, leftOut));

/** The processes that a process has started. */
const childrenOf = (pid: number): readonly number[] =>
	readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

const isRunning = (pid: number): boolean => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
};

test.each(['launcher', 'program'] as const)(
	'started by an older Node, kill -9 of the %s gives the terminal back, and the case on disk is whole',
	async which => {
		const script = [
			'echo "before $(stty -g)"',
			`'${older}' '${launcher}' demo port-silent`,
			'code=$?',
			// Whoever gives the terminal back is quick, but no part of the program.
			'sleep 2',
			'echo "after $(stty -g)"',
			'echo "over $code"',
		].join('\n');
		const started = startIn('/bin/sh', ['-c', script]);
		await started.until(/Server answers · running/);
		const [launched = 0] = childrenOf(started.child.pid);
		const [program = 0] = childrenOf(launched);
		process.kill(which === 'launcher' ? launched : program, 'SIGKILL');
		await started.exit;
		const all = started.raw();
		expect(/after (\S+)/.exec(all)?.[1]).toBe(/before (\S+)/.exec(all)?.[1]);
		expect(started.terminal.buffer.active.type).toBe('normal');
		expect(started.terminal.modes.bracketedPasteMode).toBe(false);
		expect(all.lastIndexOf('\u001B[?25h')).toBeGreaterThan(all.lastIndexOf('\u001B[?25l'));
		expect(all).toContain('over 137');
		await expect.poll(() => isRunning(program), {timeout: 10_000}).toBe(false);

		const folder = path.join(started.state, 'lostmail', 'cases');
		// The lock of a process that is gone lies there until somebody looks.
		const [name = '', ...more] = readdirSync(folder).filter(one => one.endsWith('.ndjson'));
		expect(more).toEqual([]);
		const events = await eventsIn(path.join(folder, name));
		expect(events[0]?.type).toBe('case.opened');
		expect(events.map(({seq}) => seq)).toEqual(events.map((_, index) => index));
		const env = {XDG_STATE_HOME: started.state};
		const resumed = await lostmail(['case', 'resume', path.join(folder, name)], {env});
		expect({code: resumed.code, stderr: resumed.stderr}).toEqual({code: 3, stderr: ''});
	},
	90_000,
);
