import {chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {launcher} from '../../program/lostmail.ts';

let folder = '';
const running = new Set<{kill(): void}>();
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'lostmail-pager-'));
});
afterEach(() => {
	for (const child of running) child.kill();
	running.clear();
	rmSync(folder, {recursive: true, force: true});
});

const script = (name: string, text: string): string => {
	const file = path.join(folder, name);
	writeFileSync(file, `#!/bin/sh\n${text}\n`);
	chmodSync(file, 0o755);
	return file;
};

/** The built program with a case of the lab that is over, in a real terminal. */
const start = async (env: Readonly<Record<string, string>>) => {
	const terminal = new xterm.Terminal({cols: 80, rows: 24, allowProposedApi: true});
	const child = pty.spawn(process.execPath, [launcher, 'demo', 'wrong-password'], {
		cols: 80,
		rows: 24,
		cwd: folder,
		name: 'xterm-256color',
		env: {
			PATH: process.env['PATH'] ?? '/usr/bin:/bin',
			HOME: folder,
			LANG: 'C.UTF-8',
			XDG_STATE_HOME: folder,
			...env,
		},
	});
	running.add(child);
	let raw = '';
	const listeners = new Set<() => void>();
	child.onData(text => {
		terminal.write(text, () => {
			raw += text;
			for (const listener of listeners) listener();
		});
	});
	const exit = new Promise<number>(resolve =>
		child.onExit(({exitCode}) => {
			running.delete(child);
			resolve(exitCode);
		}),
	);
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: 24}, (_, row) =>
			active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols),
		).join('\n');
	};
	const until = (wanted: RegExp, holds = () => true) =>
		new Promise<string>(resolve => {
			const look = () => {
				if (!holds() || !wanted.test(screen())) return;
				listeners.delete(look);
				resolve(screen());
			};
			listeners.add(look);
			look();
		});
	/** As soon as a whole frame of the console shows it. */
	const untilDrawn = (wanted: RegExp) =>
		until(wanted, () => raw.endsWith('\u001B[?2026l') && terminal.buffer.active.type === 'alternate');
	await untilDrawn(/auth\.wrong-credentials/);
	child.write('t');
	const before = await untilDrawn(/Conversation/);
	const back = async () => {
		await until(/press Enter to go back/);
		child.write('\r');
		return untilDrawn(/Conversation/);
	};
	return {child, until, untilDrawn, back, exit, screen, before, raw: () => raw};
};

test('a pager has the text on its input and the keys of the terminal, and the screen comes back whole', async () => {
	const kept = path.join(folder, 'kept');
	const pager = script(
		'my pager',
		`cat >"${kept}"; echo "PAGER HAS IT"; read -r key </dev/tty; echo "got $key"`,
	);
	const {child, until, back, before, raw, exit} = await start({PAGER: `'${pager}'`});
	child.write('o');
	await until(/PAGER HAS IT/);
	expect(raw().lastIndexOf('\u001B[?1049l')).toBeGreaterThan(raw().lastIndexOf('\u001B[?1049h'));
	child.write('quit\r');
	expect(await back()).toBe(before);
	expect(readFileSync(kept, 'utf8')).toMatch(/EHLO[\s\S]*535 5\.7\.8 Error: authentication failed/);
	child.write('q');
	await exit;
	expect(raw().lastIndexOf('\u001B[?1049l')).toBeGreaterThan(raw().lastIndexOf('\u001B[?1049h'));
}, 90_000);

test('what has printed the text and gone is waited for, so that it can be read', async () => {
	const {child, until, back, before} = await start({PAGER: 'cat'});
	child.write('o');
	expect(await until(/press Enter to go back/)).toContain('authentication failed');
	expect(await back()).toBe(before);
}, 90_000);

test('what prints slowly is waited for as well', async () => {
	const pager = script('slow', 'cat; echo PRINTED; read -r key </dev/tty');
	const {child, until, back, before} = await start({PAGER: pager});
	child.write('o');
	await until(/PRINTED/);
	child.write('\r');
	expect(await back()).toBe(before);
}, 90_000);

test('Ctrl+C in a pager ends neither the case nor the console', async () => {
	const pager = script(
		'stubborn',
		// Some shells give up a read for the trap, and others go on with it.
		'cat >/dev/null; trap "echo INTERRUPTED" INT; echo READY; read -r key </dev/tty || read -r key </dev/tty',
	);
	const {child, until, back, before} = await start({PAGER: pager});
	child.write('o');
	await until(/READY/);
	child.write('\u0003');
	await until(/INTERRUPTED/);
	child.write('\r');
	expect(await back()).toBe(before);
}, 90_000);

test('a pager that is not there, and none at all, are told with what to do', async () => {
	const wrong = await start({PAGER: 'no-such-pager-here'});
	wrong.child.write('o');
	await wrong.until(/Your pager cannot be started\. Set PAGER to a program such as less/);
	const bare = path.join(folder, 'bin');
	rmSync(bare, {recursive: true, force: true});
	const none = await start({PATH: bare});
	none.child.write('o');
	await none.until(/No pager is here\. Install less/);
}, 90_000);

test('without $PAGER it is less', async () => {
	const bin = path.join(folder, 'bin');
	script('less', `cat >"${path.join(folder, 'less-had')}"; echo LESS; read -r key </dev/tty`);
	symlinkSync(folder, bin);
	const {child, until, screen, untilDrawn} = await start({PATH: `${bin}:${process.env['PATH']}`});
	child.write('o');
	await until(/LESS/);
	child.write('\r');
	// Whoever leaves it within a moment is asked for Enter.
	await Promise.race([until(/press Enter to go back/), untilDrawn(/Conversation/)]);
	if (screen().includes('press Enter to go back')) child.write('\r');
	await untilDrawn(/Conversation/);
	expect(existsSync(path.join(folder, 'less-had'))).toBe(true);
}, 90_000);
