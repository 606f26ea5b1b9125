import type {Command} from './command.ts';
import {beginsInConsole} from './console/at-once.ts';
import {
	addConsoleOptions,
	addReachOptions,
	addRecordOption,
	addReportOptions,
	type RunOptions,
	repeatable,
} from './options.ts';

const run: Command = {
	name: 'run',
	about: 'Run one playbook from its questions to a verdict.',
	configure(command, act) {
		command
			.argument('<playbook>', 'a path, or the name of a bundled playbook')
			.addOption(repeatable('--set <key=value>', "an answer to one of the playbook's inputs"))
			.option('--inputs <file>', 'answers from a YAML file; - is stdin')
			.option(
				'--from-config <file[#account]>',
				"mail settings and password from another program's file (msmtprc, ssmtp.conf, main.cf, SMTP_URL=); - is stdin",
			);
		addReachOptions(command);
		addReportOptions(command);
		addRecordOption(command);
		addConsoleOptions(command);
		command.action((playbook: string, options: RunOptions) =>
			act(async io =>
				beginsInConsole(options, io)
					? (await import('./console/open.ts')).openRun(playbook, options, io)
					: (await import('./run/start.ts')).runPlaybook(playbook, options, io),
			),
		);
	},
};

export default run;
