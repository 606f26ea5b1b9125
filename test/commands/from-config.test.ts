import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {afterAll, describe, expect, test} from 'vitest';
import {readConfig} from '../../source/commands/from-config.ts';
import {readKnowledge, readPlaybook} from '../../source/commands/house.ts';
import {type Io, UsageError} from '../../source/commands/io.ts';
import {runPlaybook} from '../../source/commands/run/start.ts';
import {createVault} from '../../source/engine/redact.ts';
import {raise} from '../program/in-lab.ts';

// Long because one option has many ways in, and each of them must keep the secret to itself.

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-from-config-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Writes a file that only its owner can read, as such files should be. */
const put = (name: string, text: string | Uint8Array, mode = 0o600): string => {
	const file = path.join(folder, name);
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, text);
	chmodSync(file, mode);
	return file;
};

const playbook = await readPlaybook('tos-verification-code', await readKnowledge());
const secret = 'canary#5x hunter2';

type Wish = {
	readonly given?: Readonly<Record<string, string>>;
	readonly vault?: Readonly<Record<string, string>>;
	readonly input?: string | Uint8Array;
	readonly isStdinTaken?: boolean;
	readonly isTTY?: boolean;
};

/** Reads and fills as `run` does; what was told on stderr, line by line, never holds the secret. */
const take = async (
	named: string,
	{given = {}, vault: before = {}, input = '', isStdinTaken = false, isTTY}: Wish = {},
) => {
	const stdin = Object.assign(
		Readable.from([Buffer.from(input)]),
		isTTY ? {isTTY} : {},
	) as unknown as Io['stdin'];
	const config = await readConfig({named, isStdinTaken}, playbook, {
		stdin,
		signal: new AbortController().signal,
	});
	const vault = createVault();
	for (const [name, value] of Object.entries(before)) vault.set(name, value);
	let told = '';
	const answers = config.fill(
		{playbook, given, vault},
		{
			err: text => {
				told += text;
			},
		},
	);
	for (const canary of [secret, 'hunter2', Buffer.from(secret).toString('base64')])
		expect(told + JSON.stringify(answers)).not.toContain(canary);
	return {
		answers,
		told: told.replaceAll(`${folder}/`, '').trimEnd().split('\n'),
		password: vault.get('smtp-password'),
	};
};

const complaint = async (named: string, wish?: Wish): Promise<string> => {
	try {
		await take(named, wish);
	} catch (error) {
		if (error instanceof UsageError) return error.message.replaceAll(`${folder}/`, '');
		throw error;
	}
	throw new Error('it was taken');
};

const msmtprc = `defaults
tls on

account home
host smtp.home.test
port 587
from nas@home.test
domain nas.home.test
auth on
user nas@home.test
password "${secret}"

account other : home
host smtp.other.test
auth off
`;

test('an msmtprc answers the playbook, and its password goes to the vault alone', async () => {
	const file = put('msmtprc', msmtprc);
	expect(await take(`${file}#home`)).toEqual({
		answers: {
			'smtp-host': 'smtp.home.test',
			'smtp-port': '587',
			'smtp-security': 'starttls',
			'smtp-user': 'nas@home.test',
			'smtp-from': 'nas@home.test',
			helo: 'nas.home.test',
			'mail-set-up': 'yes',
		},
		told: [
			'From msmtprc: msmtp (msmtprc), home',
			'  smtp-host smtp.home.test (msmtprc:5)',
			'  smtp-port 587 (msmtprc:6)',
			'  smtp-security starttls (msmtprc:2)',
			'  smtp-user nas@home.test (msmtprc:10)',
			'  smtp-from nas@home.test (msmtprc:7)',
			'  helo nas.home.test (msmtprc:8)',
			'  mail-set-up yes (the file names a server)',
			'  password: named in msmtprc line 11, not shown',
		],
		password: secret,
	});
	const other = await take(`${file}#other`);
	expect(other.password).toBeUndefined();
	expect(other.answers['smtp-user']).toBeUndefined();
});

test('an account that is not there, or none by default, is a usage error that names them', async () => {
	const file = put('msmtprc', msmtprc);
	expect(await complaint(`${file}#work`)).toBe(
		'lostmail: --from-config msmtprc:4:1: There is no account “work” in this file.\n  Name one behind the file: --from-config FILE#ACCOUNT (known: home, other)',
	);
	expect(await complaint(file)).toContain('none of them is the default');
	expect(await complaint(file)).not.toContain('hunter2');
});

