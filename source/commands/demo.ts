import type {Command} from './command.ts';
import {addConsoleOptions, addRecordOption, addReportOptions, type RunOptions} from './options.ts';

const demo: Command = {
	name: 'demo',
	about: 'The main job in the lab: no network and no mail account needed.',
	configure(command, act) {
		command.argument('[scenario]', 'which fault to show', 'app-password-needed');
		addReportOptions(command);
		addRecordOption(command);
		addConsoleOptions(command).action((scenario: string, options: RunOptions) =>
			act(async io => (await import('./lab/start.ts')).runDemo(scenario, options, io)),
		);
	},
};

export default demo;
