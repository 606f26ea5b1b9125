import {ok, problem, unknown} from '../../../core/check.ts';
import {acceptanceFindings} from '../../acceptance.ts';
import {doorFindings} from '../../conversation.ts';

/** What a server may say before the message, each in words that hold at whatever stage it says so; `at` is that stage. */
const earlierFindings = {
	...doorFindings,
	'turned-away': problem('{host} turns this connection away: {reply}'),
	'not-smtp': problem('What answers on port {port} of {host} is not a mail server: {reply}'),

	'tls-not-offered': problem('{host} offers no STARTTLS on port {port}, so nothing was handed on.'),
	'tls-refused': problem('{host} offers STARTTLS and then refuses it: {reply}'),
	'tls-required': problem('{host} demands encryption {at}: {reply}'),
	intercepted: problem(
		'Something between here and {host} tampers with the encryption, so nothing was handed on: {failure}.',
	),
	untrusted: unknown(
		'{host} shows a certificate that is not trusted here, so nothing was handed on: {failure}.',
	),

	'wrong-credentials': problem('{host} does not accept this login name with this password: {reply}'),
	'app-password-needed': problem('{host} accepts this account only with an app password: {reply}'),
	'locked-out': problem('{host} has locked this account or this internet address out: {reply}'),
	'too-many-tries': unknown('{host} asks to wait because of too many logins: {reply}'),
	'oauth-expired': problem(
		'{host} does not accept the token (OAuth) that was given; it may be expired, withdrawn or not for this account: {reply}',
	),
	'oauth-scope': problem(
		'The permission (OAuth) that was given does not allow sending mail at {host}: {reply}',
	),
	'login-not-offered': problem('{host} offers no login that could be used: {failure}.'),
	'oauth-only': problem(
		'{host} offers logins with an OAuth token only, and the device has a password: {failure}.',
	),
	'not-encrypted': unknown(
		'{host} let no login begin without encryption, and no password is sent that way, so nothing was handed on: {reply}',
	),
	'login-required': problem('{host} wants a login before it takes mail: {reply}'),
	'login-refused': problem('{host} refuses the login: {reply}'),

	'sender-not-allowed': problem('{host} does not let this login send as {from}, and says so {at}: {reply}'),
	'sender-refused': problem('{host} refuses the sender {from}: {reply}'),
	'quota-for-now': unknown('{host} asks to slow down: {reply}'),
	'no-such-recipient': problem('{host} knows no mailbox {to} that takes mail, and says so {at}: {reply}'),
	disabled: problem('The mailbox {to} is switched off, as {host} says {at}: {reply}'),
	'recipient-refused': problem('{host} refuses {to}: {reply}'),
	'mailbox-full-for-now': unknown('The mailbox {to} has no room just now: {reply}'),
	'rate-limited-for-now': unknown('{to} gets too much mail at the moment: {reply}'),
	'extension-missing': unknown(
		'{host} does not offer what this mail needs, so nothing was handed on: {failure}.',
	),
	greylisted: unknown('{host} asks unknown senders to come back later, and was not asked again: {reply}'),
	temporary: unknown('{host} puts it off for now, {at}: {reply}'),
	'not-reached': unknown(
		'The conversation with {host} ended before message {message} could be sent: {failure}.',
	),
};

export type EarlierCode = keyof typeof earlierFindings | keyof ReturnType<typeof acceptanceFindings>;

export const findings = {
	...acceptanceFindings('caught mail'),
	...earlierFindings,
	accepted: ok('{host} accepted message {message}, the mail of the device itself, for {to}: {reply}'),
	'not-asked': unknown('Nothing was handed on, because nobody agreed to it.'),
	'no-envelope': unknown('Nothing was handed on, because {lacks}.'),
	'nothing-caught': unknown('Nothing was handed on, because no mail with a code for {to} was caught.'),
	'several-senders': unknown(
		'Nothing was handed on, because several machines brought codes for {to}: {senders}. Name the message that is meant.',
	),
	'no-message': unknown('Nothing was handed on, because message {message} is not kept here.'),
	'other-recipient': unknown('Message {message} was not handed on, because it is not for {to}.'),
	untold: unknown('Nothing was handed on, because nobody can tell what was caught: {failure}.'),
	'no-answer': unknown('{host} gave no answer to message {message}: {failure}.'),
	'already-sent': unknown('Message {message} was handed on already, and it is never sent twice.'),
};
