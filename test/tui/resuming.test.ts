import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {expect, test} from 'vitest';
import {command, start, startIn} from './pty.ts';

const atHome = /^ lostmail[\s\S]*Verification code never arrives[\s\S]* quit *$/;

/** The rows of the screen, with nothing cut off. */
const rowsOf = ({screen}: {screen(): string}): readonly string[] => screen().split('\n');

const startInShell = async () => {
	const started = startIn('bash', ['--norc', '--noprofile', '-i'], {env: {PS1: '@ '}});
	await started.until(/@ $/m);
	started.child.write(`${command()}\r`);
	await started.until(atHome);
	return started;
};

test('Ctrl+Z stops the job, and fg brings back the whole screen, in the size that the terminal has now', async () => {
	const started = await startInShell();
	const {child, until, terminal, resize, raw} = started;
	child.write('\u001A');
	await until(/Stopped[\s\S]*@ $/m);
	expect(terminal.buffer.active.type).toBe('normal');
	expect(raw().lastIndexOf('\u001B[?25h')).toBeGreaterThan(raw().lastIndexOf('\u001B[?25l'));
	child.write('echo "icanon: $(stty -a | grep -o -e "-*icanon")"\r');
	await until(/^icanon: icanon/m);

	resize(100, 30);
	child.write('fg\r');
	await until(atHome);
	expect(terminal.buffer.active.type).toBe('alternate');
	const rows = rowsOf(started);
	expect(rows).toHaveLength(30);
	expect(rows[1]).toMatch(/^╭─.{97}╮$/);
	expect(rows.at(-1)).toContain('quit');

	child.write('q');
	await until(/@ $/m);
	expect(terminal.buffer.active.type).toBe('normal');
}, 90_000);

test('somebody else stops the process: when it goes on, the screen is whole', async () => {
	const started = await startInShell();
	const {child, until, terminal} = started;
	const before = started.screen();
	const [job = ''] = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], {
		encoding: 'utf8',
	}).split('\n');
	process.kill(Number(job), 'SIGSTOP');
	await until(/Stopped[\s\S]*@ $/m);
	child.write('clear\r');
	await until(/^@ $/m);
	child.write('fg\r');
	await until(atHome);
	expect(started.screen()).toBe(before);
	expect(terminal.buffer.active.type).toBe('alternate');
	child.write('q');
	await until(/@ $/m);
}, 90_000);

test('a hundred new sizes end with a right screen', async () => {
	const started = start([]);
	const {child, until, resize} = started;
	await until(atHome);
	for (let count = 0; count < 100; count++) {
		resize(40 + ((count * 37) % 121), 10 + ((count * 13) % 41));
		await new Promise(resolve => setImmediate(resolve));
	}
	resize(120, 40);
	await until(/^╭─.{117}╮$/m);
	await until(/^ .*quit.*$/m);
	const rows = rowsOf(started);
	expect(rows).toHaveLength(40);
	expect(rows[0]).toMatch(/^ lostmail /);
	expect(rows.filter(row => /^ lostmail /.test(row))).toHaveLength(1);
	expect(rows.filter(row => /^╭/.test(row))).toHaveLength(1);
	expect(rows.filter(row => /^╰/.test(row))).toHaveLength(1);
	child.write('q');
	expect((await started.exit).exitCode).toBe(0);
}, 90_000);
