import {failed, success} from '../core/result.ts';
import {collect, giveSecret, listed} from './collect.ts';
import type {ConfigFile, PasswordPlace, Reading, Remark, Setting} from './found.ts';
import {lineAt} from './lines.ts';
import {type Account, type Accounts, accountsIn, commandOf, type Entry} from './msmtp/accounts.ts';
import {portOf} from './port.ts';

/** What one account of an msmtprc says; without a name the one that msmtp takes by itself. */
export const readMsmtp = ({name: file, text}: ConfigFile, wanted?: string): Reading => {
	const read = accountsIn(file, text);
	if (read.mistakes.length > 0) return failed(read.mistakes);
	const account = chosen(read, wanted);
	if (!account) return failed([noSuchAccount(file, read, wanted)]);
	const reader = readerOf(account, file);
	const security = securityOf(reader);
	const login = loginOf(reader);
	if (!reader.entry('host')) reader.remark('This account has no host, for which msmtp refuses it.');
	return success(
		collect({
			format: 'msmtp',
			account: account.name,
			settings: {
				host: reader.setting('host'),
				port: portSetting(reader, security?.value),
				security,
				user: login.user,
				from: senderOf(reader),
				helo: patternless(reader, 'domain', 'name for EHLO'),
			},
			password: login.password,
			remarks: [...read.remarks, ...reader.remarks, ...asides(reader)],
		}),
	);
};

/** The password of a line `password …`, as msmtp takes it. */
export const msmtpSecret = (text: string, line: number): string | undefined => {
	const {command, argument} = commandOf(lineAt(text, line));
	return command === 'password' && argument !== '' ? argument : undefined;
};

const chosen = ({accounts}: Accounts, wanted?: string): Account | undefined => {
	if (wanted !== undefined) return accounts.find(({name}) => name === wanted);
	return accounts.find(({name}) => name === 'default') ?? (accounts.length === 1 ? accounts[0] : undefined);
};

const noSuchAccount = (file: string, {accounts}: Accounts, wanted: string | undefined) => {
	const known = listed(accounts.map(({name}) => name));
	return {
		file,
		line: accounts[0]?.line ?? 1,
		column: 1,
		message:
			accounts.length === 0
				? 'There is no account in this file.'
				: wanted === undefined
					? 'There are several accounts in this file, and none of them is the default.'
					: `There is no account “${wanted}” in this file.`,
		advice:
			accounts.length === 0
				? 'An msmtprc has at least a line: host NAME'
				: `Name one behind the file: --from-config FILE#ACCOUNT (known: ${known})`,
	};
};

type Reader = {
	readonly file: string;
	readonly account: Account;
	readonly remarks: readonly Remark[];
	readonly remark: (text: string, line?: number) => void;
	readonly entry: (command: string) => Entry | undefined;
	readonly setting: (command: string) => Setting | undefined;
	/** `on`, `off`, or undefined where the file does not say it or says something else. */
	readonly flag: (command: string) => 'on' | 'off' | undefined;
};

const readerOf = (account: Account, file: string): Reader => {
	const remarks: Remark[] = [];
	const remark: Reader['remark'] = (text, line = account.line) => void remarks.push({text, at: {file, line}});
	const entry: Reader['entry'] = command => {
		const found = account.entries.get(command);
		return found && found.value !== '' ? found : undefined;
	};
	return {
		file,
		account,
		remarks,
		remark,
		entry,
		setting: command => {
			const found = entry(command);
			return found && {value: found.value, at: {file, line: found.line}};
		},
		flag: command => {
			const found = account.entries.get(command);
			if (!found) return undefined;
			const value = found.value || 'on';
			return value === 'on' || value === 'off' ? value : undefined;
		},
	};
};

/** Where msmtp knows only on and off, another word leaves open what holds. */
const isUnclear = ({account, flag, remark}: Reader, command: string): boolean => {
	const line = account.entries.get(command)?.line;
	if (line === undefined || flag(command) !== undefined) return false;
	remark(
		`The argument of ${command} is neither on nor off, which msmtp refuses; the setting is not taken.`,
		line,
	);
	return true;
};

