import {expect, test} from 'vitest';
import {talk} from '../../../source/commands/line/open.ts';
import {host} from '../../tui/scripted.ts';
import {done, ending, erasing, loginFails, opened, procedure, untilLogin} from '../../tui/story.ts';
import {played} from './played.ts';
import {type Key, typist} from './typing.ts';

const going = async (
	script: readonly Key[],
	{first}: {readonly first: ReturnType<typeof played>['open']},
) => {
	const person = typist(script);
	await talk(host(first), person.io, first);
	return {said: person.said()};
};

test('the word opens nothing before all that stands before it was written', async () => {
	const story = played([
		opened,
		...untilLogin,
		...loginFails,
		...ending({procedure: erasing, also: [procedure]}),
	]);
	const ahead = await going(['do', '2\nERASE', '', 'leave'], {first: story.open});
	expect(ahead.said).toContain('What was typed before this was asked is dropped.');
	expect(ahead.said).not.toContain('Action 1 of 1');
	const guard = ahead.said.slice(0, ahead.said.indexOf('Type ERASE in full'));
	for (const told of [
		'Every file on the device is lost.',
		'hether the volumes survive.',
		'Create an app password.',
	])
		expect(guard).toContain(told);
});

test('F1 is a question mark at a prompt', async () => {
	const {said} = await going(['do', '\u001BOP', '<', 'leave'], {first: played(done).open});
	expect(said).toContain('Do the action, then press Enter: it is marked as done');
});
