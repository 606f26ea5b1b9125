import type {Command} from './command.ts';

/** The options of `explain`, as commander hands them over. */
export type ExplainOptions = {readonly json?: true};

const explain: Command = {
	name: 'explain',
	about:
		'Explain what was pasted: a message, its header alone, a bounce, or what a mail server said (one reply, or a whole conversation).',
	configure(command, act) {
		command
			.argument('[file]', 'a file that holds a message, a header, a bounce or a reply; - or nothing is stdin')
			.option('--json', 'as JSON')
			.action((file: string | undefined, options: ExplainOptions) =>
				act(async io => (await import('./explain/start.ts')).explain(file, options, io)),
			);
	},
};

export default explain;
