import {describe, expect, test} from 'vitest';
import capture from '../../../../source/checks/sink/capture.ts';
import type {CaptureQuestion} from '../../../../source/core/capture.ts';
import {runOn} from '../../taped.ts';
import {delivering, heard, message, noCode, person, session, told, waited} from '../catching.ts';

const base = {what: 'code', address: person};
const waits = (asked: readonly object[]): readonly Extract<CaptureQuestion, {do: 'wait'}>[] =>
	asked.filter((one): one is Extract<CaptureQuestion, {do: 'wait'}> => 'do' in one && one.do === 'wait');
describe('the wait', () => {
	test('goes on with what is left of its time and what was told, at most so long', async () => {
		const {asked} = await runOn(
			capture,
			waited(
				heard(100, [session(1)], [], 1),
				heard(200.5, [session(2)], [], 2),
				told({seconds: 300, told: 2}),
			),
			{...base, minutes: '10'},
		);
		expect(waits(asked).map(({seconds, after}) => [seconds, after])).toEqual([
			[600, 0],
			[500, 1],
			[300, 2],
		]);
	});

	test('is short after a mail that is not the awaited one, and ends with the awaited one', async () => {
		const other = message(1, {reading: noCode, recipients: ['x@y.test']});
		const {asked, finding} = await runOn(
			capture,
			waited(heard(10, [delivering(1)], [other], 2), heard(20, [delivering(2)], [message(2)], 4)),
			base,
		);
		expect(waits(asked).map(({seconds}) => seconds)).toEqual([600, 60, 2]);
		expect(finding.code).toBe('arrived');
	});

	test('lets a moment pass after the awaited mail, so that one that supersedes it is seen', async () => {
		const {asked, finding} = await runOn(
			capture,
			waited(
				heard(10, [delivering(1, {end: undefined as never})], [message(1)], 1),
				heard(0.5, [delivering(1), delivering(2)], [message(2, {at: message(1).at + 500})], 4),
				told({seconds: 1.5, told: 4}),
			),
			base,
		);
		expect(waits(asked).map(({seconds}) => seconds)).toEqual([600, 2, 2]);
		expect(finding).toMatchObject({code: 'arrived', facts: {message: 2, seconds: 10}});
	});

	test('is bounded in rounds', async () => {
		const {asked} = await runOn(capture, waited(...Array.from({length: 300}, () => told())), base);
		expect(waits(asked)).toHaveLength(200);
	});

	test('every question is about the same sink, and names the password without telling it', async () => {
		const {asked} = await runOn(capture, waited(heard(1, [delivering(1)], [message(1)])), {
			...base,
			user: 'nas',
			password: 'smtp-password',
			ports: '0',
			reach: 'this-machine',
		});
		const plan = {
			ports: [{port: 0, security: 'starttls'}],
			reach: 'this-machine',
			user: 'nas',
			secret: 'smtp-password',
		};
		for (const question of asked.filter(one => 'do' in one)) expect(question).toMatchObject(plan);
	});

	test('says what to enter', async () => {
		const {asked} = await runOn(capture, waited(heard(1, [delivering(1)], [message(1)])), base);
		expect(waits(asked)[0]).toMatchObject({
			why: 'the mail with the code for person@mailbox.test',
			enter: [
				{label: 'Server', value: '192.0.2.20'},
				{label: 'or else', value: '198.51.100.20'},
				{label: 'Port', value: '2525 with STARTTLS, or 2465 with SSL/TLS from the start'},
				{label: 'Login', value: 'as it is entered there already; every login is taken'},
				{label: 'Sender', value: 'as it is entered there already'},
				{label: 'Recipient', value: person},
				{label: 'Certificate', value: `if the device asks: SHA-256 ${'ab'.repeat(32)}`},
			],
		});
	});
});

test.each([
	['nonsense'],
	['2525/ssl'],
	['70000'],
	['2525 2525/none'],
	[Array.from({length: 9}, (_, index) => 2000 + index).join(' ')],
])('ports that make no sense are refused: %s', ports => {
	expect(capture.params.safeParse({...base, ports}).success).toBe(false);
});

test('nobody waits longer than half an hour', () => {
	expect(capture.params.safeParse({...base, minutes: '31'}).success).toBe(false);
	expect(capture.params.safeParse({...base, minutes: '30'}).success).toBe(true);
});
