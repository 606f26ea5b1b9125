import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import nodemailer, {type SendMailOptions} from 'nodemailer';
import {expect, vi} from 'vitest';
import type {Outcome, StepOutcome} from '../../source/core/outcome.ts';
import {createAuthority} from '../../source/lab/certificates.ts';
import {lostmail} from '../program/lostmail.ts';
import type {Daemon} from './daemon.ts';
import {startDovecot} from './dovecot.ts';
import {startRspamdMilter, startSigner, startStrictSpamd} from './interception-filters.ts';
import {addressOf, assassins, device, names, startBoxes} from './interception-mailboxes.ts';
import {startPassage, startSilence} from './interception-network.ts';
import {hastyWayTo, outside, startReceiving, startSending, wayTo, zonesWith} from './interception-servers.ts';
import {startNsd} from './nsd.ts';

/** The code in what the device sends. */
export const code = '482915';
const secrets = {smtp: 'canary-7fK2-never-shown', imap: 'canary-93hd-never-shown'} as const;
const [submission, mailboxHost] = ['smtp.provider.test', 'imap.mailbox.test'];

const up: Daemon[] = [];
const keep = async <T extends Daemon>(starting: Promise<T>): Promise<T> => {
	const daemon = await starting;
	up.unshift(daemon);
	return daemon;
};

/** Ends every server that was started, the last one first, and takes the folder away. */
export const closeInterception = async (): Promise<void> => {
	for (const daemon of up.splice(0)) await daemon.close();
};

/**
 * Two mail services on loopback. That of the device signs (OpenDKIM) and passes on, by its own Postfix; that of the mailboxes
 * takes mail at a Postfix of its own, has it judged by rspamd or SpamAssassin, and puts it where Sieve says, in Dovecot.
 */
