import {existsSync} from 'node:fs';
import {chmod, chown, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type {ImapAnswer, Wanted} from '../../source/core/imap.ts';
import {createAuthority} from '../../source/lab/certificates.ts';
import {imapProbe} from '../../source/probes/imap.ts';
import {type Mailboxes, startMailboxes} from '../real/mailbox-dovecot.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const messages = 20_000;
const nobody = 65_534;
const [host, user, password] = ['imap.mailbox.test', 'person@mailbox.test', 'bench'];

/** Writes a Maildir as fast as files can be written: every message is read, one of them is the one that is looked for. */
const fill = async (home: string): Promise<void> => {
	const maildir = path.join(home, 'Maildir');
	for (const part of ['', 'cur', 'new', 'tmp']) {
		await mkdir(path.join(maildir, part));
		await chown(path.join(maildir, part), nobody, nobody);
	}
	const began = Math.floor(Date.now() / 1000) - messages;
	const text = `${'A line of a mail that somebody was sent some day.'.padEnd(75)}\r\n`.repeat(40);
	for (let from = 0; from < messages; from += 100)
		await Promise.all(
			Array.from({length: 100}, async (_, offset) => {
				const index = from + offset;
				const tag = index === messages / 2 ? 'X-Lostmail-Tag: looked-for\r\n' : '';
				const sender =
					index % 1000 === 0 ? 'nas@home-mail.test' : `sender${index % 300}@list${index % 50}.test`;
				const header = `Received: from mx.list.test by mx.mailbox.test; ${new Date((began + index) * 1000).toUTCString()}\r\nFrom: ${sender}\r\nTo: ${user}\r\nSubject: message ${index}\r\nMessage-ID: <m${index}@list.test>\r\n${tag}X-Spam-Status: No, score=-1.${index % 10}\r\n`;
				const file = path.join(maildir, 'cur', `${began + index}.M${index}P1.bench:2,S`);
				await writeFile(file, `${header}\r\n${text}`);
				await chown(file, nobody, nobody);
			}),
		);
};

const asking = (mailboxes: Mailboxes, ca: string) => {
	const {probe, close} = imapProbe({
		connectTo: [{host, port: '', toHost: '127.0.0.1', toPort: String(mailboxes.ports.imaps)}],
		resolve: async () => ({ok: false, failure: {code: 'no-such-name'}}),
		ca: [ca],
		secret: () => password,
		ms: 60_000,
		clock: () => performance.now(),
	});
	const find = async (wanted: Wanted): Promise<ImapAnswer> => {
		const door = {host, port: 993, security: 'implicit', user, secret: 'password'} as const;
		const result = await probe({...door, do: 'find', wanted}, new AbortController().signal);
		if (!result.ok || result.value.stop) throw new Error(JSON.stringify(result));
		return result.value;
	};
	return {find, close};
};

/** How long it takes to find one message among 20,000, and to prove that one is not there, and what that costs. */
export const benchMailbox = async (): Promise<void> => {
	if (!existsSync('/usr/sbin/dovecot')) return say('a mailbox: Dovecot is not installed');
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-bench-mailbox-'));
	await chmod(folder, 0o755);
	const authority = await createAuthority();
	const identity = await authority.issue({name: host, kind: 'good'});
	const mailboxes = await startMailboxes(path.join(folder, 'dovecot'), {[user]: {password}}, {identity});
	try {
		await fill(mailboxes.home(user));
		const {find, close} = asking(mailboxes, authority.pem);
		const before = process.memoryUsage().rss;
		say(`a mailbox of ${messages} messages (Dovecot, Maildir), milliseconds of one question`);
		const measure = async (what: string, wanted: Wanted, found: number) => {
			const began = performance.now();
			const answer = await find(wanted);
			const ms = performance.now() - began;
			const right = answer.found?.length === found && answer.unsearched?.length === 0;
			say(`  ${what.padEnd(52)} ${ms.toFixed(0).padStart(6)}${right ? '' : '  (not what was expected)'}`);
		};
		const messageId = `m${messages / 2}@list.test`;
		await measure('login and Message-ID, nothing indexed yet', {messageId}, 1);
		for (const turn of ['', ', again']) {
			await measure(`Message-ID${turn}`, {messageId}, 1);
			await measure(`tag${turn}`, {tag: 'looked-for'}, 1);
			await measure(`sender, 20 of them${turn}`, {from: 'nas@home-mail.test'}, 20);
			await measure(`one that is not there${turn}`, {messageId: 'none@list.test'}, 0);
		}
		close();
		const mib = (octets: number) => (octets / 1024 / 1024).toFixed(0);
		const peak = process.resourceUsage().maxRSS * 1024;
		say(`  memory of this process, at most ${mib(peak)} MiB (before: ${mib(before)})`);
	} finally {
		await mailboxes.close();
		await rm(folder, {recursive: true, force: true});
	}
};
