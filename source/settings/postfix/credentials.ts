import {logicalLines} from './logical-lines.ts';

/** An entry of sasl_passwd: `KEY NAME:PASSWORD`. */
export type Credentials = {
	readonly line: number;
	/** In small letters, as Postfix looks it up. */
	readonly key: string;
	readonly user: string;
	readonly hasPassword: boolean;
};

/** The entries in order, without their passwords; of several with one key Postfix takes the first. */
export const credentialsIn = (text: string): readonly Credentials[] =>
	logicalLines(text).flatMap(({line, text: whole}) => {
		const [, key, value] = /^\s*(\S+)\s+(.*)$/s.exec(whole) ?? [];
		if (key === undefined || value === undefined) return [];
		return [{line, key: key.toLowerCase(), ...loginIn(value)}];
	});

/** The name ends at the first colon. Without one, Postfix has a name and no password, and what is one is open. */
export const loginIn = (value: string): {readonly user: string; readonly hasPassword: boolean} => {
	const at = value.indexOf(':');
	return at < 0
		? {user: '', hasPassword: false}
		: {user: value.slice(0, at), hasPassword: at < value.length - 1};
};

export const passwordIn = (value: string): string | undefined => {
	const at = value.indexOf(':');
	return at < 0 || at === value.length - 1 ? undefined : value.slice(at + 1);
};

/** The value of the entry that begins in this line. */
export const entryAt = (text: string, line: number): string | undefined =>
	/^\s*\S+\s+(.*)$/s.exec(logicalLines(text).find(entry => entry.line === line)?.text ?? '')?.[1];
