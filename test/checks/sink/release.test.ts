// Long because one table holds a scenario for every finding of every stage.
import {expect, test} from 'vitest';
import release from '../../../source/checks/sink/release.ts';
import type {CapturedMessage} from '../../../source/core/capture.ts';
import type {Reply, SmtpAnswer, SmtpStage} from '../../../source/core/smtp.ts';
import {because, inconclusive, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, runOn, type Scenario, type When} from '../taped.ts';
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

const ended = (stage: SmtpStage, by: Parameters<typeof stopped>[1], more: Partial<SmtpAnswer> = {}): When =>
	answered(stopped(stage, by, more));
const {tls: _, ...plain} = passed('tls', {extensions: {plain: ['AUTH PLAIN']}});
const unencrypted = (stage: SmtpStage, by: Reply): When => answered({...plain, stop: {stage, reply: by}});

/** What ends the conversation before the message, as the check of that stage would find it. */
const earlier: readonly Scenario[] = [
	{finds: 'turned-away', when: ended('connect', reply('554 No SMTP service here'))},
	{finds: 'turned-away', when: ended('tls', reply('554 No SMTP service here'), {tls: tls()})},
	{
		finds: 'not-smtp',
		when: ended('connect', reply('502 Unknown'), {greeting: reply('220 welcome')}),
	},
	{finds: 'our-name-rejected', when: ended('sender', because('sender.helo-rejected'))},
	{
		finds: 'helo-rejected',
		when: {...ended('recipient', because('sender.helo-rejected')), params: {helo: 'nas'}},
	},
	{
		finds: 'tls-not-offered',
		when: ended('tls', 'not-offered'),
		says: 'smtp.provider.test offers no STARTTLS on port 587, so nothing was handed on.',
	},
	{finds: 'tls-refused', when: answered({...plain, stop: {stage: 'tls', reply: reply('554 5.7.0 No')}})},
	{finds: 'intercepted', when: ended('tls', 'not-offered', {anomalies: ['starttls-stripped']})},
	{finds: 'intercepted', when: ended('tls', 'untrusted', {anomalies: ['plaintext-after-starttls']})},
	{finds: 'untrusted', when: ended('tls', 'untrusted', {tls: tls({fault: 'expired'})})},
	{finds: 'tls-required', when: unencrypted('login', reply('538 5.7.11 Encryption required'))},
	{finds: 'tls-required', when: unencrypted('sender', reply('530 Must issue a STARTTLS command first'))},
	{finds: 'tls-required', when: ended('recipient', because('tls.required'))},
	{finds: 'not-encrypted', when: unencrypted('login', reply('503 5.5.1 Not now'))},
	{
		finds: 'wrong-credentials',
		when: ended('login', because('auth.wrong-credentials', 535)),
		says: 'smtp.provider.test does not accept this login name with this password: 535 5.7.1 because of auth.wrong-credentials!',
		facts: {ruleCause: 'auth.wrong-credentials', matched: true, message: 7, at: 'at the login'},
	},
	...(['app-password-needed', 'locked-out', 'oauth-expired'] as const).map(finds => ({
		finds,
		when: ended('login', because(`auth.${finds}`, 535)),
	})),
	{finds: 'basic-auth-disabled', when: ended('login', because('auth.basic-auth-disabled', 535))},
	{finds: 'smtp-service-off', when: ended('login', because('auth.smtp-service-off', 535))},
	{
		finds: 'oauth-scope',
		when: ended('login', reply('535 5.7.8 No'), {
			mechanism: 'XOAUTH2',
			tokenRefused: {status: '403', scope: 'https://mail.example/'},
		}),
	},
	{finds: 'login-refused', when: ended('login', reply('535 5.7.8 No'))},
	{finds: 'login-not-offered', when: ended('login', because('auth.not-offered'))},
	{
		finds: 'login-not-offered',
		when: ended('login', 'not-offered', {extensions: {encrypted: ['SIZE']}}),
		says: 'smtp.provider.test offers no login that could be used: it offers no login at all.',
		facts: {offered: 'no login at all'},
	},
	{
		finds: 'oauth-only',
		when: ended('login', 'not-offered', {extensions: {encrypted: ['AUTH XOAUTH2']}}),
		facts: {offered: 'XOAUTH2'},
	},
	{finds: 'not-reached', when: ended('login', 'not-offered', {extensions: {encrypted: ['AUTH NTLM']}})},
	{finds: 'not-reached', when: ended('login', 'no-secret')},
	{finds: 'not-reached', when: ended('login', 'already-tried')},
	{finds: 'too-many-tries', when: ended('login', because('auth.locked-out', 454))},
	{
		finds: 'sender-not-allowed',
		when: ended('sender', because('sender.not-allowed', 553)),
		says: 'smtp.provider.test does not let this login send as nas@home.test, and says so at the sender: 553 5.7.1 because of sender.not-allowed!',
	},
	{finds: 'sender-not-allowed', when: ended('recipient', because('sender.not-allowed', 553))},
	{finds: 'sender-refused', when: ended('sender', reply('550 5.1.0 No'))},
	{finds: 'login-required', when: unencrypted('sender', reply('530 Authentication required'))},
	{finds: 'login-required', when: ended('recipient', because('auth.wrong-credentials', 530))},
	{finds: 'quota', when: ended('sender', because('sender.quota'))},
	{finds: 'quota-for-now', when: ended('sender', because('sender.quota', 450))},
	{finds: 'relay-denied', when: ended('recipient', because('sender.relay-denied'))},
	{
		finds: 'no-such-recipient',
		when: ended('recipient', because('recipient.unknown')),
		says: 'smtp.provider.test knows no mailbox person@mailbox.test that takes mail, and says so at the recipient: 550 5.7.1 because of recipient.unknown!',
	},
	{finds: 'disabled', when: ended('recipient', because('recipient.disabled'))},
	{finds: 'recipient-refused', when: ended('recipient', reply('550 5.1.0 No'))},
	{finds: 'mailbox-full', when: ended('recipient', because('recipient.mailbox-full', 552))},
	{finds: 'mailbox-full-for-now', when: ended('recipient', because('recipient.mailbox-full', 452))},
	{finds: 'rate-limited-for-now', when: ended('recipient', because('recipient.rate-limited', 450))},
	{finds: 'greylisted', when: ended('recipient', because('filter.greylisted', 451))},
	{finds: 'temporary', when: ended('connect', reply('421 4.3.2 Later'))},
	{
		finds: 'temporary',
		when: ended('recipient', reply('451 4.3.0 Later')),
		says: 'smtp.provider.test puts it off for now, at the recipient: 451 4.3.0 Later',
	},
	{finds: 'extension-missing', when: ended('sender', {code: 'not-offered', detail: 'no SMTPUTF8'})},
	{finds: 'not-reached', when: ended('connect', 'refused')},
	{finds: 'not-reached', when: ended('tls', 'timeout')},
];

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
		{
			finds: 'several-senders',
			when: caught(message(7), message(8, {remote: '192.0.2.66'}), message(9, {remote: '192.0.2.66'})),
			says: 'Nothing was handed on, because several machines brought codes for person@mailbox.test: 192.0.2.66 (message 9), 192.0.2.7 (message 7). Name the message that is meant.',
		},
		{
			// A stranger's, by its login.
			finds: 'nothing-caught',
			when: {...caught(message(7, {user: 'admin'})), params: {'expected-user': 'nas'}},
		},
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
		{
			finds: 'no-such-recipient',
			when: refusedBecause('recipient.unknown'),
			facts: {at: 'after the message'},
		},
		...Object.entries(causes).map(([finds, cause]) => ({finds, when: refusedBecause(cause)})),
		{finds: 'refused', when: refusedBy(reply('554 5.6.0 No'))},
		{finds: 'temporary', when: refusedBy(reply('451 4.3.0 Trouble'))},
		{finds: 'greylisted', when: refusedBy(because('filter.greylisted', 451))},
		{finds: 'no-answer', when: answered(stopped('accept', 'timeout'))},
		{finds: 'already-sent', when: answered(stopped('accept', 'already-tried'))},
		...earlier,
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

