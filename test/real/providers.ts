import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Outcome} from '../../source/core/outcome.ts';
import {type Ending, lostmail} from '../program/lostmail.ts';
import {freePort} from './daemon.ts';
import {startNsd} from './nsd.ts';
import {
	type At,
	exim,
	host,
	identities,
	keep,
	raiseExim,
	raisePostfix,
	secrets,
	user,
} from './provider-servers.ts';

/** The mail servers; all tests are made against each of them. */
export const brands = ['postfix', 'exim'] as const;
export type Brand = (typeof brands)[number];

/** Why nothing can be tried against one of them here. */
export const whyLeftOut = (brand: Brand): string | undefined =>
	brand === 'exim' && 'missing' in exim ? exim.missing : undefined;

/** Postfix with Dovecot, and Exim, each with a port for everything that a submission server can be like. */
export const raiseProviders = async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-providers-'));
	await chmod(folder, 0o755);
	keep({close: () => rm(folder, {recursive: true, force: true})});
	const {by, trusted} = await identities(folder);
	const ca = path.join(folder, 'ca.pem');
	await writeFile(ca, trusted);
	for (const [name, value] of Object.entries(secrets))
		await writeFile(path.join(folder, name), `${value}\n`, {mode: 0o600});

	const domains = {
		'provider.test': ['smtp A 127.0.0.1'],
		'home-mail.test': ['@ MX 10 mx', 'mx A 127.0.0.1'],
		'mailbox.test': ['@ MX 10 mx', 'mx A 127.0.0.1'],
	};
	const nsd = keep(await startNsd(path.join(folder, 'nsd'), domains));
	const servers = {
		postfix: await raisePostfix(path.join(folder, 'postfix'), by),
		...('root' in exim ? {exim: await raiseExim(path.join(folder, 'exim'), exim.root, by)} : {}),
	};
	const serverOf = (brand: Brand) => {
		const server = servers[brand];
		if (!server) throw new Error(`${brand} was not started`);
		return server;
	};
	const closed = await freePort();

	let runs = 0;
	/** Runs the built program; no password may be in anything that it writes, the case file included. */
	const start = async (command: readonly string[], places: Readonly<Record<number, number>>) => {
		runs += 1;
		const record = path.join(folder, `${runs}.ndjson`);
		const ending = await lostmail([
			...command,
			'--json',
			'--record',
			record,
			'--resolver',
			nsd.address,
			'--ca',
			ca,
			...Object.entries(places).flatMap(([port, place]) => [
				'--connect-to',
				`${host}:${port}:127.0.0.1:${place}`,
			]),
		]);
		assertNoSecret([ending.stdout, ending.stderr]);
		if (ending.stdout === '') throw new Error(ending.stderr);
		assertNoSecret([await readFile(record, 'utf8')]);
		return ending;
	};

	/** Ports of the host as this server has them; those that are not named refuse. */
	const placesAt = (brand: Brand, at: Readonly<Record<number, At | 'closed'>>) => {
		const {ports} = serverOf(brand);
		const all = {25: 'closed', 465: 'closed', 587: 'closed', 2525: 'closed', ...at} as typeof at;
		return Object.fromEntries(
			Object.entries(all).map(([port, what]) => [port, what === 'closed' ? closed : ports[what]]),
		);
	};

	/** One check of the built program. */
	const check = async (
		brand: Brand,
		at: Readonly<Record<number, At>>,
		[id, params, secret]: Asked,
		options: readonly string[] = [],
	): Promise<Checked> => {
		const {code, stdout} = await start(
			[
				'check',
				id,
				...Object.entries({host, ...params}).map(([key, value]) => `${key}=${value}`),
				...(secret === undefined ? [] : ['--secret', `password=file:${path.join(folder, secret)}`]),
				...options,
			],
			placesAt(brand, at),
		);
		return {...(JSON.parse(stdout) as Omit<Checked, 'exit'>), exit: code};
	};

	/** The main playbook by the built program, against port 587, with all that a person would have to give. */
	const run = async (
		brand: Brand,
		at: At,
		{answers = {}, secret = 'password'}: Wanted = {},
	): Promise<Run> => {
		const all = {...settings, ...answers};
		const port = Number(all['smtp-port']);
		const {code, stdout} = await start(
			[
				'run',
				'tos-verification-code',
				...Object.entries(all).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
				'--secret',
				`smtp-password=file:${path.join(folder, secret)}`,
			],
			placesAt(brand, {[port]: at}),
		);
		const outcome = JSON.parse(stdout) as Outcome;
		const found = Object.fromEntries(outcome.steps.map(({id, finding}) => [id, finding?.code]));
		const facts = (id: string) => outcome.steps.find(step => step.id === id)?.finding?.facts ?? {};
		return {exit: code, outcome, found, facts};
	};

	return {check, run, refusedLogins: (brand: Brand) => serverOf(brand).refusedLogins(), serverOf};
};

/** A check, its parameters besides the host, and the password to use. */
type Asked = readonly [
	id: string,
	params: Readonly<Record<string, string | number>>,
	secret?: keyof typeof secrets,
];
type Checked = {
	readonly exit: number | null;
	readonly finding: {
		readonly code: string;
		readonly level: string;
		readonly text: string;
		readonly facts: Readonly<Record<string, unknown>>;
	};
};
type Wanted = {readonly answers?: Readonly<Record<string, string>>; readonly secret?: keyof typeof secrets};
type Run = {
	readonly exit: Ending['code'];
	readonly outcome: Outcome;
	/** The code that each step found. */
	readonly found: Readonly<Record<string, string | undefined>>;
	facts(step: string): Readonly<Record<string, unknown>>;
};

/** A login for `smtp.*` checks. */
export const login = {user} as const;
export const envelope = {from: user, to: 'person@mailbox.test'} as const;

/** No password in any spelling that a login gives it. */
const assertNoSecret = (written: readonly string[]): void => {
	for (const value of Object.values(secrets)) {
		const canaries = [
			value,
			encodeURIComponent(value),
			Buffer.from(value).toString('base64'),
			Buffer.from(`\0${user}\0${value}`).toString('base64'),
		];
		for (const text of written)
			if (canaries.some(canary => text.includes(canary))) throw new Error('a password was written');
	}
};

/** What a person answers whose device is set up well. */
const settings = {
	address: 'person@mailbox.test',
	'mail-set-up': 'yes',
	'smtp-host': host,
	'smtp-port': '587',
	'smtp-security': 'starttls',
	'smtp-user': user,
	'smtp-from': user,
	'may-send': 'yes',
	symptom: 'no-code',
	account: 'user',
	'account-origin': 'device',
	'who-can-log-in': 'nobody',
	gate: 'on',
	'security-address': 'current',
	model: 'general',
};
