import type {Io} from '../io.ts';
import {askSecret} from '../secrets.ts';
import {openTalk} from '../talk.ts';
import {openTyped, type Typed} from './typed.ts';
import {rowsOf} from './wrap.ts';

export type {Typed} from './typed.ts';

/** A terminal as somebody uses it who hears or reads one line after the other: what was written stays as it is. */
export type LineTerminal = {
	/** Writes lines that say something, broken to the width of the terminal; while somebody is asked they wait. */
	say(lines: readonly string[]): void;
	/** Asks for a line. */
	ask(prompt: string): Promise<Typed>;
	/** The same where an answer does something: what was typed before it was asked is dropped, and that is said. */
	askAnew(prompt: string): Promise<Typed>;
	/** As `askAnew`, for a line that is not shown; Ctrl+D counts as Ctrl+C there. */
	askHidden(prompt: string): Promise<Typed>;
	/**
	 * Waits for the work, and tells what is typed meanwhile although nobody asked; with `interrupts`, lines are left for
	 * whoever asks next.
	 */
	during<T>(work: Promise<T>, wanted: 'all' | 'interrupts', heard: (typed: Typed) => void): Promise<T>;
	/** When something was written last, in milliseconds since 1970. */
	saidAt(): number;
	close(): void;
};

/** The terminal of this process; `now` in milliseconds since 1970. */
export const openTerminal = (io: Io, now: () => number): LineTerminal => {
	const typed = openTyped(io);
	const talk = openTalk({err: io.out});
	let saidAt = now();
	const shown = (lines: readonly string[]): string => {
		saidAt = now();
		return lines.flatMap(line => rowsOf(line, io.stdout.columns)).join('\n');
	};
	const asking = async (answer: Promise<Typed>): Promise<Typed> => {
		const given = await talk.hush(answer);
		saidAt = now();
		return given;
	};
	const say = (lines: readonly string[]) => {
		if (lines.length > 0) talk.say(`${shown(lines)}\n`);
	};
	const ask = (prompt: string): Promise<Typed> => {
		io.out(`${shown([prompt])} `);
		return asking(onItsOwnLine(typed.next(), io));
	};
	const dropWaiting = () => {
		if (typed.drop() > 0) say(['What was typed before this was asked is dropped.']);
	};
	return {
		say,
		ask,
		async askAnew(prompt) {
			dropWaiting();
			return ask(prompt);
		},
		async askHidden(prompt) {
			dropWaiting();
			if (typed.isOver()) return typed.next();
			const words = `${shown([prompt])} `;
			return asking(typed.lend(() => hiddenLine(words, io)));
		},
		async during(work, wanted, heard) {
			const over = new AbortController();
			const listening = (async () => {
				for (;;) {
					const one = await typed.next(wanted, over.signal);
					if (over.signal.aborted) return;
					heard(one);
					if (one.is === 'ended') return;
				}
			})();
			try {
				return await work;
			} finally {
				over.abort();
				await listening;
			}
		},
		saidAt: () => saidAt,
		close: typed.close,
	};
};

/** Where no line feed was typed, one is written: what comes next begins a line of its own. */
const onItsOwnLine = async (asked: Promise<Typed>, {out}: Pick<Io, 'out'>): Promise<Typed> => {
	const typed = await asked;
	if (typed.is !== 'line') out('\n');
	return typed;
};

const hiddenLine = async (words: string, {stdin, stdout, signal}: Io): Promise<Typed> => {
	const called = new Promise<undefined>(resolve => {
		if (signal.aborted) resolve(undefined);
		signal.addEventListener('abort', () => resolve(undefined), {once: true});
	});
	const text = await Promise.race([askSecret(words, {stdin, stderr: stdout}), called]);
	if (signal.aborted) return {is: 'ended'};
	return text === undefined ? {is: 'interrupted'} : {is: 'line', text};
};
