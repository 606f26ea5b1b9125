import {afterEach} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {App} from '../../source/tui/app.tsx';
import type {ConsoleHost, ConsoleStart, Manner, OpenCase, SinkDesk} from '../../source/tui/host.ts';
import {themes} from '../../source/tui/theme.ts';
import {openScreen} from '../support/screen.ts';
import {host, scripted} from './scripted.ts';

const closing: Array<() => void> = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

type Options = {
	readonly columns?: number;
	readonly rows?: number;
	readonly glyphs?: 'unicode' | 'ascii';
	readonly home?: true;
	readonly sink?: SinkDesk;
	/** What the sink of the case has caught. */
	readonly caught?: NonNullable<OpenCase['caught']>;
	readonly now?: number;
	readonly manner?: Manner;
	/** Why nothing can be run again. */
	readonly closed?: string;
	/** By which the case is known, and where it is. */
	readonly id?: string;
	readonly file?: string;
	/** What the host has in place of what the scripted one has. */
	readonly host?: Partial<ConsoleHost>;
};

/** The console over a scripted session, in a terminal emulator; closed after the test. */
export const start = async (
	log: readonly Happening[],
	{
		columns = 80,
		rows = 24,
		glyphs = 'unicode',
		home,
		sink,
		caught,
		now,
		manner = 'desk',
		closed,
		id,
		file,
		host: given,
	}: Options = {},
) => {
	const story = scripted(log);
	const copied: string[] = [];
	let repainted = 0;
	const from: ConsoleStart = home
		? {kind: 'home'}
		: sink
			? {kind: 'sink', desk: sink}
			: {
					kind: 'case',
					case: {
						...story.open,
						...(caught ? {caught} : {}),
						...(closed === undefined ? {} : {closed}),
						...(id === undefined ? {} : {id}),
						...(file === undefined ? {} : {file}),
					},
				};
	const plain = host(story.open);
	const screen = await openScreen(
		<App
			host={{
				...plain,
				...(sink ? {openSink: async () => sink} : {}),
				...(now === undefined ? {} : {now: () => now}),
				...given,
			}}
			start={from}
			theme={themes[glyphs]}
			manner={manner}
			copy={text => copied.push(text)}
			repaint={() => repainted++}
			stop={() => undefined}
		/>,
		{columns, rows, glyphs},
	);
	closing.push(screen.close);
	return {...screen, ...story, copied, repainted: () => repainted};
};
