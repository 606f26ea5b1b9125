import {createHook} from 'node:async_hooks';
import {PassThrough, Writable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import xterm from '@xterm/headless';
import {render} from 'ink';
import type {ReactNode} from 'react';
import {KeyStream} from '../../source/tui/key-stream.ts';
import {FrameStream} from '../../source/tui/streams.ts';

/** Timers that go off once and soon, by their number; what moves every quarter of a second is none of them. */
const due = new Set<number>();
const soon = 100;
createHook({
	init(id, type, _trigger, timer: {_idleTimeout?: number; _repeat?: number | null}) {
		if (type === 'Timeout' && !timer._repeat && (timer._idleTimeout ?? soon) < soon) due.add(id);
	},
	destroy: id => void due.delete(id),
	trackPromises: false,
}).enable();
const isSomethingDue = () => due.size > 0;

type Size = {readonly columns?: number; readonly rows?: number; readonly glyphs?: 'unicode' | 'ascii'};

/** Renders through Ink and our own streams into a terminal emulator, all in this process. */
export const openScreen = async (
	node: ReactNode,
	{columns = 80, rows = 24, glyphs = 'unicode'}: Size = {},
) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	let bytes = 0;
	let raw = '';
	let parsed = Promise.resolve();
	const target = Object.assign(
		new Writable({
			decodeStrings: false,
			write: (chunk: string, _encoding, done) => {
				bytes += Buffer.byteLength(chunk);
				raw += chunk;
				parsed = new Promise(resolve => {
					terminal.write(chunk.replaceAll(/\r?\n/g, '\r\n'), resolve);
				});
				done();
			},
		}),
		{isTTY: true, columns, rows},
	);
	const keyboard = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => keyboard,
		ref: () => keyboard,
		unref: () => keyboard,
	});
	const stdout = new FrameStream(target as unknown as WriteStream, glyphs);
	const app = render(node, {
		stdout: stdout as never,
		stdin: new KeyStream(keyboard as unknown as ReadStream) as never,
		stderr: stdout as never,
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 1000,
	});
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, row) =>
			(active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols) ?? '').trimEnd(),
		).join('\n');
	};
	const tick = () => new Promise(resolve => setImmediate(resolve));
	/** Until nothing has been written for a while of the event loop. */
	const flush = async () => {
		for (let quiet = 0, before = bytes; quiet < 8; quiet = before === bytes ? quiet + 1 : 0) {
			before = bytes;
			await app.waitUntilRenderFlush();
			await tick();
			await parsed;
		}
	};
	/** The same, and nothing is about to happen by itself: no key is held back, and no page is still being laid out. */
	const settle = async () => {
		do await flush();
		while (isSomethingDue());
	};
	const until = async (wanted: RegExp | string, timeout = 15_000): Promise<string> => {
		const end = performance.now() + timeout;
		for (;;) {
			await flush();
			const text = screen();
			if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) return text;
			if (performance.now() > end) throw new Error(`not on the screen: ${String(wanted)}\n${text}`);
		}
	};
	await flush();
	return {
		screen,
		until,
		settle,
		exited: app.waitUntilExit(),
		bytes: () => bytes,
		raw: () => raw,
		/** Everything in one packet, as a fast typist on a slow link sends it. */
		press: async (keys: string) => {
			keyboard.write(keys);
			for (let ticks = 0; ticks < keys.length + 4; ticks++) await tick();
			await flush();
		},
		resize: async (width: number, height: number) => {
			Object.assign(target, {columns: width, rows: height});
			terminal.resize(width, height);
			target.emit('resize');
			await flush();
		},
		close: () => {
			app.unmount();
			terminal.dispose();
		},
	};
};

export const keys = {
	up: '\u001B[A',
	down: '\u001B[B',
	left: '\u001B[D',
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	pageDown: '\u001B[6~',
	controlC: '\u0003',
} as const;
