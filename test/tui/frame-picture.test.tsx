import {PassThrough, Writable} from 'node:stream';
import type {ReadStream, WriteStream} from 'node:tty';
import xterm from '@xterm/headless';
import {render} from 'ink';
import {expect, test} from 'vitest';
import {App} from '../../source/tui/app.tsx';
import {KeyStream} from '../../source/tui/key-stream.ts';
import {FrameStream} from '../../source/tui/streams.ts';
import {themes} from '../../source/tui/theme.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {host, scripted} from './scripted.ts';
import {done} from './story.ts';

const tick = () => new Promise(resolve => setImmediate(resolve));

/** The console in two terminals: one gets what Ink writes as it is, the other what goes out in its place. */
const inTwo = (start: Parameters<typeof App>[0]['start'], size = {columns: 100, rows: 30}) => {
	const terminals = [1, 2].map(
		() => new xterm.Terminal({cols: size.columns, rows: size.rows, allowProposedApi: true}),
	);
	const [asIs, lean] = terminals as [xterm.Terminal, xterm.Terminal];
	let parsed: readonly Promise<void>[] = [];
	const feed = (terminal: xterm.Terminal, text: string) => {
		parsed = [
			...parsed,
			new Promise<void>(resolve => terminal.write(text.replaceAll(/\r?\n/g, '\r\n'), resolve)),
		];
	};
	const octets = {asIs: 0, lean: 0};
	const target = Object.assign(
		new Writable({
			decodeStrings: false,
			write: (chunk: string, _encoding, taken) => {
				octets.lean += Buffer.byteLength(chunk);
				feed(lean, chunk);
				taken();
			},
		}),
		{isTTY: true, ...size},
	);
	class Watched extends FrameStream {
		override _write(chunk: string, encoding: BufferEncoding, taken: () => void): void {
			octets.asIs += Buffer.byteLength(chunk);
			feed(asIs, chunk.replace('\u001B[?1049h', '\u001B[?1049h\u001B[?7l'));
			super._write(chunk, encoding, taken);
		}
	}
	const keyboard = Object.assign(new PassThrough(), {
		isTTY: true,
		setRawMode: () => keyboard,
		ref: () => keyboard,
		unref: () => keyboard,
	});
	const stdout = new Watched(target as unknown as WriteStream, 'unicode');
	const app = render(
		<App
			host={{...host(scripted(done).open), now: () => noon}}
			start={start}
			theme={themes.unicode}
			manner="desk"
			copy={text => stdout.write(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`)}
			repaint={() => undefined}
			stop={() => undefined}
		/>,
		{
			stdout: stdout as never,
			stdin: new KeyStream(keyboard as unknown as ReadStream) as never,
			stderr: stdout as never,
			interactive: true,
			alternateScreen: true,
			incrementalRendering: true,
			patchConsole: false,
			exitOnCtrlC: false,
			maxFps: 1000,
		},
	);
	const settle = async () => {
		for (let quiet = 0, before = -1; quiet < 6; quiet = before === octets.asIs ? quiet + 1 : 0) {
			before = octets.asIs;
			await app.waitUntilRenderFlush();
			await tick();
			await Promise.all(parsed);
		}
	};
	const cells = (terminal: xterm.Terminal) =>
		Array.from({length: terminal.rows}, (_, row) => {
			const line = terminal.buffer.active.getLine(row);
			return Array.from({length: terminal.cols}, (__, column) => {
				const cell = line?.getCell(column);
				const glyph = cell?.getChars() || (cell?.getWidth() === 0 ? '' : ' ');
				const weight = `${cell?.isBold()} ${cell?.isDim()} ${cell?.getFgColor()}`;
				return glyph === ' ' ? `${cell?.isInverse()}` : `${glyph} ${weight} ${cell?.isInverse()}`;
			}).join('|');
		});
	return {
		octets,
		same: async () => {
			await settle();
			expect(cells(lean)).toEqual(cells(asIs));
		},
		press: async (key: string) => {
			keyboard.write(key);
			for (let ticks = 0; ticks < key.length + 4; ticks++) await tick();
		},
		resize: (columns: number, rows: number) => {
			for (const terminal of terminals) terminal.resize(columns, rows);
			Object.assign(target, {columns, rows});
			target.emit('resize');
		},
		close: () => {
			app.unmount();
			for (const terminal of terminals) terminal.dispose();
		},
	};
};

const sizes = [
	[80, 24],
	[120, 24],
	[120, 40],
	[60, 40],
	[39, 9],
	[100, 30],
] as const;

const walks: readonly {
	readonly name: string;
	readonly start: () => Parameters<typeof inTwo>[0];
	readonly typed: readonly string[];
}[] = [
	{
		name: 'home',
		start: () => ({kind: 'home'}),
		typed: [
			...'jjkjGg/dom',
			keys.escape,
			'c',
			keys.escape,
			'l',
			...'jjj?',
			keys.escape,
			...':ca',
			keys.escape,
		],
	},
	{
		name: 'a case',
		start: () => ({kind: 'case', case: scripted(done).open}),
		typed: [
			...['g', 'j', 'j', 'j', 'j', keys.tab, keys.tab, keys.enter, keys.tab, 'j', 'j', 'G'],
			...['/', 's', 'm', 't', 'p', keys.enter, 'n', keys.escape, keys.escape, 'd', keys.escape],
			...['p', 'j', ' ', 'y', '?', keys.escape, keys.escape],
		],
	},
	{
		name: 'a sink',
		start: () => ({kind: 'sink', desk: scriptedSink(filled).desk}),
		typed: [...'jjkG', keys.enter, keys.tab, keys.pageDown, keys.escape, ...'/a', keys.escape],
	},
];

test.each(walks)(
	'$name: the terminal shows what Ink has drawn, after every key and at every size',
	async ({start, typed}) => {
		const {press, same, resize, octets, close} = inTwo(start());
		await same();
		for (const key of typed) {
			await press(key);
			await same();
		}
		for (const [columns, rows] of sizes) {
			resize(columns, rows);
			await same();
			await press('j');
			await same();
		}
		expect(octets.lean).toBeLessThan(octets.asIs);
		close();
	},
);
