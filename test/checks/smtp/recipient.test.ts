import recipient from '../../../source/checks/smtp/recipient.ts';
import {bareRule, because, inconclusive, passed, reply, stopped} from '../said.ts';
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
		{finds: 'greylisted', when: deferredBecause('filter.greylisted')},
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
