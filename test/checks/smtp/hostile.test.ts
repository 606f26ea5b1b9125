import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import accept from '../../../source/checks/smtp/accept.ts';
import connect from '../../../source/checks/smtp/connect.ts';
import login from '../../../source/checks/smtp/login.ts';
import recipient from '../../../source/checks/smtp/recipient.ts';
import sender from '../../../source/checks/smtp/sender.ts';
import sweep from '../../../source/checks/smtp/sweep.ts';
import tls from '../../../source/checks/smtp/tls.ts';
import type {Check, Finding} from '../../../source/core/check.ts';
import {type Probes, probeNames} from '../../../source/core/probe.ts';
import {failed, success} from '../../../source/core/result.ts';
import {smtpProbe} from '../../../source/probes/smtp.ts';
import {eventually, leftovers} from '../../probes/smtp/loopback.ts';
import {rules} from '../said.ts';
import {handshakes} from './hostile-handshakes.ts';
import {type Raised, raise, type Way} from './hostile-peer.ts';
import {account, authority, base64, host, type Kind} from './hostile-rows.ts';
import {conversations} from './hostile-servers.ts';

const checks = [connect, tls, login, sender, recipient, accept];
const kinds = [...conversations, ...handshakes];
const secrets = [
	account.password,
	base64(account.password).replace(/=+$/, ''),
	base64(`\0${account.user}\0${account.password}`).replace(/=+$/, ''),
];
/** Octets that the answers of one dialogue may take, all questions together. */
const mostKept = 1_000_000;
const silent = Object.fromEntries(
	probeNames.map(name => [name, async () => failed({code: 'offline'} as const)]),
) as unknown as Probes;

const escaped: unknown[] = [];
const note = (thrown: unknown) => void escaped.push(thrown);
let before = 0;

beforeAll(() => {
	process.on('unhandledRejection', note).on('uncaughtExceptionMonitor', note);
	before = leftovers();
});
afterAll(() => void process.off('unhandledRejection', note).off('uncaughtExceptionMonitor', note));

type Meeting = {
	readonly server: Raised;
	readonly findings: readonly Finding[];
	/** Everything that was kept, by dialogue. */
	readonly kept: ReadonlyMap<string, string>;
};

/** Everything that was asked and found at one server, when it is over and nothing is open any more. */
const meet = async (
	{play, ms = 5000, haste = 1}: Kind,
	way: Way,
	asked: ReadonlyArray<readonly [Check, object]>,
): Promise<Meeting> => {
	const server = await raise(play, way);
	const {probe, close} = smtpProbe({
		connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(server.port)}],
		resolve: async () => failed({code: 'no-such-name'}),
		ca: [authority.pem],
		secret: () => account.password,
		ms,
		clock: () => performance.now() * haste,
		now: Date.now,
	});
	const kept = new Map<string, string>();
	const probes: Probes = {
		...silent,
		dns: async ({name, type}) =>
			type === 'A'
				? success({
						server: '192.0.2.53:53',
						protocol: 'udp',
						records: [{name, type, ttl: 60, data: '127.0.0.1'}],
						aliases: [],
						authenticated: false,
						tries: 1,
						dropped: [],
					})
				: failed({code: 'no-data'}),
		smtp: async (question, signal) => {
			const answer = await probe(question, signal);
			const {stage: _, tag: __, ...dialogue} = question;
			const key = JSON.stringify(dialogue);
			kept.set(key, (kept.get(key) ?? '') + JSON.stringify(answer));
			return answer;
		},
	};
	// The dialogue ends by its own limits: this net must never be needed.
	const net = AbortSignal.timeout(30_000);
	const findings: Finding[] = [];
	for (const [check, params] of asked)
		findings.push(
			await check.run(check.params.parse(params), {
				probes,
				signal: net,
				replies: rules,
				blocklists: [],
				providers: [],
				inspectors: [],
				filterRules: [],
				startedAt: Date.now(),
				tag: 'a1b2c3',
			}),
		);
	expect(net.aborted).toBe(false);
	close();
	await server.idle();
	await server.close();
	return {server, findings, kept};
};

const paramsFor = (way: Way) => ({
	host,
	port: 587,
	security: way === 'open' ? 'none' : way,
	user: way === 'open' ? '' : account.user,
	password: 'smtp-password',
	from: 'nas@home.test',
	to: 'person@mailbox.test',
});

