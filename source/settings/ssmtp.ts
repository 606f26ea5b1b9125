import {failed, success} from '../core/result.ts';
import {collect, listed} from './collect.ts';
import type {ConfigFile, Fetched, Reading, Remark, Setting} from './found.ts';
import {portOf} from './port.ts';
import {type Keyword, keywordsIn} from './ssmtp/keywords.ts';
import {type ReverseAlias, reverseAliases} from './ssmtp/reverse-aliases.ts';

export {ssmtpSecret} from './ssmtp/keywords.ts';

/** sSMTP looks for it beside its configuration. */
export const ssmtpCompanions = [{asked: 'revaliases'}] as const;

/**
 * What an ssmtp.conf says, and for the sender what revaliases says of a local user: `wanted`, else root or the only one.
 */
export const readSsmtp = (
	{name: file, text}: ConfigFile,
	fetched: readonly Fetched[],
	wanted?: string,
): Reading => {
	const read = keywordsIn(file, text);
	const remarks: Remark[] = [...read.remarks];
	const state = played(read.keywords, file, remarks);
	const aliasFile = fetched.flatMap(one => ('file' in one ? [one.file] : []))[0];
	const aliases = aliasFile ? reverseAliases(aliasFile) : [];
	const users = [...new Set(aliases.map(({user}) => user))];
	const user = wanted ?? (users.includes('root') ? 'root' : users.length === 1 ? users[0] : undefined);
	if (wanted !== undefined && !users.includes(wanted))
		return failed([noSuchUser(file, aliasFile?.name, users, wanted)]);
	if (user !== undefined && aliasFile) apply(state, aliases, user, aliasFile.name, remarks);
	remarks.push(...senderRemarks(state, users, user, file));
	const hasLogin = state.user !== undefined;
	return success(
		collect({
			format: 'ssmtp',
			account: user,
			settings: {
				host: state.host,
				port:
					state.port ??
					(state.isPortUnread
						? undefined
						: {value: '25', implied: 'sSMTP takes it unless the file names another'}),
				security: securityOf(state, file),
				user: state.user,
				from: state.from,
				helo: state.hostname,
			},
			password: hasLogin && state.pass ? {file, line: state.pass.line, what: 'plain'} : undefined,
			remarks: hasLogin || !state.pass ? remarks : [...remarks, idlePassword(file, state.pass.line)],
		}),
	);
};

/** The variables that sSMTP has after it read its configuration line by line. */
type State = {
	host?: Setting | undefined;
	port?: Setting | undefined;
	isPortUnread: boolean;
	tls: boolean;
	starttls: boolean;
	tlsLine?: number;
	user?: Setting;
	pass?: Keyword;
	hostname?: Setting;
	domain?: string;
	from?: Setting;
};

const played = (
	keywords: ReadonlyArray<readonly [string, Keyword]>,
	file: string,
	remarks: Remark[],
): State => {
	const state: State = {isPortUnread: false, tls: false, starttls: false};
	for (const [keyword, {value, line}] of keywords) {
		const at = {file, line};
		const isYes = value.toLowerCase() === 'yes';
		if (value === '') continue;
		if (keyword === 'mailhub') reach(state, hubOf(value), at, remarks);
		else if (keyword === 'remoteport') reach(state, {port: value}, at, remarks);
		else if (keyword === 'hostname') state.hostname = {value, at};
		else if (keyword === 'rewritedomain') state.domain = value.slice(value.lastIndexOf('@') + 1);
		else if (keyword === 'authuser') state.user ??= {value, at};
		else if (keyword === 'authpass') state.pass ??= {value, line};
		else if (keyword === 'usetls') {
			state.tls = isYes;
			if (!isYes) state.starttls = false;
			state.tlsLine = line;
		} else if (keyword === 'usestarttls') {
			state.starttls = isYes;
			if (isYes) state.tls = true;
			state.tlsLine = line;
		}
	}
	return state;
};

type Hub = {readonly host?: string; readonly port?: string; readonly isBracketed?: true};

