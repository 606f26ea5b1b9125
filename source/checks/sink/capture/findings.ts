import {ok, problem, unknown, warning} from '../../../core/check.ts';

/** What one session that brought no message comes to. `seen` is what was seen, without a full stop. */
export const sessionFindings = {
	'certificate-refused': unknown(
		'{remote} does not take the certificate of the sink ({seen}), which proves only that it checks certificates.',
	),
	'tls-too-old': problem('{remote} speaks no version of TLS from 1.2 on: {seen}.'),
	'old-tls-offered': unknown(
		'{remote} speaks no version of TLS from 1.2 on ({seen}), and nothing proves that it is the device.',
	),
	'tls-failed': unknown('{remote} connected to port {port}, and no encryption came about: {seen}.'),
	'left-after-tls': unknown(
		'{remote} encrypted the connection to port {port} and {seen}: a device that does not trust the certificate of the sink may leave like this, and so may one that only tests the connection.',
	),
	'encryption-mismatch': unknown(
		'{remote} is set to another encryption than port {port} of the sink has: {seen}.',
	),
	'login-differs': problem('{remote} does not log in as was told: {seen}.'),
	'other-login': unknown(
		'{remote} does not log in as was told ({seen}), and nothing proves that it is the device.',
	),
	'login-refused': unknown('The sink did not take the login of {remote}: {seen}.'),
	'sender-refused': unknown('The sink did not take the sender that {remote} named: {seen}.'),
	'recipient-refused': unknown('The sink did not take the recipient that {remote} named: {seen}.'),
	'message-refused': unknown('The sink did not take the message of {remote}: {seen}.'),
	'broken-off': unknown('{remote} began a message and never ended it: {seen}.'),
	misbehaved: unknown('The sink failed {remote} on purpose: {seen}.'),
	'turned-away': unknown('The sink turned {remote} away: {seen}.'),
	'not-smtp': unknown('{remote} connected to port {port} and does not speak SMTP: {seen}.'),
	left: unknown('{remote} connected to port {port} and left {seen}.'),
};

export type SessionCode = keyof typeof sessionFindings;

export const findings = {
	arrived: ok('The mail for {to} arrived {took} as message {message}, with {code}.'),
	'login-missing': warning(
		'The mail for {to} arrived {took} as message {message}, with {code}, but {remote} did not log in, and it should.',
	),
	'arrived-without-code': unknown(
		'A mail for {to} arrived {took} as message {message}, and neither a code nor a link was recognised in it.',
	),
	'other-address': problem(
		'Mail arrived for {other}, and none for {to}: {remote} sends it to another address (message {message}, with {code}).',
	),
	'other-mail': unknown(
		'Only other mail arrived, for {other} and with {code}; what was waited for did not come within {waited}.',
	),
	'not-sent': problem(
		'The code was not sent: it was set off, nothing came within {waited}, and {remote} delivered other mail here both before and after that.',
	),
	silent: unknown(
		'{remote} had delivered a mail here just before, and brought nothing more within {waited}; {doubt}.',
	),
	'nobody-connected': unknown('Nobody connected to {place} within {waited}.'),
	'which-device': unknown(
		'What was waited for did not come within {waited}; {remotes} connected, and nothing tells whether that is the device.',
	),
	...sessionFindings,
	'cannot-listen': unknown('The sink cannot listen at {ports}: {failure}.'),
	'not-captured': unknown('Nothing was caught: {failure}.'),
};
