import {Option} from 'commander';
import type {Command} from './command.ts';
import {addConsoleOptions, addReportOptions, type RunOptions} from './options.ts';

const caseCommand: Command = {
	name: 'case',
	about: 'Recorded cases.',
	configure(command, act) {
		const replay = command
			.command('replay')
			.description(
				'Show a recorded case again, without a network: in the console on a terminal, else as a report.',
			)
			.argument('<file>', 'a case file, as --record writes it; - is stdin');
		addReportOptions(replay);
		addConsoleOptions(replay).action((file: string, options: RunOptions) =>
			act(async io => (await import('./case/replay.ts')).replay(file, options, io)),
		);
		command
			.command('unmatched')
			.description('Replies of servers that no rule knows, as runs kept them or as case files hold them.')
			.argument('[files...]', 'case files to look through instead; - is stdin')
			.addOption(new Option('--yaml', 'a rule for each reply, to be filled in').conflicts('json'))
			.option('--json', 'the list as JSON')
			.action((files: readonly string[], options: {readonly json?: true; readonly yaml?: true}) =>
				act(async io => (await import('./case/unmatched.ts')).listUnmatched(files, options, io)),
			);
	},
};

export default caseCommand;
