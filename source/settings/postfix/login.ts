import {giveSecret} from '../collect.ts';
import type {ConfigFile, Fetched, PasswordPlace, Remark, Setting} from '../found.ts';
import {credentialsIn, loginIn} from './credentials.ts';
import type {Destination} from './destination.ts';
import type {Table} from './tables.ts';

export type Login = {
	readonly user?: Setting;
	readonly password?: PasswordPlace;
	readonly remarks: readonly Remark[];
};

type Asked = {
	readonly tables: readonly Table[];
	readonly fetched: readonly Fetched[];
	readonly destination: Destination;
	/** Where smtp_sasl_password_maps stands. */
	readonly at: {readonly file: string; readonly line: number};
};

/**
 * Name and password for a destination: the tables in order, in each the host that is connected to before the destination
 * as it is written (smtp_sasl_passwd_lookup in Postfix’ smtp_sasl_glue.c).
 */
export const loginFor = ({tables, fetched, destination, at}: Asked): Login => {
	const remarks: Remark[] = [];
	for (const table of tables) {
		const found = ((): Login | undefined => {
			switch (table.kind) {
				case 'static':
					return placed(at, loginIn(table.content));
				case 'other':
					remarks.push({
						text: `One of the tables of passwords is of a kind that lostmail does not read; ${giveSecret}.`,
						at,
					});
					return undefined;
				case 'file':
					return fromFile(
						fetched.find(({asked}) => asked === table.path),
						destination,
						at,
						remarks,
					);
			}
		})();
		if (found) return {...found, remarks: [...remarks, ...found.remarks]};
	}
	return {remarks};
};

const placed = (
	at: {readonly file: string; readonly line: number},
	{user, hasPassword}: {readonly user: string; readonly hasPassword: boolean},
): Login => ({
	...(user === '' ? {} : {user: {value: user, at}}),
	...(hasPassword ? {password: {...at, what: 'plain' as const}} : {}),
	remarks: hasPassword ? [] : [{text: 'This entry is not NAME:PASSWORD; no password is taken from it.', at}],
});

const fromFile = (
	table: Fetched | undefined,
	destination: Destination,
	at: {readonly file: string; readonly line: number},
	remarks: Remark[],
): Login | undefined => {
	if (!table || !('file' in table)) {
		remarks.push({
			text: `A table of passwords could not be read${table ? ` (${table.why})` : ''}; ${giveSecret}.`,
			at,
		});
		return undefined;
	}
	return lookedUp(table.file, destination, remarks);
};

const lookedUp = (
	{name, text}: ConfigFile,
	destination: Destination,
	remarks: Remark[],
): Login | undefined => {
	const entries = credentialsIn(text);
	const keys = destination.isDirect ? [destination.host, destination.written] : [destination.written];
	for (const key of keys) {
		const [first, second] = entries.filter(entry => entry.key === key.toLowerCase());
		if (!first) continue;
		const at = {file: name, line: first.line};
		if (second)
			remarks.push({
				text: `The key of this entry stands in line ${second.line} again; Postfix takes the first.`,
				at,
			});
		return placed(at, first);
	}
	const near = entries.find(({key}) => bare(key) === bare(destination.written));
	remarks.push(
		near
			? {
					text: `This entry is for the same server, but its key is not spelled as relayhost (${destination.written}), so Postfix does not use it and does not log in.`,
					at: {file: name, line: near.line},
				}
			: {
					text: `There is no entry for ${destination.written}, so Postfix does not log in.`,
					at: {file: name, line: 1},
				},
	);
	return undefined;
};

/** The host of a key, whatever brackets and port are around it. */
const bare = (key: string): string =>
	key
		.toLowerCase()
		.replace(/^\[(.*)\](?::[^:]*)?$/, '$1')
		.replace(/^([^:]*):[^:]*$/, '$1');
