import process from 'node:process';
import {Command as Commander, CommanderError} from 'commander';
import {fileTrouble} from './commands/file-trouble.ts';
import {version} from './commands/house.ts';
import {commands} from './commands/index.ts';
import {exitCodes, type Io, UsageError} from './commands/io.ts';

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => ending.abort(signal === 'SIGHUP' ? 'SIGTERM' : signal));
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
};

/** An unknown word is answered with those that are known. */
const expecting =
	(names: readonly string[]) =>
	(text: string, write: (text: string) => void): void =>
		write(text.includes('unknown command') ? `${text}expected one of: ${names.join(', ')}\n` : text);

const parse = async (args: readonly string[]): Promise<number> => {
	const names = commands.map(({name}) => name);
	let work: ((io: Io) => Promise<number>) | undefined;
	const program = new Commander('lostmail')
		.description(
			'Finds out why a verification e-mail never arrived, and leads to the procedure that gets you back in.',
		)
		.version(version)
		.showSuggestionAfterError()
		.configureOutput({outputError: expecting(names)})
		.exitOverride()
		.configureHelp({showGlobalOptions: false});
	for (const {name, about, configure} of commands) {
		const command = program.command(name).description(about).version(version).exitOverride();
		configure(command, chosen => {
			work = chosen;
		});
		const nestedNames = command.commands.map(nested => nested.name());
		command.configureOutput({outputError: expecting(nestedNames)});
		for (const nested of command.commands) nested.version(version).exitOverride();
	}
	await program.parseAsync([...args], {from: 'user'});
	return work ? work(io) : exitCodes.healthy;
};

const main = async (): Promise<number> => {
	const args = process.argv.slice(2);
	const opensConsole = args.every(arg => ['--guide', '--plain', '--ascii', '--unicode'].includes(arg));
	try {
		return await parse(opensConsole ? ['console', '--else-demo', ...args] : args);
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.healthy : exitCodes.usage;
		if (error instanceof UsageError) {
			io.err(`${error.message}\n`);
			// What was broken off while it was read is no mistake of whoever broke it off.
			if (io.signal.aborted) return io.signal.reason === 'SIGTERM' ? exitCodes.SIGTERM : exitCodes.SIGINT;
			return exitCodes.usage;
		}
		io.err(`lostmail: this is our fault: ${error instanceof Error ? error.stack : String(error)}\n`);
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