test('where no other login is told, it is the one of the device', async () => {
	const {user: _, password: __, ...unnamed} = server;
	const device = {'expected-user': 'nas', 'expected-password': 'smtp-password'};
	const login = async (more: object) => {
		const {asked} = await runOn(release, answered(passed('accept')), {...unnamed, ...device, ...more});
		return asked.filter(one => 'stage' in one);
	};
	expect(await login({})).toEqual([expect.objectContaining({user: 'nas', secret: 'smtp-password'})]);
	// The plan of the sink is that of the device either way, so that nothing has to be caught again.
	expect(await login({user: 'other', password: 'release-password'})).toEqual([
		expect.objectContaining({user: 'other', secret: 'release-password'}),
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

test('a stranger’s newer code is never handed on in place of the one of the device', async () => {
	const when = {
		...caught(
			message(5, {user: 'NAS'}),
			message(7, {remote: '192.0.2.66', user: 'admin'}),
			message(8, {remote: '192.0.2.66'}),
		),
		smtp: passed('accept'),
	};
	const {finding} = await runOn(release, when, {...server, 'expected-user': 'nas'});
	expect(finding).toMatchObject({code: 'accepted', facts: {message: 5}});
	// Named, it is what somebody wants.
	const named = await runOn(release, when, {...server, 'expected-user': 'nas', message: 7});
	expect(named.finding).toMatchObject({code: 'accepted', facts: {message: 7}});
});

test('where several machines brought codes, the server is not asked at all', async () => {
	const when = {...caught(message(5), message(7, {remote: '192.0.2.66'})), smtp: passed('accept')};
	const {asked} = await runOn(release, when, server);
	expect(asked).toEqual([expect.objectContaining({do: 'read'})]);
});
