import type {Result} from '../core/result.ts';

/** A file as it was read; `name` is how people see it, such as its path. */
export type ConfigFile = {readonly name: string; readonly text: string};

/** Lines are counted from 1. */
export type Place = {readonly file: string; readonly line: number};

/** Whose settings can be read, in the order in which they are named to people. */
export const formats = ['msmtp', 'ssmtp', 'postfix', 'url'] as const;
export type Format = (typeof formats)[number];

export const formatNames: Readonly<Record<Format, string>> = {
	msmtp: 'msmtp (msmtprc)',
	ssmtp: 'sSMTP (ssmtp.conf)',
	postfix: 'Postfix (main.cf)',
	url: 'a connection URL (smtp://…)',
};

export const settingNames = ['host', 'port', 'security', 'user', 'from', 'helo'] as const;
export type SettingName = (typeof settingNames)[number];

/** A value and where it stands, or by which default it holds although it stands nowhere. */
export type Setting = {readonly value: string} & ({readonly at: Place} | {readonly implied: string});

export type Settings = {readonly [Name in SettingName]?: Setting};

/** Where the password stands, never the password. A `command` is never run. */
export type PasswordPlace = Place & {readonly what: 'plain' | 'command'};

/** What a reader should know about a setting: a complete sentence, free of anything that may be a secret. */
export type Remark = {readonly text: string; readonly at?: Place};

/** What one account of a configuration says about sending mail. */
export type Found = {
	readonly format: Format;
	/** The name of the account, where the format has several. */
	readonly account?: string;
	readonly settings: Settings;
	readonly password?: PasswordPlace;
	readonly remarks: readonly Remark[];
};

/** Why nothing could be taken, where (from 1), and what to do about it; no word of the line is repeated. */
export type Mistake = {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly message: string;
	readonly advice: string;
};

export type Reading = Result<Found, readonly Mistake[]>;

/** A further file that the configuration leans on: its path as written there. */
export type Companion = {readonly asked: string};

/** What became of a companion: the file, or why it could not be read. */
export type Fetched = Companion & ({readonly file: ConfigFile} | {readonly why: string});
