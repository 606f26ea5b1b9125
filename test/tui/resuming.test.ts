import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {expect, test} from 'vitest';
import {command, start, startIn} from './pty.ts';

const atHome = /^ lostmail[\s\S]*Verification code never arrives[\s\S]* quit *$/;

/** Whether a screen is one whole frame of that size: a frame comes in pieces, and between them it is none. */
const isWhole = (screen: string, columns: number, count: number): boolean => {
	const rows = screen.split('\n');
	const end = rows.findIndex(row => row.startsWith('╰'));
	return (
		rows.length === count &&
		/^ lostmail /.test(rows[0] ?? '') &&
		new RegExp(`^╭─.{${columns - 3}}╮$`).test(rows[1] ?? '') &&
		rows.slice(2, end).every(row => new RegExp(`^│.{${columns - 2}}│$`).test(row)) &&
		new RegExp(`^╰─{${columns - 2}}╯$`).test(rows[end] ?? '') &&
		rows.slice(end + 1, -1).every(row => !/^[│╭╰]| lostmail /.test(row)) &&
		/ quit *$/.test(rows.at(-1) ?? '')
	);
};

const startInShell = async () => {
	const started = startIn('bash', ['--norc', '--noprofile', '-i'], {env: {PS1: '@ '}});
	await started.until(/@ $/m);
	started.child.write(`${command()}\r`);
	await started.when(() => atHome.test(started.screen()) && isWhole(started.screen(), 80, 24));
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
	await started.when(() => isWhole(started.screen(), 100, 30));
	expect(terminal.buffer.active.type).toBe('alternate');

	child.write('q');
	await until(/@ $/m);
	expect(terminal.buffer.active.type).toBe('normal');
}, 90_000);

test('somebody else stops the process: when it goes on, the screen is whole', async () => {
	const started = await startInShell();
	const {child, until, terminal} = started;
	const [job = ''] = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], {
		encoding: 'utf8',
	}).split('\n');
	process.kill(Number(job), 'SIGSTOP');
	await until(/Stopped[\s\S]*@ $/m);
	child.write('clear\r');
	await until(/^@ $/m);
	child.write('fg\r');
	await started.when(() => atHome.test(started.screen()) && isWhole(started.screen(), 80, 24));
	expect(terminal.buffer.active.type).toBe('alternate');
	child.write('q');
	await until(/@ $/m);
}, 90_000);

test('a hundred new sizes end with a right screen', async () => {
	const started = start([]);
	const {child, until, when, screen, resize} = started;
	await until(atHome);
	for (let count = 0; count < 100; count++) {
		resize(40 + ((count * 37) % 121), 10 + ((count * 13) % 41));
		await new Promise(resolve => setImmediate(resolve));
	}
	resize(120, 40);
	await when(() => isWhole(screen(), 120, 40));
	child.write('q');
	expect((await started.exit).exitCode).toBe(0);
}, 90_000);
