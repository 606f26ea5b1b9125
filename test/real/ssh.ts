import {execFile, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {userInfo} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {launcher} from '../program/lostmail.ts';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';
import {isRequired} from './unpacked.ts';

const execute = promisify(execFile);
const sshd = '/usr/sbin/sshd';

/** Why the tests are left out; undefined where both ends of SSH are here, and the pager, or must be. */
export const whyLeftOut = (): string | undefined => {
	const missing = [sshd, '/usr/bin/ssh', '/usr/bin/less'].filter(file => !existsSync(file));
	return isRequired() || missing.length === 0 ? undefined : `${missing.join(' and ')} is not here`;
};

/** What is written in README for an account that has lostmail and nothing else, as it stands there. */
export const forcedSettings = async (): Promise<string> => {
	const page = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
	const [, settings] = /```sshd_config\n([^`]+)```/.exec(page) ?? [];
	if (!settings) throw new Error('README has no settings for sshd');
	return settings;
};

/** An sshd for one account, on loopback; whoever comes with the key gets one command. */
export type Served = {
	/** What `ssh` takes before the words of its caller. */
	readonly client: readonly string[];
	/** Where the cases of this account lie. */
	readonly state: string;
	/** The process ids of the command, the newest last. */
	started(): Promise<readonly number[]>;
	close(): Promise<void>;
};

/**
 * Serves `lostmail WORDS` with the settings that README has, for the user who runs the tests. All that it needs lies
 * in the folder, which may be the one of another such server: then both serve the same account.
 */
export const serveOverSsh = async (folder: string, words: string): Promise<Served> => {
	const {username, uid} = userInfo();
	const state = path.join(folder, 'state');
	const port = await freePort();
	const own = path.join(folder, `sshd-${port}`);
	const at = (name: string) => path.join(own, name);
	await mkdir(own, {recursive: true, mode: 0o700});
	// Debian's own service makes it each time it starts.
	if (uid === 0) await mkdir('/run/sshd', {recursive: true, mode: 0o755});
	for (const name of ['host', 'person'])
		await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
	await writeFile(at('authorized'), await readFile(at('person.pub')));
	await writeFile(at('known'), `[127.0.0.1]:${port} ${await readFile(at('host.pub'), 'utf8')}`);
	const command = [process.execPath, launcher].map(quoted).join(' ');
	await writeFile(at('lostmail'), `#!/bin/sh\necho $$ >>${quoted(at('started'))}\nexec ${command} "$@"\n`, {
		mode: 0o755,
	});
	const settings = (await forcedSettings())
		.replace('Match User desk', `Match User ${username}`)
		.replace(/ForceCommand lostmail$/m, `ForceCommand ${at('lostmail')}${words === '' ? '' : ` ${words}`}`)
		.replace(/SetEnv (.*)$/m, `SetEnv $1 XDG_STATE_HOME=${state} XDG_DATA_HOME=${state}`);
	await writeFile(
		at('sshd_config'),
		[
			`ListenAddress 127.0.0.1:${port}`,
			`HostKey ${at('host')}`,
			`PidFile ${at('sshd.pid')}`,
			`AuthorizedKeysFile ${at('authorized')}`,
			'AuthenticationMethods publickey',
			'PermitRootLogin prohibit-password',
			'StrictModes no',
			'UsePAM no',
			'Subsystem sftp internal-sftp',
			'LogLevel VERBOSE',
			settings,
		].join('\n'),
	);
	await writeFile(at('started'), '');
	const daemon: Daemon = await startDaemon(sshd, ['-D', '-e', '-f', at('sshd_config')], {
		log: at('log'),
		ready: () => accepts({port}),
	});
	return {
		state,
		client: [
			...['-F', 'none', '-p', String(port), '-i', at('person'), '-o', 'IdentitiesOnly=yes'],
			...['-o', `UserKnownHostsFile=${at('known')}`, '-o', 'StrictHostKeyChecking=yes'],
			...['-o', 'SendEnv=LANG', '-o', 'SendEnv=LC_*', '-o', 'SendEnv=PAGER', '-o', 'LogLevel=ERROR'],
			`${username}@127.0.0.1`,
		],
		started: async () => (await readFile(at('started'), 'utf8')).split('\n').filter(Boolean).map(Number),
		close: daemon.close,
	};
};

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What the client's side holds, and nothing of the machine that the tests run on. */
const environment = (env: Readonly<Record<string, string>>): Record<string, string> => ({
	PATH: process.env['PATH'] ?? '',
	HOME: process.env['HOME'] ?? '/',
	...env,
});

type Words = {
	readonly options?: readonly string[];
	/** What stands behind the host. */
	readonly words?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
};

const argumentsOf = (
	{client}: Pick<Served, 'client'>,
	{options = [], words = []}: Words,
): readonly string[] => [...options, ...client, ...words];

/** `ssh` without a terminal, to its end. */
export const sshWithoutTerminal = (served: Served, words: Words = {}) =>
	new Promise<{readonly code: number | null; readonly stdout: string; readonly stderr: string}>(resolve => {
		const child = spawn('ssh', argumentsOf(served, words), {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: environment({LANG: 'C.UTF-8', ...words.env}),
		});
		const said = {stdout: '', stderr: ''};
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			said.stdout += text;
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			said.stderr += text;
		});
		child.on('close', code => resolve({code, ...said}));
	});

/** `ssh` in a terminal of its own, as a person has it. */
export const sshInTerminal = (
	served: Served,
	{
		columns = 80,
		rows = 24,
		term = 'xterm-256color',
		...words
	}: Words & {readonly columns?: number; readonly rows?: number; readonly term?: string} = {},
) => {
	const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true});
	const child = pty.spawn('ssh', [...argumentsOf(served, {options: ['-t'], ...words})], {
		cols: columns,
		rows,
		name: term,
		env: environment({LANG: 'C.UTF-8', ...words.env}),
	});
	let raw = '';
	const listeners = new Set<() => void>();
	child.onData(text => {
		raw += text;
		terminal.write(text, () => {
			for (const listener of listeners) listener();
		});
	});
	const exit = new Promise<{readonly exitCode: number; readonly signal?: number}>(resolve =>
		child.onExit(resolve),
	);
	const screen = () => {
		const {active} = terminal.buffer;
		return Array.from({length: terminal.rows}, (_, row) =>
			active.getLine(active.baseY + row)?.translateToString(true, 0, terminal.cols),
		).join('\n');
	};
	const until = (wanted: RegExp): Promise<string> =>
		new Promise((resolve, reject) => {
			const settle = (act: () => void) => {
				listeners.delete(look);
				clearTimeout(late);
				act();
			};
			const fail = (why: string) =>
				settle(() => reject(new Error(`${why} ${wanted} was seen:\n${screen()}`)));
			const late = setTimeout(() => fail('half a minute passed before'), 30_000);
			const look = () => {
				if (wanted.test(screen())) settle(() => resolve(screen()));
			};
			listeners.add(look);
			look();
			void exit.then(() => fail('ssh ended before'));
		});
	return {
		exit,
		screen,
		until,
		raw: () => raw,
		press: (keys: string) => child.write(keys),
		resize(to: {readonly columns: number; readonly rows: number}) {
			terminal.resize(to.columns, to.rows);
			child.resize(to.columns, to.rows);
		},
		/** As when the machine of the person is gone. */
		kill: () => child.kill('SIGKILL'),
	};
};
