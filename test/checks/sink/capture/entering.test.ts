import {describe, expect, test} from 'vitest';
import capture from '../../../../source/checks/sink/capture.ts';
import type {PersonQuestion} from '../../../../source/core/person.ts';
import {runOn} from '../../taped.ts';
import {delivering, heard, message, opened, person, silence, waited} from '../catching.ts';

const base = {what: 'code', address: person};
const questions = (asked: readonly object[]): readonly PersonQuestion[] =>
	asked.filter((one): one is PersonQuestion => 'kind' in one);

describe('the person', () => {
	test('is told to write down the settings that go back, before anything is entered', async () => {
		const {asked} = await runOn(
			capture,
			{...waited(heard(1, [delivering(1)], [message(1)])), says: {'capture-test-ready': 'ready'}},
			{
				what: 'test',
			},
		);
		expect(questions(asked)).toEqual([
			expect.objectContaining({
				id: 'capture-test-ready',
				ask: expect.stringMatching(/^Write down the mail settings .* go back afterwards\. Then enter /),
				enter: expect.arrayContaining([{label: 'Server', value: '192.0.2.20'}]),
			}),
		]);
	});

	test('leaves the settings as they are where the device just delivered a mail', async () => {
		const {asked} = await runOn(capture, silence, base);
		expect(questions(asked)[0]?.ask).toBe(
			'The device reaches this machine. Leave its mail settings as they are now, and choose “Forgot Password” once and wait.',
		);
	});

	test('who cannot change the settings is not waited for', async () => {
		const {asked} = await runOn(capture, {sink: opened, says: {'capture-code-ready': 'cannot'}}, base);
		expect(asked).not.toContainEqual(expect.objectContaining({do: 'wait'}));
	});
});
