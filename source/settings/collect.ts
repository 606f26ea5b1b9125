import type {ValueType} from '../core/person.ts';
import {complaintAbout} from '../core/value.ts';
import {
	type Format,
	type Found,
	type PasswordPlace,
	type Remark,
	type Setting,
	type SettingName,
	type Settings,
	settingNames,
} from './found.ts';

/** What a parser has come to, before its values are looked at. */
export type Draft = {
	readonly format: Format;
	readonly account?: string | undefined;
	readonly settings: {readonly [Name in SettingName]?: Setting | undefined};
	readonly password?: PasswordPlace | undefined;
	readonly remarks: readonly Remark[];
};

const types: Readonly<Record<SettingName, ValueType>> = {
	host: 'host',
	port: 'port',
	security: 'text',
	user: 'text',
	from: 'address',
	helo: 'text',
};

const expected: Readonly<Record<ValueType, string>> = {
	host: 'a host name or an IP address',
	port: 'a port from 1 to 65535',
	text: 'one line of text without control characters',
	address: 'an e-mail address',
	domain: 'a domain',
	ip: 'an IP address',
	minutes: 'minutes',
	'wait-minutes': 'minutes, 30 at most',
	'sink-ports': 'ports of a sink',
	filter: 'the place of a spam filter',
};

/** Remarks that a reader can bear; the rest is counted. */
const mostRemarks = 40;

/** Keeps what can be used as an answer; what is empty is left out, and what is malformed is left out and named. */
export const collect = ({format, account, settings, password, remarks}: Draft): Found => {
	const kept: {[Name in SettingName]?: Setting} = {};
	const dropped: Remark[] = [];
	for (const name of settingNames) {
		const setting = settings[name];
		if (!setting || setting.value === '') continue;
		if (/\s/.test(setting.value))
			dropped.push({
				text: `The ${words[name]} is not taken, because white space stands in it, as if two lines had run together.`,
				...('at' in setting ? {at: setting.at} : {}),
			});
		else if (complaintAbout(types[name], setting.value) === undefined) kept[name] = setting;
		else
			dropped.push({
				text: `The ${words[name]} is not taken, because it is not ${expected[types[name]]}.`,
				...('at' in setting ? {at: setting.at} : {}),
			});
	}
	return {
		format,
		...(account !== undefined && isOneWord(account) ? {account} : {}),
		settings: kept satisfies Settings,
		...(password ? {password} : {}),
		remarks: bounded([...remarks, ...dropped]),
	};
};

const words: Readonly<Record<SettingName, string>> = {
	host: 'mail server',
	port: 'port',
	security: 'kind of encryption',
	user: 'login name',
	from: 'sender address',
	helo: 'name for EHLO',
};

const bounded = (remarks: readonly Remark[]): readonly Remark[] =>
	remarks.length <= mostRemarks
		? remarks
		: [
				...remarks.slice(0, mostRemarks),
				{text: `There are ${remarks.length - mostRemarks} further remarks.`},
			];

/** Names for a sentence: at most twenty of them, and none with white space, where two lines may have run together. */
export const listed = (names: readonly string[]): string => {
	const shown = names.filter(isOneWord).slice(0, 20);
	const left = names.length - shown.length;
	return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
};

const isOneWord = (name: string): boolean => !/\s/.test(name);

/** How a secret is given when it cannot be read: the end of several sentences. */
export const giveSecret = 'give it with --secret smtp-password=env:NAME';
