import type {Command as Commander} from 'commander';
import {Option} from 'commander';
import {reporters} from '../report/index.ts';
import type {Command} from './command.ts';
import {addConsoleOptions, addReportOptions, type RunOptions, repeatable} from './options.ts';

/** Calls with what does the work; it takes the exit code. */
type Act = Parameters<Command['configure']>[1];

const which = 'its id, the first four characters of it or more, the name of its file, or a path';

const caseCommand: Command = {
	name: 'case',
	about: 'Cases that were kept: list them, go on with one, show, export or delete it.',
	configure(command, act) {
		addList(command, act);
		addResume(command, act);
		addShow(command, act);
		addReplay(command, act);
		addExport(command, act);
		addRemove(command, act);
		addUnmatched(command, act);
	},
};

const addList = (command: Commander, act: Act): void => {
	command
		.command('list')
		.description('List the cases that are kept, newest first; what is unfinished says how to go on.')
		.option('--all', 'all of them, and not the newest 20')
		.option('--json', 'as JSON')
		.addHelpText(
			'after',
			'\nEvery case of the console and of a terminal is kept, in a file of its own that nobody else can read. Beyond 2,000 cases, or 50 of the lab, the oldest that are closed are deleted.',
		)
		.action((options: {readonly all?: true; readonly json?: true}) =>
			act(async io => (await import('./case/list.ts')).listCases(options, io)),
		);
};

const addResume = (command: Commander, act: Act): void => {
	const resume = command
		.command('resume')
		.description(
			'Go on with a case where it was broken off, with its answers: the newest unfinished one, or the one that is named.',
		)
		.argument('[case]', which)
		.addOption(repeatable('--secret <key=source>', 'a secret by name: env:NAME, file:PATH, prompt or fd:N'))
		.addOption(repeatable('--resolver <addr[:port]>', 'ask this DNS server instead of the one of before'))
		.addOption(repeatable('--connect-to <HOST:PORT:ADDR:PORT>', 'in place of those of before'))
		.addOption(repeatable('--ca <file>', 'in place of those of before'))
		.option('--timeout <duration>', 'for one connection, handshake or reply')
		.option('--deadline <duration>', 'for the whole run')
		.option('--offline', 'no probe may leave this machine; steps that need one are unknown')
		.option('--as-recorded', 'without asking: all that a case file from elsewhere wants read or reached')
		.addHelpText(
			'after',
			'\nWhat was found is kept, and what was answered is not asked again; a secret is, because it is kept nowhere, and so is what was agreed to for one time only.\nA case file that lies elsewhere may be somebody else’s: what it wants read or reached is listed first, and nothing of it is touched before you agree.',
		);
	addConsoleOptions(resume).action((name: string | undefined, options: RunOptions) =>
		act(async io => (await import('./case/resume.ts')).resumeCase(name, options, io)),
	);
};

const addShow = (command: Commander, act: Act): void => {
	const show = command
		.command('show')
		.description('What a case found, as a report.')
		.argument('<case>', which);
	addReportOptions(show);
	addConsoleOptions(show).action((name: string, options: RunOptions) =>
		act(async io => (await import('./case/replay.ts')).showCase(name, options, io)),
	);
};

const addReplay = (command: Commander, act: Act): void => {
	const replay = command
		.command('replay')
		.description(
			'Show a recorded case again, without a network: in the console on a terminal, else as a report.',
		)
		.argument('<case>', `${which}; - is stdin`);
	addReportOptions(replay);
	addConsoleOptions(replay).action((name: string, options: RunOptions) =>
		act(async io => (await import('./case/replay.ts')).replay(name, options, io)),
	);
};

const addExport = (command: Commander, act: Act): void => {
	command
		.command('export')
		.description('Write a report of a case, on stdout or into a file.')
		.argument('<case>', which)
		.addOption(
			new Option('--report <name>', 'which report')
				.choices(reporters.map(({name}) => name))
				.makeOptionMandatory(),
		)
		.option('--output <file>', 'write it there')
		.action((name: string, options: Pick<RunOptions, 'report' | 'output'>) =>
			act(async io => (await import('./case/replay.ts')).exportCase(name, options, io)),
		);
};

const addRemove = (command: Commander, act: Act): void => {
	command
		.command('rm')
		.description('Delete cases for good; never one that is open.')
		.argument('<cases...>', 'ids, the beginnings of ids, names of files, or paths')
		.option('--yes', 'without asking')
		.action((names: readonly string[], options: {readonly yes?: true}) =>
			act(async io => (await import('./case/remove.ts')).removeCases(names, options, io)),
		);
};

const addUnmatched = (command: Commander, act: Act): void => {
	command
		.command('unmatched')
		.description('Replies of servers that no rule knows, as runs kept them or as case files hold them.')
		.argument('[files...]', 'case files to look through instead; - is stdin')
		.addOption(new Option('--yaml', 'a rule for each reply, to be filled in').conflicts('json'))
		.option('--json', 'the list as JSON')
		.action((files: readonly string[], options: {readonly json?: true; readonly yaml?: true}) =>
			act(async io => (await import('./case/unmatched.ts')).listUnmatched(files, options, io)),
		);
};

export default caseCommand;
