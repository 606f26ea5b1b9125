import {createHash, generateKeyPairSync, X509Certificate} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Outcome} from '../../source/core/outcome.ts';
import {createAuthority, type Identity} from '../../source/lab/certificates.ts';
import {lostmail, type Started, startLostmail} from '../program/lostmail.ts';
import {freePort} from './daemon.ts';
import {buildZones, places, reverseZone} from './domain-zones.ts';
import {startNsd} from './nsd.ts';
import {startPostfix} from './postfix.ts';
import {startUnbound} from './unbound.ts';

const up: Array<{close(): Promise<void>}> = [];
const keep = <T extends {close(): Promise<void>}>(daemon: T): T => {
	up.unshift(daemon);
	return daemon;
};

/** Ends every server that was started, the last one first, and takes the folder away. */
export const closeServers = async (): Promise<void> => {
	for (const daemon of up.splice(0)) await daemon.close();
};

/** A port that takes datagrams and never says anything. */
const startSilent = async (): Promise<number> => {
	const socket = createSocket('udp4').bind(0, '127.0.0.1');
	await once(socket, 'listening');
	keep({close: () => new Promise(resolve => socket.close(() => resolve()))});
	return socket.address().port;
};

const announce = ({cert}: Identity): string => {
	const key = new X509Certificate(cert).publicKey.export({type: 'spki', format: 'der'});
	return `3 1 1 ${createHash('sha256').update(key).digest('hex')}`;
};

const publicKey = (modulusLength: number): string =>
	generateKeyPairSync('rsa', {modulusLength})
		.publicKey.export({type: 'spki', format: 'der'})
		.toString('base64');

/** What stands in the answer of `lostmail check --json`. */
export type Checked = {
	readonly finding: {
		readonly code: string;
		readonly level: string;
		readonly facts: Readonly<Record<string, unknown>>;
	};
};

