import {chmod, mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'vitest';
import type {ImapAnswer, ImapQuestion, MailboxDoor} from '../../source/core/imap.ts';
import {createAuthority} from '../../source/lab/certificates.ts';
import {imapProbe} from '../../source/probes/imap.ts';
import {startMailboxes} from './mailbox-dovecot.ts';

export const host = 'imap.mailbox.test';
/** The right password and a wrong one: neither may ever be told. */
export const secrets: Readonly<Record<string, string>> = {
	password: 'canary-7fK2-never-shown',
	wrong: 'wrong-canary-93hd-never-shown',
};
export const person = 'person@mailbox.test';
export const full = 'full@mailbox.test';
export const sender = 'nas@home-mail.test';

const forms = Object.values(secrets).flatMap(secret => [
	secret,
	Buffer.from(secret).toString('base64'),
	Buffer.from(`\0${person}\0${secret}`).toString('base64').slice(28),
]);

type Doing<Q = ImapQuestion> = Q extends ImapQuestion
	? Omit<Q, keyof MailboxDoor> & Partial<MailboxDoor>
	: never;

/** Mailboxes on loopback, in a folder of their own, and a probe that asks them. */
export const raiseMailboxes = async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-mailboxes-'));
	await chmod(folder, 0o755);
	const authority = await createAuthority();
	const {password = ''} = secrets;
	const mailboxes = await startMailboxes(
		path.join(folder, 'dovecot'),
		{[person]: {password}, [full]: {password, limit: 4096}, [sender]: {password}},
		{identity: await authority.issue({name: host, kind: 'good'})},
	);
	const {imap, imaps} = mailboxes.ports;
	/** A probe of its own, as each round of the program has one. */
	const probing = () => {
		const {probe, close} = imapProbe({
			connectTo: [
				{host, port: '143', toHost: '127.0.0.1', toPort: String(imap)},
				{host, port: '993', toHost: '127.0.0.1', toPort: String(imaps)},
			],
			resolve: async () => ({ok: false, failure: {code: 'no-such-name'}}),
			ca: [authority.pem],
			secret: name => secrets[name],
			ms: 10_000,
			clock: () => performance.now(),
			every: 500,
		});
		const ask = async (doing: Doing): Promise<ImapAnswer> => {
			const door = {host, port: 993, security: 'implicit', user: person, secret: 'password'} as const;
			const result = await probe({...door, ...doing} as ImapQuestion, new AbortController().signal);
			for (const form of forms) expect(JSON.stringify(result)).not.toContain(form.replace(/=+$/, ''));
			if (!result.ok) throw new Error(`the probe failed: ${JSON.stringify(result.failure)}`);
			return result.value;
		};
		return {ask, close};
	};
	return {
		...mailboxes,
		probing,
		async close() {
			await mailboxes.close();
			await rm(folder, {recursive: true, force: true});
		},
	};
};

/** A test message as the program sends it, with what more its header has. */
export const testMail = (tag: string, more = ''): string => `From: Device <${sender}>
To: ${person}
Subject: Your verification code is 482915
Message-ID: <lostmail.${tag}@home-mail.test>
X-Lostmail-Tag: ${tag}
${more}${more === '' ? '' : '\n'}Date: ${new Date().toUTCString().replace('GMT', '+0000')}

Your verification code is 482915.
`;
