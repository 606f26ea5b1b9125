import {ok, problem, unknown} from '../core/check.ts';
import {acceptanceCodes} from './acceptance.ts';

/** What became of a mail, by the bounce that came back, in the same words wherever that was found. */
export const bounceFindings = {
	'no-such-recipient': problem('{remote} refused the mail, because there is no mailbox {to}: {reply}'),
	disabled: problem('{remote} refused the mail, because the mailbox {to} is switched off: {reply}'),
	'mailbox-full': problem('{remote} did not take the mail, because the mailbox {to} is full: {reply}'),
	'rate-limited': problem('{remote} did not take the mail, because {to} gets too much of it: {reply}'),
	policy: problem('{remote} refused the mail, because somebody’s rule keeps it from {to}: {reply}'),
	'content-rejected': problem('{remote} refused the mail for {to} for its content: {reply}'),
	malformed: problem('{remote} refused the mail for {to} for how it is put together: {reply}'),
	'too-large': problem('{remote} refused the mail for {to}, because it is too large: {reply}'),
	'spf-failed': problem(
		'{remote} refused the mail for {to}, because the sender’s domain does not name the server that sent it (SPF): {reply}',
	),
	'dkim-failed': problem(
		'{remote} refused the mail for {to}, because it wants a valid signature on it (DKIM): {reply}',
	),
	'dmarc-failed': problem(
		'{remote} refused the mail for {to}, because the sender’s domain forbids mail that is not proved to be its own (DMARC): {reply}',
	),
	'no-reverse-name': problem(
		'{remote} refused the mail for {to}, because the sending address has no reverse name that fits: {reply}',
	),
	blocklisted: problem(
		'{remote} refused the mail for {to}, because the sending address, domain or mailbox is on a blocklist, or has a bad name: {reply}',
	),
	'forwarding-loop': problem('{remote} says that the mailbox {to} passes mail on in a circle: {reply}'),
	clock: problem('{remote} refused the mail for {to}, because it finds a wrong time in it: {reply}'),
	'sender-not-allowed': problem('{remote} refused the sender of the mail for {to}: {reply}'),
	'helo-rejected': problem(
		'{remote} refused the name that the sending server introduced itself with, and so the mail for {to}: {reply}',
	),
	'relay-denied': problem('{remote} does not pass mail for {to} on: {reply}'),
	quota: problem('The sending limit of the sending account is used up, so {to} got no mail: {reply}'),
	'sending-locked': problem('The sending account is locked, so {to} got no mail: {reply}'),
	'smtp-service-off': problem(
		'Sending by SMTP is switched off for the sending mailbox, so {to} got no mail: {reply}',
	),
	'basic-auth-disabled': problem(
		'The sending server takes no password any more, so {to} got no mail: {reply}',
	),
	'login-required': problem('{remote} wanted a login before it takes mail for {to}: {reply}'),
	'tls-required': problem('{remote} takes the mail for {to} only over an encrypted connection: {reply}'),
	'certificate-expired': problem(
		'The certificate of the mail server of {to} has expired, so the mail was not delivered: {reply}',
	),
	greylisted: problem(
		'{remote} asked to come back later (greylisting), and the sending server gave up before the mail for {to} was taken: {reply}',
	),
	'null-mx': problem('{remote} says that the domain of {to} accepts no mail: {reply}'),
	'no-such-domain': problem(
		'{remote} says that the domain of {to} does not exist, or takes no mail: {reply}',
	),
	'dangling-mx': problem(
		'{remote} says that the domain of {to} names mail servers that do not exist: {reply}',
	),
	'server-trouble': problem(
		'{remote} did not take the mail for {to}, because of a trouble of its own: {reply}',
	),
	expired: problem(
		'No mail server took the mail for {to} for as long as {reporter} tried, so it was given up: {reply}',
	),
	failed: problem('The mail for {to} was not delivered, and the reason is none that is known here: {reply}'),
	delayed: unknown(
		'The mail for {to} has not arrived yet; it is tried again {until}. So far, {reporter} says: {reply}',
	),
	delivered: ok(
		'The mail for {to} was put into the mailbox, says {reporter}; whether it lies in the inbox or in the junk folder, no such notice tells.',
	),
	relayed: ok(
		'The mail for {to} was passed on, says {reporter}; what became of it behind that, no such notice tells.',
	),
};

/** The cause that a bounce proves, and the code that it is found as. */
export const bounceCodes = {
	...acceptanceCodes,
	'sender.helo-rejected': 'helo-rejected',
	'auth.wrong-credentials': 'login-required',
	'auth.locked-out': 'sending-locked',
	'tls.required': 'tls-required',
	'tls.certificate-expired': 'certificate-expired',
	'filter.greylisted': 'greylisted',
	'mx.dangling': 'dangling-mx',
} as const;
