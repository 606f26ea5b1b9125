/**
 * The SMTP Enhanced Status Codes Registry of IANA (RFC 5248), in plain words: RFC 3463, and what RFC 4468, 4954, 5248,
 * 6531, 6710, 7293, 7372, 7505, 8617 and 8689 added to it. Providers use numbers of their own beside it.
 */
const subjects: Readonly<Record<string, readonly [subject: string, details: readonly string[]]>> = {
	'1': [
		'address',
		[
			'',
			'no such mailbox',
			'no such domain, or it takes no mail',
			'the recipient address is misspelled',
			'the recipient address fits several mailboxes',
			'the recipient address is valid',
			'the mailbox has moved and left no new address',
			'the sender address is misspelled',
			'the domain of the sender address is wrong',
			'passed on to a system that does not report back',
			'the domain of the recipient takes no mail (null MX)',
		],
	],
	'2': [
		'mailbox of the recipient',
		[
			'',
			'the mailbox is disabled',
			'the mailbox is full',
			'the message is longer than this mailbox allows',
			'the mailing list could not be expanded',
		],
	],
	'3': [
		'mail system of the recipient',
		[
			'',
			'the mail system is full',
			'the system takes no mail at the moment',
			'the system lacks a feature that the message needs',
			'the message is too big for the system',
			'the system is misconfigured',
			'the requested priority was changed',
		],
	],
	'4': [
		'network or routing',
		[
			'',
			'the other host does not answer',
			'the connection broke',
			'a directory server, such as DNS, failed',
			'there is no route to the recipient',
			'the mail system is congested',
			'the mail goes round in a loop',
			'the message could not be delivered in time',
		],
	],
	'5': [
		'mail protocol',
		[
			'',
			'the command is not valid here',
			'the syntax is wrong',
			'too many recipients',
			'an argument of the command is not valid',
			'the protocol version is wrong',
			'a line of the login is too long',
		],
	],
	'6': [
		'content of the message',
		[
			'',
			'this kind of content is not supported',
			'a conversion is needed and forbidden',
			'a conversion is needed and not supported',
			'something was lost in a conversion',
			'a conversion failed',
			'the content cannot be fetched',
			'addresses beyond ASCII are not allowed here',
			'the reply would need UTF-8, which the client did not allow',
			'a recipient cannot be given a header in UTF-8',
			'the reply would need UTF-8, which the client did not allow',
		],
	],
	'7': [
		'security or policy',
		[
			'',
			'delivery is not authorized',
			'sending to this mailing list is not allowed',
			'a secure conversion is needed and not possible',
			'a security feature is not supported',
			'encryption or a signature failed',
			'the encryption method is not supported',
			'the message was altered on the way',
			'user name or password is not accepted',
			'the login method is too weak',
			'an encrypted connection is needed',
			'this login method needs an encrypted connection',
			'the password has to be set anew for this login method',
			'the user account is disabled',
			'a trust relationship is needed',
			'the priority is too low',
			'the message is too big for its priority',
			'the mailbox belongs to somebody else now',
			'the domain belongs to somebody else now',
			'whether the mailbox changed hands cannot be told',
			'no DKIM signature passed',
			'no DKIM signature is acceptable',
			'no DKIM signature is of the author’s domain',
			'SPF failed',
			'SPF could not be evaluated',
			'the reverse name of the sending address does not fit',
			'several checks of the sender failed',
			'the domain of the sender takes no mail (null MX)',
			'a flood of mail was detected',
			'the ARC chain does not verify',
			'the next server does not support REQUIRETLS',
		],
	],
};

const classes: Readonly<Record<string, string>> = {'2': 'success', '4': 'temporary', '5': 'permanent'};

/** RFC 5321 section 4.2.1: what the second digit of a reply code is about. */
const digits: Readonly<Record<string, string>> = {
	'0': 'syntax of the command',
	'1': 'information',
	'2': 'connection',
	'3': 'login or encryption',
	'5': 'mail system',
};

/**
 * A reply's class, subject and detail in words: by its enhanced status code, else by the digits of its reply code. The
 * reply code decides whether a refusal is permanent, whatever the enhanced code says (RFC 3463 section 2).
 */
export const classOf = (code: number, enhanced: string | undefined): string | undefined => {
	const [group = '', second = ''] = String(code);
	const [status = group, subject, detail] = enhanced?.split('.') ?? [];
	const lasting = classes[code >= 200 ? (group === '3' ? '2' : group) : status];
	if (lasting === undefined) return undefined;
	if (subject === undefined)
		return group === '3' ? 'go on' : [lasting, digits[second]].filter(Boolean).join(' · ');
	const [about, details = []] =
		Number(subject) === 0
			? ['']
			: (subjects[String(Number(subject))] ?? [`subject ${subject}, which no RFC knows`]);
	const what =
		details[Number(detail)] ?? (about === '' ? '' : `detail ${detail}, which is the provider’s own`);
	const mismatch =
		classes[status] !== lasting && classes[status] !== undefined
			? ` · the status ${enhanced} calls it ${classes[status]}; the reply code ${code} counts`
			: '';
	return `${[lasting, about, what].filter(Boolean).join(' · ')}${mismatch}`;
};
