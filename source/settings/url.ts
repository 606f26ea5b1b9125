import {failed, success} from '../core/result.ts';
import {collect, giveSecret, listed} from './collect.ts';
import type {ConfigFile, Mistake, Place, Reading, Remark, Setting} from './found.ts';
import {columnOf, lineAt} from './lines.ts';
import {type Connection, connectionOf} from './url/connection.ts';
import {type UrlLine, urlLines} from './url/lines.ts';

/** What a connection URL says: alone in a file, or the value of a variable such as SMTP_URL in a file of them. */
export const readUrl = ({name: file, text}: ConfigFile, wanted?: string): Reading => {
	const all = urlLines(text);
	const candidates = effective(all.filter(({value}) => /^smtps?:\/\//i.test(value)));
	const chosen = wanted === undefined ? preferred(candidates) : candidates.find(({name}) => name === wanted);
	if (!chosen) return failed([noUrl(file, candidates, wanted)]);
	const read = connectionOf(chosen);
	if (!read.ok)
		return failed([
			{file, line: chosen.line, column: columnOf(lineAt(text, chosen.line), chosen.value), ...read.failure},
		]);
	const at = {file, line: chosen.line};
	const connection = read.value;
	return success(
		collect({
			format: 'url',
			account: chosen.name,
			settings: {
				...(chosen.name === 'MAILER_DSN' ? symfony(connection, at) : nodemailer(connection, at)),
				host: connection.host === undefined ? undefined : {value: connection.host, at},
				user: connection.user === undefined ? undefined : {value: connection.user, at},
				from: senderIn(all, file),
				helo: textOption(connection, 'name', at),
			},
			password: connection.password === undefined ? undefined : {...at, what: 'plain'},
			remarks: [...remarksOn(connection, at), ...remarksOnChoice(chosen, candidates, all, at)],
		}),
	);
};

/** The password of the URL in this line. */
export const urlSecret = (text: string, line: number): string | undefined => {
	const found = urlLines(text).find(one => one.line === line);
	const read = found && connectionOf(found);
	return read?.ok ? read.value.password : undefined;
};

/** Of variables that stand there twice the last one counts, as with dotenv. */
const effective = (lines: readonly UrlLine[]): readonly UrlLine[] =>
	lines.filter(
		({name}, index) => name === undefined || !lines.slice(index + 1).some(later => later.name === name),
	);

const usual = ['SMTP_URL', 'EMAIL_SERVER', 'MAILER_DSN', 'SMTP_CONNECTION_URL', 'EMAIL_URL', 'MAIL_URL'];

const preferred = (candidates: readonly UrlLine[]): UrlLine | undefined =>
	usual.flatMap(name => candidates.find(one => one.name === name) ?? [])[0] ?? candidates[0];

const namesOf = (lines: readonly UrlLine[]): readonly string[] => lines.flatMap(({name}) => name ?? []);

const noUrl = (file: string, candidates: readonly UrlLine[], wanted: string | undefined): Mistake => ({
	file,
	line: 1,
	column: 1,
	message:
		wanted === undefined
			? 'There is no connection URL in this file.'
			: `There is no variable “${wanted}” with a connection URL in this file.`,
	advice:
		candidates.length > 0
			? `Name one behind the file: --from-config FILE#VARIABLE (known: ${listed(namesOf(candidates)) || 'none'})`
			: 'lostmail reads smtp://NAME:PASSWORD@HOST:PORT and smtps://…, alone or as in SMTP_URL=smtp://…; give settings that stand apart with --set.',
});

type Ways = {readonly port: Setting; readonly security: Setting};

/** nodemailer: smtps is TLS from the start on 465, smtp takes STARTTLS where it is offered, on 587. */
const nodemailer = ({port, secure, options}: Connection, at: Place): Ways => {
	const isPlain = options.get('ignoreTLS') === true && options.get('requireTLS') !== true;
	return {
		port:
			port === undefined
				? implied(secure ? '465' : '587', 'nodemailer takes it unless the URL names another')
				: {value: String(port), at},
		security: {value: secure ? 'implicit' : isPlain ? 'none' : 'starttls', at},
	};
};

/** Symfony (EsmtpTransport): without a port it is TLS from the start on 465, and so is port 465 under smtp. */
const symfony = ({host, port, secure, options}: Connection, at: Place): Ways => {
	const isImplicit = secure || port === 465 || (port === undefined && host !== 'localhost');
	const isPlain = options.get('auto_tls') === false && options.get('require_tls') !== true;
	return {
		port:
			port === undefined
				? implied(isImplicit ? '465' : '25', 'Symfony takes it unless the URL names another')
				: {value: String(port), at},
		security: {value: isImplicit ? 'implicit' : isPlain ? 'none' : 'starttls', at},
	};
};

const implied = (value: string, why: string): Setting => ({value, implied: why});

const textOption = ({options}: Connection, name: string, at: Place): Setting | undefined => {
	const value = options.get(name);
	return typeof value === 'string' ? {value, at} : undefined;
};

const senderNames = /^(?:EMAIL|MAIL|MAILER|SMTP)_(?:FROM|SENDER)(?:_ADDRESS|_EMAIL)?$|^DEFAULT_FROM_EMAIL$/;

/** A variable beside the URL that names the sender, as `a@b.test` or `Name <a@b.test>`. */
const senderIn = (all: readonly UrlLine[], file: string): Setting | undefined => {
	const found = all.findLast(({name, value}) => senderNames.test(name ?? '') && value.includes('@'));
	if (!found) return undefined;
	const value = /<([^<>]*)>\s*$/.exec(found.value)?.[1] ?? found.value;
	return {value: value.trim(), at: {file, line: found.line}};
};

const remarksOn = ({host, user, password, secure, options}: Connection, at: Place): readonly Remark[] => {
	const tls = options.get('tls') as {readonly rejectUnauthorized?: unknown} | undefined;
	const texts: ReadonlyArray<string | false> = [
		host === undefined && 'The URL names no host.',
		!secure &&
			options.get('requireTLS') !== true &&
			options.get('ignoreTLS') !== true &&
			'The program encrypts only if the server offers STARTTLS, unless it is told otherwise; lostmail takes STARTTLS.',
		(tls?.rejectUnauthorized === false || [0, false].some(off => options.get('verify_peer') === off)) &&
			'The program does not check the certificate; lostmail does.',
		options.has('service') &&
			'The parameter service names a provider whose servers nodemailer knows; lostmail does not follow it.',
		options.has('proxy') && 'The program goes through a proxy; lostmail goes directly.',
		user !== undefined &&
			password === undefined &&
			`The URL has a login name and no password; ${giveSecret}.`,
	];
	return texts.flatMap(text => (text === false ? [] : [{text, at}]));
};

const remarksOnChoice = (
	chosen: UrlLine,
	candidates: readonly UrlLine[],
	all: readonly UrlLine[],
	at: Place,
): readonly Remark[] => {
	const others = namesOf(candidates.filter(one => one !== chosen));
	const before = all.filter(
		({name, line}) => name !== undefined && name === chosen.name && line < chosen.line,
	);
	const texts: ReadonlyArray<string | false> = [
		others.length > 0 &&
			`The URL of ${chosen.name ?? 'this line'} is taken; another is named behind the file (known: ${listed(others)}).`,
		before.length > 0 && `${chosen.name} stands here again; line ${before[0]?.line} does not count.`,
		chosen.name === 'EMAIL_URL' &&
			'Programs in Python take smtps: in EMAIL_URL for STARTTLS; lostmail took it for TLS from the start.',
	];
	return texts.flatMap(text => (text === false ? [] : [{text, at}]));
};
