import {expect} from 'vitest';
import type {ImapAnswer, ImapQuestion} from '../../../source/core/imap.ts';
import {mailboxSchema} from '../../../source/lab/mailbox/settings.ts';
import {openMailbox} from '../../../source/lab/mailbox.ts';
import type {SeenSession} from '../../../source/lab/sessions.ts';

/** Secrets by name, as a vault would give them. */
export const secrets: Readonly<Record<string, string>> = {
	'imap-password': 'correct horse battery',
	'wrong-password': 'wrong horse battery',
	'imap-token': 'ya29.correct-token',
};
export const door = {
	host: 'imap.mailbox.test',
	port: 993,
	security: 'implicit',
	user: 'person@mailbox.test',
	secret: 'imap-password',
} as const;
export const noon = Date.UTC(2026, 5, 15, 12);

export type Written = Parameters<typeof mailboxSchema.parse>[0];

/** A mailbox whose clock goes on only while somebody waits, and how long each wait was. */
export const open = async (written: Written, sessions?: () => readonly SeenSession[]) => {
	let clock = noon;
	const passed: number[] = [];
	const ask = await openMailbox(
		mailboxSchema.parse({password: secrets['imap-password'], ...(written as object)}),
		{
			secret: name => secrets[name],
			...(sessions ? {sessions} : {}),
			now: () => clock,
			pass: async (ms, signal) => {
				clock += ms;
				passed.push(ms);
				return !signal.aborted;
			},
		},
	);
	const answer = async (question: Partial<ImapQuestion> & Record<string, unknown>): Promise<ImapAnswer> => {
		const result = await ask({...door, ...question} as ImapQuestion, new AbortController().signal);
		if (!result.ok) throw new Error(result.failure.code);
		expectNoSecret({question, result});
		return result.value;
	};
	return {answer, ask, passed};
};

const expectNoSecret = (said: unknown) => {
	const text = JSON.stringify(said);
	for (const value of Object.values(secrets)) {
		expect(text).not.toContain(value);
		expect(text).not.toContain(Buffer.from(value).toString('base64'));
	}
};

/** Where the mails lie that were found. */
export const paths = ({found = []}: ImapAnswer) => found.map(({folder}) => folder.path);

const session = (...messages: string[]): SeenSession => ({
	server: 'smtp.provider.test:587',
	encrypted: true,
	logins: [],
	senders: [],
	recipients: [],
	messages,
});

/** What a mail server saw that took the test mail with this tag. */
export const tookTestMail = (tag: string): SeenSession =>
	session(
		`From: <nas@home.test>\r\nMessage-ID: <${tag}@home.test>\r\nX-Lostmail-Tag: ${tag}\r\nSubject: Mail test ${tag}\r\n\r\nHello\r\n`,
	);
