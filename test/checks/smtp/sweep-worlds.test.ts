// Long because every world that can be raised for the check is described here.
import {expect, test} from 'vitest';
import sweep from '../../../source/checks/smtp/sweep.ts';
import {worldOf} from '../../../source/commands/compose.ts';
import {readKnowledge} from '../../../source/commands/house.ts';
import type {Finding} from '../../../source/core/check.ts';
import {createVault} from '../../../source/engine/redact.ts';
import {parseScenario} from '../../../source/lab/scenario.ts';
import type {SeenSession} from '../../../source/lab/sessions.ts';
import {raiseLab} from '../../../source/lab/world.ts';
import {parseConnectTo} from '../../../source/probes/connect-to.ts';

const knowledge = await readKnowledge();
const host = 'smtp.provider.test';
const [v4, v6] = ['192.0.2.10', '2001:db8::10'];

/** Servers of one host, by port, each a flow map of YAML without its braces. */
type Servers = ReadonlyArray<readonly [port: number, settings: string]>;

const users = 'users: {nas@home.test: lab-password-1}';
const healthy: Servers = [
	[25, users],
	[465, `security: implicit, ${users}`],
	[587, users],
	[2525, users],
];
const but = (port: number, settings: string): Servers =>
	healthy.map(server => (server[0] === port ? [port, settings] : server));

const worldWith = (servers: Servers, {zone = `A ${v4}`, elsewhere = 'refused'} = {}): string =>
	[
		'title: A world to sweep',
		'about: Made for one test.',
		'fault: none',
		'zones:',
		`  provider.test: {smtp: ${zone}}`,
		`elsewhere: ${elsewhere}`,
		`servers: [${servers.map(([port, more]) => `{host: ${host}, port: ${port}, ${more}}`).join(', ')}]`,
		'expect: {verdict: healthy}',
	].join('\n');

/** Runs the check once, with real probes, in a world that is up only for that long. */
const sweepIn = async (
	source: string,
	params: object,
): Promise<{readonly finding: Finding; readonly sessions: readonly SeenSession[]}> => {
	const scenario = parseScenario('sweep', source);
	if (!scenario.ok) throw new Error(JSON.stringify(scenario.failure));
	const lab = await raiseLab(scenario.value);
	const vault = createVault();
	vault.set('smtp-password', 'lab-password-1');
	const {signal} = new AbortController();
	const connectTo = lab.connectTo.flatMap(text => {
		const parsed = parseConnectTo(text);
		return parsed.ok ? [parsed.value] : [];
	});
	const reach = {resolvers: [lab.resolver], connectTo, ca: [lab.ca], timeout: 1500, deadline: 60_000};
	const world = worldOf({...reach, offline: false}, {answers: {}, vault, attended: false, signal}, knowledge);
	const {probes, close} = world.open(0);
	try {
		const finding = await sweep.run(sweep.params.parse({host, ...params}), {
			probes,
			signal,
			...knowledge,
			startedAt: Date.now(),
			tag: 'a1b2c3',
		});
		return {finding, sessions: lab.sessions()};
	} finally {
		close();
		await lab.close();
	}
};

type Case = {
	readonly finds: string;
	readonly source: string;
	readonly device?: {readonly port: number; readonly security: string};
	/** States by `port security`, with the address before it where there are several. */
	readonly states: Readonly<Record<string, string>>;
	readonly instead?: {readonly port: number; readonly security: string};
};

const starttls = (port: number) => ({port, security: 'starttls'});
const implicit = (port: number) => ({port, security: 'implicit'});
const both = {zone: `['A ${v4}', 'AAAA ${v6}']`};

