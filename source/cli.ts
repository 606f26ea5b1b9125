import process from 'node:process';
import {hasConsole, openAtOnce} from './commands/console/at-once.ts';
import {faultText} from './commands/fault.ts';
import {fileTrouble} from './commands/file-trouble.ts';
import {exitCodes, type Io, UsageError} from './commands/io.ts';

const ending = new AbortController();
const claims = new Set<() => void>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
	process.on(signal, () => {
		const claim = signal === 'SIGINT' ? [...claims].at(-1) : undefined;
		if (claim) claim();
		else ending.abort(signal === 'SIGINT' ? signal : 'SIGTERM');
	});
// A file that may not become larger is told by whoever writes it; what draws the screen would end the process for it.
process.on('SIGXFSZ', () => {});
// A reader that went away (head, less) changes neither the run nor its verdict.
process.stderr.on('error', () => {});
let unprinted: NodeJS.ErrnoException | undefined;
const missed = (error: NodeJS.ErrnoException | null | undefined) => {
	if (error && error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') unprinted ??= error;
};
process.stdout.on('error', missed);

const io: Io = {
	out: text => void process.stdout.write(text),
	err: text => void process.stderr.write(text),
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	env: process.env,
	signal: ending.signal,
	claimInterrupts(claim) {
		claims.add(claim);
		return () => void claims.delete(claim);
	},
};

// What is thrown where nobody catches it ends the process as well, but without the secrets that it may hold.
let isFailing = false;
const fail = (error: unknown) => {
	// The console has an ending of its own: while it is open, it listens as well.
	if (isFailing || process.listenerCount('uncaughtException') > 1) return;
	isFailing = true;
	process.stderr.write(faultText(error), () => process.exit(exitCodes.inconclusive));
};
process.on('uncaughtException', fail).on('unhandledRejection', fail);

const main = async (): Promise<number> => {
	const args = process.argv.slice(2);
	const opensConsole = args.every(arg =>
		['--guide', '--plain', '--screen-reader', '--ascii', '--unicode'].includes(arg),
	);
	try {
		// Whoever just opens the console waits for no command line to be read.
		if (opensConsole && !args.some(arg => ['--plain', '--screen-reader'].includes(arg)) && hasConsole(io))
			return await openAtOnce(args, io);
		const {parse} = await import('./commands/parse.ts');
		return await parse(opensConsole ? ['console', '--else-demo', ...args] : args, io);
	} catch (error) {
		if (error instanceof UsageError) {
			io.err(`${error.message}\n`);
			// What was broken off while it was read is no mistake of whoever broke it off.
			if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
			return exitCodes.usage;
		}
		io.err(faultText(error));
		return exitCodes.inconclusive;
	}
};

// What ends without an answer was no success.
process.exitCode = exitCodes.inconclusive;
const code = await main();
// What is still open (a pooled socket, a terminal) must not keep a finished command alive.
process.stdout.write('', error => {
	missed(error);
	if (unprinted) io.err(`lostmail: what was found could not be printed: ${fileTrouble(unprinted)}\n`);
	const isLost = unprinted !== undefined && code === exitCodes.healthy;
	process.stderr.write('', () => process.exit(isLost ? exitCodes.inconclusive : code));
});
