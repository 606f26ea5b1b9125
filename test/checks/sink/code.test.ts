import {expect, test} from 'vitest';
import code from '../../../source/checks/sink/code.ts';
import type {CapturedMessage} from '../../../source/core/capture.ts';
import {waySays} from '../said.ts';
import {describeCheck, now, runOn, type When} from '../taped.ts';
import {candidate, message, noCode, person, severalCodes, told} from './catching.ts';

const base = {address: person};
const caught = (...messages: readonly CapturedMessage[]): When => ({sink: [told({messages})]});
const standing = (more: Partial<CapturedMessage['standing']>): Pick<CapturedMessage, 'standing'> => ({
	standing: {state: 'newest', request: 1, requests: 1, age: 65, ...more},
});
const written = (seconds: number): Pick<CapturedMessage, 'date'> => ({
	date: new Date(now + seconds * 1000).toUTCString(),
});
const withoutLifetime = {candidates: [candidate()], chosen: candidate()};

describeCheck(
	code,
	base,
	[
		{
			finds: 'valid',
			when: caught(message(4, standing({}))),
			says: 'The newest mail for person@mailbox.test is message 4 with the code 48••••; it came 1 minute 5 seconds ago, and it says that it is valid for 10 minutes.',
		},
		{
			finds: 'valid',
			when: caught(message(4, {...standing({}), reading: withoutLifetime})),
			facts: {life: 'it does not say how long it is valid'},
		},
		// A clock that cannot be read is none that is wrong.
		{finds: 'valid', when: caught(message(4, {date: 'yesterday'}))},
		{
			finds: 'expired',
			when: caught(message(4, standing({age: 660, expired: true}))),
			says: 'The newest mail for person@mailbox.test, message 4 with the code 48••••, came 11 minutes ago and is worth nothing any more: it says that it is valid for 10 minutes.',
		},
		{
			finds: 'several-requests',
			when: caught(
				message(3, {at: now - 5000, ...standing({state: 'superseded', by: 4, requests: 2})}),
				message(4, standing({request: 2, requests: 2})),
				message(5, {at: now - 4000, ...standing({state: 'duplicate', by: 3, requests: 2})}),
			),
			facts: {
				message: 4,
				requests: 2,
				details: [
					'Message 4 answers request 2 of 2.',
					'Superseded: message 3.',
					'Sent more than once: 1 of the caught mails repeat another one.',
				],
			},
		},
		{finds: 'unclear', when: caught(message(4, {reading: severalCodes}))},
		{finds: 'no-code', when: caught(message(4, {reading: noCode}))},
		{
			finds: 'clock-off',
			when: caught(message(4, written(300))),
			facts: {skew: '5 minutes ahead of', aheadSeconds: 300},
		},
		{
			// It may have waited on the device.
			finds: 'clock-off',
			when: caught(message(4, written(-86_400))),
			facts: {skew: '24 hours behind', details: [expect.stringContaining('waited on the device')]},
		},
		{finds: 'clock-off', when: caught(message(4, {...written(7200), reading: withoutLifetime}))},
		{
			finds: 'clock-too-far',
			when: caught(message(4, written(3600))),
			says: 'The device wrote a time into message 4 that is 1 hour ahead of that of this machine, which is more than the code lives, and whether the code counts is not known: it says that it is valid for 10 minutes.',
		},
		{finds: 'nothing-caught', when: caught()},
		{finds: 'nothing-caught', when: caught(message(4, {recipients: ['x@y.test']}))},
		{finds: 'nothing-caught', when: {params: {address: undefined}, ...caught()}},
		{finds: 'valid', when: {params: {address: undefined}, ...caught(message(4))}},
		{finds: 'untold', when: {sink: [{code: 'offline'}]}},
	],
	Object.fromEntries(waySays.map(failure => [`reading fails with ${failure}`, {sink: [{code: failure}]}])),
);

test('a mail without a code that is newer does not hide the code', async () => {
	const {finding} = await runOn(
		code,
		caught(message(4), message(5, {at: now + 1000, reading: noCode})),
		base,
	);
	expect(finding).toMatchObject({code: 'valid', facts: {message: 4}});
});

test('one question is asked, and the words of the mail are in no finding', async () => {
	const words = 'Your code 482913 is valid for 10 minutes';
	const {finding, asked} = await runOn(
		code,
		caught(message(4, {reading: {...withoutLifetime, lifetime: {seconds: 600, words}}})),
		{...base, user: 'nas', password: 'smtp-password', ports: '2525/none'},
	);
	expect(asked).toEqual([
		{
			do: 'read',
			ports: [{port: 2525, security: 'none'}],
			reach: 'network',
			user: 'nas',
			secret: 'smtp-password',
		},
	]);
	expect(JSON.stringify(finding)).not.toContain('482913');
});
