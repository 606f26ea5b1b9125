import {Command as Commander, CommanderError} from 'commander';
import {commands} from './index.ts';
import {version} from './installed.ts';
import {exitCodes, type Io} from './io.ts';

/** An unknown word is answered with those that are known. */
const expecting =
	(names: readonly string[]) =>
	(text: string, write: (text: string) => void): void =>
		write(text.includes('unknown command') ? `${text}expected one of: ${names.join(', ')}\n` : text);

/** Reads a command line, and does what it says; takes the exit code. */
export const parse = async (args: readonly string[], io: Io): Promise<number> => {
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
	try {
		await program.parseAsync([...args], {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		return error.exitCode === 0 ? exitCodes.healthy : exitCodes.usage;
	}
	return work ? work(io) : exitCodes.healthy;
};
