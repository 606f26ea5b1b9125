import {expect, test} from 'vitest';
import release from '../../../source/checks/sink/release.ts';
import type {CapturedMessage} from '../../../source/core/capture.ts';
import type {Reply, SmtpAnswer} from '../../../source/core/smtp.ts';
import {because, inconclusive, passed, reply, stopped, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';
import {message, noCode, person, told} from './catching.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
	to: person,
	'may-release': 'yes',
};
const caught = (...messages: readonly CapturedMessage[]): When => ({sink: [told({messages})]});
const answered = (smtp: SmtpAnswer): When => ({...caught(message(7)), smtp});
const refusedBecause = (cause: string): When => answered(stopped('accept', because(cause, 554)));
const refusedBy = (said: Reply): When => answered(stopped('accept', said));

const causes = {
	'content-rejected': 'accept.content-rejected',
	malformed: 'accept.malformed',
	'too-large': 'accept.too-large',
	'server-trouble': 'accept.server-trouble',
	quota: 'sender.quota',
	'sender-not-allowed': 'sender.not-allowed',
	'no-such-recipient': 'recipient.unknown',
	disabled: 'recipient.disabled',
	'mailbox-full': 'recipient.mailbox-full',
	policy: 'recipient.policy',
	'spf-failed': 'reputation.spf',
	'dkim-failed': 'reputation.dkim',
	'dmarc-failed': 'reputation.dmarc',
	'forwarding-loop': 'mailbox.forwarding',
	'no-reverse-name': 'reputation.ptr',
	blocklisted: 'reputation.blocklisted',
	'rate-limited': 'recipient.rate-limited',
	'relay-denied': 'sender.relay-denied',
	'no-such-domain': 'mx.no-such-domain',
	'null-mx': 'mx.null',
	'smtp-service-off': 'auth.smtp-service-off',
	'basic-auth-disabled': 'auth.basic-auth-disabled',
	clock: 'code.clock',
};

describeCheck(
	release,
	server,
	[
		{
			finds: 'accepted',
			when: answered(passed('accept', {reply: reply('250 2.0.0 Queued as 4711')})),
			says: 'smtp.provider.test accepted message 7, the mail of the device itself, for person@mailbox.test: 250 2.0.0 Queued as 4711',
			facts: {message: 7, from: 'nas@home.test', to: person},
		},
		{
			finds: 'accepted',
			when: answered(passed('accept', {lineEnds: 3})),
			facts: {lineEnds: 3, details: [expect.stringContaining('3 line ends')]},
		},
		{finds: 'not-asked', when: {params: {'may-release': 'no'}}},
		{finds: 'not-asked', when: {params: {'may-release': undefined}}},
		{finds: 'no-envelope', when: {params: {to: undefined}}},
		{finds: 'no-envelope', when: caught(message(7, {sender: ''}))},
		{finds: 'nothing-caught', when: caught()},
		{finds: 'nothing-caught', when: caught(message(7, {reading: noCode}))},
		{finds: 'nothing-caught', when: caught(message(7, {recipients: ['x@y.test']}))},
		{finds: 'no-message', when: {...caught(message(7)), params: {message: '8'}}},
		{
			finds: 'no-message',
			when: answered(stopped('connect', {code: 'unreadable', detail: 'the message 7 is not kept here'})),
		},
		{
			finds: 'other-recipient',
			when: {...caught(message(7, {recipients: ['x@y.test']})), params: {message: '7'}},
		},
		{finds: 'untold', when: {sink: [{code: 'offline'}]}},
		...Object.entries(causes).map(([finds, cause]) => ({finds, when: refusedBecause(cause)})),
		{finds: 'refused', when: refusedBy(reply('554 5.6.0 No'))},
		{finds: 'temporary', when: refusedBy(because('filter.greylisted', 451))},
		{finds: 'no-answer', when: answered(stopped('accept', 'timeout'))},
		{finds: 'already-sent', when: answered(stopped('accept', 'already-tried'))},
		{finds: 'not-reached', when: answered(stopped('login', because('auth.wrong-credentials', 535)))},
	],
	{
		...Object.fromEntries(
			Object.entries(inconclusive('accept')).map(([name, when]) => [name, {...caught(message(7)), ...when}]),
		),
		...Object.fromEntries(waySays.map(code => [`reading fails with ${code}`, {sink: [{code}]}])),
	},
);

test('nothing is asked of anybody unless somebody agreed', async () => {
	for (const params of [{'may-release': 'no'}, {'may-release': undefined}])
		expect((await runOn(release, {params}, server)).asked).toEqual([]);
});

test('the server is asked to take that message, from its sender to its one recipient', async () => {
	const {asked} = await runOn(release, answered(passed('accept')), {
		...server,
		'expected-user': 'nas',
		'expected-password': 'smtp-password',
	});
	expect(asked).toEqual([
		expect.objectContaining({do: 'read', user: 'nas', secret: 'smtp-password'}),
		{
			host: 'smtp.provider.test',
			port: 587,
			security: 'starttls',
			stage: 'accept',
			caught: 7,
			tag: 'a1b2c3',
			user: 'nas',
			secret: 'smtp-password',
			from: 'nas@home.test',
			to: person,
		},
	]);
});

test('the newest with a code is taken, or the one that is told', async () => {
	const when = {
		...caught(message(5), message(7, {at: 1}), message(9, {reading: noCode})),
		smtp: passed('accept'),
	};
	expect((await runOn(release, when, server)).finding.facts['message']).toBe(5);
	expect((await runOn(release, when, {...server, message: 9})).finding.facts['message']).toBe(9);
});
