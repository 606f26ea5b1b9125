import {chown, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Identity} from '../../source/lab/certificates.ts';
import {startMailboxes} from './mailbox-dovecot.ts';

/** The address that the device sends from. */
export const device = 'nas@home-mail.test';

/** Mailboxes at mailbox.test, and what each does with its mail. Filters take all mail for `strict` and `wrapped` for spam. */
const mailboxes = {
	person: 'if header :is "X-Spam" "Yes" { fileinto "Courrier indésirable"; }',
	junked: 'if header :is "X-Spam" "Yes" { fileinto "Courrier indésirable"; }',
	strict: 'if header :is "X-Spam" "Yes" { fileinto :create "垃圾邮件"; }',
	assassin: 'if header :is "X-Spam-Flag" "YES" { fileinto "Courrier indésirable"; }',
	wrapped: 'if header :is "X-Spam-Flag" "YES" { fileinto "Courrier indésirable"; }',
	ruled: 'if address :domain "from" "home-mail.test" { fileinto :create "Règles/Appareils"; }',
	lost: 'discard;',
	full: '',
} as const;
/** Those whose mail SpamAssassin looks at, and not rspamd. */
export const assassins: readonly Name[] = ['assassin', 'wrapped'];
export type Name = keyof typeof mailboxes;
export const names = Object.keys(mailboxes) as Name[];
/** `gone` is nobody there. */
export const addressOf = (name: Name | 'gone'): string => `${name}@mailbox.test`;

const nobody = 65_534;

/** The mailboxes in Dovecot, and that of the device, which bounces come into; all have one password. */
export const startBoxes = async (
	folder: string,
	{identity, password}: {readonly identity: Identity; readonly password: string},
): ReturnType<typeof startMailboxes> => {
	const boxes = await startMailboxes(
		folder,
		Object.fromEntries([
			[device, {password}],
			...names.map(name => [addressOf(name), {password, ...(name === 'full' ? {limit: 4096} : {})}]),
		]),
		{identity},
	);
	for (const name of names) {
		const rules = path.join(boxes.home(addressOf(name)), 'rules.sieve');
		await writeFile(rules, `require ["fileinto", "mailbox"];\n${mailboxes[name]}\n`);
		await chown(rules, nobody, nobody);
	}
	return boxes;
};