/** `HOST`, `HOST:PORT`; an IPv6 address in brackets is read, though sSMTP ends the host at the first colon. */
const hubOf = (text: string): Hub => {
	const [, literal, literalPort] = /^\[([\da-f:.]+)\](?::(.*))?$/i.exec(text) ?? [];
	if (literal !== undefined)
		return {host: literal, isBracketed: true, ...(literalPort ? {port: literalPort} : {})};
	const at = text.indexOf(':');
	if (at < 0) return {host: text};
	const port = text.slice(at + 1);
	return {host: text.slice(0, at), ...(port ? {port} : {})};
};

const reach = (
	state: State,
	{host, port, isBracketed}: Hub,
	at: {readonly file: string; readonly line: number},
	remarks: Remark[],
): void => {
	if (host !== undefined) state.host = {value: host, at};
	if (isBracketed)
		remarks.push({
			text: 'sSMTP ends the host at the first colon, so it cannot use an IPv6 address; lostmail takes it.',
			at,
		});
	if (port === undefined) return;
	const read = portOf(port);
	state.isPortUnread = !read;
	state.port = read && {value: read.port, at};
	if (!read) remarks.push({text: 'The port is not a number from 1 to 65535; it is not taken.', at});
	else if (read.isName)
		remarks.push({text: 'sSMTP takes a port as a number only; lostmail took the service that is named.', at});
};

const securityOf = ({tls, starttls, tlsLine}: State, file: string): Setting => {
	const value = starttls ? 'starttls' : tls ? 'implicit' : 'none';
	return tlsLine === undefined
		? {value, implied: 'sSMTP does not encrypt unless the file says UseTLS or UseSTARTTLS'}
		: {value, at: {file, line: tlsLine}};
};

/** Every line of the user counts, the last one most, as sSMTP reads them. */
const apply = (
	state: State,
	aliases: readonly ReverseAlias[],
	wanted: string,
	file: string,
	remarks: Remark[],
): void => {
	for (const {user, line, sender, host, port} of aliases) {
		if (user !== wanted) continue;
		const at = {file, line};
		const domain = state.domain ?? state.hostname?.value;
		if (sender?.includes('@')) state.from = {value: sender, at};
		else if (sender && domain) state.from = {value: `${sender}@${domain}`, at};
		if (host) reach(state, {host, ...(port ? {port} : {})}, at, remarks);
	}
};

const senderRemarks = (
	{host, domain, hostname, from}: State,
	users: readonly string[],
	user: string | undefined,
	file: string,
): readonly Remark[] => {
	const of = domain ?? hostname?.value ?? 'HOSTNAME';
	const at = {file, line: 1};
	return [
		...(host ? [] : [{text: 'There is no mailhub; sSMTP then looks for a host named mailhub.', at}]),
		...(from || user !== undefined
			? []
			: [
					users.length > 1
						? {
								text: `revaliases names several local users and not root; name one behind the file, as in ssmtp.conf#USER (known: ${listed(users)}).`,
								at,
							}
						: {
								text: `No line names the sender; sSMTP takes the local user’s name @${of}. Give smtp-from yourself.`,
								at,
							},
				]),
		...(user !== undefined && users.length > 1
			? [
					{
						text: `The sender is that of the local user ${user}; another is named behind the file (known: ${listed(users)}).`,
						at,
					},
				]
			: []),
	];
};

const idlePassword = (file: string, line: number): Remark => ({
	text: 'sSMTP does not log in, because there is no AuthUser; the password is not taken.',
	at: {file, line},
});

const noSuchUser = (file: string, aliases: string | undefined, users: readonly string[], wanted: string) => ({
	file: aliases ?? file,
	line: 1,
	column: 1,
	message: `There is no local user “${wanted}” in revaliases.`,
	advice:
		users.length > 0
			? `Name one behind the file: --from-config FILE#USER (known: ${listed(users)})`
			: 'Leave the # and what follows it out: no revaliases with a user was found beside the file.',
});
