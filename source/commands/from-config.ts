import {statSync} from 'node:fs';
import {platform} from 'node:os';
import {acceptTyped} from '../core/answers.ts';
import {unknownAnswer} from '../core/person.ts';
import type {Input, Playbook} from '../core/playbook.ts';
import {printable} from '../core/printable.ts';
import type {Vault} from '../core/world.ts';
import {
	type Companion,
	type ConfigFile,
	type Fetched,
	type Found,
	formatNames,
	type PasswordPlace,
	type Remark,
	type Setting,
	type SettingName,
	settingNames,
} from '../settings/found.ts';
import {companionsOf, readSettings, secretAt} from '../settings/read.ts';
import {beginningOf} from './beginning.ts';
import {fileTrouble} from './file-trouble.ts';
import {findCompanion} from './from-config/companion.ts';
import {type Io, UsageError} from './io.ts';

/** Octets of a configuration, and of each file that it leans on. */
const largest = 64 * 1024;

/** The input of a playbook that a setting answers. */
const inputs: Readonly<Record<SettingName, string>> = {
	host: 'smtp-host',
	port: 'smtp-port',
	security: 'smtp-security',
	user: 'smtp-user',
	from: 'smtp-from',
	helo: 'helo',
};
const passwordInput = 'smtp-password';

type Answers = Readonly<Record<string, string>>;

type Run = {readonly playbook: Playbook; readonly given: Answers; readonly vault: Vault};

/** The settings of another program, ready to answer a playbook with. */
export type Config = {
	/**
	 * The answers for inputs that were not answered before. Puts the password into the vault, unless one is there or it
	 * belongs to another login than the one that was given, and tells on stderr what was taken from which line.
	 */
	fill(run: Run, io: Pick<Io, 'err'>): Answers;
};

type Asked = {
	/** `FILE`, `FILE#ACCOUNT`, or `-` for stdin. */
	readonly named: string;
	readonly isStdinTaken: boolean;
};

/** Reads another program’s configuration; what cannot be understood is a usage error that repeats none of it. */
export const readConfig = async (
	{named, isStdinTaken}: Asked,
	playbook: Pick<Playbook, 'name' | 'inputs'>,
	io: Pick<Io, 'stdin' | 'signal'>,
): Promise<Config> => {
	if (!playbook.inputs.some(({name}) => Object.values(inputs).includes(name)))
		throw mistaken(`${playbook.name} asks for no mail settings`);
	if (/:\/\//.test(named))
		throw mistaken(
			'a URL on the command line shows its password to everybody on this machine; put it into a file, or pipe it and write - (not shown)',
		);
	const {file: from, account} = splitAccount(named);
	if (from === '-' && isStdinTaken) throw mistaken('stdin is already read by --inputs -');
	const file = from === '-' ? await fromStdin(io) : fromDisk(from);
	const fetched = companionsOf(file).map(companion => fetch(companion, from));
	const read = readSettings(file, {fetched, ...(account === undefined ? {} : {account})});
	if (!read.ok)
		throw new UsageError(
			read.failure
				.slice(0, 20)
				.flatMap(({file: name, line, column, message, advice}) => [
					`lostmail: --from-config ${name}:${line}:${column}: ${message}`,
					`  ${advice}`,
				])
				.join('\n'),
		);
	const found = fetched.flatMap(one => ('file' in one ? [one] : []));
	const beside = found.filter(({isBeside}) => isBeside).map(({file: {name}}) => name);
	const files = [file, ...found.map(one => one.file)];
	return {fill: (run, {err}) => fill(read.value, {files, beside}, run, err)};
};

const mistaken = (message: string): UsageError => new UsageError(`lostmail: --from-config: ${message}`);

/** A file may have a `#` in its name; then the whole is the file. */
const splitAccount = (named: string): {readonly file: string; readonly account?: string} => {
	const at = named.lastIndexOf('#');
	if (at < 1 || isThere(named)) return {file: named};
	return {file: named.slice(0, at), account: named.slice(at + 1)};
};

const isThere = (file: string): boolean => statSync(file, {throwIfNoEntry: false}) !== undefined;

const fromDisk = (file: string): ConfigFile => {
	try {
		return textOf(file, beginningOf(file, largest + 1));
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw mistaken(`${file}: ${fileTrouble(error)}`);
	}
};

const fromStdin = async ({stdin, signal}: Pick<Io, 'stdin' | 'signal'>): Promise<ConfigFile> => {
	if (stdin.isTTY) throw mistaken('- reads a pipe, and stdin is a terminal');
	const leave = () => stdin.destroy();
	signal.addEventListener('abort', leave, {once: true});
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of stdin) {
			chunks.push(Buffer.from(chunk));
			length += chunks.at(-1)?.length ?? 0;
			if (length > largest) break;
		}
	} catch (error) {
		throw mistaken(`stdin: ${fileTrouble(error)}`);
	} finally {
		signal.removeEventListener('abort', leave);
	}
	return textOf('stdin', Buffer.concat(chunks));
};

/** UTF-8, or else Latin-1. */
const textOf = (name: string, octets: Buffer): ConfigFile => {
	if (octets.length > largest) throw mistaken(`${name}: larger than 64 KiB, too large for a configuration`);
	try {
		return {name, text: new TextDecoder('utf-8', {fatal: true}).decode(octets)};
	} catch {
		return {name, text: octets.toString('latin1')};
	}
};