const cases: Readonly<Record<string, Case>> = {
	'all is well': {
		finds: 'fits',
		source: worldWith(healthy),
		device: starttls(587),
		states: {
			'587 starttls': 'works',
			'465 implicit': 'works',
			'2525 starttls': 'works',
			'25 starttls': 'works',
			'587 implicit': 'wrong-mode',
		},
	},
	'nobody told what the device uses': {
		finds: 'found',
		source: worldWith(healthy),
		states: {
			'587 starttls': 'works',
			'465 implicit': 'works',
			'2525 starttls': 'works',
			'25 starttls': 'works',
		},
		instead: starttls(587),
	},
	'587 is silent and 465 answers': {
		finds: 'blocked',
		source: worldWith(
			[
				[587, 'fault: silent'],
				[465, 'security: implicit'],
			],
			{elsewhere: 'silent'},
		),
		device: starttls(587),
		states: {
			'587 starttls': 'silent',
			'465 implicit': 'works',
			'2525 starttls': 'silent',
			'25 starttls': 'silent',
			'587 implicit': 'silent',
		},
		instead: implicit(465),
	},
	'the device does STARTTLS on 465': {
		finds: 'change-mode',
		source: worldWith(healthy),
		device: starttls(465),
		states: {'465 starttls': 'wrong-mode', '465 implicit': 'works', '587 starttls': 'works'},
		instead: implicit(465),
	},
	'the device begins with TLS on 587': {
		finds: 'change-mode',
		source: worldWith(healthy),
		device: implicit(587),
		states: {'587 implicit': 'wrong-mode', '587 starttls': 'works', '465 implicit': 'works'},
		instead: starttls(587),
	},
	'the port of the device refuses': {
		finds: 'change-port',
		source: worldWith([[465, 'security: implicit']]),
		device: starttls(587),
		states: {'587 starttls': 'refused', '587 implicit': 'refused', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'everything refuses': {
		finds: 'all-refused',
		source: worldWith([[587, 'fault: refused']]),
		device: starttls(587),
		states: {'587 starttls': 'refused', '465 implicit': 'refused', '25 starttls': 'refused'},
	},
	'nothing answers': {
		finds: 'nothing-answers',
		source: worldWith([], {elsewhere: 'silent'}),
		device: starttls(587),
		states: {'587 starttls': 'silent', '465 implicit': 'silent', '25 starttls': 'silent'},
	},
	'STARTTLS is not offered': {
		finds: 'plain-only',
		source: worldWith(but(587, 'security: starttls-not-offered')),
		device: starttls(587),
		states: {'587 starttls': 'plain-only', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'somebody removes STARTTLS': {
		finds: 'stripped',
		source: worldWith(but(587, 'fault: strip-starttls')),
		device: starttls(587),
		states: {'587 starttls': 'stripped', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'the device does not encrypt': {
		finds: 'not-encrypted',
		source: worldWith(healthy),
		device: {port: 25, security: 'none'},
		states: {'25 none': 'plain-only', '25 starttls': 'works', '587 starttls': 'works'},
		instead: starttls(587),
	},
	'the certificate has expired': {
		finds: 'certificate',
		source: worldWith([[587, 'certificate: expired']]),
		device: starttls(587),
		states: {'587 starttls': 'works-with-certificate-fault', '465 implicit': 'refused'},
	},
	'IPv6 is silent': {
		finds: 'ipv6-broken',
		source: worldWith(
			healthy.flatMap(
				([port, more]): Servers => [
					[port, `address: ${v4}, ${more}`],
					[port, `address: '${v6}', fault: silent`],
				],
			),
			both,
		),
		device: starttls(587),
		states: {
			[`${v4} 587 starttls`]: 'works',
			[`${v6} 587 starttls`]: 'silent',
			[`${v6} 465 implicit`]: 'silent',
		},
	},
	'both kinds of address work': {
		finds: 'fits',
		source: worldWith(healthy, both),
		device: implicit(465),
		states: {[`${v4} 465 implicit`]: 'works', [`${v6} 465 implicit`]: 'works'},
	},
	'a web server listens on 587': {
		finds: 'change-port',
		source: worldWith(but(587, 'fault: http')),
		device: starttls(587),
		states: {'587 starttls': 'not-smtp', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'587 accepts and says nothing': {
		finds: 'not-proven',
		source: worldWith(but(587, 'fault: mute')),
		device: starttls(587),
		states: {'587 starttls': 'dropped', '587 implicit': 'no-handshake', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'587 speaks TLS 1.1 at most': {
		finds: 'not-proven',
		source: worldWith(but(587, 'fault: old-tls')),
		device: starttls(587),
		states: {'587 starttls': 'no-handshake', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'587 is busy': {
		finds: 'not-proven',
		source: worldWith(but(587, "replies: {greeting: '421 4.3.2 Try later'}")),
		device: starttls(587),
		states: {'587 starttls': 'busy', '465 implicit': 'works'},
		instead: implicit(465),
	},
	'every port turns us away': {
		finds: 'none-works',
		source: worldWith(
			healthy.map(([port, more]) => [port, `${more}, replies: {greeting: '554 5.7.1 Go away'}`] as const),
		),
		device: starttls(587),
		states: {'587 starttls': 'turned-away', '465 implicit': 'turned-away'},
	},
	'the name has no address': {
		finds: 'no-address',
		source: worldWith([], {zone: 'TXT "nothing here"'}),
		device: starttls(587),
		states: {},
	},
};

test.concurrent.each(Object.entries(cases))(
	'%s',
	async (_, {finds, source, device = {}, states, instead}) => {
		const {finding, sessions} = await sweepIn(source, device);
		const combinations = (finding.facts['combinations'] ?? []) as ReadonlyArray<Record<string, unknown>>;
		const seen = Object.fromEntries(
			combinations.flatMap(({address, port, security, state}) => [
				[`${port} ${security}`, state],
				[`${address} ${port} ${security}`, state],
			]),
		);
		expect({code: finding.code, states: seen}, finding.text).toMatchObject({code: finds, states});
		if (instead) expect(finding.facts['instead']).toEqual(instead);
		if (Object.values(states).includes('works')) expect(sessions).not.toEqual([]);
		expect(
			sessions.flatMap(({logins, senders, recipients}) => [...logins, ...senders, ...recipients]),
		).toEqual([]);
	},
	30_000,
);
