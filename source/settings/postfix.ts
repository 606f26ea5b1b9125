import {success} from '../core/result.ts';
import {collect, giveSecret} from './collect.ts';
import type {Companion, ConfigFile, Fetched, Place, Reading, Remark, Setting} from './found.ts';
import {portOf} from './port.ts';
import {entryAt, passwordIn} from './postfix/credentials.ts';
import {type Destination, destinationOf} from './postfix/destination.ts';
import {logicalLines} from './postfix/logical-lines.ts';
import {type Login, loginFor} from './postfix/login.ts';
import {expand, type Parameters, parametersIn} from './postfix/parameters.ts';
import {tablesIn} from './postfix/tables.ts';

const passwordMaps = 'smtp_sasl_password_maps';

/** The tables of passwords that a main.cf names. */
export const postfixCompanions = ({name, text}: ConfigFile): readonly Companion[] => {
	const {parameters} = parametersIn(name, text);
	const maps = expand(parameters.get(passwordMaps)?.value ?? '', parameters);
	return tablesIn(maps ?? '').flatMap(table => (table.kind === 'file' ? [{asked: table.path}] : []));
};

/** What a main.cf says about the server that Postfix hands mail over to. */
export const readPostfix = ({name: file, text}: ConfigFile, fetched: readonly Fetched[]): Reading => {
	const read = parametersIn(file, text);
	const reader = readerOf(read.parameters, file);
	const destination = relayhost(reader);
	const login = destination ? loginOf(reader, destination.next, fetched) : {remarks: []};
	reader.remark(
		'Postfix makes the sender of the local user’s name unless a program sets it; give smtp-from yourself.',
	);
	const at = destination && {file, line: destination.line};
	return success(
		collect({
			format: 'postfix',
			settings: {
				host: destination && at && {value: destination.next.host, at},
				port: destination && portSetting(reader, destination.next, destination.line),
				security: destination && securityOf(reader),
				user: login.user,
				helo: reader.setting(read.parameters.get('smtp_helo_name')?.value ? 'smtp_helo_name' : 'myhostname'),
			},
			password: login.password,
			remarks: [...read.remarks, ...reader.remarks, ...login.remarks, ...overruling(reader)],
		}),
	);
};

/** The password of an entry of sasl_passwd, or of a `static:` table in main.cf. */
export const postfixSecret = (text: string, line: number): string | undefined => {
	const whole = logicalLines(text).find(entry => entry.line === line)?.text ?? '';
	if (!new RegExp(`^\\s*${passwordMaps}\\s*=`).test(whole)) return passwordIn(entryAt(text, line) ?? '');
	const {parameters} = parametersIn('', text);
	const maps = expand(parameters.get(passwordMaps)?.value ?? '', parameters);
	const first = tablesIn(maps ?? '').find(({kind}) => kind === 'static');
	return first?.kind === 'static' ? passwordIn(first.content) : undefined;
};

type Reader = {
	readonly file: string;
	readonly parameters: Parameters;
	readonly remarks: readonly Remark[];
	readonly remark: (text: string, line?: number) => void;
	/** With its variables filled in; undefined where it is not set, is empty or cannot be filled in. */
	readonly setting: (name: string) => {readonly value: string; readonly at: Place} | undefined;
	readonly isYes: (name: string) => boolean;
};

const readerOf = (parameters: Parameters, file: string): Reader => {
	const remarks: Remark[] = [];
	const remark: Reader['remark'] = (text, line) =>
		void remarks.push({text, ...(line === undefined ? {} : {at: {file, line}})});
	const setting: Reader['setting'] = name => {
		const written = parameters.get(name);
		if (!written || written.value === '') return undefined;
		const filled = expand(written.value, parameters);
		if (filled !== undefined)
			return filled === '' ? undefined : {value: filled, at: {file, line: written.line}};
		remark(
			`${name} rests on a variable that this file alone does not tell, or on more than 50, one behind the other; it is not taken.`,
			written.line,
		);
		return undefined;
	};
	return {
		file,
		parameters,
		remarks,
		remark,
		setting,
		isYes: name => setting(name)?.value.toLowerCase() === 'yes',
	};
};

const relayhost = (reader: Reader): {readonly next: Destination; readonly line: number} | undefined => {
	const {parameters, remark, setting} = reader;
	const written = setting('relayhost');
	if (!written) {
		if (!parameters.get('relayhost')?.value)
			remark(
				'There is no relayhost: Postfix delivers to the exchangers of each recipient itself, so there is no submission server.',
				parameters.get('relayhost')?.line,
			);
		return undefined;
	}
	const {line} = written.at;
	const [first = '', ...others] = written.value.split(/[\s,]+/);
	const next = destinationOf(first);
	if (!next) {
		remark('relayhost is not of the form [HOST]:PORT; it is not taken.', line);
		return undefined;
	}
	if (others.length > 0) remark('relayhost names several servers; the first one is taken.', line);
	if (!next.isDirect)
		remark(
			'relayhost has no brackets, so Postfix connects to the exchangers (MX) of this name; lostmail connects to the name itself.',
			line,
		);
	return {next, line};
};

