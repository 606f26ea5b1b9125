import {expect, test} from 'vitest';
import accept from '../../../source/checks/smtp/accept.ts';
import {bareRule, because, inconclusive, passed, reply, stopped} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
	'may-send': 'yes',
};
const refusedBecause = (cause: string) => ({smtp: stopped('accept', because(cause, 554))});

describeCheck(
	accept,
	server,
	[
		{
			finds: 'accepted',
			when: {smtp: passed('accept', {reply: reply('250 2.0.0 Queued as 4711')})},
			says: 'smtp.provider.test accepted the test mail for person@mailbox.test: 250 2.0.0 Queued as 4711',
			facts: {tag: 'a1b2c3'},
		},
		{finds: 'not-sent', when: {params: {'may-send': 'no'}}},
		{finds: 'not-sent', when: {params: {'may-send': undefined}}},
		{finds: 'no-envelope', when: {params: {to: undefined}}},
		{finds: 'no-envelope', when: {params: {from: undefined}}},
		{finds: 'content-rejected', when: refusedBecause('accept.content-rejected')},
		{finds: 'content-rejected', when: refusedBecause('filter.spam-score')},
		{finds: 'malformed', when: refusedBecause('accept.malformed')},
		{finds: 'too-large', when: refusedBecause('accept.too-large')},
		{finds: 'server-trouble', when: refusedBecause('accept.server-trouble')},
		{finds: 'quota', when: refusedBecause('sender.quota')},
		{finds: 'sender-not-allowed', when: refusedBecause('sender.not-allowed')},
		{finds: 'no-such-recipient', when: refusedBecause('recipient.unknown')},
		{finds: 'disabled', when: refusedBecause('recipient.disabled')},
		{finds: 'mailbox-full', when: refusedBecause('recipient.mailbox-full')},
		{finds: 'policy', when: refusedBecause('recipient.policy')},
		{finds: 'spf-failed', when: refusedBecause('reputation.spf')},
		{finds: 'dkim-failed', when: refusedBecause('reputation.dkim')},
		{finds: 'dmarc-failed', when: refusedBecause('reputation.dmarc')},
		{finds: 'forwarding-loop', when: refusedBecause('mailbox.forwarding')},
		{finds: 'no-reverse-name', when: refusedBecause('reputation.ptr')},
		{finds: 'blocklisted', when: refusedBecause('reputation.blocklisted')},
		{finds: 'rate-limited', when: refusedBecause('recipient.rate-limited')},
		{finds: 'relay-denied', when: refusedBecause('sender.relay-denied')},
		{finds: 'no-such-domain', when: refusedBecause('mx.no-such-domain')},
		{finds: 'null-mx', when: refusedBecause('mx.null'), facts: {domain: 'mailbox.test'}},
		{finds: 'clock', when: refusedBecause('code.clock')},
		{finds: 'refused', when: {smtp: stopped('accept', reply('554 5.6.0 No'))}},
		{
			finds: 'refused',
			when: {
				replies: [bareRule(552, 'recipient.mailbox-full')],
				smtp: stopped('accept', reply('552 5.2.2 Sorry')),
			},
			facts: {matched: false, means: 'a rule of the tests'},
		},
		{finds: 'greylisted', when: {smtp: stopped('accept', because('filter.greylisted', 451))}},
		{finds: 'greylisted', when: {smtp: stopped('recipient', because('filter.greylisted', 451))}},
		{
			finds: 'accepted-later',
			when: {
				smtp: stopped('accept', because('filter.greylisted', 451)),
				again: passed('accept'),
				params: {'may-send': 'yes', 'may-wait': 'yes'},
			},
			facts: {waited: '5 minutes'},
		},
		{
			finds: 'accepted',
			when: {smtp: stopped('recipient', because('filter.greylisted', 451)), again: passed('accept')},
		},
		{
			finds: 'too-late',
			when: {
				smtp: stopped('accept', reply('451 4.7.1 Greylisted, try again in 5 minutes')),
				replies: [{...bareRule(451, 'filter.greylisted'), unsure: undefined}],
				again: passed('accept'),
				params: {'may-send': 'yes', 'may-wait': 'yes', 'code-life': '3'},
			},
			facts: {life: '3 minutes'},
		},
		{
			// Where the server names no time, we chose the wait: it might have taken the mail after a minute.
			finds: 'accepted-later',
			when: {
				smtp: stopped('accept', because('filter.greylisted', 451)),
				again: passed('accept'),
				params: {'may-send': 'yes', 'may-wait': 'yes', 'code-life': '3'},
			},
			facts: {waited: '5 minutes', life: '3 minutes'},
		},
		{
			finds: 'still-greylisted',
			when: {
				smtp: stopped('accept', because('filter.greylisted', 451)),
				again: stopped('accept', because('filter.greylisted', 451)),
				params: {'may-send': 'yes', 'may-wait': 'yes'},
			},
		},
		{finds: 'temporary', when: {smtp: stopped('accept', because('accept.server-trouble', 451))}},
		{finds: 'no-answer', when: {smtp: stopped('accept', 'timeout')}},
		{finds: 'already-sent', when: {smtp: stopped('accept', 'already-tried')}},
		{finds: 'smtp-service-off', when: refusedBecause('auth.smtp-service-off')},
		{finds: 'basic-auth-disabled', when: refusedBecause('auth.basic-auth-disabled')},
		{finds: 'not-reached', when: {smtp: stopped('recipient', because('recipient.unknown'))}},
	],
	inconclusive('accept'),
);

test('nothing is asked of the server unless somebody agreed', async () => {
	for (const params of [{'may-send': 'no'}, {'may-send': undefined}])
		expect((await runOn(accept, {params}, server)).asked).toEqual([]);
});

test('the test message is tagged with the tag of the run', async () => {
	const {asked} = await runOn(accept, {smtp: passed('accept')}, server);
	expect(asked).toEqual([expect.objectContaining({stage: 'accept', tag: 'a1b2c3'})]);
});
