import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as wait} from 'node:timers/promises';
import {describe, expect, test} from 'vitest';
import type {Served} from './ssh.ts';
import {openScene, patience, type Terminal} from './ssh-scene.ts';

const {serve, logIn} = openScene();

/** Settles when a process is gone. */
const gone = async (pid: number): Promise<void> => {
	for (;;) {
		try {
			process.kill(pid, 0);
		} catch {
			return;
		}
		await wait(20);
	}
};

/** The process of sshd that has the session of a command. */
const sessionOf = async (pid: number): Promise<number> =>
	Number(/^PPid:\s+(\d+)$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** What lies on disk for each case, its file first; answers that may still be taken back lie beside it. */
const onDisk = async ({state}: Served): Promise<readonly string[]> => {
	const cases = path.join(state, 'lostmail', 'cases');
	const names = (await readdir(cases)).toSorted();
	const read = async (wanted: string): Promise<string> => {
		const parts = names.filter(name => name.startsWith(wanted.replace(/\.ndjson$/, '')));
		return (await Promise.all(parts.map(name => readFile(path.join(cases, name), 'utf8')))).join('');
	};
	return Promise.all(names.filter(name => name.endsWith('.ndjson')).map(read));
};

describe('a link that drops', () => {
	const host = 'smtp.of-the-first-login.test';

	/** Answers one question, and waits for the next. */
	const begin = async (served: Served): Promise<{readonly terminal: Terminal; readonly pid: number}> => {
		const terminal = logIn(served);
		await terminal.until(/1 of about \d/);
		terminal.press(`${host}\r`);
		await terminal.until(/2 of about \d/);
		const pid = (await served.started()).at(-1) ?? 0;
		return {terminal, pid};
	};

	test.each([
		['the machine of the person is gone', async ({kill}: Terminal) => kill()],
		[
			'sshd gives the session up',
			async (_: Terminal, pid: number) => void process.kill(await sessionOf(pid), 'SIGKILL'),
		],
	])(
		'%s: lostmail ends, and the next login goes on with the case, answers included',
		async (_, drop) => {
			const served = await serve('run smtp-settings');
			const {terminal, pid} = await begin(served);
			await drop(terminal, pid);
			await Promise.all([gone(pid), terminal.exit]);
			expect(await onDisk(served)).toEqual([expect.stringContaining(host)]);

			const {until, press, exit} = logIn(await serve());
			await until(/▸[^\n]*Settings of out/);
			press('\r');
			await until(/2 of about \d/);
			press('\u0003');
			await until(/once more quits/);
			press('\u0003');
			await exit;
			const [log = '', ...others] = await onDisk(served);
			expect(others).toEqual([]);
			const events = log
				.trimEnd()
				.split('\n')
				.map(line => JSON.parse(line) as {readonly type: string; readonly value?: string});
			expect(events.filter(({type}) => type === 'case.resumed')).toHaveLength(1);
			expect(events.filter(({value}) => value === host)).toHaveLength(1);
		},
		patience,
	);

	test(
		'“case resume” as the forced command goes on with it as well, once',
		async () => {
			const first = await begin(await serve('run smtp-settings'));
			first.terminal.kill();
			await gone(first.pid);
			const resuming = await serve('case resume');
			await logIn(resuming).until(/2 of about \d/);
			const second = logIn(resuming);
			await second.exit;
			expect(second.raw()).toMatch(/open in another lostmail/);
		},
		patience,
	);

	test(
		'whoever else uses the account sees that the case is open, and opens none of their own by it',
		async () => {
			const served = await serve('run smtp-settings');
			await begin(served);
			const {until, press} = logIn(await serve());
			await until(/open elsewhere/);
			press('g');
			await until(/Another process has it open/);
			press('\r');
			await until(/is open in another lostmail, process \d+/);
			expect(await onDisk(served)).toHaveLength(1);
		},
		patience,
	);
});
