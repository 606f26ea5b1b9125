import type {Mistake, Remark} from '../found.ts';
import {columnOf, linesOf, trimBlanks} from '../lines.ts';
import {commands, secretCommands} from './commands.ts';

/** What one command of msmtp says, and where; of a secret it only says that there is one. */
export type Entry = {readonly value: string; readonly line: number};
type Entries = ReadonlyMap<string, Entry>;

export type Account = {
	readonly name: string;
	readonly line: number;
	/** Of `defaults` as they stood when the account began, overridden by what it inherits and says itself. */
	readonly entries: Entries;
};

type Open = {
	readonly name: string;
	readonly line: number;
	readonly defaults: Entries;
	readonly own: Map<string, Entry>;
};

export type Accounts = {
	readonly accounts: readonly Account[];
	readonly remarks: readonly Remark[];
	readonly mistakes: readonly Mistake[];
};

/** The command and its argument: trimmed of blanks, and of the double quotes around it; `#` has no meaning in it. */
export const commandOf = (line: string): {readonly command: string; readonly argument: string} => {
	const [, command = '', rest = ''] = /^[ \t]*([^ \t]*)(.*)$/s.exec(line) ?? [];
	const argument = trimBlanks(rest);
	return {
		command,
		argument: /^".*"$/s.test(argument) && argument.length > 1 ? argument.slice(1, -1) : argument,
	};
};

/** Reads an msmtprc as msmtp does: sections, `defaults`, and accounts that copy from others. */
export const accountsIn = (file: string, text: string): Accounts => {
	const defaults = new Map<string, Entry>();
	const accounts: Open[] = [];
	const remarks: Remark[] = [];
	const mistakes: Mistake[] = [];
	let section: Map<string, Entry> | undefined;
	const open = (name: string, line: number): Open => {
		const account = {name, line, defaults: new Map(defaults), own: new Map<string, Entry>()};
		accounts.push(account);
		section = account.own;
		return account;
	};
	for (const [index, whole] of linesOf(text).entries()) {
		const line = index + 1;
		const {command, argument} = commandOf(whole);
		if (command === '' || command.startsWith('#')) continue;
		if (command === 'defaults') section = defaults;
		else if (command === 'account') {
			const begun = beginning(argument, accounts);
			if (begun.complaint) mistakes.push({file, line, column: columnOf(whole, argument), ...begun.complaint});
			const {own} = open(begun.name, line);
			for (const base of begun.bases) for (const [key, entry] of base.own) own.set(key, entry);
		} else if (commands.has(command)) {
			section ??= open('default', line).own;
			section.set(command, {value: secretCommands.has(command) && argument ? 'given' : argument, line});
		} else
			remarks.push({
				text: 'This line is not a command of msmtp that lostmail knows; it is left out, and not shown in case it is a secret.',
				at: {file, line},
			});
	}
	return {
		accounts: accounts.map(({name, line, defaults: standing, own}) => ({
			name,
			line,
			entries: new Map([...standing, ...own]),
		})),
		remarks,
		mistakes,
	};
};

type Beginning = {
	readonly name: string;
	readonly bases: readonly Open[];
	readonly complaint?: Pick<Mistake, 'message' | 'advice'>;
};

/** `account NAME` or `account NAME : BASE, BASE`; msmtp refuses a base that does not stand before it. */
const beginning = (argument: string, known: readonly Open[]): Beginning => {
	const [head = '', ...rest] = argument.split(':');
	const name = commandOf(`account ${head}`).argument;
	const wanted = rest.length === 0 ? [] : rest.join(':').split(',').map(trimmed);
	const bases = wanted.flatMap(base => known.find(account => account.name === base) ?? []);
	const complaint = ((): Beginning['complaint'] => {
		if (name === '') return {message: 'This account has no name.', advice: 'Write: account NAME'};
		if (known.some(account => account.name === name))
			return {
				message: 'An account of this name stands in the file twice, which msmtp refuses.',
				advice: 'Give one of the two another name.',
			};
		if (bases.length < wanted.length)
			return {
				message: 'This account copies from one that does not stand above it, which msmtp refuses.',
				advice: 'Move the account that it copies from above it, or correct the name behind the colon.',
			};
		return undefined;
	})();
	return {name, bases, ...(complaint ? {complaint} : {})};
};

const trimmed = (name: string): string => commandOf(`account ${name}`).argument;
