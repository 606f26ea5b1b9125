import {describe, expect, test} from 'vitest';
import capture from '../../../../source/checks/sink/capture.ts';
import type {PersonQuestion} from '../../../../source/core/person.ts';
import {now, runOn} from '../../taped.ts';
import {delivering, heard, message, opened, person, silence, told, waited} from '../catching.ts';

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
				ask: expect.stringMatching(
					/^Write down the device’s own mail settings.* go back afterwards\. Then enter /,
				),
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

	test.each(['test', 'code'] as const)(
		'is told what to enter once more where the mail came in an earlier round: %s',
		async what => {
			const {asked} = await runOn(capture, {...silence, roundAt: now + 1}, {...base, what});
			const [question] = questions(asked);
			expect(question?.ask).toMatch(
				/^Write down the device’s own mail settings, if that is not done yet.* Then enter /,
			);
			expect(question?.choices?.[0]?.label).toBe('It is entered and saved; I do that now');
		},
	);

	test('is asked anew for a code that came in an earlier round, and in the same one is not', async () => {
		const caught = [told({told: 2}), told({told: 2, sessions: [delivering(1)], messages: [message(1)]})];
		const earlier = await runOn(capture, {sink: caught, roundAt: now + 1}, base);
		expect(questions(earlier.asked)).toHaveLength(1);
		const same = await runOn(capture, {sink: caught, roundAt: now}, base);
		expect(questions(same.asked)).toEqual([]);
		expect(same.finding.code).toBe('arrived');
	});

	test('who cannot change the settings is not waited for', async () => {
		const {asked} = await runOn(capture, {sink: opened, says: {'capture-code-ready': 'cannot'}}, base);
		expect(asked).not.toContainEqual(expect.objectContaining({do: 'wait'}));
	});
});
