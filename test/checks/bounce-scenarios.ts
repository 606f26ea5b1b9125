import type {Bounce, BouncedRecipient} from '../../source/core/bounce.ts';
import {because, reply} from './said.ts';

/** A bounce of one mail for `person@mailbox.test`. */
export const bounced = (recipient: Partial<BouncedRecipient>, more: Partial<Bounce> = {}): Bounce => ({
	read: 'RFC 3464',
	reporter: 'smtp.provider.test',
	at: '2026-06-15T11:59:00.000Z',
	recipients: [{address: 'person@mailbox.test', action: 'failed', remote: 'mx.mailbox.test', ...recipient}],
	about: {messageId: '<1@home.test>', from: 'nas@home.test', to: 'person@mailbox.test'},
	...more,
});

const byCause: Readonly<Record<string, string>> = {
	'recipient.unknown': 'no-such-recipient',
	'recipient.disabled': 'disabled',
	'recipient.mailbox-full': 'mailbox-full',
	'recipient.rate-limited': 'rate-limited',
	'recipient.policy': 'policy',
	'accept.content-rejected': 'content-rejected',
	'accept.malformed': 'malformed',
	'accept.too-large': 'too-large',
	'accept.server-trouble': 'server-trouble',
	'reputation.spf': 'spf-failed',
	'reputation.dkim': 'dkim-failed',
	'reputation.dmarc': 'dmarc-failed',
	'reputation.ptr': 'no-reverse-name',
	'reputation.blocklisted': 'blocklisted',
	'mailbox.forwarding': 'forwarding-loop',
	'code.clock': 'clock',
	'sender.not-allowed': 'sender-not-allowed',
	'sender.helo-rejected': 'helo-rejected',
	'sender.relay-denied': 'relay-denied',
	'sender.quota': 'quota',
	'auth.locked-out': 'sending-locked',
	'auth.smtp-service-off': 'smtp-service-off',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
	'auth.wrong-credentials': 'login-required',
	'tls.required': 'tls-required',
	'filter.greylisted': 'greylisted',
	'mx.null': 'null-mx',
	'mx.no-such-domain': 'no-such-domain',
};

/** For each code that a bounce can be found as, one that is. */
export const bouncedScenarios: readonly {
	readonly finds: string;
	readonly bounce: Bounce;
	readonly says?: string;
}[] = [
	...Object.entries(byCause).map(([cause, finds]) => ({finds, bounce: bounced({reply: because(cause)})})),
	...(['mx.dangling', 'tls.certificate-expired'] as const).map(cause => ({
		finds: cause === 'mx.dangling' ? 'dangling-mx' : 'certificate-expired',
		bounce: bounced({reply: because(cause)}),
	})),
	{
		finds: 'mailbox-full',
		bounce: bounced({reply: because('recipient.mailbox-full', 452)}),
		says: 'mx.mailbox.test did not take the mail, because the mailbox person@mailbox.test is full: 452 5.7.1 because of recipient.mailbox-full!',
	},
	{
		finds: 'expired',
		bounce: bounced({
			status: '4.4.1',
			words: 'connect to mx.mailbox.test[192.0.2.1]:25: Connection timed out',
		}),
		says: 'No mail server took the mail for person@mailbox.test for as long as smtp.provider.test tried, so it was given up: connect to mx.mailbox.test[192.0.2.1]:25: Connection timed out',
	},
	{
		finds: 'failed',
		bounce: bounced({reply: reply('550 zork')}),
		says: 'The mail for person@mailbox.test was not delivered, and the reason is none that is known here: 550 zork',
	},
	{
		finds: 'delayed',
		bounce: bounced({
			action: 'delayed',
			reply: because('recipient.unknown', 450),
			until: '2026-06-20T00:00:00.000Z',
		}),
		says: 'The mail for person@mailbox.test has not arrived yet; it is tried again until 2026-06-20T00:00:00.000Z. So far, smtp.provider.test says: 450 5.7.1 because of recipient.unknown!',
	},
	{
		finds: 'delivered',
		bounce: bounced({action: 'delivered'}),
		says: 'The mail for person@mailbox.test was put into the mailbox, says smtp.provider.test; whether it lies in the inbox or in the junk folder, no such notice tells.',
	},
	{finds: 'relayed', bounce: bounced({action: 'relayed'})},
];

/** Bounces that prove nothing. */
export const openBounces: Readonly<Record<string, Bounce>> = {
	'it is still tried': bounced({action: 'delayed', reply: because('recipient.unknown')}),
	'it was passed on': bounced({action: 'expanded', reply: because('recipient.unknown')}),
};
