import type {ConsoleHost, OpenCase} from '../../tui/console.tsx';
import {choose} from './choose.ts';
import {sentence} from './sentence.ts';
import type {LineTerminal} from './terminal.ts';
import type {Wish} from './wish.ts';

/** Asks which report, and writes it. */
export const writeReport = async (
	open: OpenCase,
	{reports, write}: Pick<ConsoleHost, 'reports' | 'write'>,
	terminal: LineTerminal,
): Promise<Wish> => {
	const [first] = reports;
	const chosen = await choose(
		{
			ask: [
				'',
				'Which report? It is written into the folder that lostmail was started in, over no other file.',
			],
			items: reports.map(({name, about}) => ({value: name, says: `${name}: ${sentence(about)}`})),
			prompt: 'Which?',
			...(first ? {usual: {value: first.name, word: first.name}} : {}),
			help: ['No report has a password in it.'],
			back: true,
		},
		terminal,
	);
	if (chosen.is !== 'chosen') return chosen.is === 'back' ? 'stay' : 'leave';
	try {
		terminal.say([`Written: ${await write(open, chosen.value)}`]);
	} catch (error) {
		terminal.say([sentence(error instanceof Error ? error.message : String(error))]);
	}
	return 'stay';
};
