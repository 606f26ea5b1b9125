import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough} from 'node:stream';
import {Command as Commander} from 'commander';
import {createTransport} from 'nodemailer';
import {afterAll, beforeAll} from 'vitest';
import {type Io, UsageError} from '../../../source/commands/io.ts';
import {openSinkHere, type SinkHere} from '../../../source/commands/sink/open.ts';
import type {SinkSettings} from '../../../source/commands/sink/settings.ts';
import sinkCommand from '../../../source/commands/sink.ts';
import type {SinkPlace} from '../../../source/core/sink.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-sink-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

let count = 0;

/** A path that nothing has yet, in a folder that goes with the test file. */
export const newPath = (name: string): string => path.join(folder, String(count++), name);

export type Surroundings = {
	readonly env?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	/** Whether stdin, stdout and stderr are a terminal; what is typed on it. */
	readonly terminal?: string;
	/** Called with everything that was printed so far. */
	readonly heard?: (printed: {readonly stdout: string; readonly stderr: string}) => void;
};

export type Ending = {readonly code: number; readonly stdout: string; readonly stderr: string};

/** Runs `lostmail sink …` in this process as the program does. */
export const sink = async (args: readonly string[], surroundings: Surroundings = {}): Promise<Ending> => {
	const {env = {}, signal = new AbortController().signal, terminal, heard} = surroundings;
	let stdout = '';
	let stderr = '';
	const tell = () => heard?.({stdout, stderr});
	const out = (text: string | Uint8Array) => {
		stdout += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
		tell();
	};
	const err = (text: string) => {
		stderr += text;
		tell();
	};
	const isTTY = terminal !== undefined;
	const stream = (write: (text: string) => void) =>
		Object.assign(
			new PassThrough().on('data', (chunk: Buffer) => write(chunk.toString('latin1'))),
			{isTTY},
		);
	const stdin = Object.assign(new PassThrough(), {isTTY});
	stdin.end(terminal ?? '');
	const io = {out, err, stdin, stdout: stream(out), stderr: stream(err), env, signal} as unknown as Io;
	let work: ((io: Io) => Promise<number>) | undefined;
	const program = new Commander('lostmail').exitOverride();
	const command = program.command('sink').exitOverride();
	sinkCommand.configure(command, chosen => {
		work = chosen;
	});
	for (const one of [program, command, ...command.commands])
		one.exitOverride().configureOutput({writeOut: out, writeErr: err});
	try {
		program.parse(['sink', ...args], {from: 'user'});
		return {code: work ? await work(io) : 0, stdout, stderr};
	} catch (error) {
		if (error instanceof UsageError) return {code: 2, stdout, stderr: `${stderr}${error.message}\n`};
		const {exitCode} = error as {exitCode?: number};
		if (exitCode === undefined) throw error;
		return {code: exitCode === 0 ? 0 : 2, stdout, stderr};
	}
};

/** Opens a sink on any free port of 127.0.0.1. */
export const raise = (settings: SinkSettings = {}): Promise<SinkHere> =>
	openSinkHere({
		listen: ['127.0.0.1'],
		ports: [{port: 0, security: 'starttls'}],
		store: newPath('sink.db'),
		...settings,
	});

export type Letter = {
	readonly to?: string;
	readonly from?: string;
	readonly subject?: string;
	readonly text?: string;
	readonly login?: {readonly user: string; readonly pass: string};
};

/** Sends one message as a device would; resolves when it was taken, and rejects with the server's reply. */
export const send = async ({port}: Pick<SinkPlace, 'port'>, letter: Letter = {}): Promise<void> => {
	const {to = 'kim@example.org', from = 'nas@example.com', subject = 'Your code', login} = letter;
	const transport = createTransport({
		host: '127.0.0.1',
		port,
		name: 'nas.example.com',
		tls: {rejectUnauthorized: false},
		...(login ? {auth: login} : {}),
	});
	try {
		await transport.sendMail({
			from,
			to,
			subject,
			text: letter.text ?? 'Your verification code is 482915. It is valid for 10 minutes.',
		});
	} finally {
		transport.close();
	}
};

/** The first place where a sink listens. */
export const placeOf = ({sink: {places}}: SinkHere): SinkPlace => {
	const [place] = places;
	if (!place) throw new Error('it listens nowhere');
	return place;
};

/** What must not reach a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are
export const acting = /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/;

const nasty = 'Bell\u0007 and \u001b[31mred\u001b[0m and \u202eevil';

/**
 * A sink for a test file that has caught three messages: two codes for the same person, and one that would act on a
 * terminal. `run` runs a command on its store.
 */
export const caughtThree = (): {
	readonly here: () => SinkHere;
	run(...args: readonly string[]): Promise<Ending>;
} => {
	let raised: SinkHere | undefined;
	const here = () => {
		if (!raised) throw new Error('it is not raised yet');
		return raised;
	};
	beforeAll(async () => {
		raised = await raise();
		const place = placeOf(raised);
		await send(place, {text: 'Your verification code is 111222.'});
		await send(place, {text: 'Your verification code is 482915.\nIt expires in 10 minutes.'});
		await send(place, {to: 'lee@example.org', subject: nasty, text: `${nasty}\nFrom here on.`});
	});
	afterAll(() => raised?.close());
	return {here, run: (...args) => sink([...args, '--store', here().settings.store])};
};

/** A `lostmail sink …` that goes on until it is ended. */
export type Going = {
	/** Resolves with all of stdout as soon as it fits. */
	says(wanted: RegExp): Promise<string>;
	/** The first port that it listens on. */
	port(): Promise<number>;
	end(signal?: 'SIGINT' | 'SIGTERM'): Promise<Ending>;
};

const listening = /127\.0\.0\.1:\d+|"port":\d+/;

/** Starts it on any free port of 127.0.0.1, and keeps what it catches in this file. */
export const start = (
	store: string,
	args: readonly string[] = [],
	surroundings: Surroundings = {},
): Going => {
	const ending = new AbortController();
	let stdout = '';
	const watchers = new Set<() => void>();
	const ended = sink(['--listen', '127.0.0.1', '--store', store, ...args], {
		...surroundings,
		signal: ending.signal,
		heard: printed => {
			({stdout} = printed);
			for (const look of watchers) look();
		},
	});
	const says = (wanted: RegExp): Promise<string> =>
		new Promise((resolve, reject) => {
			const look = () => {
				if (!wanted.test(stdout)) return;
				watchers.delete(look);
				resolve(stdout);
			};
			watchers.add(look);
			look();
			void ended.then(({code, stderr}) =>
				reject(new Error(`ended with ${code} before it said ${wanted}:\n${stdout}${stderr}`)),
			);
		});
	return {
		says,
		port: async () =>
			Number(
				/127\.0\.0\.1:(\d+)|"port":(\d+)/
					.exec(await says(listening))
					?.slice(1)
					.find(Boolean),
			),
		async end(signal = 'SIGINT') {
			ending.abort(signal);
			return ended;
		},
	};
};