export const raiseInterception = async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-interception-'));
	await chmod(folder, 0o755);
	up.unshift({close: () => rm(folder, {recursive: true, force: true})});
	const authority = await createAuthority();
	const [identity, imapIdentity] = await Promise.all(
		[submission, mailboxHost].map(name => authority.issue({name, kind: 'good'})),
	);
	if (!identity || !imapIdentity) throw new Error('no certificates');
	const ca = path.join(folder, 'ca.pem');
	await writeFile(ca, authority.pem);

	const signer = await keep(
		startSigner(path.join(folder, 'opendkim'), {domain: 'home-mail.test', selector: 'lab'}),
	);
	const nsd = await keep(startNsd(path.join(folder, 'nsd'), zonesWith(signer.record)));
	const [logins, boxes, rspamd, spamd, silence] = await Promise.all([
		keep(startDovecot(path.join(folder, 'logins'), {[device]: secrets.smtp})),
		keep(startBoxes(path.join(folder, 'mailboxes'), {identity: imapIdentity, password: secrets.imap})),
		keep(startRspamdMilter(path.join(folder, 'rspamd'), {resolver: nsd.port, strict: addressOf('strict')})),
		keep(startStrictSpamd(path.join(folder, 'spamd'), addressOf('wrapped'))),
		keep(startSilence()),
	]);
	const receiving = await keep(
		startReceiving(path.join(folder, 'receiving'), {
			lmtp: boxes.ports.lmtp,
			rspamd: rspamd.milter,
			spamd: spamd.port,
		}),
	);
	const toMx = await keep(startPassage(outside, receiving.ports.mx));
	const toAssassin = await keep(startPassage(outside, receiving.ports.assassin));
	const sending = await keep(
		startSending(path.join(folder, 'sending'), {
			hostname: submission,
			identity,
			logins: logins.socket,
			signer: signer.milter,
			lmtp: boxes.ports.lmtp,
			ways: {
				...Object.fromEntries(assassins.map(name => [addressOf(name), wayTo(toAssassin.port)])),
				'mailbox.test': wayTo(toMx.port),
				'silent.test': hastyWayTo(silence.port),
			},
		}),
	);

	const reach = [
		...['--resolver', nsd.address, '--ca', ca],
		...['--connect-to', `${submission}:587:127.0.0.1:${sending.ports.submission}`],
		...['--connect-to', `${mailboxHost}:993:127.0.0.1:${boxes.ports.imaps}`],
	];
	/** Which password each secret is. */
	const withSecrets = (wanted: Wanted) =>
		Object.entries(wanted).flatMap(([name, of]) => ['--secret', `${name}=env:${of.toUpperCase()}_PASSWORD`]);
	let runs = 0;
	/** Runs the built program; what it printed and recorded holds neither a password nor the code. */
	const ask = async (args: readonly string[], wanted: Wanted) => {
		runs += 1;
		const record = path.join(folder, `${runs}.ndjson`);
		const ending = await lostmail([...args, ...reach, ...withSecrets(wanted), '--record', record], {
			env: {SMTP_PASSWORD: secrets.smtp, IMAP_PASSWORD: secrets.imap},
		});
		if (ending.stdout === '') throw new Error(ending.stderr);
		for (const text of [ending.stdout, ending.stderr, await readFile(record, 'utf8')])
			for (const secret of untold) expect(text).not.toContain(secret);
		return ending;
	};

	const transport = nodemailer.createTransport({
		host: '127.0.0.1',
		port: sending.ports.submission,
		name: 'nas.home-mail.test',
		requireTLS: true,
		auth: {user: device, pass: secrets.smtp},
		tls: {ca: authority.pem, servername: submission},
	});
	up.unshift({close: async () => transport.close()});

	return {
		boxes,
		folder,
		/** One check by the built program. */
		async check(id: string, params: Readonly<Record<string, string>>, wanted: Wanted = {}) {
			const words = Object.entries(params).map(([name, value]) => `${name}=${value}`);
			const {code: exit, stdout} = await ask(['check', id, ...words, '--json'], wanted);
			return {...(JSON.parse(stdout) as StepOutcome), exit};
		},
		/** The playbook by the built program, as JSON. */
		async run(answers: Readonly<Record<string, string>>, wanted: Wanted = {}) {
			const {code: exit, stdout} = await ask([...runWith(answers), '--json'], wanted);
			return {...(JSON.parse(stdout) as Outcome), exit};
		},
		/** The playbook by the built program, as a person reads it. */
		async report(answers: Readonly<Record<string, string>>, wanted: Wanted = {}): Promise<string> {
			const {stdout} = await ask([...runWith(answers), '--report', 'text'], wanted);
			return stdout.replaceAll(/\s+/g, ' ');
		},
		/** Hands a mail in as a device does; its Message-ID. */
		async send(to: string, mail: SendMailOptions): Promise<string> {
			const {messageId} = await transport.sendMail({from: device, to, ...mail});
			return messageId;
		},
		/** Until messages of a mailbox have these words in them; they, as they lie there. */
		async lying(user: string, words: string): Promise<readonly string[]> {
			let found: readonly string[] = [];
			await vi.waitFor(
				async () => {
					const rows = (await boxes.state(user)).split('\f').filter(row => row.includes(words));
					found = rows.map(row => row.slice(row.indexOf('text:\n') + 'text:\n'.length));
					expect(found.length).toBeGreaterThan(0);
				},
				{timeout: 20_000, interval: 200},
			);
			return found;
		},
		/** Until the server of the device has given up all that nobody takes, and the sender was told so often of this message. */
		async gaveUp(messageId: string, told: number): Promise<void> {
			await sending.change({maximal_queue_lifetime: '1s'});
			await vi.waitFor(
				async () => {
					// The part that keeps the queue may have been on its way out as it was asked before.
					await sending.flush();
					expect((await boxes.state(device)).split('\f').filter(row => row.includes(messageId))).toHaveLength(
						told,
					);
				},
				{timeout: 30_000, interval: 500},
			);
		},
		/** Until Sieve has thrown this message away. */
		async discarded(messageId: string): Promise<void> {
			const lines = async () => (await boxes.log()).split('\n').filter(line => line.includes(messageId));
			await vi.waitFor(async () => expect(await lines()).toEqual([expect.stringContaining('discard')]), {
				timeout: 20_000,
			});
		},
		/** Everything that is kept of every message, mailbox after mailbox. */
		states: () => Promise.all([device, ...names.map(addressOf)].map(boxes.state)),
	};
};

/** Secrets by name: the password of which of the two services. */
type Wanted = Readonly<Record<string, keyof typeof secrets>>;

const runWith = (answers: Readonly<Record<string, string>>): readonly string[] => [
	'run',
	'spam-interception',
	...Object.entries(answers).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
];

/** What no output may hold: the code, the passwords, and these in base64 wherever in it they begin. */
const untold = [
	code,
	...Object.values(secrets).flatMap(secret => [
		secret,
		...[0, 1, 2].map(before =>
			Buffer.from(`${'x'.repeat(before)}${secret}`)
				.toString('base64')
				.slice(before === 0 ? 0 : before + 1, -4),
		),
	]),
];
