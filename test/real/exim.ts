import {execFile} from 'node:child_process';
import {chmod, chown, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';
import {configuration, type EximSettings} from './exim-configuration.ts';
import {unpacked} from './unpacked.ts';

export type Exim<Name extends string> = Daemon & {
	/** Port of each service on 127.0.0.1. */
	readonly ports: Readonly<Record<Name, number>>;
	/** Where delivered mail lies: one Maildir for each recipient, named by the local part. */
	readonly maildirs: string;
	log(): Promise<string>;
};

const nobody = 65_534;

/** The program and what it needs, fetched on the first call and unpacked: it cannot be installed beside Postfix. */
export const obtainExim = async (): Promise<string> => {
	const root = await unpacked('exim', ['exim4-daemon-light', 'libidn12', 'libnss-wrapper']);
	const env = {...process.env, LD_LIBRARY_PATH: librariesIn(root)};
	const {stdout} = await promisify(execFile)('ldd', [programIn(root)], {env});
	const missing = stdout.split('\n').filter(line => line.includes('not found'));
	if (missing.length > 0) throw new Error(`libraries are missing:${missing.join(',')}`);
	return root;
};

const programIn = (root: string): string => path.join(root, 'usr/sbin/exim4');
const librariesIn = (root: string): string =>
	path.join(root, 'usr/lib', process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu');

/** An Exim of its own: settings, spool, log and mailboxes lie in the folder; it listens on loopback only. */
export const startExim = async <Name extends string>(
	folder: string,
	root: string,
	settings: EximSettings<Name>,
): Promise<Exim<Name>> => {
	const [etc, spool, maildirs] = ['etc', 'spool', 'maildirs'].map(name => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	await mkdir(folder, {mode: 0o755});
	for (const part of [etc, spool, maildirs]) await mkdir(part, {mode: 0o755});
	for (const part of [spool, maildirs]) await chown(part, nobody, nobody);
	const names = Object.keys(settings.services) as Name[];
	const ports = Object.fromEntries(
		await Promise.all(names.map(async name => [name, await freePort()] as const)),
	) as Record<Name, number>;
	for (const name of names) {
		const {cert, key} = settings.services[name].identity;
		const file = path.join(etc, `${ports[name]}.pem`);
		await writeFile(file, `${cert.trimEnd()}\n${key}`, {mode: 0o600});
		await chown(file, nobody, nobody);
	}
	await writeFile(path.join(etc, 'logins'), table(settings.logins), {mode: 0o600});
	await chown(path.join(etc, 'logins'), nobody, nobody);
	await writeFile(path.join(etc, 'quotas'), table(settings.recipients));
	const file = path.join(etc, 'exim.conf');
	const program = programIn(root);
	await chmod(program, 0o755);
	await writeFile(file, configuration({folder, program, ports}, settings));

	// Its user is looked up by name when it starts; without set-uid it keeps these variables when it calls itself.
	const libraries = librariesIn(root);
	const env = {
		LD_LIBRARY_PATH: libraries,
		LD_PRELOAD: path.join(libraries, 'libnss_wrapper.so'),
		NSS_WRAPPER_PASSWD: path.join(etc, 'passwd'),
		NSS_WRAPPER_GROUP: path.join(etc, 'group'),
	};
	await writeFile(env.NSS_WRAPPER_PASSWD, users);
	await writeFile(env.NSS_WRAPPER_GROUP, groups);
	const daemon = await startDaemon(program, ['-C', file, '-bdf'], {
		log: path.join(folder, 'exim.out'),
		ready: async () => (await Promise.all(names.map(name => accepts({port: ports[name]})))).every(Boolean),
		env,
	});
	const log = path.join(spool, 'log', 'mainlog');
	return {...daemon, ports, maildirs, log: () => readFile(log, 'utf8')};
};

const users = `
root:x:0:0:root:/root:/bin/sh
Debian-exim:x:${nobody}:${nobody}::/nonexistent:/bin/false
nobody:x:${nobody}:${nobody}::/nonexistent:/bin/false
`.trimStart();
const groups = `
root:x:0:
mail:x:8:
Debian-exim:x:${nobody}:
nogroup:x:${nobody}:
`.trimStart();

const table = (entries: Readonly<Record<string, string | number>>): string =>
	Object.entries(entries)
		.map(([key, value]) => `${key}: ${value}\n`)
		.join('');
