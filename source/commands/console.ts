import type {Command} from './command.ts';
import type {Appearance} from './console/open.ts';
import {addConsoleOptions} from './options.ts';

const noTerminal =
	'lostmail: no terminal here, so this is the demo as text. Over ssh, "ssh -t HOST lostmail" opens the console.';

const console: Command = {
	name: 'console',
	about: 'Open the console. This is what `lostmail` alone does on a terminal.',
	configure(command, act) {
		addConsoleOptions(command).action((options: Appearance) =>
			act(async io => {
				const {noOptions, openHome} = await import('./console/open.ts');
				const hasConsole = io.stdin.isTTY && io.stdout.isTTY && io.env['TERM'] !== 'dumb' && !options.plain;
				if (hasConsole) return openHome(options, io);
				io.err(`${noTerminal}\n`);
				const {runDemo} = await import('./lab/start.ts');
				return runDemo(undefined, {...noOptions, report: 'text'}, io);
			}),
		);
	},
};

export default console;