describe('what was given wins', () => {
	const file = () => `${put('msmtprc', msmtprc)}#home`;

	test('an answer', async () => {
		const {answers, told, password} = await take(file(), {given: {'smtp-port': '2525', helo: 'unknown'}});
		expect(answers).not.toHaveProperty('smtp-port');
		expect(answers).not.toHaveProperty('helo');
		expect(told).toContain('  smtp-port: given as 2525, so msmtprc:6 does not count (587)');
		expect(password).toBe(secret);
	});

	test('a secret', async () => {
		const {told, password} = await take(file(), {vault: {'smtp-password': 'given'}});
		expect(password).toBe('given');
		expect(told.at(-1)).toBe(
			'  password: named in msmtprc line 11, not shown, and not taken, because another answer was given',
		);
		expect((await take(file(), {given: {'smtp-password': 'unknown'}})).password).toBeUndefined();
	});

	test.each([
		['smtp-host', 'elsewhere.test'],
		['smtp-user', 'kim@home.test'],
		['smtp-user', 'unknown'],
	])('another %s: the password belongs to somebody else', async (name, value) => {
		const {told, password} = await take(file(), {given: {[name]: value}});
		expect(password).toBeUndefined();
		expect(told.at(-1)).toContain(
			`because it belongs to another ${name} than was given; use --secret smtp-password=env:NAME`,
		);
	});

	test('the same answer once more is no other', async () => {
		const given = {'smtp-host': 'SMTP.home.test', 'smtp-user': 'nas@home.test'};
		expect((await take(file(), {given})).password).toBe(secret);
	});
});

test('a login name that is the password as well is not shown, whether it is taken or not', async () => {
	const file = put('.env', 'SMTP_URL=smtp://tok-canary-1:tok-canary-1@smtp.a.test\n');
	const {answers, told, password} = await take(file);
	expect([answers['smtp-user'], password]).toEqual(['tok-canary-1', 'tok-canary-1']);
	expect(told).toContain('  smtp-user •••••• (.env:1)');
	const wishes = [
		{given: {'smtp-host': 'b.test'}},
		{given: {'smtp-user': 'tok-canary-1'}},
		{vault: {'smtp-password': 'another'}},
	];
	for (const wish of wishes) expect((await take(file, wish)).told.join()).not.toContain('tok-canary');
	expect(told.join()).not.toContain('tok-canary');
});

test('no password goes anywhere while the file names no server for it', async () => {
	const {password, told} = await take(put('no-host', `auth on\nuser kim\npassword ${secret}\n`));
	expect(password).toBeUndefined();
	expect(told).toContain(
		'  password: named in no-host line 3, not shown, and not taken, because no server was found that it is for',
	);
});

test('a command is never run', async () => {
	const mark = path.join(folder, 'was-run');
	const file = put(
		'eval',
		`host a.test\nauth on\nuser kim\npasswordeval touch ${mark}\neval touch ${mark}\n`,
	);
	const {password, told} = await take(file);
	expect(password).toBeUndefined();
	expect(told.join('\n')).toContain(
		'eval:4: The password comes from a command (passwordeval), which lostmail never runs; give it with --secret smtp-password=env:NAME.',
	);
	expect(() => readFileSync(mark)).toThrow('ENOENT');
});

