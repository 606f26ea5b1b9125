import {PassThrough} from 'node:stream';
import type {Io} from '../../../source/commands/io.ts';

/** What is typed at a prompt besides a line. */
export const controlC = Symbol('Ctrl+C');
export type Key = string | typeof controlC;

/** A prompt ends with a colon and a blank, and nothing else does. */
const prompt = /[:?] $/;

/**
 * A terminal at which each prompt gets the next line of a script; after the last, the input ends. `type` types without
 * being asked.
 */
export const typist = (script: readonly Key[], {columns = 80}: {readonly columns?: number} = {}) => {
	const stdin = new PassThrough();
	const ending = new AbortController();
	let next = 0;
	let printed = '';
	let interrupt: (() => void) | undefined;
	const type = (key: Key) => {
		if (key === controlC) interrupt?.();
		else stdin.write(`${key}\n`);
	};
	const watchers = new Set<() => void>();
	const out = (text: string) => {
		printed += text;
		for (const watch of watchers) watch();
		if (!prompt.test(text)) return;
		const key = script[next++];
		setImmediate(() => (key === undefined ? stdin.end() : type(key)));
	};
	const io = {
		out,
		err: out,
		stdin,
		stdout: {write: (text: string) => out(text), columns, isTTY: true},
		stderr: {write: (text: string) => out(text)},
		env: {},
		signal: ending.signal,
		claimInterrupts: (claim: () => void) => {
			interrupt = claim;
			return () => {
				interrupt = undefined;
			};
		},
	} as unknown as Io;
	return {
		io,
		type,
		/** Hangs up. */
		end: () => ending.abort('SIGTERM'),
		printed: () => printed,
		/** The same on one line, so that it does not matter where it is broken. */
		said: () => printed.replaceAll(/\s+/g, ' '),
		typed: () => next,
		until: (wanted: string) =>
			new Promise<void>(resolve => {
				const look = () => {
					if (!printed.replaceAll(/\s+/g, ' ').includes(wanted)) return;
					watchers.delete(look);
					resolve();
				};
				watchers.add(look);
				look();
			}),
	};
};
