import {expect, test} from 'vitest';
import {inputOf, play, playbookOf, scripted, stage} from './scene.ts';

test('whoever goes back finds what they answered, and an empty answer keeps it', async () => {
	const {world} = stage({attended: true});
	const {log} = await play(
		{...playbookOf([]), inputs: [inputOf('a'), inputOf('b')]},
		world,
		scripted([
			['a', '1'],
			['b', {back: true}],
			['a', ''],
			['b', '2'],
		]),
	);
	const asked = log.flatMap(event => (event.type === 'input.asked' ? [event.question] : []));
	expect(asked.map(({id, current}) => [id, current])).toEqual([
		['a', undefined],
		['b', undefined],
		['a', '1'],
		['b', undefined],
	]);
	const answered = log.flatMap(event =>
		event.type === 'input.answered' ? [`${event.input} ${event.value}`] : [],
	);
	expect(answered).toEqual(['a 1', 'a 1', 'b 2']);
});
