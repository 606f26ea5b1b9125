import type {Command} from './command.ts';
import {addReachOptions, addRecordOption, addReportOptions, type RunOptions} from './options.ts';

const check: Command = {
	name: 'check',
	about: 'Run one check, such as: lostmail check dns.mx domain=example.org',
	configure(command, act) {
		command
			.argument('<id>', 'the id of a check, such as dns.mx')
			.argument('[key=value...]', 'its parameters');
		command.addHelpText(
			'after',
			'\nWhat a check needs and what it takes: name it alone, such as: lostmail check domain.spf',
		);
		addReachOptions(command);
		addReportOptions(command);
		addRecordOption(command);
		command.action((id: string, pairs: readonly string[], options: RunOptions) =>
			act(async io => (await import('./check/start.ts')).runCheck(id, pairs, options, io)),
		);
	},
};

export default check;
