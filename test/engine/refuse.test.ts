import {expect, test} from 'vitest';
import {choiceOf, play, playbookOf, scripted, stage} from './scene.ts';

test('of a choice that was refused, what was typed is told, in bounds', async () => {
	const {world} = stage({attended: true});
	const {log} = await play(
		playbookOf([], {inputs: [choiceOf('a', ['x'])]}),
		world,
		scripted([
			['a', 'y'.repeat(9000)],
			['a', 'x'],
		]),
	);
	expect(log[2]).toMatchObject({type: 'input.refused', value: expect.stringMatching(/^yyy/)});
	expect(JSON.stringify(log[2]).length).toBeLessThan(1500);
});
