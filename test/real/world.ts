import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type Ending, lostmail} from '../program/lostmail.ts';
import {startDovecot} from './dovecot.ts';
import {startNsd} from './nsd.ts';
import {startPostfix} from './postfix.ts';
import {startPostgrey} from './postgrey.ts';

/** The right password and a wrong one: neither may ever be written anywhere. */
export const secrets = {password: 'canary-7fK2-never-shown', wrong: 'wrong-canary-93hd-never-shown'} as const;
const host = 'smtp.provider.test';

const up: Array<{close(): Promise<void>}> = [];
const keep = <T extends {close(): Promise<void>}>(daemon: T): T => {
	up.unshift(daemon);
	return daemon;
};

/** NSD, Dovecot, postgrey and Postfix on loopback, in a folder of their own. */
export const raiseServers = async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-real-'));
	await chmod(folder, 0o755);
	keep({close: () => rm(folder, {recursive: true, force: true})});
	const authority = await createAuthority();
	const [good, expired] = await Promise.all(
		(['good', 'expired'] as const).map(kind => authority.issue({name: host, kind})),
	);
	if (!good || !expired) throw new Error('no certificates');
	const ca = path.join(folder, 'ca.pem');
	await writeFile(ca, authority.pem);
	for (const [name, value] of Object.entries(secrets))
		await writeFile(path.join(folder, name), `${value}\n`, {mode: 0o600});

	const nsd = keep(
		await startNsd(path.join(folder, 'nsd'), {
			'provider.test': ['smtp A 127.0.0.1'],
			'home-mail.test': ['@ MX 10 mx', 'mx A 127.0.0.1'],
			'mailbox.test': ['@ MX 10 mx', 'mx A 127.0.0.1'],
		}),
	);
	const dovecot = keep(
		await startDovecot(path.join(folder, 'dovecot'), {'nas@home-mail.test': secrets.password}),
	);
	const postgrey = keep(await startPostgrey(path.join(folder, 'postgrey')));
	const postfix = keep(
		await startPostfix(path.join(folder, 'postfix'), {
			domain: 'mailbox.test',
			recipients: ['person'],
			owners: {
				'nas@home-mail.test': 'nas@home-mail.test',
				'boss@home-mail.test': 'boss@home-mail.test',
			},
			logins: dovecot.socket,
			services: {
				submission: {identity: good},
				eager: {identity: good, settings: {smtpd_delay_reject: 'no'}},
				expired: {identity: expired},
				greylisting: {
					identity: good,
					settings: {
						smtpd_recipient_restrictions: `check_policy_service inet:127.0.0.1:${postgrey.port}, permit_sasl_authenticated, reject`,
					},
				},
			},
		}),
	);

	/** Runs the main playbook against one of the services, with all that a person would have to give. */
	const run = async (
		service: keyof typeof postfix.ports,
		{
			answers = {},
			secret = 'password',
		}: {readonly answers?: Readonly<Record<string, string>>; readonly secret?: keyof typeof secrets} = {},
	): Promise<Ending & {readonly recorded: string}> => {
		const record = path.join(folder, `${service}.ndjson`);
		const all = {...settings, ...answers};
		const ending = await lostmail([
			'run',
			'tos-verification-code',
			'--json',
			'--resolver',
			nsd.address,
			'--connect-to',
			`${host}:587:127.0.0.1:${postfix.ports[service]}`,
			'--ca',
			ca,
			'--record',
			record,
			...Object.entries(all).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
			'--secret',
			`smtp-password=file:${path.join(folder, secret)}`,
		]);
		return {...ending, recorded: await readFile(record, 'utf8')};
	};
	return {run, dovecot, postfix};
};

/** What a person answers whose device is set up well. */
const settings = {
	address: 'person@mailbox.test',
	'mail-set-up': 'yes',
	'smtp-host': host,
	'smtp-port': '587',
	'smtp-security': 'starttls',
	'smtp-user': 'nas@home-mail.test',
	'smtp-from': 'nas@home-mail.test',
	'may-send': 'yes',
	symptom: 'no-code',
	account: 'user',
	'account-origin': 'device',
	'who-can-log-in': 'nobody',
	gate: 'on',
	'security-address': 'current',
	model: 'general',
};

/** Ends every server that was started, the last one first, and takes the folder away. */
export const closeServers = async (): Promise<void> => {
	for (const daemon of up.splice(0)) await daemon.close();
};
