import {Option} from 'commander';
import type {Command} from './command.ts';
import type {Appearance} from './console/open.ts';
import {UsageError} from './io.ts';
import {hearsLines} from './line/hears-lines.ts';
import {addConsoleOptions} from './options.ts';

const noTerminal =
	'lostmail: no terminal here, so this is the demo as text. Over ssh, "ssh -t HOST lostmail" opens the console.';

const needsTerminal =
	'lostmail: the console needs a terminal. Over ssh use "ssh -t HOST lostmail", or "lostmail run PLAYBOOK --plain".';

const console: Command = {
	name: 'console',
	about: 'Open the console. This is what `lostmail` alone does on a terminal.',
	configure(command, act) {
		addConsoleOptions(command)
			.addOption(new Option('--else-demo', 'without a terminal, the demo as text').hideHelp())
			.action((options: Appearance & {readonly elseDemo?: true}) =>
				act(async io => {
					const hasConsole = io.stdin.isTTY && io.stdout.isTTY;
					if ((io.stdin.isTTY && options.plain) || (hasConsole && hearsLines(io))) {
						const {openLineMode} = await import('./line/open.ts');
						return openLineMode(io);
					}
					if (hasConsole) {
						const {openHome} = await import('./console/open.ts');
						return openHome(options, io);
					}
					if (!options.elseDemo) throw new UsageError(needsTerminal);
					io.err(`${noTerminal}\n`);
					const {runDemo} = await import('./lab/start.ts');
					const {noOptions} = await import('./console/host.ts');
					return runDemo(undefined, {...noOptions, report: 'text'}, io);
				}),
			);
	},
};

export default console;
