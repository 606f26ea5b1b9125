import {expect, test} from 'vitest';
import {givenAnswers} from '../../source/commands/answers.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';

const playbook = await readPlaybook('capture-code', await readKnowledge());
const io = {signal: new AbortController().signal};

test('what no step could use is refused before anything is opened, and every mistake is told', async () => {
	await expect(
		givenAnswers(playbook, {set: ['sink-ports=abc', 'wait-minutes=99']}, io),
	).rejects.toMatchObject({
		name: 'UsageError',
		message: [
			'lostmail: --set sink-ports: expected ports such as 2525/starttls 2465/implicit, each once, got "abc"',
			'lostmail: --set wait-minutes: expected minutes, from 1 to 30, got 99',
		].join('\n'),
	});
	expect(await givenAnswers(playbook, {set: ['sink-ports=25,465', 'wait-minutes=30']}, io)).toEqual({
		'sink-ports': '25,465',
		'wait-minutes': '30',
	});
});
