import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** An authoritative server (NSD) for these zones on loopback. */
export const startNsd = async (
	folder: string,
	zones: Readonly<Record<string, readonly string[]>>,
): Promise<Daemon & {readonly address: string}> => {
	await mkdir(folder, {mode: 0o755});
	const port = await freePort();
	for (const [zone, records] of Object.entries(zones))
		await writeFile(
			path.join(folder, zone),
			[
				`$ORIGIN ${zone}.`,
				'$TTL 60',
				`@ SOA ns.${zone}. hostmaster.${zone}. 1 3600 600 86400 60`,
				`@ NS ns.${zone}.`,
				'ns A 127.0.0.1',
				...records,
				'',
			].join('\n'),
		);
	const settings = path.join(folder, 'nsd.conf');
	await writeFile(
		settings,
		[
			'server:',
			`\tip-address: 127.0.0.1@${port}`,
			'\tserver-count: 1',
			'\tusername: ""',
			'\tchroot: ""',
			`\tzonesdir: "${folder}"`,
			`\tpidfile: "${folder}/nsd.pid"`,
			`\tzonelistfile: "${folder}/zone.list"`,
			`\txfrdfile: "${folder}/xfrd.state"`,
			`\txfrdir: "${folder}"`,
			'remote-control:',
			'\tcontrol-enable: no',
			...Object.keys(zones).flatMap(zone => ['zone:', `\tname: "${zone}"`, `\tzonefile: "${zone}"`]),
			'',
		].join('\n'),
	);
	const daemon = await startDaemon('/usr/sbin/nsd', ['-d', '-c', settings], {
		log: path.join(folder, 'nsd.log'),
		ready: () => accepts({port}),
	});
	return {...daemon, address: `127.0.0.1:${port}`};
};
