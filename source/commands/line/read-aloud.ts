import type {LineTerminal} from './terminal.ts';

/** Blocks that are read out at a time. */
const page = 8;

/** Reads something long out, a page at a time. `gone`: Ctrl+C, or the end of the input. */
export const readAloud = async (
	blocks: ReadonlyArray<readonly string[]>,
	terminal: LineTerminal,
): Promise<'read' | 'gone'> => {
	for (let from = 0; from < blocks.length; ) {
		terminal.say(blocks.slice(from, from + page).flat());
		from += page;
		const left = blocks.length - from;
		if (left <= 0) break;
		for (;;) {
			const typed = await terminal.ask(`${left} more. Enter goes on, a goes on to the end, < back:`);
			if (typed.is !== 'line') return 'gone';
			const text = typed.text.trim().toLowerCase();
			if (text === '<' || text === 'back') return 'read';
			if (text === 'a') {
				terminal.say(blocks.slice(from).flat());
				return 'read';
			}
			if (text === '' || text === 'more') break;
		}
	}
	return 'read';
};
