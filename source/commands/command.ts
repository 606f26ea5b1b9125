import type {Command as Commander} from 'commander';
import type {Io} from './io.ts';

/** One command: how it is spelled, and what it does. Its code is loaded only when it is called. */
export type Command = {
	readonly name: string;
	/** One sentence, for the list of commands. */
	readonly about: string;
	/** Adds arguments and options, and calls `act` with what does the work; `act` takes the exit code. */
	configure(command: Commander, act: (work: (io: Io) => Promise<number>) => void): void;
};
