import {chmod, mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** A greylisting policy service that has seen nobody yet. */
export const startPostgrey = async (folder: string): Promise<Daemon & {readonly port: number}> => {
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
			'--delay=300',
		],
		{log: path.join(folder, 'postgrey.log'), ready: () => accepts({port})},
	);
	return {...daemon, port};
};
