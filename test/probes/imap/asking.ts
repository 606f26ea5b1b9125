import {expect} from 'vitest';
import type {ImapAnswer, ImapQuestion, MailboxDoor} from '../../../source/core/imap.ts';
import {type ImapOptions, imapProbe} from '../../../source/probes/imap.ts';
import {afterwards, authority, never} from '../smtp/loopback.ts';
import {host, type MailServerSettings, mailServer} from './mail-server.ts';
import type {Message} from './messages.ts';

export const user = 'person@mailbox.test';
export const password = 'canary-7Hq!x+pw';
export const token = 'ya29.canary-Zx_9~w/K+token==';
export const secrets: Readonly<Record<string, string>> = {'imap-password': password, 'imap-token': token};

const base64 = (text: string) => Buffer.from(text).toString('base64');
const forms = [
	password,
	base64(password),
	base64(`\0${user}\0${password}`),
	token,
	base64(token),
	base64(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`),
	encodeURIComponent(token),
];

/** Neither the password nor the token is in what was answered, in whatever form. */
export const expectNoSecret = (value: unknown): void => {
	const kept = JSON.stringify(value);
	for (const form of forms) expect(kept).not.toContain(JSON.stringify(form.replace(/=+$/, '')).slice(1, -1));
};

export const door = {
	host,
	port: 993,
	security: 'implicit',
	user,
	secret: 'imap-password',
} as const satisfies MailboxDoor;

type Doing<Q = ImapQuestion> = Q extends ImapQuestion
	? Omit<Q, keyof MailboxDoor> & Partial<MailboxDoor>
	: never;

/** A probe that reaches one port of loopback; no answer of it may hold a secret. */
export const probing = (port: number, options: Partial<ImapOptions> = {}) => {
	const {probe, close} = imapProbe({
		connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(port)}],
		resolve: async () => ({ok: false, failure: {code: 'no-such-name'}}),
		ca: [authority.pem],
		secret: name => secrets[name],
		ms: 2000,
		clock: () => performance.now(),
		every: 20,
		...options,
	});
	afterwards(close);
	return {
		probe,
		close,
		ask: async (doing: Doing, signal = never): Promise<ImapAnswer> => {
			const result = await probe({...door, ...doing} as ImapQuestion, signal);
			expectNoSecret(result);
			if (!result.ok) throw new Error(`the probe failed: ${JSON.stringify(result.failure)}`);
			return result.value;
		},
	};
};

/** A server that knows the one account, and a probe that asks it. */
export const mailbox = async (settings: MailServerSettings = {}, options: Partial<ImapOptions> = {}) => {
	const server = await mailServer({users: {[user]: password}, ...settings});
	return {server, ...probing(server.port, options)};
};

export const tag = '0123456789ab';
export const messageId = 'lostmail.0123456789ab@mailbox.test';

/** The test message, as it lies in a mailbox. */
export const testMail = (
	uid: number,
	date = '23-Nov-2026 10:00:00 +0000',
	more: Partial<Message> = {},
): Message => ({
	uid,
	date,
	header: `Received: from a.test by b.test; Mon, 23 Nov 2026 10:00:00 +0000
From: Device <nas@home-mail.test>
To: ${user}
Subject: Your verification code is 482915
Message-ID: <${messageId}>
X-Lostmail-Tag: ${tag}
X-Spam-Flag: NO`,
	...more,
});