const portSetting = (reader: Reader, {port}: Destination, line: number): Setting | undefined => {
	if (port === undefined) return {value: '25', implied: 'Postfix takes it unless relayhost names another'};
	const read = portOf(port);
	if (read) return {value: read.port, at: {file: reader.file, line}};
	reader.remark(
		'The port in relayhost is neither a number nor a service that lostmail knows; it is not taken.',
		line,
	);
	return undefined;
};

const levels: Readonly<Record<string, 'starttls' | 'none'>> = {
	none: 'none',
	may: 'starttls',
	encrypt: 'starttls',
	dane: 'starttls',
	'dane-only': 'starttls',
	fingerprint: 'starttls',
	verify: 'starttls',
	secure: 'starttls',
};

const mayStayPlain =
	'Postfix encrypts only if the server offers STARTTLS, and else sends in the clear; lostmail takes STARTTLS.';

const securityOf = (reader: Reader): Setting | undefined => {
	const {file, parameters, remark, setting, isYes} = reader;
	const lineOf = (name: string) => parameters.get(name)?.line ?? 1;
	const at = (name: string) => ({file, line: lineOf(name)});
	const level = setting('smtp_tls_security_level');
	if (isYes('smtp_tls_wrappermode')) {
		if (!level || ['none', 'may'].includes(level.value.toLowerCase()))
			remark(
				'smtp_tls_wrappermode needs smtp_tls_security_level = encrypt or stronger.',
				lineOf('smtp_tls_wrappermode'),
			);
		return {value: 'implicit', at: at('smtp_tls_wrappermode')};
	}
	if (level) {
		const value = levels[level.value.toLowerCase()];
		if (value === undefined)
			remark('smtp_tls_security_level is not a level that lostmail knows; it is not taken.', level.at.line);
		else if (/^(?:may|dane)$/i.test(level.value)) remark(mayStayPlain, level.at.line);
		return value && {value, at: level.at};
	}
	if (parameters.get('smtp_tls_security_level')?.value) return undefined;
	if (isYes('smtp_enforce_tls')) return {value: 'starttls', at: at('smtp_enforce_tls')};
	if (!isYes('smtp_use_tls'))
		return {
			value: 'none',
			implied: 'the manual of Postfix 3.7 says so for a file without smtp_tls_security_level',
		};
	remark(mayStayPlain, lineOf('smtp_use_tls'));
	return {value: 'starttls', at: at('smtp_use_tls')};
};

const loginOf = (reader: Reader, destination: Destination, fetched: readonly Fetched[]): Login => {
	const {parameters, file, setting, isYes} = reader;
	const maps = parameters.get(passwordMaps);
	const at = {file, line: maps?.line ?? parameters.get('smtp_sasl_auth_enable')?.line ?? 1};
	if (!isYes('smtp_sasl_auth_enable'))
		return {
			remarks: maps?.value
				? [
						{
							text: 'Postfix does not log in, because smtp_sasl_auth_enable is not yes; name and password are not taken.',
							at,
						},
					]
				: [],
		};
	const filled = setting(passwordMaps);
	if (!filled)
		return {
			remarks: [
				{
					text: `Postfix is to log in, but no table of passwords is named that can be read; ${giveSecret}.`,
					at,
				},
			],
		};
	return loginFor({tables: tablesIn(filled.value), fetched, destination, at});
};

/** Parameters that may send the mail elsewhere or change its sender, and are not followed. */
const unfollowed: Readonly<Record<string, string>> = {
	default_transport: 'may send the mail another way than relayhost says',
	sender_dependent_default_transport_maps: 'may send the mail another way than relayhost says',
	sender_dependent_relayhost_maps: 'may name another server for some senders',
	transport_maps: 'may name another server for some recipients',
	smtp_sender_dependent_authentication: 'makes Postfix look for the password of the sender first',
	smtp_tls_policy_maps: 'may set another level of encryption for this server',
	smtp_tls_per_site: 'may set another level of encryption for this server',
	smtp_generic_maps: 'may rewrite the sender',
	sender_canonical_maps: 'may rewrite the sender',
	canonical_maps: 'may rewrite the sender',
};

const overruling = ({parameters, file}: Reader): readonly Remark[] =>
	Object.entries(unfollowed).flatMap(([name, does]) => {
		const written = parameters.get(name);
		if (!written?.value || /^(?:no|smtp|\$\w+)$/i.test(written.value)) return [];
		return [{text: `${name} ${does}; lostmail does not follow it.`, at: {file, line: written.line}}];
	});
