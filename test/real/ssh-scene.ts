import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach} from 'vitest';
import {type Served, serveOverSsh, sshInTerminal, whyLeftOut} from './ssh.ts';

export type Terminal = ReturnType<typeof sshInTerminal>;

/** Milliseconds for one test: every login is a connection, a key exchange and a start of the program. */
export const patience = 60_000;

/** A folder for each test of a file, in which an account is served; all of it is gone after the test. */
export const openScene = () => {
	const leftOut = whyLeftOut();
	let folder = '';
	const open = new Set<() => unknown>();
	beforeEach(async ({skip}) => {
		skip(leftOut !== undefined, leftOut);
		folder = await mkdtemp(path.join(tmpdir(), 'lostmail-ssh-'));
	});
	afterEach(async () => {
		for (const close of open) await close();
		open.clear();
		if (folder) await rm(folder, {recursive: true, force: true});
	});
	return {
		at: (name: string) => path.join(folder, name),
		/** `lostmail` is forced, with these words behind it. */
		async serve(words = ''): Promise<Served> {
			const served = await serveOverSsh(folder, words);
			open.add(served.close);
			return served;
		},
		logIn(served: Served, more?: Parameters<typeof sshInTerminal>[1]): Terminal {
			const terminal = sshInTerminal(served, more);
			open.add(terminal.kill);
			void terminal.exit.then(() => open.delete(terminal.kill));
			return terminal;
		},
	};
};
