import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import score from '../../source/checks/spam/score.ts';
import trigger from '../../source/checks/spam/trigger.ts';
import {worldOf} from '../../source/commands/compose.ts';
import type {Check, Finding} from '../../source/core/check.ts';
import {createVault} from '../../source/engine/redact.ts';
import {authenticationOf} from '../../source/mail/authentication.ts';
import {knowledge} from '../checks/health.ts';
import type {Daemon} from './daemon.ts';
import {gtube, verificationMails} from './filter-mails.ts';
import {startNsd} from './nsd.ts';
import {openDkim} from './opendkim.ts';
import {startRspamd} from './rspamd.ts';
import {startSpamd} from './spamd.ts';

const up: Daemon[] = [];
let folder: string;
let resolver: string;
let signed: string;
const filters = {tcp: '', socket: '', rspamd: ''};
const never = new AbortController().signal;

/** The server that the mails come from, as its receiver sees it. */
const way = {
	ip: '198.51.99.7',
	hostname: 'mail.home-mail.test',
	helo: 'mail.home-mail.test',
	from: 'nas@home-mail.test',
	to: 'person@mailbox.test',
};

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'lostmail-filters-'));
	await chmod(folder, 0o755);
	const dkim = await openDkim(path.join(folder, 'opendkim'), {domain: 'home-mail.test', selector: 'lab'});
	const inStrings = (text: string) => (text.match(/.{1,200}/g) ?? []).map(part => `"${part}"`).join(' ');
	const nsd = await startNsd(path.join(folder, 'nsd'), {
		'.': '$TTL 60\n. SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n. NS ns.test.\nns.test. A 127.0.0.1\n',
		'home-mail.test': [
			'@ TXT "v=spf1 ip4:198.51.99.7 -all"',
			'@ MX 10 mail',
			'mail A 198.51.99.7',
			'_dmarc TXT "v=DMARC1; p=reject"',
			`lab._domainkey TXT ${inStrings(dkim.record)}`,
		],
		'99.51.198.in-addr.arpa': ['7 PTR mail.home-mail.test.'],
		'mailbox.test': ['@ MX 10 mx', 'mx A 198.51.99.8'],
	});
	up.push(nsd);
	resolver = nsd.address;
	const spamd = await startSpamd(path.join(folder, 'spamd'));
	up.push(spamd);
	const rspamd = await startRspamd(path.join(folder, 'rspamd'), {resolver: nsd.port});
	up.push(rspamd);
	filters.tcp = `spamd:127.0.0.1:${spamd.port}`;
	filters.socket = `spamd:${spamd.socket}`;
	filters.rspamd = `rspamd:http://127.0.0.1:${rspamd.port}`;
	signed = await dkim.sign(verificationMails['device, plain text'] ?? '');
}, 90_000);

afterAll(async () => {
	for (const daemon of up.splice(0).reverse()) await daemon.close();
	await rm(folder, {recursive: true, force: true});
}, 60_000);

const runOn = async (check: Check, message: string, params: object): Promise<Finding> => {
	const file = path.join(folder, 'message.eml');
	await writeFile(file, message);
	const reach = {
		resolvers: [resolver],
		connectTo: [],
		ca: [],
		timeout: 10_000,
		deadline: 60_000,
		offline: false,
	};
	const staff = {answers: {}, vault: createVault(), attended: false, signal: never};
	const {probes, close} = worldOf(reach, staff, knowledge).open(1);
	try {
		return await check.run(check.params.parse({file, ...params}), {
			probes,
			signal: never,
			...knowledge,
			startedAt: Date.now(),
			roundAt: Date.now(),
			tag: 't1',
		});
	} finally {
		close();
	}
};

const rulesOf = ({facts}: Finding) =>
	(facts['rules'] as readonly {readonly name: string}[]).map(({name}) => name);

describe.each(['tcp', 'socket', 'rspamd'] as const)('%s', place => {
	test('the text that filters are tested with is spam, and found', async () => {
		const filter = filters[place];
		const seen = await runOn(score, gtube, {filter});
		expect(seen).toMatchObject({code: 'spam', level: 'problem'});
		expect(rulesOf(seen)).toContain('GTUBE');
		expect(seen.text).toContain('the text by which every spam filter is tested');
		const found = await runOn(trigger, gtube, {filter});
		expect(found.text).toMatch(
			/What no longer fires: It holds the text by which every spam filter is tested/,
		);
		expect(found).toMatchObject({
			code: 'found',
			facts: {pieces: [{id: 'phrase.2', shown: expect.stringMatching(/^the words “XJ/)}]},
		});
	});

	test.each(Object.keys(verificationMails))('a verification mail: %s', async name => {
		const finding = await runOn(score, verificationMails[name] ?? '', {filter: filters[place], ...way});
		expect(['passed', 'near', 'greylist', 'spam'], finding.text).toContain(finding.code);
		if (finding.code !== 'passed') expect(finding.text).toMatch(/\([A-Z0-9_]+, [\d.]+\)/);
		expect(JSON.stringify(finding)).not.toMatch(/482 ?915|q7Zs81kfo2Lmx/);
	});
});

test.each(['tcp', 'rspamd'] as const)('what trips a filter in a mail of HTML alone: %s', async place => {
	const params = {filter: filters[place], ...way};
	const finding = await runOn(trigger, verificationMails['device, HTML alone'] ?? '', params);
	expect(finding).toMatchObject({code: 'found', level: 'problem'});
	expect(finding.facts['pieces']).toHaveLength(1);
	expect(Number(finding.facts['after'])).toBeLessThan(Number(finding.facts['before']));
	expect(JSON.stringify(finding)).not.toContain('482915');
});

test('a signature of OpenDKIM is valid to rspamd and to our own reader', async () => {
	const finding = await runOn(score, signed, {filter: filters.rspamd, ...way});
	expect(rulesOf(finding)).toEqual(
		expect.arrayContaining(['R_DKIM_ALLOW', 'R_SPF_ALLOW', 'DMARC_POLICY_ALLOW']),
	);
	const {dns} = worldOf(
		{resolvers: [resolver], connectTo: [], ca: [], timeout: 5000, deadline: 60_000, offline: false},
		{answers: {}, vault: createVault(), attended: false, signal: never},
		knowledge,
	).open(1).probes;
	const {dkim, dmarc} = await authenticationOf(
		{octets: Buffer.from(signed), remote: way.ip, helo: way.helo, sender: way.from},
		(name, type) => dns({name, type}, never),
	);
	expect(dkim).toMatchObject([{result: 'pass', domain: 'home-mail.test', selector: 'lab'}]);
	expect(dmarc.result).toBe('pass');
	const changed = signed.replace('code', 'c0de');
	expect(rulesOf(await runOn(score, changed, {filter: filters.rspamd, ...way}))).toContain('R_DKIM_REJECT');
});