describe('files beside it', () => {
	const main = (maps: string) =>
		`relayhost = [smtp.isp.test]:587\nsmtp_tls_security_level = encrypt\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = ${maps}\n`;
	const entries = `[smtp.isp.test]:587 kim:${secret}\n`;

	test.each([
		[
			'as it is written, below main.cf',
			() => `hash:${put('pf/elsewhere/passwords', entries)}`,
			'pf/elsewhere/passwords',
		],
		[
			'beside main.cf, where the path is not there',
			() => `hash:/nowhere-at-all/${path.basename(put('pf/sasl_passwd', entries))}`,
			'pf/sasl_passwd',
		],
		[
			'by a path from main.cf',
			() => `lmdb:elsewhere/${path.basename(put('pf/elsewhere/passwords', entries))}`,
			'pf/elsewhere/passwords',
		],
		[
			'by $config_directory',
			() => `texthash:$config_directory/${path.basename(put('pf/sasl_passwd', entries))}`,
			'pf/sasl_passwd',
		],
	])('sasl_passwd %s', async (_what, maps, shown) => {
		const {answers, told, password} = await take(put('pf/main.cf', main(maps())));
		expect(answers).toMatchObject({'smtp-host': 'smtp.isp.test', 'smtp-port': '587', 'smtp-user': 'kim'});
		expect(told[0]).toBe(`From pf/main.cf and ${shown}: Postfix (main.cf)`);
		expect(told).toContain(`  password: named in ${shown} line 1, not shown`);
		expect(password).toBe(secret);
	});

	test('what this machine has at the written path is not taken for a copy of another’s main.cf', async () => {
		const own = put('machine/etc/sasl_passwd', '[smtp.isp.test]:587 analyst:own-canary\n');
		const copy = put('copied/main.cf', main(`hash:${own}`));
		const alone = await take(copy);
		expect(alone.password).toBeUndefined();
		expect(alone.answers).not.toHaveProperty('smtp-user');
		expect(alone.told.join('\n')).toContain(
			'A table of passwords could not be read (it is not beside the configuration)',
		);
		put('copied/sasl_passwd', entries);
		const both = await take(copy);
		expect(both).toMatchObject({password: secret, answers: {'smtp-user': 'kim'}});
		expect(both.told[0]).toBe('From copied/main.cf and copied/sasl_passwd: Postfix (main.cf)');
		expect(both.told).toContain(
			'  note: copied/sasl_passwd is read beside the configuration, not at the path that is written there.',
		);
		const piped = await take('-', {input: main(`hash:${own}`)});
		expect(piped.password).toBeUndefined();
		expect(JSON.stringify([alone, both, piped])).not.toMatch(/analyst|own-canary/);
	});

	test('revaliases', async () => {
		put('ssmtp/revaliases', 'root:nas@home.test\n');
		const {answers} = await take(put('ssmtp/ssmtp.conf', 'mailhub=smtp.home.test:465\nUseTLS=YES\n'));
		expect(answers).toEqual({
			'mail-set-up': 'yes',
			'smtp-host': 'smtp.home.test',
			'smtp-port': '465',
			'smtp-security': 'implicit',
			'smtp-from': 'nas@home.test',
		});
	});

	test('what is missing, large or no file is said and stops nothing', async () => {
		const large = put('pf/large', 'x'.repeat(70_000));
		for (const [maps, why] of [
			['hash:/nowhere-at-all/nothing', 'it is not there'],
			[`hash:${large}`, 'it is too large'],
			[`hash:${path.join(folder, 'pf/elsewhere')}`, 'it cannot be read'],
			['hash:/dev/zero', 'it is not beside the configuration'],
		] as const) {
			const {answers, told} = await take(put('pf/main.cf', main(maps)));
			expect(answers['smtp-host']).toBe('smtp.isp.test');
			expect(told.join('\n'), maps).toContain(`A table of passwords could not be read (${why})`);
		}
	});
});

test('a pipe is read by its name, once', async () => {
	const {answers, told, password} = await take('-', {
		input: `smtps://kim:${encodeURIComponent(secret)}@smtp.a.test\n`,
	});
	expect(answers).toEqual({
		'mail-set-up': 'yes',
		'smtp-host': 'smtp.a.test',
		'smtp-port': '465',
		'smtp-security': 'implicit',
		'smtp-user': 'kim',
	});
	expect(told.at(-1)).toBe('  password: named in stdin line 1, not shown');
	expect(password).toBe(secret);
	expect((await take('-#home', {input: msmtprc})).answers['smtp-host']).toBe('smtp.home.test');
	expect(await complaint('-', {isStdinTaken: true})).toContain('stdin is already read by --inputs -');
	expect(await complaint('-', {isTTY: true})).toContain('stdin is a terminal');
	expect(await complaint('-', {input: 'x'.repeat(70_000)})).toContain('larger than 64 KiB');
});

test('what others can read is said', async () => {
	const {told} = await take(`${put('open-rc', msmtprc, 0o644)}#home`);
	expect(told.at(-1)).toBe(
		'  note: open-rc: every user of this machine can read the password (mode 644); chmod 600 would keep it to its owner.',
	);
	expect((await take(put('none-rc', 'host a.test\n', 0o644))).told.join('\n')).not.toContain('every user');
});

test('a # may be part of the name of a file', async () => {
	const {told} = await take(`${put('rc#1', msmtprc)}#home`);
	expect(told[0]).toBe('From rc#1: msmtp (msmtprc), home');
	expect((await take(put('rc#2', 'host a.test\n'))).answers['smtp-host']).toBe('a.test');
});

