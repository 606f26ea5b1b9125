import process from 'node:process';

/** The console failed by a mistake of its own; `cause` is what was thrown. `files` are those of the cases that were open. */
export class ConsoleFault extends Error {
	override readonly name = 'ConsoleFault';
	readonly files: readonly string[];
	constructor(cause: unknown, files: readonly string[]) {
		super(cause instanceof Error ? cause.message : String(cause), {cause});
		this.files = files;
	}
}

type Ends = {
	/** The terminal is gone: nobody can type any more, or nobody reads. */
	readonly cut: () => void;
	/** Something was thrown that nobody caught. */
	readonly fail: (error: unknown) => void;
};

/** Watches for what ends the console although nobody leaves it; what comes back ends the watching. */
export const watchEnds = ({cut, fail}: Ends): (() => void) => {
	const {stdin, stdout} = process;
	process.on('uncaughtException', fail).on('unhandledRejection', fail);
	for (const event of ['end', 'close', 'error']) stdin.on(event, cut);
	stdout.on('error', cut);
	return () => {
		process.off('uncaughtException', fail).off('unhandledRejection', fail);
		for (const event of ['end', 'close', 'error']) stdin.off(event, cut);
		stdout.off('error', cut);
	};
};

/**
 * Stops the whole job, as the terminal does it on Ctrl+Z: whoever started this process stops with it. Resolves when it
 * goes on; the size of the terminal is the one of now.
 */
export const stopJob = async (): Promise<void> => {
	if (process.platform === 'win32') return;
	process.kill(0, 'SIGTSTP');
	// While it stands still, nobody tells it about a new size.
	const {promise, resolve} = Promise.withResolvers<void>();
	process.once('SIGWINCH', () => resolve());
	process.kill(process.pid, 'SIGWINCH');
	await promise;
};
