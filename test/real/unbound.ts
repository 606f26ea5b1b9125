import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {accepts, type Daemon, freePort, startDaemon} from './daemon.ts';

export type Resolving = {
	/** Ports on 127.0.0.1 of the servers of each zone. */
	readonly stubs: Readonly<Record<string, readonly number[]>>;
	/** DS records to trust; without one nothing is validated. */
	readonly anchors?: readonly string[];
	/** Zones that it answers for by itself, and how (`local-zone` of unbound.conf). */
	readonly filters?: Readonly<Record<string, 'always_nxdomain' | 'always_null' | 'always_refuse'>>;
	/** How long it tries servers that are silent. */
	readonly patience?: 'usual' | 'short';
};

/** A recursive resolver (Unbound) on loopback that asks nobody but these servers. */
export const startUnbound = async (
	folder: string,
	{stubs, anchors = [], filters = {}, patience = 'usual'}: Resolving,
): Promise<Daemon & {readonly address: string; readonly port: number}> => {
	await mkdir(folder, {mode: 0o755});
	const port = await freePort();
	const settings = path.join(folder, 'unbound.conf');
	await writeFile(
		settings,
		`
server:
	interface: 127.0.0.1@${port}
	outgoing-interface: 127.0.0.1
	do-ip6: no
	do-daemonize: no
	username: ""
	chroot: ""
	directory: "${folder}"
	pidfile: "${folder}/unbound.pid"
	use-syslog: no
	logfile: ""
	verbosity: 1
	num-threads: 1
	do-not-query-localhost: no
	module-config: "${anchors.length > 0 ? 'validator iterator' : 'iterator'}"
${anchors.map(anchor => `\ttrust-anchor: "${anchor}"`).join('\n')}
	# Unbound answers for these by itself, unless told otherwise.
	local-zone: "test." nodefault
	local-zone: "2.0.192.in-addr.arpa." nodefault
${Object.entries(filters)
	.map(([zone, how]) => `\tlocal-zone: "${zone}." ${how}`)
	.join('\n')}
${patience === 'short' ? '\tinfra-cache-max-rtt: 1000\n\toutbound-msg-retry: 1\n' : ''}
remote-control:
	control-enable: no
${Object.entries(stubs)
	.map(([zone, ports]) =>
		[
			'stub-zone:',
			`\tname: "${zone}"`,
			...ports.map(stub => `\tstub-addr: 127.0.0.1@${stub}`),
			'\tstub-no-cache: no',
		].join('\n'),
	)
	.join('\n')}
`,
	);
	const daemon = await startDaemon('/usr/sbin/unbound', ['-d', '-c', settings], {
		log: path.join(folder, 'unbound.log'),
		ready: () => accepts({port}),
	});
	return {...daemon, port, address: `127.0.0.1:${port}`};
};
