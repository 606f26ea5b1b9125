import {shown} from '../../../source/checks/conversation.ts';
import recipient from '../../../source/checks/smtp/recipient.ts';
import {bareRule, because, inconclusive, passed, reply, rules, stopped} from '../said.ts';
import {describeCheck} from '../taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
};
const refusedBecause = (cause: string) => ({smtp: stopped('recipient', because(cause))});
const {unsure: _, ...greylistRule} = bareRule(450, 'filter.greylisted');
const words = (time: string) => reply(`450 4.7.1 Greylisted, try again in ${time}`);
const greylistedFor = (time: string) => ({
	smtp: stopped('recipient', words(time)),
	replies: [...rules, greylistRule],
});
const deferredBecause = (cause: string) => ({smtp: stopped('recipient', because(cause, 450))});

describeCheck(
	recipient,
	server,
	[
		{
			finds: 'accepted',
			when: {smtp: passed('recipient')},
			says: 'smtp.provider.test takes mail for person@mailbox.test.',
		},
		{finds: 'accepted', when: {smtp: stopped('accept', because('accept.too-large'))}},
		{finds: 'no-such-recipient', when: refusedBecause('recipient.unknown')},
		{finds: 'disabled', when: refusedBecause('recipient.disabled')},
		{finds: 'mailbox-full', when: refusedBecause('recipient.mailbox-full')},
		{finds: 'mailbox-full-for-now', when: deferredBecause('recipient.mailbox-full')},
		{finds: 'rate-limited', when: refusedBecause('recipient.rate-limited')},
		{finds: 'rate-limited-for-now', when: deferredBecause('recipient.rate-limited')},
		{
			finds: 'greylisted',
			when: {...deferredBecause('filter.greylisted'), params: {'may-wait': 'no'}},
			says: `person@mailbox.test asks unknown senders to come back later, and nobody agreed to wait: ${shown(because('filter.greylisted', 450))}`,
		},
		{finds: 'greylisted', when: deferredBecause('filter.greylisted'), facts: {not: 'nobody agreed to wait'}},
		{
			finds: 'greylisted',
			when: {...greylistedFor('2 hours'), params: {'may-wait': 'yes'}},
			facts: {not: 'it asks for 2 hours, longer than lostmail waits'},
		},
		{finds: 'greylisted', when: {...greylistedFor('2 minutes'), says: {'recipient-may-wait': 'no'}}},
		{
			finds: 'still-greylisted',
			when: {
				...greylistedFor('2 minutes'),
				again: greylistedFor('2 minutes').smtp,
				params: {'may-wait': 'yes'},
			},
			facts: {waited: '2 minutes'},
		},
		{
			finds: 'accepted-later',
			when: {...greylistedFor('2 minutes'), again: passed('recipient'), says: {'recipient-may-wait': 'yes'}},
			says: 'smtp.provider.test takes mail for person@mailbox.test only at a second try: 2 minutes after it answered “450 4.7.1 Greylisted, try again in 2 minutes”. Codes often live no longer than a few minutes, so the wait alone can spoil one. A device that does not try again by itself loses it.',
		},
		{
			finds: 'accepted-later',
			when: {
				...greylistedFor('2 minutes'),
				again: passed('recipient'),
				params: {'may-wait': 'yes', 'code-life': '5'},
			},
			facts: {life: '5 minutes', waitedSeconds: 120},
		},
		{
			finds: 'too-late',
			when: {
				...greylistedFor('5 minutes'),
				again: passed('recipient'),
				params: {'may-wait': 'yes', 'code-life': '5'},
			},
		},
		{
			finds: 'accepted-later',
			when: {
				...greylistedFor('a while'),
				again: passed('recipient'),
				params: {'may-wait': 'yes', 'code-life': '5'},
			},
			facts: {waitedSeconds: 300, life: '5 minutes'},
		},
		{
			finds: 'no-such-recipient',
			when: {
				...greylistedFor('1 minute'),
				again: stopped('recipient', because('recipient.unknown')),
				params: {'may-wait': 'yes'},
			},
		},
		{
			finds: 'no-answer',
			when: {...greylistedFor('1 minute'), again: stopped('recipient', 'reset'), params: {'may-wait': 'yes'}},
		},
		{finds: 'relay-denied', when: refusedBecause('sender.relay-denied')},
		{finds: 'sender-not-allowed', when: refusedBecause('sender.not-allowed')},
		{
			finds: 'helo-rejected',
			when: {params: {helo: 'TNAS-0815.local'}, ...refusedBecause('sender.helo-rejected')},
		},
		{finds: 'our-name-rejected', when: refusedBecause('sender.helo-rejected')},
		{finds: 'quota', when: refusedBecause('sender.quota')},
		{finds: 'login-required', when: refusedBecause('auth.wrong-credentials')},
		{finds: 'tls-required', when: refusedBecause('tls.required')},
		{finds: 'no-such-domain', when: refusedBecause('mx.no-such-domain')},
		{finds: 'null-mx', when: refusedBecause('mx.null'), facts: {domain: 'mailbox.test'}},
		{finds: 'spf-failed', when: refusedBecause('reputation.spf')},
		{finds: 'dkim-failed', when: refusedBecause('reputation.dkim')},
		{finds: 'dmarc-failed', when: refusedBecause('reputation.dmarc')},
		{finds: 'forwarding-loop', when: refusedBecause('mailbox.forwarding')},
		{finds: 'no-reverse-name', when: refusedBecause('reputation.ptr')},
		{finds: 'blocklisted', when: refusedBecause('reputation.blocklisted')},
		{finds: 'policy', when: refusedBecause('recipient.policy')},
		{finds: 'refused', when: {smtp: stopped('recipient', reply('550 5.0.0 No'))}, facts: {matched: false}},
		{
			finds: 'refused',
			when: {
				replies: [bareRule(550, 'recipient.unknown')],
				smtp: stopped('recipient', reply('550 5.1.1 No')),
			},
			facts: {matched: false},
		},
		{finds: 'temporary', when: {smtp: stopped('recipient', reply('450 4.2.0 Later'))}},
		{finds: 'temporary', when: deferredBecause('recipient.unknown')},
		{
			finds: 'not-international',
			when: {params: {to: 'jürgen@mailbox.test'}, smtp: stopped('recipient', 'not-offered')},
		},
		{finds: 'no-recipient', when: {params: {to: undefined}}},
		{finds: 'no-answer', when: {smtp: stopped('recipient', 'reset')}},
		{finds: 'smtp-service-off', when: refusedBecause('auth.smtp-service-off')},
		{finds: 'basic-auth-disabled', when: refusedBecause('auth.basic-auth-disabled')},
		{finds: 'not-reached', when: {smtp: stopped('sender', because('sender.not-allowed'))}},
	],
	{...inconclusive('recipient'), 'a name that is not the device’s': refusedBecause('sender.helo-rejected')},
);
