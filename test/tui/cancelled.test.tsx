import {expect, test} from 'vitest';
import {run} from '../../source/engine/run.ts';
import {follow} from '../../source/engine/session.ts';
import {App} from '../../source/tui/app.tsx';
import {themes} from '../../source/tui/theme.ts';
import {inputOf, playbookOf, stage, statuses, stepOf} from '../engine/scene.ts';
import {openScreen} from '../support/screen.ts';
import {host, scripted} from './scripted.ts';

test('what Ctrl+C left untaken at the first question is taken by r, and the verdict is of all of it', async () => {
	const {world} = stage({attended: true});
	const fine = async () => 'fine' as const;
	const playbook = playbookOf(
		[
			stepOf('asking', fine, {with: {host: {input: 'host'}}}),
			stepOf('apart', async () => 'broken'),
			stepOf('behind', fine, {needs: ['apart']}),
		],
		{inputs: [inputOf('host', {type: 'host'})]},
	);
	const {events, send} = run(playbook, world);
	const session = follow(events, send, [], world.vault);
	const {open} = scripted();
	const {press, until, close} = await openScreen(
		<App
			host={host(open)}
			start={{kind: 'case', case: {...open, session}}}
			theme={themes.unicode}
			manner="desk"
			copy={() => undefined}
			repaint={() => undefined}
			stop={() => undefined}
		/>,
		{columns: 100, rows: 30, glyphs: 'unicode'},
	);
	try {
		await until('host?');
		await press('\u0003');
		await until('r goes on');
		expect(session.snapshot().verdict).toBe('cancelled');
		await press('r');
		await until('question 1');
		await press('a.test\r');
		await until('p what to do');
		expect(statuses(session.snapshot())).toEqual({
			asking: 'finished',
			apart: 'finished',
			behind: 'skipped blocked',
		});
		expect(session.snapshot().verdict).toBe('diagnosed');
	} finally {
		send({type: 'leave'});
		close();
		await session.done;
	}
});
