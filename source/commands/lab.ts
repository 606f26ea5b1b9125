import type {Command} from './command.ts';

const lab: Command = {
	name: 'lab',
	about: 'A simulated internet with one fault, on loopback.',
	configure(command, act) {
		command
			.command('list')
			.description('List the scenarios.')
			.option('--json', 'as JSON')
			.action((options: {readonly json?: true}) =>
				act(async io => (await import('./lab/start.ts')).listLab(options, io)),
			);
		command
			.command('up')
			.description('Bring a scenario up, print the command that reaches it, and stay until Ctrl+C.')
			.argument('<scenario>', 'its name')
			.action((name: string) => act(async io => (await import('./lab/start.ts')).holdLab(name, io)));
	},
};

export default lab;
