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
	},
};

export default caseCommand;