const securityOf = (reader: Reader): Setting | undefined => {
	const {account, file, flag} = reader;
	const unclear = ['tls', 'tls_starttls'].filter(command => isUnclear(reader, command));
	if (unclear.length > 0) return undefined;
	const tls = account.entries.get('tls');
	if (!tls) return {value: 'none', implied: 'msmtp does not encrypt unless the file says tls on'};
	if (flag('tls') === 'off') return {value: 'none', at: {file, line: tls.line}};
	const [later] = ['tls_starttls', 'tls_nostarttls']
		.flatMap(command => account.entries.get(command) ?? [])
		.toSorted((a, b) => b.line - a.line);
	const startsAtOnce =
		later !== undefined &&
		(later === account.entries.get('tls_nostarttls') || flag('tls_starttls') === 'off');
	return {
		value: startsAtOnce ? 'implicit' : 'starttls',
		at: {file, line: later?.line ?? tls.line},
	};
};

const portSetting = (reader: Reader, security: string | undefined): Setting | undefined => {
	const written = reader.entry('port');
	if (!written) {
		if (security === undefined) return undefined;
		return security === 'implicit'
			? {value: '465', implied: 'msmtp takes it for TLS without STARTTLS'}
			: {value: '25', implied: 'msmtp takes it unless the file names another'};
	}
	const read = portOf(written.value);
	if (!read) {
		reader.remark('The port is not a number from 1 to 65535; it is not taken.', written.line);
		return undefined;
	}
	if (read.isName)
		reader.remark(
			'msmtp takes a port as a number only; lostmail took the service that is named.',
			written.line,
		);
	return {value: read.port, at: {file: reader.file, line: written.line}};
};

type Login = {readonly user?: Setting | undefined; readonly password?: PasswordPlace | undefined};

const loginOf = (reader: Reader): Login => {
	const {entry, flag, remark, file, account} = reader;
	const method = account.entries.get('auth');
	if (!method || flag('auth') === 'off') {
		const idle = entry('user') ?? entry('password') ?? entry('passwordeval');
		if (idle)
			remark('msmtp does not log in, because auth is off; login name and password are not taken.', idle.line);
		return {};
	}
	if (/^(?:gssapi|external|ntlm|xoauth2|oauthbearer)$/i.test(method.value))
		remark(
			'lostmail does not log in by the method that auth names; a password is tried instead.',
			method.line,
		);
	return {user: reader.setting('user'), password: passwordOf(reader, file)};
};

/** msmtp prefers a password in the file to a command. */
const passwordOf = ({entry, remark}: Reader, file: string): PasswordPlace | undefined => {
	const [plain, command] = [entry('password'), entry('passwordeval')];
	if (plain) return {file, line: plain.line, what: 'plain'};
	if (command) {
		remark(
			`The password comes from a command (passwordeval), which lostmail never runs; ${giveSecret}.`,
			command.line,
		);
		return {file, line: command.line, what: 'command'};
	}
	remark(
		`The password is not in this file; msmtp asks a keyring, ~/.netrc or a person for it; ${giveSecret}.`,
	);
	return undefined;
};

const senderOf = (reader: Reader): Setting | undefined => {
	if (reader.account.entries.has('auto_from') && reader.flag('auto_from') === 'on') {
		reader.remark('The sender is made of the local user’s name (auto_from); give smtp-from yourself.');
		return undefined;
	}
	return patternless(reader, 'from', 'sender address');
};

/** msmtp fills %U, %H, %C and %M in, and matches a `*`; what comes of it only the device knows. */
const patternless = (reader: Reader, command: string, what: string): Setting | undefined => {
	const found = reader.entry(command);
	if (!found || !/%[UHCM]|\*/.test(found.value)) return reader.setting(command);
	reader.remark(`The ${what} is a pattern that msmtp fills in; it is not taken.`, found.line);
	return undefined;
};

/** Settings that lead msmtp another way than lostmail goes. */
const asides = ({account, file, entry, flag}: Reader): readonly Remark[] => {
	const texts: Readonly<Record<string, string | false>> = {
		proxy_host: 'msmtp goes through a proxy; lostmail goes directly.',
		socket: 'msmtp talks to a local socket; lostmail goes directly.',
		source_ip: 'msmtp sends from an address of its choice; lostmail from the one that the system chooses.',
		tls_host_override: 'msmtp expects another name in the certificate; lostmail expects that of the host.',
		eval: 'This line is made by a command, which lostmail never runs; what it sets is unknown.',
		tls_nocertcheck: 'msmtp does not check the certificate; lostmail does.',
		tls_certcheck: flag('tls_certcheck') === 'off' && 'msmtp does not check the certificate; lostmail does.',
		protocol: entry('protocol')?.value === 'lmtp' && 'msmtp speaks LMTP here; lostmail speaks SMTP.',
	};
	return Object.entries(texts).flatMap(([command, text]) => {
		const line = account.entries.get(command)?.line;
		return text && line !== undefined ? [{text, at: {file, line}}] : [];
	});
};
