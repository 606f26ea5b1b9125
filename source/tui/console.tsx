import process from 'node:process';
import {render} from 'ink';
import {App} from './app.tsx';
import type {ConsoleHost, ConsoleStart, Manner, Summary} from './host.ts';
import {FrameStream, KeyStream} from './streams.ts';
import {themes} from './theme.ts';

export type {
	CaseShelf,
	CaughtMessage,
	ConsoleHost,
	ConsoleStart,
	Library,
	Manner,
	MessageView,
	OpenCase,
	SessionView,
	SinkDesk,
	SinkView,
	Summary,
} from './host.ts';

/**
 * The console on this process's terminal. Resolves with what to print on the normal screen after the terminal is as
 * it was; rejects, with the terminal restored as well, when the console itself failed.
 */
export const runConsole = async (
	host: ConsoleHost,
	start: ConsoleStart,
	options: {
		readonly theme: 'unicode' | 'ascii';
		readonly manner: Manner;
		readonly signal: AbortSignal;
	},
): Promise<Summary> => {
	const opened = new Set<{close(): Promise<void>}>(
		start.kind === 'case' ? [start.case] : start.kind === 'sink' ? [start.desk] : [],
	);
	const watched: ConsoleHost = {
		...host,
		open: async choice => {
			const open = await host.open(choice);
			opened.add(open);
			return open;
		},
		openSink: async reach => {
			const desk = await host.openSink(reach);
			opened.add(desk);
			return desk;
		},
	};
	// From here on no key is shown by the terminal itself; what is typed before the first frame waits for it.
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	const stdout = new FrameStream(process.stdout, options.theme);
	const stdin = new KeyStream(process.stdin);
	const warnings = holdWarnings();
	const app = render(
		<App
			host={watched}
			start={start}
			theme={themes[options.theme]}
			manner={options.manner}
			copy={text => stdout.write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`)}
			stop={() => {
				process.kill(process.pid, 'SIGTSTP');
			}}
		/>,
		{
			stdin: stdin as never,
			stdout: stdout as never,
			interactive: true,
			alternateScreen: true,
			incrementalRendering: true,
			maxFps: 15,
			exitOnCtrlC: false,
			concurrent: false,
		},
	);
	const leave = () => app.unmount();
	options.signal.addEventListener('abort', leave, {once: true});
	try {
		const summary = (await app.waitUntilExit()) as Summary | undefined;
		return summary ?? (options.signal.aborted ? {lines: []} : cutOff);
	} finally {
		options.signal.removeEventListener('abort', leave);
		stdout.end();
		stdin.destroy();
		process.stdout.write('\u001B[?7h');
		if (process.stdin.isTTY) process.stdin.setRawMode(false);
		process.stdin.pause();
		process.stdin.unref();
		warnings.release();
		await Promise.allSettled([...opened].map(open => open.close()));
	}
};

/** Nobody left it, and nobody ended the process. */
const cutOff: Summary = {
	lines: ['The console ended before anybody left it: no keys can reach it any more.'],
	verdict: 'inconclusive',
};

/** Node's own warnings write past Ink and spoil the frame: they wait until the screen is given back. */
const holdWarnings = () => {
	const listeners = process.listeners('warning');
	const held: Error[] = [];
	const hold = (warning: Error) => void held.push(warning);
	process.removeAllListeners('warning').on('warning', hold);
	return {
		release: () => {
			process.off('warning', hold);
			for (const listener of listeners) process.on('warning', listener);
			for (const warning of held) for (const listener of listeners) listener(warning);
		},
	};
};
