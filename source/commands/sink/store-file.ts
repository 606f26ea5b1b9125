import {homedir} from 'node:os';
import path from 'node:path';
import envPaths from 'env-paths';

/** Where a sink keeps what it catches unless it is told otherwise: in the user's data folder (XDG). */
export const usualStore = (): string => path.join(envPaths('lostmail', {suffix: ''}).data, 'sink', 'sink.db');

/** The folder of a store, where its certificate authority is kept as well. */
export const folderOf = (file: string): string => path.dirname(path.resolve(file));

/** A path as it is said to the person who sits here. */
export const shownPath = (file: string): string => {
	const home = homedir();
	return home.length > 1 && file.startsWith(`${home}${path.sep}`) ? `~${file.slice(home.length)}` : file;
};

/** A word of a command line, as a shell takes it. */
const quoted = (word: string): string =>
	/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command line that looks into the same store, such as `lostmail sink list --store b.db`. */
export const sinkCommandLine = (words: string, store: string = usualStore()): string =>
	`lostmail sink${words === '' ? '' : ` ${words}`}${store === usualStore() ? '' : ` --store ${quoted(store)}`}`;
