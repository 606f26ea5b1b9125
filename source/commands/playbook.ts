import type {Command} from './command.ts';

const playbook: Command = {
	name: 'playbook',
	about: 'Tools for those who write playbooks.',
	configure(command, act) {
		command
			.command('lint')
			.description('Point at every mistake, and prove that every case has a safe route.')
			.argument('<playbook...>', 'paths, or names of bundled playbooks')
			.action((names: readonly string[]) =>
				act(async io => (await import('./playbook/lint.ts')).lint(names, io)),
			);
	},
};

export default playbook;
