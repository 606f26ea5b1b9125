import {execFile} from 'node:child_process';
import {mkdir, mkdtemp, readdir, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';

const execute = promisify(execFile);
const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/lostmail-real');

/** Whether a server that cannot be had is a failure, and no reason to leave its tests out: so it is in CI. */
export const isRequired = (): boolean => process.env['LOSTMAIL_REAL'] === 'required';

/**
 * Debian packages, unpacked next to each other and not installed, so that they may conflict with what is installed:
 * the folder that stands for `/`. The first call fetches them from the registry of the system (apt-get); nothing is
 * fetched twice.
 */
export const unpacked = async (name: string, packages: readonly string[]): Promise<string> => {
	const root = path.join(cache, name);
	if (await exists(root)) return root;
	await mkdir(cache, {recursive: true});
	const folder = await mkdtemp(path.join(cache, 'unpacking-'));
	try {
		await execute('apt-get', ['download', '-q', ...packages], {cwd: folder, timeout: 60_000});
		const archives = (await readdir(folder)).filter(file => file.endsWith('.deb'));
		const whole = path.join(folder, 'root');
		for (const archive of archives) await execute('dpkg', ['-x', path.join(folder, archive), whole]);
		await rename(whole, root).catch(async (error: unknown) => {
			// Another test file was faster.
			if (!(await exists(root))) throw error;
		});
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
	return root;
};

const exists = (folder: string): Promise<boolean> =>
	readdir(folder).then(
		() => true,
		() => false,
	);
