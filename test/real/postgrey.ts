import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** A greylisting policy service that has seen nobody yet; `delay`: seconds, which it then names in its reply. */
export const startPostgrey = async (
	folder: string,
	{delay}: {readonly delay?: number} = {},
): Promise<Daemon & {readonly port: number}> => {
	const database = path.join(folder, 'seen');
	await mkdir(database, {recursive: true});
	await chmod(database, 0o777);
	const nobody = path.join(folder, 'whitelist');
	await writeFile(nobody, '');
	const port = await freePort();
	const daemon = await startDaemon(
		'/usr/sbin/postgrey',
		[
			`--inet=127.0.0.1:${port}`,
			`--dbdir=${database}`,
			`--whitelist-clients=${nobody}`,
			`--whitelist-recipients=${nobody}`,
			`--delay=${delay ?? 300}`,
			...(delay === undefined ? [] : ['--greylist-text=Greylisted for %s seconds']),
		],
		{log: path.join(folder, 'postgrey.log'), ready: () => accepts({port})},
	);
	return {...daemon, port};
};
