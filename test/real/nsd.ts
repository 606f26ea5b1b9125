import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

/** An authoritative server (NSD) on loopback for these zones: records of a small one, or a whole zone file. */
export const startNsd = async (
	folder: string,
	zones: Readonly<Record<string, readonly string[] | string>>,
): Promise<Daemon & {readonly address: string; readonly port: number}> => {
	await mkdir(folder, {mode: 0o755});
	const port = await freePort();
	for (const [zone, records] of Object.entries(zones))
		await writeFile(
			path.join(folder, fileOf(zone)),
			typeof records === 'string' ? records : smallZone(zone, records),
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
			...Object.keys(zones).flatMap(zone => ['zone:', `\tname: "${zone}"`, `\tzonefile: "${fileOf(zone)}"`]),
			'',
		].join('\n'),
	);
	const daemon = await startDaemon('/usr/sbin/nsd', ['-d', '-c', settings], {
		log: path.join(folder, 'nsd.log'),
		ready: () => accepts({port}),
	});
	return {...daemon, port, address: `127.0.0.1:${port}`};
};

const fileOf = (zone: string): string => `${zone}.zone`;

const smallZone = (zone: string, records: readonly string[]): string =>
	[
		`$ORIGIN ${zone}.`,
		'$TTL 60',
		`@ SOA ns.${zone}. hostmaster.${zone}. 1 3600 600 86400 60`,
		`@ NS ns.${zone}.`,
		'ns A 127.0.0.1',
		...records,
		'',
	].join('\n');
