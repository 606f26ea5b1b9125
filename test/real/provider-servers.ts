import {chown, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {createAuthority, type Identity} from '../../source/lab/certificates.ts';
import {startDovecot} from './dovecot.ts';
import {obtainExim, startExim} from './exim.ts';
import type {EximPort} from './exim-configuration.ts';
import {issueWithoutIssuer} from './issuer-not-sent.ts';
import {type Service, startPostfix} from './postfix.ts';
import {startPostgrey} from './postgrey.ts';
import {isRequired} from './unpacked.ts';

/** The right password and a wrong one: neither may ever be written anywhere. */
export const secrets = {password: 'canary-7fK2-never-shown', wrong: 'wrong-canary-93hd-never-shown'} as const;
export const host = 'smtp.provider.test';
export const user = 'nas@home-mail.test';

/** Where Exim lies, or why its tests are left out; where it is required, that is a failure instead. */
export const exim: {readonly root: string} | {readonly missing: string} = await obtainExim().then(
	root => ({root}),
	(error: unknown) => {
		if (isRequired()) throw error;
		return {
			missing: `Exim cannot be had here, so nothing was tried against it: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 200)}`,
		};
	},
);

/** A certificate for each thing that a port can be like, and what a client trusts. */
export const identities = async (folder: string) => {
	const authority = await createAuthority();
	const [good, ending, expired, elsewhere, selfSigned, incomplete] = await Promise.all([
		authority.issue({name: host, kind: 'good'}),
		authority.issue({name: host, kind: 'expires-soon'}),
		authority.issue({name: host, kind: 'expired'}),
		authority.issue({name: host, kind: 'wrong-name'}),
		authority.issue({name: host, kind: 'self-signed'}),
		issueWithoutIssuer(path.join(folder, 'issuer'), {
			name: host,
			issuerAt: 'http://ca.provider.test/intermediate.der',
		}),
	]);
	const by = {
		submission: good,
		implicit: good,
		challenge: good,
		relay: good,
		ending,
		expired,
		elsewhere,
		selfSigned,
		incomplete,
		old: good,
		small: good,
		greylisting: good,
		terse: good,
	} satisfies Readonly<Record<string, Identity>>;
	return {by, trusted: `${authority.pem.trimEnd()}\n${incomplete.root}`};
};

/** What each of them does at one of its ports. */
export type At = keyof Awaited<ReturnType<typeof identities>>['by'];

const up: Array<{close(): Promise<void>}> = [];
/** Has it closed with the others. */
export const keep = <T extends {close(): Promise<void>}>(daemon: T): T => {
	up.unshift(daemon);
	return daemon;
};

/** Ends every server that was started, the last one first, and takes the folder away. */
export const closeProviders = async (): Promise<void> => {
	for (const daemon of up.splice(0)) await daemon.close();
};

export const raisePostfix = async (folder: string, by: Readonly<Record<At, Identity>>) => {
	await mkdir(folder, {mode: 0o755});
	const dovecot = keep(
		await startDovecot(
			path.join(folder, 'dovecot'),
			{[user]: secrets.password},
			{full: ['full@mailbox.test']},
		),
	);
	const postgrey = keep(await startPostgrey(path.join(folder, 'postgrey'), {delay: 2}));
	const own: Partial<Record<At, Service['settings']>> = {
		implicit: {smtpd_tls_wrappermode: 'yes'},
		challenge: {smtpd_sasl_mechanism_filter: 'cram-md5'},
		relay: {smtpd_sasl_auth_enable: 'no'},
		small: {message_size_limit: '200'},
		old: {
			smtpd_tls_mandatory_protocols: '>=TLSv1, <=TLSv1',
			smtpd_tls_mandatory_ciphers: 'medium',
			tls_medium_cipherlist: 'ALL:@SECLEVEL=0',
		},
		greylisting: {
			smtpd_recipient_restrictions: `check_policy_service inet:127.0.0.1:${postgrey.port}, permit_sasl_authenticated, reject`,
		},
	};
	const services = Object.fromEntries(
		Object.entries(by).map(([name, identity]) => {
			const settings = own[name as At];
			return [name, {identity, ...(settings ? {settings} : {})}];
		}),
	) as Record<At, Service>;
	const postfix = keep(
		await startPostfix(path.join(folder, 'postfix'), {
			domain: 'mailbox.test',
			recipients,
			owners: {[user]: user, 'boss@home-mail.test': 'boss@home-mail.test'},
			logins: dovecot.socket,
			recipientPolicy: `inet:127.0.0.1:${dovecot.quotas}`,
			services,
		}),
	);
	const count = async () => (await dovecot.log()).match(/Password mismatch/g)?.length ?? 0;
	return {...postfix, refusedLogins: count};
};

export const raiseExim = async (folder: string, root: string, by: Readonly<Record<At, Identity>>) => {
	await mkdir(folder, {mode: 0o755});
	const postgrey = keep(await startPostgrey(path.join(folder, 'postgrey'), {delay: 2}));
	const own: Partial<Record<At, Omit<EximPort, 'identity'>>> = {
		implicit: {begins: 'implicit'},
		challenge: {login: 'challenge-only'},
		relay: {login: 'never'},
		small: {limit: 200},
		old: {tls: 'NORMAL:-VERS-ALL:+VERS-TLS1.0'},
		greylisting: {greylisting: postgrey.port},
		terse: {refusals: 'bare'},
	};
	const services = Object.fromEntries(
		Object.entries(by).map(([name, identity]) => [name, {identity, ...own[name as At]}]),
	) as Record<At, EximPort>;
	const server = keep(
		await startExim(path.join(folder, 'exim'), root, {
			domain: 'mailbox.test',
			recipients: Object.fromEntries(recipients.map(name => [name, name === 'full' ? 100 : 10_000_000])),
			logins: {[user]: secrets.password},
			services,
		}),
	);
	const mailbox = path.join(server.maildirs, 'full');
	for (const part of ['', 'new', 'cur', 'tmp']) {
		await mkdir(path.join(mailbox, part));
		await chown(path.join(mailbox, part), 65_534, 65_534);
	}
	await writeFile(path.join(mailbox, 'new', '1'), 'x'.repeat(1000));
	const count = async () => (await server.log()).match(/authenticator failed/g)?.length ?? 0;
	return {...server, refusedLogins: count};
};

const recipients = ['person', 'full', 'later', 'much-later', 'whole-run'] as const;
