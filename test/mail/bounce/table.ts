import type {BounceAction} from '../../../source/core/bounce.ts';

/** What must be read out of a bounce, and the cause that its words prove. */
export type Expected = {
	readonly read: string;
	readonly reporter?: string;
	readonly cause: string | null;
	readonly to?: string;
	readonly led?: string;
	readonly action?: BounceAction;
	readonly outcome?: string;
	readonly remote?: string;
	readonly code?: number;
	readonly enhanced?: string;
	/** The Message-ID of the mail that is quoted is there. */
	readonly quotes?: false;
};

const person = 'person@example.org';

/** By the name of its file in `mails`. */
export const bounces: Readonly<Record<string, Expected>> = {
	'amazon-ses': {read: 'RFC 3464', cause: 'reputation.ptr', code: 550, enhanced: '5.7.25'},
	aol: {
		read: 'sendmail',
		cause: 'recipient.unknown',
		to: 'person@aol.com',
		remote: 'mx-aol.mail.gm0.yahoodns.net',
		code: 552,
		quotes: false,
	},
	barracuda: {read: 'Barracuda', cause: null, to: 'person@corp.example', quotes: false},
	courier: {read: 'RFC 3464', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	delivered: {read: 'RFC 3464', cause: null, action: 'delivered', outcome: 'delivered'},
	domino: {
		read: 'RFC 3464',
		reporter: 'domino.corp.example',
		cause: 'recipient.unknown',
		to: 'person@corp.example',
		enhanced: '5.1.1',
	},
	'exchange-2003': {
		read: 'Microsoft 365 or Exchange',
		cause: null,
		to: 'person@corp.example',
		quotes: false,
	},
	exim: {
		read: 'Exim or GMX',
		cause: 'reputation.blocklisted',
		remote: 'mx.example.org',
		code: 550,
		enhanced: '5.7.1',
	},
	'exim-delay': {
		read: 'Exim or GMX',
		cause: 'recipient.mailbox-full',
		action: 'delayed',
		outcome: 'delayed',
		remote: 'mx.example.org',
		code: 452,
		quotes: false,
	},
	'exim-forwarded': {
		read: 'Exim or GMX',
		cause: 'reputation.spf',
		led: 'new@example.net',
		remote: 'mx.example.net',
		code: 550,
	},
	'forwarded-attached': {read: 'RFC 3464', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	'forwarded-inline': {
		read: 'Postfix',
		reporter: 'mail.provider.example',
		cause: 'accept.content-rejected',
		remote: 'mx.example.org',
		code: 554,
		quotes: false,
	},
	'gmail-blocked': {
		read: 'RFC 3464',
		cause: 'reputation.dmarc',
		to: 'person@gmail.com',
		remote: 'gmail-smtp-in.l.google.com',
		enhanced: '5.7.26',
	},
	'gmail-delay': {
		read: 'RFC 3464',
		cause: null,
		action: 'delayed',
		outcome: 'delayed',
		remote: 'mx.example.org',
	},
	'gmail-not-found': {
		read: 'RFC 3464',
		reporter: 'googlemail.com',
		cause: 'recipient.unknown',
		to: 'person@gmail.com',
		remote: 'gmail-smtp-in.l.google.com',
		code: 550,
		enhanced: '5.1.1',
	},
	'gmail-old-text': {read: 'Gmail', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	gmx: {read: 'Exim or GMX', cause: 'recipient.unknown', remote: 'mx.example.org', enhanced: '5.1.1'},
	'google-groups': {read: 'Google Groups', cause: null, to: 'team@googlegroups.com', quotes: false},
	groupwise: {read: 'GroupWise', cause: 'recipient.unknown', code: 550, quotes: false},
	haraka: {read: 'Haraka', reporter: 'haraka.example', cause: 'recipient.unknown', code: 550},
	icloud: {read: 'RFC 3464', cause: 'recipient.policy', remote: 'mx.example.org', code: 554},
	maddy: {read: 'RFC 3464', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	'mail-ru': {
		read: 'Mail.ru',
		cause: 'recipient.unknown',
		to: 'person@mail.ru',
		remote: 'mxs.mail.ru',
		code: 550,
		quotes: false,
	},
	mdaemon: {read: 'MDaemon', cause: 'recipient.unknown', code: 550, quotes: false},
	'microsoft-expired': {
		read: 'RFC 3464',
		cause: 'mx.unreachable',
		outcome: 'expired',
		remote: 'example.org',
		code: 550,
	},
	'microsoft-german': {
		read: 'Microsoft 365 or Exchange',
		reporter: 'AM0PR01MB1234.eurprd01.prod.outlook.com',
		cause: 'sender.relay-denied',
		remote: 'mx.example.org',
		code: 554,
	},
	'microsoft-not-found': {read: 'RFC 3464', cause: 'recipient.unknown', code: 550, enhanced: '5.1.10'},
	mimecast: {
		read: 'RFC 3464',
		cause: 'recipient.policy',
		to: 'person@corp.example',
		remote: 'mx.corp.example',
		code: 550,
	},
	netease: {
		read: 'QQ or NetEase',
		reporter: 'Postmaster@163.com',
		cause: 'recipient.unknown',
		code: 550,
		quotes: false,
	},
	opensmtpd: {read: 'OpenSMTPD', cause: 'recipient.mailbox-full', code: 550, enhanced: '5.2.2'},
	'postfix-delayed': {
		read: 'RFC 3464',
		cause: 'filter.greylisted',
		action: 'delayed',
		outcome: 'delayed',
		remote: 'mx.example.org',
		code: 451,
	},
	'postfix-no-user': {
		read: 'RFC 3464',
		reporter: 'mail.provider.example',
		cause: 'recipient.unknown',
		remote: 'mx.example.org',
		code: 550,
		enhanced: '5.1.1',
	},
	'postfix-several': {
		read: 'RFC 3464',
		cause: 'recipient.mailbox-full',
		to: 'full@example.org',
		remote: 'mx.example.org',
		code: 552,
	},
	'postfix-timed-out': {
		read: 'RFC 3464',
		cause: 'mx.unreachable',
		outcome: 'expired',
		remote: 'mx.example.org',
		enhanced: '4.4.1',
	},
	proofpoint: {
		read: 'RFC 3464',
		cause: 'recipient.unknown',
		to: 'person@corp.example',
		led: 'person@inbound.corp.example',
		remote: 'inbound.corp.example',
		code: 550,
	},
	qmail: {
		read: 'qmail',
		reporter: 'mail.provider.example',
		cause: 'recipient.unknown',
		remote: '192.0.2.77',
		code: 550,
	},
	'qmail-local': {
		read: 'qmail',
		reporter: 'home.example',
		cause: 'recipient.unknown',
		to: 'person@home.example',
		enhanced: '5.1.1',
	},
	'qmail-too-long': {read: 'qmail', cause: 'mx.unreachable', outcome: 'expired', enhanced: '4.4.1'},
	qq: {
		read: 'QQ or NetEase',
		reporter: 'postmaster@qq.com',
		cause: 'reputation.spf',
		remote: 'mx.example.org',
		code: 550,
		quotes: false,
	},
	relayed: {read: 'RFC 3464', cause: null, action: 'relayed', outcome: 'relayed', remote: 'mx.example.org'},
	'sendmail-old': {read: 'sendmail', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	stalwart: {read: 'RFC 3464', cause: 'recipient.unknown', remote: 'mx.example.org', code: 550},
	'utf8-status': {
		read: 'RFC 3464',
		cause: 'accept.malformed',
		to: 'jörg@example.org',
		remote: 'mx.example.org',
		enhanced: '5.6.7',
	},
	yahoo: {read: 'Yahoo or AOL', cause: 'recipient.mailbox-full', code: 552, enhanced: '5.2.2'},
	zoho: {read: 'Zoho', cause: 'recipient.unknown', code: 550, enhanced: '5.1.1', quotes: false},
};

/** Whom the mail was for, unless the table says otherwise. */
export const usualRecipient = person;

/** Mails that are no bounces, however much they look like one. */
export const none: readonly string[] = [
	'challenge',
	'deleted-unread',
	'dmarc-report',
	'feedback-report',
	'left-company',
	'log-summary',
	'mailman-notice',
	'newsletter-from-daemon',
	'newsletter-without-list',
	'read-receipt',
	'support-ticket',
	'vacation',
	'verification-mail',
];
