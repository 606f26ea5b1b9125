import {problem} from '../core/check.ts';

/** Refusals that a server may give at the recipient or only after the message, in the same words. */
export const receiverFindings = {
	quota: problem('The sending limit of this account is used up: {reply}'),
	'mailbox-full': problem('The mailbox {to} is full: {reply}'),
	policy: problem('{to} may not get this mail, by somebody’s rule: {reply}'),
	'spf-failed': problem(
		'{to} gets no mail from a server that the sender’s domain does not name (SPF): {reply}',
	),
	'dkim-failed': problem('{to} wants a valid signature on the mail (DKIM): {reply}'),
	'dmarc-failed': problem(
		'The sender’s domain forbids mail that is not proved to be its own (DMARC): {reply}',
	),
	'forwarding-loop': problem('The mailbox {to} passes mail on in a circle: {reply}'),
	'no-reverse-name': problem('The sending address has no reverse name that fits: {reply}'),
	blocklisted: problem(
		'The sending address, domain or mailbox is on a blocklist, or has a bad name: {reply}',
	),
	'rate-limited': problem('{to} gets too much mail at the moment: {reply}'),
	'relay-denied': problem('{host} does not pass mail on for this device: {reply}'),
	'no-such-domain': problem('{host} says that the domain of {to} does not exist, or takes no mail: {reply}'),
	'null-mx': problem('{host} says that the domain of {to} accepts no mail: {reply}'),
	'smtp-service-off': problem(
		'Sending by SMTP is switched off for this mailbox, or for its whole organization: {reply}',
	),
	'basic-auth-disabled': problem('{host} has switched off sending with a password: {reply}'),
};

/** The cause that a reply rule names, and the code that it is found as. */
export const receiverCodes = {
	'sender.quota': 'quota',
	'recipient.mailbox-full': 'mailbox-full',
	'recipient.policy': 'policy',
	'reputation.spf': 'spf-failed',
	'reputation.dkim': 'dkim-failed',
	'reputation.dmarc': 'dmarc-failed',
	'mailbox.forwarding': 'forwarding-loop',
	'reputation.ptr': 'no-reverse-name',
	'reputation.blocklisted': 'blocklisted',
	'recipient.rate-limited': 'rate-limited',
	'sender.relay-denied': 'relay-denied',
	'mx.null': 'null-mx',
	'mx.no-such-domain': 'no-such-domain',
	'auth.smtp-service-off': 'smtp-service-off',
	'auth.basic-auth-disabled': 'basic-auth-disabled',
} as const;
