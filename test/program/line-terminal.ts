import process from 'node:process';
import pty from '@lydell/node-pty';
import {launcher} from './lostmail.ts';

/** The built program at a terminal of its own, line by line: what it wrote, byte for byte, and what is typed to it. */
export const atTerminal = (
	args: readonly string[],
	{columns = 80, env = {}}: {readonly columns?: number; readonly env?: Readonly<Record<string, string>>} = {},
) => {
	const child = pty.spawn(process.execPath, [launcher, ...args], {
		cols: columns,
		rows: 24,
		name: env['TERM'] ?? 'xterm-256color',
		env: {PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/', LANG: 'C.UTF-8', ...env},
	});
	let raw = '';
	let heard = 0;
	const watchers = new Set<() => void>();
	child.onData(text => {
		raw += text;
		for (const watch of watchers) watch();
	});
	const ended = new Promise<number>(resolve => child.onExit(({exitCode}) => resolve(exitCode)));
	/** What was written since the last answer, on one line. */
	const since = () => raw.slice(heard).replaceAll(/\s+/g, ' ');
	const until = (wanted: RegExp): Promise<string> =>
		new Promise((resolve, reject) => {
			const look = () => {
				if (!wanted.test(since())) return;
				watchers.delete(look);
				resolve(since());
			};
			watchers.add(look);
			look();
			void ended.then(code => reject(new Error(`ended with ${code} before it said ${wanted}:\n${raw}`)));
		});
	const type = (text: string) => {
		heard = raw.length;
		child.write(text);
	};
	return {
		child,
		ended,
		until,
		type,
		raw: () => raw,
		/** Waits for these words and for a prompt behind them, and answers it. */
		async answer(wanted: RegExp, line: string): Promise<string> {
			const said = await until(new RegExp(`(?:${wanted.source}).*: $`));
			type(`${line}\r`);
			return said;
		},
	};
};
