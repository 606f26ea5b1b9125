import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import path from 'node:path';
import {printable} from '../../core/printable.ts';

/** Processes, and open files of each, that are looked through. */
const mostProcesses = 4096;
const mostFiles = 1024;
const longestName = 60;

/** In `/proc/net/tcp`: a socket that listens (TCP_LISTEN). */
const listening = '0A';

/**
 * Which program listens at a TCP port of this machine, such as `postfix (process 812)`, safe to print. Linux tells it of
 * programs of the same user, and root of all; nothing where nobody can tell.
 */
export const portHolder = (port: number, proc = '/proc'): string | undefined => {
	const sockets = new Set(
		['tcp', 'tcp6'].flatMap(table =>
			socketsAt(port, textOf(path.join(proc, 'net', table))).map(inode => `socket:[${inode}]`),
		),
	);
	if (sockets.size === 0) return undefined;
	const holder = namesIn(proc)
		.filter(name => /^\d+$/.test(name))
		.slice(0, mostProcesses)
		.find(id => holds(path.join(proc, id, 'fd'), sockets));
	return holder && `${nameOf(path.join(proc, holder))} (process ${holder})`;
};

const socketsAt = (port: number, table: string): readonly string[] =>
	table.split('\n').flatMap(line => {
		const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/, 10);
		const isIt = state === listening && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
		return isIt && /^[1-9]\d*$/.test(inode) ? [inode] : [];
	});

const holds = (folder: string, sockets: ReadonlySet<string>): boolean =>
	namesIn(folder)
		.slice(0, mostFiles)
		.some(name => sockets.has(linkOf(path.join(folder, name))));

/** The program alone: what stands behind it may be a secret. */
const nameOf = (folder: string): string => {
	const [program = ''] = textOf(path.join(folder, 'cmdline')).split('\0', 1);
	const name = path.basename(program).split(/[\s:]/, 1)[0] || textOf(path.join(folder, 'comm')).trim();
	return printable(name.slice(0, longestName)) || 'a program';
};

/** What may not be looked at tells nothing. */
const orElse = <T>(look: () => T, otherwise: T): T => {
	try {
		return look();
	} catch {
		return otherwise;
	}
};

const textOf = (file: string): string => orElse(() => readFileSync(file, 'utf8'), '');
const namesIn = (folder: string): readonly string[] => orElse(() => readdirSync(folder), []);
const linkOf = (file: string): string => orElse(() => readlinkSync(file), '');