/** A root, `test.` and mail domains below it on three NSDs, five Unbounds and a Postfix, all on loopback. */
export const raiseDomains = async () => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-domains-'));
	await chmod(folder, 0o755);
	keep({close: () => rm(folder, {recursive: true, force: true})});

	const authority = await createAuthority();
	const [mx1, mx2, expired, other] = await Promise.all([
		authority.issue({name: 'mx1.office.test', kind: 'good'}),
		authority.issue({name: 'mx2.office.test', kind: 'good'}),
		authority.issue({name: 'mx.expired.trade.test', kind: 'expired'}),
		authority.issue({name: 'elsewhere.test', kind: 'good'}),
	]);
	const ca = path.join(folder, 'ca.pem');
	await writeFile(ca, authority.pem);
	const postfix = keep(await startExchangers(path.join(folder, 'postfix'), {mx1, mx2, expired, other}));

	const zones = await buildZones(folder, {
		tlsa: {mx1: announce(mx1), mx2: announce(mx2), foreign: announce(other)},
		dkim: {usual: publicKey(2048), long: publicKey(4096)},
	});
	const above = keep(await startNsd(path.join(folder, 'above'), zones.above));
	const first = keep(await startNsd(path.join(folder, 'first'), zones.first));
	const second = keep(await startNsd(path.join(folder, 'second'), zones.second));
	const silent = await startSilent();

	const both = [first.port, second.port];
	const stubs = {
		'.': [above.port],
		test: [above.port],
		...Object.fromEntries(Object.keys(zones.first).map(zone => [zone, both])),
		[reverseZone]: both,
		'refused.test': both,
		'circle.test': [above.port],
		'silent.test': [silent],
	};
	const anchors = [zones.anchor];
	const unbound = (name: string, options: Parameters<typeof startUnbound>[1]) =>
		startUnbound(path.join(folder, name), options).then(keep);
	const resolvers = {
		validating: await unbound('validating', {stubs, anchors}),
		trusting: await unbound('trusting', {stubs}),
		cutOff: await unbound('cut-off', {stubs: {'.': [silent]}, anchors, patience: 'short'}),
		filtering: await unbound('filtering', {
			stubs,
			anchors,
			filters: {
				'plain.test': 'always_nxdomain',
				'behind.test': 'always_null',
				'lonely.test': 'always_refuse',
			},
		}),
		doomed: await unbound('doomed', {stubs, anchors}),
	};

	const shut = await freePort();
	const rules = [
		...Object.entries({above: above.port, first: first.port, second: second.port, silent}).map(
			([name, port]) => `${places[name as keyof typeof places]}:53:127.0.0.1:${port}`,
		),
		`9.9.9.9:53:${resolvers.trusting.address}`,
		`[${places.mx1v6}]:25:127.0.0.1:${postfix.ports.mx1}`,
		...(['mx1', 'mx2', 'expired', 'bare', 'strict'] as const).map(
			name => `${places[name]}:25:127.0.0.1:${postfix.ports[name]}`,
		),
		`${places.shut}::127.0.0.1:${shut}`,
	];
	const reach = (by: keyof typeof resolvers) => [
		'--resolver',
		resolvers[by].address,
		...rules.flatMap(rule => ['--connect-to', rule]),
		'--ca',
		ca,
	];

	/** One check of the built program; the exit code and what it found. */
	const check = async (
		id: string,
		params: readonly string[],
		by: keyof typeof resolvers = 'validating',
	): Promise<Checked & {readonly exit: number | null}> => {
		const {code, stdout, stderr} = await lostmail(['check', id, ...params, ...reach(by), '--json']);
		if (stdout === '') throw new Error(stderr);
		return {...(JSON.parse(stdout) as Checked), exit: code};
	};

	const runArguments = (answers: Readonly<Record<string, string>>, by: keyof typeof resolvers) => [
		'run',
		'domain-health',
		...reach(by),
		...Object.entries(answers).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
	];

	/** The whole playbook by the built program. */
	const run = async (
		answers: Readonly<Record<string, string>>,
		by: keyof typeof resolvers = 'validating',
	): Promise<Outcome & {readonly exit: number | null}> => {
		const {code, stdout, stderr} = await lostmail([...runArguments(answers, by), '--json']);
		if (stdout === '') throw new Error(stderr);
		return {...(JSON.parse(stdout) as Outcome), exit: code};
	};

	/** The same, recorded as it goes. */
	const start = (
		answers: Readonly<Record<string, string>>,
		by: keyof typeof resolvers,
	): Started & {readonly record: string} => {
		const record = path.join(folder, `${by}.ndjson`);
		return {record, ...startLostmail([...runArguments(answers, by), '--json', '--record', record])};
	};

	return {check, run, start, resolvers, signers: zones.signers};
};

/** Postfix as the exchanger: one service for each address. */
const startExchangers = (
	folder: string,
	identities: Readonly<Record<'mx1' | 'mx2' | 'expired' | 'other', Identity>>,
) => {
	const exchanger = {
		smtpd_sasl_auth_enable: 'no',
		smtpd_tls_security_level: 'may',
		smtpd_sender_restrictions: '',
		smtpd_recipient_restrictions: '',
		smtpd_relay_restrictions: 'reject_unauth_destination',
	};
	const service = (identity: Identity, settings = {}) => ({
		identity,
		settings: {...exchanger, ...settings},
	});
	return startPostfix(folder, {
		domain: 'office.test',
		recipients: ['person'],
		owners: {'nobody@office.test': 'nobody'},
		logins: 'none',
		services: {
			mx1: service(identities.mx1, {myhostname: 'mx1.office.test'}),
			mx2: service(identities.mx2, {myhostname: 'mx2.office.test'}),
			expired: service(identities.expired),
			bare: service(identities.other, {smtpd_tls_security_level: 'none'}),
			strict: service(identities.other, {
				smtpd_delay_reject: 'no',
				smtpd_client_restrictions: 'reject',
			}),
		},
	});
};
