import type {Command} from './command.ts';
import {beginsInConsole} from './console/at-once.ts';
import {addConsoleOptions, addRecordOption, addReportOptions, type RunOptions} from './options.ts';

const demo: Command = {
	name: 'demo',
	about: 'The main job in the lab: no network and no mail account needed.',
	configure(command, act) {
		command.argument('[scenario]', 'which fault to show', 'app-password-needed');
		command.addHelpText(
			'after',
			'\nIt ends with 0 when it has shown its case, whatever the verdict; the exit codes of the verdicts are those of run.',
		);
		addReportOptions(command);
		addRecordOption(command);
		addConsoleOptions(command).action((scenario: string, options: RunOptions) =>
			act(async io =>
				beginsInConsole(options, io)
					? (await import('./console/open.ts')).openDemo(scenario, options, io)
					: (await import('./lab/start.ts')).runDemo(scenario, options, io),
			),
		);
	},
};

export default demo;
