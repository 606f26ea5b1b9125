import process from 'node:process';
import {type Instance, render} from 'ink';
import {App} from './app.tsx';
import {Boundary} from './boundary.tsx';
import {ConsoleFault, stopJob, watchEnds} from './ending.ts';
import type {ConsoleHost, ConsoleStart, Manner, Summary} from './host.ts';
import {KeyStream} from './key-stream.ts';
import {openLink} from './link.ts';
import {openedBy} from './opened.ts';
import {FrameStream} from './streams.ts';
import {themes} from './theme.ts';

export {ConsoleFault} from './ending.ts';
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

/** What gives the terminal back when this process cannot do it any more. */
export type Guard = {
	/** Settles when it knows how the terminal was; from then on that may be changed. */
	readonly ready: Promise<unknown>;
	/** The screen is ours. */
	up(): void;
	/** It is somebody else's. */
	down(): void;
	/** It is not needed any more. */
	end(): void;
};

type Appearance = {
	readonly theme: 'unicode' | 'ascii';
	readonly manner: Manner;
	readonly signal: AbortSignal;
	readonly guard: Guard;
};

/**
 * The console on this process's terminal. Resolves with what to print on the normal screen after the terminal is as
 * it was. With the terminal restored as well, it rejects with a `ConsoleFault` when the console itself failed, and with
 * the very rejection of a case that it was to begin with.
 */
export const runConsole = async (
	host: ConsoleHost,
	start: ConsoleStart,
	{theme, manner, signal, guard}: Appearance,
): Promise<Summary> => {
	const opened = openedBy(host, start);
	await guard.ready;
	// From here on no key is shown by the terminal itself; what is typed before the first frame waits for it.
	if (process.stdin.isTTY) process.stdin.setRawMode(true);
	const link = openLink(process.stdout);
	const stdout = new FrameStream(process.stdout, theme, link);
	const stdin = new KeyStream(process.stdin);
	stdout.on('entered', guard.up).on('left', guard.down);
	const warnings = holdWarnings();
	const failed = Promise.withResolvers<never>();
	let left: Summary = {lines: []};
	let whatIsLeft = () => left;
	const tellsWhatIsLeft = (tell: () => Summary) => {
		whatIsLeft = tell;
	};
	const screen = (
		<Boundary fail={failed.reject}>
			<App
				host={opened.host}
				start={opened.start}
				theme={themes[theme]}
				manner={manner}
				copy={text => stdout.write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`)}
				repaint={() => repaint()}
				stop={stopJob}
				atEnd={tellsWhatIsLeft}
			/>
		</Boundary>
	);
	let app: Instance | undefined;
	const unmount = () => {
		try {
			app?.unmount();
		} catch (error) {
			failed.reject(error);
		}
	};
	/** Somebody ends the process: the screen is given back, and what keys leave there is left as well. */
	const end = () => {
		left = whatIsLeft();
		unmount();
	};
	const paintAnew = () => {
		app?.clear();
		app?.rerender(screen);
	};
	const repaint = () => {
		stdout.wipe();
		paintAnew();
	};
	/** Somebody else stopped the process, and had the terminal meanwhile. */
	const resumed = () => {
		if (!stdout.isEntered) return;
		process.stdin.setRawMode(false).setRawMode(true);
		stdout.enterAgain();
		paintAnew();
	};
	const unwatch = watchEnds({cut: unmount, fail: failed.reject});
	stdout.once('entered', opened.begin).on('stale', paintAnew).on('error', unmount);
	process.on('SIGCONT', resumed);
	signal.addEventListener('abort', end, {once: true});
	try {
		app = render(screen, {
			stdin: stdin as never,
			stdout: stdout as never,
			interactive: true,
			alternateScreen: true,
			incrementalRendering: true,
			maxFps: 15,
			exitOnCtrlC: false,
			concurrent: false,
		});
		if (signal.aborted) end();
		const summary = (await Promise.race([app.waitUntilExit(), failed.promise])) as Summary | undefined;
		return summary ?? (signal.aborted ? left : cutOff);
	} catch (error) {
		unmount();
		throw opened.isRefusal(error) ? error : new ConsoleFault(error, opened.files());
	} finally {
		signal.removeEventListener('abort', end);
		process.off('SIGCONT', resumed);
		stdout.restore();
		unwatch();
		stdout.end();
		link.close();
		stdin.destroy();
		cook();
		process.stdin.pause();
		process.stdin.unref();
		guard.end();
		warnings.release();
		await opened.close();
	}
};

/** Lets the terminal handle its lines itself again, unless it is gone, or has been given to somebody else. */
const cook = (): void => {
	try {
		if (process.stdin.isTTY) process.stdin.setRawMode(false);
	} catch (error) {
		if (!['EIO', 'ENOTTY', 'EBADF'].includes((error as {code?: string}).code ?? '')) throw error;
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
