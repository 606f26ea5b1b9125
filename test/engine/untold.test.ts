import {expect, test} from 'vitest';
import {z} from 'zod';
import {checkOf, inputOf, play, playbookOf, stage, stepOf} from './scene.ts';

test.each([
	['one', {host: 'one'}, 'not looked at: one was not told'],
	['two', {host: 'one', user: 'two'}, 'not looked at: one, two were not told'],
	['one for two parameters', {host: 'one', user: 'one'}, 'not looked at: one was not told'],
] as const)('what nobody told is named: %s', async (_, inputs, reason) => {
	const {world} = stage();
	const names = Object.keys(inputs);
	const params = z.object(Object.fromEntries(names.map(name => [name, z.string()])));
	const {state} = await play(
		playbookOf(
			[
				stepOf('untold', async () => 'fine', {
					check: {...checkOf('untold', async () => 'fine'), params},
					with: Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, {input}])),
					optional: true,
				}),
			],
			{inputs: [inputOf('one', {fallback: 'unknown'}), inputOf('two', {fallback: 'unknown'})]},
		),
		world,
	);
	expect(state.steps[0]?.state).toMatchObject({status: 'skipped', reason});
});