const coded = ({code, level}: Finding): string => `${code}${level === 'problem' ? '!' : ''}`;

const expectFindings = (way: Way, findings: readonly Finding[], wanted: readonly string[]): void => {
	const told = findings.map(coded);
	const fits = told.map((code, at) => (wanted[at]?.split('|').includes(code) ? wanted[at] : code));
	expect(fits, way).toEqual(wanted);
	for (const {text, facts} of findings) {
		expect(text.length).toBeLessThan(2000);
		expect(JSON.stringify(facts).length).toBeLessThan(40_000);
	}
};

/** Whatever the server did, it is borne, it costs little, and it gives nothing away. */
const expectBorne = ({takes, hides = []}: Kind, {server, findings, kept}: Meeting): void => {
	for (const [dialogue, answers] of kept) expect(Buffer.byteLength(answers), dialogue).toBeLessThan(mostKept);
	if (takes !== undefined) expect(server.written()).toBeLessThan(takes);
	const told = [...kept.values(), JSON.stringify(findings)].join('\n');
	for (const secret of secrets) {
		expect(told.includes(secret), 'a secret in what was kept').toBe(false);
		expect(server.overheard().includes(secret), 'a secret without encryption').toBe(false);
	}
	for (const text of hides) expect(told.includes(text), text).toBe(false);
};

test('there are so many kinds, each with a name of its own', () => {
	expect(new Set(kinds.map(({name}) => name)).size).toBe(kinds.length);
	expect(kinds.length).toBeGreaterThanOrEqual(45);
	expect(kinds.filter(({sweeps}) => sweeps).length).toBeGreaterThanOrEqual(12);
});

/** The ways in which a row is met, all at once, each with what is to be found. */
const inEachWay = async <T>(
	finds: Readonly<Partial<Record<Way, string>>>,
	look: (way: Way, wanted: string) => Promise<T>,
): Promise<void> =>
	void (await Promise.all(Object.entries(finds).map(([way, wanted]) => look(way as Way, wanted))));

const everyCheckMeets = (kind: Kind): Promise<void> =>
	inEachWay(kind.finds, async (way, wanted) => {
		const params = paramsFor(way);
		const asked = checks.map(
			check => [check, check === accept ? {...params, 'may-send': 'yes'} : params] as const,
		);
		const meeting = await meet(kind, way, asked);
		const reached = wanted.split(' ');
		expectFindings(
			way,
			meeting.findings,
			checks.map((_, at) => reached[at] ?? 'not-reached'),
		);
		expectBorne(kind, meeting);
		if (kind.ends !== undefined) expect([...meeting.kept.values()].join().includes(kind.ends)).toBe(true);
		expect(meeting.server.confided().split('AUTH ').length, 'logins').toBeLessThanOrEqual(2);
	});

describe('every check, alone, meets a server that', {timeout: 60_000}, () => {
	test.each(kinds.filter(({alone}) => alone))('$name', everyCheckMeets);
});

describe.concurrent('every check meets a server that', {timeout: 60_000}, () => {
	test.each(kinds.filter(({alone}) => !alone))('$name', everyCheckMeets);
});

describe.concurrent('the sweep meets a server that', {timeout: 60_000}, () => {
	test.each(kinds.filter(({sweeps}) => sweeps))('$name', async kind => {
		await inEachWay(kind.sweeps ?? {}, async (way, wanted) => {
			const meeting = await meet(kind, way, [[sweep, {host, port: 587, security: way}]]);
			expectFindings(way, meeting.findings, [wanted]);
			expectBorne(kind, meeting);
			expect(meeting.server.confided() + meeting.server.overheard()).not.toContain('AUTH');
		});
	});
});

const inUse = (): number => {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
};

test('a flood leaves nothing in memory, and no server left anything behind', {timeout: 60_000}, async () => {
	const floods = kinds.filter(({takes}) => takes !== undefined);
	const flooded = async () => {
		for (const kind of floods) await meet(kind, 'starttls', [[connect, paramsFor('starttls')]]);
		return inUse();
	};
	const once = await flooded();
	expect((await flooded()) - once).toBeLessThan(16_000_000);
	expect(escaped).toEqual([]);
	expect(await eventually(() => leftovers() <= before)).toBe(true);
});
