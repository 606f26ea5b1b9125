/** Whether a domain belongs to a service that throws its mailboxes away after minutes or days; the best known only. */
export const isDisposable = (domain: string): boolean =>
	domain
		.split('.')
		.map((_, index, labels) => labels.slice(index).join('.'))
		.some(name => disposable.has(name));

const disposable: ReadonlySet<string> = new Set([
	...['10minutemail.com', '10minutemail.net', '20minutemail.com', '33mail.com', 'burnermail.io'],
	...[
		'discard.email',
		'dispostable.com',
		'emailondeck.com',
		'fakeinbox.com',
		'fakemail.net',
		'getairmail.com',
	],
	...[
		'getnada.com',
		'grr.la',
		'guerrillamail.biz',
		'guerrillamail.com',
		'guerrillamail.de',
		'guerrillamail.info',
	],
	...['guerrillamail.net', 'guerrillamail.org', 'guerrillamailblock.com', 'inboxkitten.com', 'jetable.org'],
	...['mailcatch.com', 'maildrop.cc', 'mailexpire.com', 'mailinator.com', 'mailnesia.com', 'mailnull.com'],
	...['mintemail.com', 'moakt.com', 'mohmal.com', 'mytemp.email', 'nada.email', 'sharklasers.com'],
	...['spam4.me', 'spambog.com', 'spamgourmet.com', 'temp-mail.io', 'temp-mail.org', 'tempail.com'],
	...['tempinbox.com', 'tempmail.dev', 'tempr.email', 'throwawaymail.com', 'trash-mail.com', 'trashmail.com'],
	...[
		'trashmail.de',
		'trashmail.net',
		'wegwerfmail.de',
		'wegwerfmail.net',
		'yopmail.com',
		'yopmail.fr',
		'yopmail.net',
	],
]);
