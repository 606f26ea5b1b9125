import {type ChildProcess, spawn} from 'node:child_process';
import path from 'node:path';
import type {Io} from '../io.ts';

/** Milliseconds in which nobody has read a page: a pager that ended sooner has shown its text and gone, as `less -F`. */
const glance = 700;
/** Pagers that stay until somebody leaves them. Whatever else there is, such as cat, may print the text and go. */
const staying = ['less', 'most', 'vi', 'vim', 'nvim', 'view', 'nano', 'emacs'];

/**
 * Shows a text in the person's pager, which has the terminal until it ends: `$PAGER` as the shell understands it, else
 * less, else more. Ctrl+C is the pager's own meanwhile. A rejection says what to do.
 */
export const showInPager = async (
	text: string,
	{env, signal, claimInterrupts}: Pick<Io, 'env' | 'signal' | 'claimInterrupts'>,
): Promise<void> => {
	const release = claimInterrupts(() => undefined);
	try {
		const wanted = env['PAGER']?.trim();
		const {stayed} = wanted
			? await runWanted(wanted, text, signal)
			: ((await run(['less'], text, signal)) ?? (await run(['more'], text, signal)) ?? neither());
		if (!stayed) await waitForEnter(signal);
	} finally {
		release();
	}
};

const noPager = (): Error =>
	new Error('No pager is here. Install less, or set PAGER to a program that shows a text; e writes a file.');

/** The person set it, so it is a command as they would type it. */
const runWanted = async (wanted: string, text: string, signal: AbortSignal): Promise<Ended> => {
	const ended = await run(['sh', '-c', wanted], text, signal, programIn(wanted));
	if (ended === undefined) throw noPager();
	if (ended.code === 126 || ended.code === 127)
		throw new Error('Your pager cannot be started. Set PAGER to a program such as less, or unset it.');
	return ended;
};

/** The name of the program in a command such as `LESS=-R /usr/bin/less -X`. */
const programIn = (wanted: string): string =>
	path.basename(wanted.split(/\s+/).find(word => !word.includes('=')) ?? '');

type Ended = {
	readonly code: number | null;
	/** It was left by somebody, and not by itself. */
	readonly stayed: boolean;
};

const neither = (): never => {
	throw noPager();
};

/** How the program ended; undefined where there is none of this name. */
const run = async (
	[program = '', ...args]: readonly string[],
	text: string,
	signal: AbortSignal,
	name = program,
): Promise<Ended | undefined> => {
	const child = spawn(program, args, {stdio: ['pipe', 'inherit', 'inherit'], signal});
	// Whoever has read enough does not wait for the rest.
	child.stdin.on('error', () => undefined);
	let since = performance.now();
	child.stdin.end(text, () => {
		since = performance.now();
	});
	try {
		const code = await endOf(child);
		return {code, stayed: staying.includes(name) && performance.now() - since >= glance};
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		if (signal.aborted) return {code: null, stayed: true};
		throw new Error(`The pager cannot be started: ${(error as Error).message}`);
	}
};

/** A program such as cat has printed the text, and the console would cover it at once. */
const waitForEnter = async (signal: AbortSignal): Promise<void> => {
	if (signal.aborted) return;
	const ask = 'printf "\\n%s" "$1" && IFS= read -r answer </dev/tty';
	const child = spawn('sh', ['-c', ask, 'sh', 'lostmail: press Enter to go back. '], {
		stdio: 'inherit',
		signal,
	});
	await endOf(child).catch(() => undefined);
};

/** The exit code of a program; rejects where it cannot be started. */
const endOf = (child: ChildProcess): Promise<number | null> =>
	new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