const fetch = ({asked}: Companion, from: string): Fetched & {readonly isBeside?: true} => {
	const found = findCompanion({asked}, from);
	if ('why' in found) return {asked, why: found.why};
	const {place, isAsWritten} = found;
	try {
		const file = textOf(place, beginningOf(place, largest + 1));
		return {asked, file, ...(isAsWritten ? {} : {isBeside: true})};
	} catch (error) {
		return {asked, why: error instanceof UsageError ? 'it is too large' : 'it cannot be read'};
	}
};

/** The files that were read; of those `beside`, the configuration itself names another place. */
type Read = {readonly files: readonly ConfigFile[]; readonly beside: readonly string[]};

const fill = (found: Found, {files, beside}: Read, run: Run, err: Io['err']): Answers => {
	const {playbook, given, vault} = run;
	// First of all: what is in the vault is shown nowhere, and the login name may be the same token.
	const password = passwordLine(found, files, run);
	const taken = settingNames.flatMap(name => {
		const [input, setting] = [playbook.inputs.find(one => one.name === inputs[name]), found.settings[name]];
		return input && setting ? [takenFor(input, setting, given[input.name], vault)] : [];
	});
	taken.push(...setUp(found, run));
	const account = found.account === undefined ? '' : `, ${vault.redact(found.account)}`;
	const lines = [
		`From ${files.map(({name}) => name).join(' and ')}: ${formatNames[found.format]}${account}`,
		...taken.map(({line}) => `  ${line}`),
		...password.map(line => `  ${line}`),
		...beside.map(
			name => `  note: ${name} is read beside the configuration, not at the path that is written there.`,
		),
		...found.remarks.map(remark => `  note: ${remarkLine(remark)}`),
		...exposed(found.password).map(line => `  note: ${line}`),
	];
	err(lines.map(line => `${printable(line)}\n`).join(''));
	return Object.fromEntries(taken.flatMap(({answer}) => (answer ? [answer] : [])));
};

/** A file that names a server answers whether mail was ever set up, where a playbook asks that. */
const setUp = ({settings: {host}}: Found, {playbook, given}: Run): readonly Taken[] => {
	const input = playbook.inputs.find(({name}) => name === 'mail-set-up');
	if (!input || !host || given[input.name] !== undefined || !acceptTyped(input, 'yes').ok) return [];
	return [{line: `${input.name} yes (the file names a server)`, answer: [input.name, 'yes']}];
};

type Taken = {readonly line: string; readonly answer?: readonly [input: string, value: string]};

const takenFor = (
	input: Input,
	setting: Setting,
	before: string | undefined,
	{redact}: Pick<Vault, 'redact'>,
): Taken => {
	const {name} = input;
	const where = 'at' in setting ? `${setting.at.file}:${setting.at.line}` : setting.implied;
	if (before !== undefined)
		return {
			line: `${name}: given as ${redact(before)}, so ${where} does not count (${redact(setting.value)})`,
		};
	const accepted = acceptTyped(input, setting.value);
	if (!accepted.ok)
		return {line: `${name}: not taken from ${where}, because the playbook takes no such answer`};
	return {line: `${name} ${redact(accepted.value)} (${where})`, answer: [name, accepted.value]};
};

const remarkLine = ({text, at}: Remark): string => (at ? `${at.file}:${at.line}: ${text}` : text);

/** What becomes of the password; the only place that it passes through on its way to the vault. */
const passwordLine = (
	found: Found,
	files: readonly ConfigFile[],
	{playbook, given, vault}: Run,
): readonly string[] => {
	const {password} = found;
	if (!password || password.what === 'command' || !playbook.inputs.some(({name}) => name === passwordInput))
		return [];
	const secret = secretAt(found, files);
	// Whether it is taken or not.
	if (secret !== undefined) vault.set('--from-config', secret);
	const where = `named in ${password.file} line ${password.line}, not shown`;
	if (vault.has(passwordInput) || given[passwordInput] === unknownAnswer)
		return [`password: ${where}, and not taken, because another answer was given`];
	if (!found.settings.host)
		return [`password: ${where}, and not taken, because no server was found that it is for`];
	const other = (['host', 'user'] as const).find(name => isOther(found.settings[name], given[inputs[name]]));
	if (other)
		return [
			`password: ${where}, and not taken, because it belongs to another ${inputs[other]} than was given; use --secret ${passwordInput}=env:NAME`,
		];
	if (secret === undefined) return [`password: ${where}, and not taken, because it could not be read`];
	vault.set(passwordInput, secret);
	return [`password: ${where}`];
};

/** A password is for one login at one server; it goes nowhere else. */
const isOther = (setting: Setting | undefined, given: string | undefined): boolean =>
	given !== undefined && setting !== undefined && given.toLowerCase() !== setting.value.toLowerCase();

/** On Windows the mode says nothing about who may read. */
const exposed = (password: PasswordPlace | undefined): readonly string[] => {
	if (password?.what !== 'plain' || password.file === 'stdin' || platform() === 'win32') return [];
	const mode = statSync(password.file, {throwIfNoEntry: false})?.mode ?? 0;
	return (mode & 0o004) === 0
		? []
		: [
				`${password.file}: every user of this machine can read the password (mode ${(mode & 0o777).toString(8)}); chmod 600 would keep it to its owner.`,
			];
};
