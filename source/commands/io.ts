import {withoutAnySecret} from '../core/any-secret.ts';
import {printableLines} from '../core/printable.ts';
import {wrapped} from '../report/wrap.ts';

/** The process as a command sees it; nothing below reads it any other way. */
export type Io = {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Aborted, with the signal's name as reason, when the process is told to end. */
	readonly signal: AbortSignal;
	/** From now on Ctrl+C is told to whoever claims it, and ends nothing by itself; returns the way to give it back. */
	readonly claimInterrupts: (claim: () => void) => () => void;
};

/** What the user did wrong, in one or more printable lines without any secret: exit code 2, and nothing was probed. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
	constructor(message: string) {
		super(printableLines(withoutAnySecret(message)));
	}
}

/** The same from sentences, each broken into lines that fit a terminal; lines that come as a list are laid out already. */
export const usageError = (...told: ReadonlyArray<string | readonly string[]>): UsageError =>
	new UsageError(
		told
			.flatMap(said => {
				if (typeof said !== 'string') return said;
				const margin = /^ */.exec(said)?.[0] ?? '';
				return wrapped(said, margin, `${margin}    `);
			})
			.join('\n'),
	);

export const exitCodes = {
	healthy: 0,
	diagnosed: 1,
	usage: 2,
	inconclusive: 3,
	SIGINT: 130,
	SIGTERM: 143,
} as const;
