import {addressOf, device, type Name} from './interception-mailboxes.ts';
import {code} from './interception-world.ts';

export const plain = {
	subject: 'Your verification code',
	text: `Your verification code is ${code}. It is valid for ten minutes.\n`,
};

/** What filters dislike: HTML alone, a Subject in capitals, and a date of a device whose clock is far ahead. */
export const disliked = () => ({
	subject: 'PASSWORD RESET',
	html: `<center><h1>${code}</h1></center>`,
	date: new Date(Date.now() + 40 * 86_400_000),
});

type Settings = Readonly<Record<string, string>>;

/** The server that the device hands its mail in at. */
export const smtp: Settings = {
	host: 'smtp.provider.test',
	port: '587',
	security: 'starttls',
	user: device,
	from: device,
};

export const imapOf = (user: string): Settings => ({
	host: 'imap.mailbox.test',
	port: '993',
	security: 'implicit',
	user,
});

export const withPrefix = (prefix: string, settings: Settings): Settings =>
	Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${prefix}${name}`, value]));

export const roundTripTo = (name: Name): Settings => ({
	...smtp,
	...withPrefix('imap-', imapOf(addressOf(name))),
	to: addressOf(name),
	'may-send': 'yes',
	'wait-minutes': '1',
});

/** What a person answers who looks for a mail of the device in a mailbox. */
export const lookingFor = (name: Name, messageId: string): Settings => ({
	address: addressOf(name),
	'smtp-from': device,
	'message-id': messageId,
	...withPrefix('imap-', imapOf(addressOf(name))),
});

/** The same, in the mailbox that bounces come into. */
export const lookingForBounce = (address: string, messageId: string): Settings => ({
	address,
	'smtp-from': device,
	'message-id': messageId,
	...withPrefix('sender-imap-', imapOf(device)),
});