test('texts of other encodings are read', async () => {
	const latin = Buffer.from(
		'host a.test\nauth on\nuser k\nfrom kim@a.test\npassword caf\xe9-canary\n',
		'latin1',
	);
	expect((await take(put('latin', latin))).password).toBe('café-canary');
	expect((await take(`${put('bom', `\uFEFF${msmtprc}`)}#home`)).password).toBe(secret);
});

test('control and bidi characters do not reach the terminal', async () => {
	const {told} = await take(put('bidi', 'host a.test\nauth on\nuser \u202ekim\npassword x1234\n'));
	expect(told.join('\n')).toContain('smtp-user \\u{202e}kim');
});

describe('usage errors repeat nothing', () => {
	test.each([
		[`smtps://kim:${secret}@a.test`, 'a URL on the command line shows its password'],
		[`SMTP_URL=smtp://kim:${secret}@a.test`, 'a URL on the command line shows its password'],
	])('%s', async (named, wanted) => {
		const said = await complaint(named);
		expect(said).toContain(wanted);
		expect(said).not.toContain('hunter2');
	});

	test('a file that is not understood', async () => {
		const said = await complaint(put('notes', `my password is ${secret}\n`));
		expect(said).toBe(
			'lostmail: --from-config notes:1:1: This is no configuration that lostmail can read.\n  It reads: msmtp (msmtprc), sSMTP (ssmtp.conf), Postfix (main.cf), a connection URL (smtp://…).',
		);
		const url = await complaint(put('.env', `A=1\nSMTP_URL=smtp://kim:9871/${secret}@a.test\n`));
		expect(url).toMatch(/^lostmail: --from-config \.env:2:10: /);
		expect(url).not.toMatch(/9871|canary|hunter2/);
	});

	test('what is no file', async () => {
		const pipe = path.join(folder, 'pipe');
		execFileSync('mkfifo', [pipe]);
		for (const [named, wanted] of [
			[pipe, 'it is not a file'],
			[folder, 'it is not a file'],
			['/dev/zero', 'it is not a file'],
			[path.join(folder, 'missing'), 'there is no such file'],
			[put('huge', 'x'.repeat(70_000)), 'larger than 64 KiB'],
		] as const)
			expect(await complaint(named), named).toContain(wanted);
	});

	test('a playbook without mail settings', async () => {
		const bare = {name: 'domain-health', inputs: []};
		const io = {stdin: Readable.from([]) as unknown as Io['stdin'], signal: new AbortController().signal};
		await expect(readConfig({named: 'x', isStdinTaken: false}, bare, io)).rejects.toThrow(
			'domain-health asks for no mail settings',
		);
	});
});

test.each([
	['healthy', 'lab-password-1', 0],
	['wrong-password', secret, 1],
] as const)('a run in the lab with the settings of a file: %s', async (scenario, password, code) => {
	const {lab} = await raise(scenario, folder);
	const {'smtp-host': host, 'smtp-port': port, 'smtp-user': user, 'smtp-from': from, ...rest} = lab.answers;
	const file = put(
		`lab-${scenario}`,
		`host ${host}\nport ${port}\nfrom ${from}\ntls on\nauth on\nuser ${user}\npassword ${password}\n`,
	);
	const answers = Object.entries(rest).filter(([name]) => name !== 'smtp-security');
	const record = path.join(folder, `${scenario}.ndjson`);
	let written = '';
	const write = (text: string) => {
		written += text;
	};
	const ended = await runPlaybook(
		'tos-verification-code',
		{
			set: answers.map(([name, value]) => `${name}=${value}`),
			fromConfig: file,
			secret: [],
			resolver: [lab.resolver],
			connectTo: lab.connectTo,
			ca: [path.join(folder, `${scenario}.pem`)],
			timeout: '3s',
			report: 'text',
			record,
		},
		{
			out: write,
			err: write,
			stdin: {},
			stdout: {},
			stderr: {},
			env: {},
			signal: new AbortController().signal,
		} as unknown as Io,
	);
	await lab.close();
	expect(written).toContain(`password: named in ${file} line 7, not shown`);
	expect(ended).toBe(code);
	expect(lab.sessions().flatMap(({logins}) => logins)).toHaveLength(1);
	const login = Buffer.from(`\0${user}\0${password}`).toString('base64');
	for (const text of [written, readFileSync(record, 'utf8')])
		for (const canary of [password, Buffer.from(password).toString('base64'), login])
			expect(text).not.toContain(canary);
});
