import {cp, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {type Inspector, inspectorKinds, inspectorSchema} from '../../source/core/inspector.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const playbooks = fileURLToPath(new URL('../../playbooks', import.meta.url));
const {knowledge} = await loadKnowledge(playbooks);
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {inspectors, providers} = knowledge;

const knows = ({issued, greets}: Inspector, sample: string): boolean =>
	/^\d{3}\b/.test(sample) ? greets(sample) : issued(sample);
const knownBy = (sample: string): readonly string[] =>
	inspectors.filter(inspector => knows(inspector, sample)).map(({id}) => id);

test('there are enough inspectors, of every kind', () => {
	expect(inspectors.length).toBeGreaterThanOrEqual(20);
	expect(new Set(inspectors.map(({kind}) => kind))).toEqual(new Set(inspectorKinds));
	expect(new Set(inspectors.map(({name}) => name)).size).toBe(inspectors.length);
});

describe.each(inspectors)('$id', ({id, samples, source, read, unsure}) => {
	test.each(samples)('knows “%s”, and nobody else does', sample => {
		expect(knownBy(sample)).toEqual([id]);
		expect(knownBy(sample.toLowerCase())).toEqual([id]);
	});

	test('has a source that was read, or says that it rests on memory', () => {
		expect(source).toMatch(/^https:\/\/\S+$/);
		expect(read !== undefined).toBe(unsure !== true);
	});
});

/** Issuers of real servers, and the certificates with which mail servers of makers of gateways come out of the box. */
const innocent = [
	'C=US, O=Google Trust Services, CN=WR2',
	"C=US, O=Let's Encrypt, CN=R12",
	'C=US, O=DigiCert Inc, CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1',
	'C=BE, O=GlobalSign nv-sa, CN=GlobalSign RSA OV SSL CA 2018',
	'C=GB, ST=Greater Manchester, L=Salford, O=Sectigo Limited, CN=Sectigo RSA Domain Validation Secure Server CA',
	'C=GB, ST=Greater Manchester, L=Salford, O=COMODO CA Limited, CN=COMODO RSA Domain Validation Secure Server CA',
	'C=US, O=Symantec Corporation, OU=Symantec Trust Network, CN=Symantec Class 3 Secure Server CA - G4',
	'C=US, O=Cloudflare\\, Inc., CN=Cloudflare Inc ECC CA-3',
	'C=US, O=Cisco Systems Inc., CN=Cisco XSSL-R2',
	'C=DE, O=Deutsche Telekom Security GmbH, CN=Telekom Security ServerID OV Class 2 CA',
	'C=CH, O=SwissSign AG, CN=SwissSign RSA TLS DV ICA 2022 - 1',
	'C=US, ST=California, L=Sunnyvale, O=Fortinet, OU=Certificate Authority, CN=support, emailAddress=support@fortinet.com',
	'C=US, ST=California, L=Sunnyvale, O=Fortinet, OU=FortiMail, CN=FortiMail',
	'C=US, ST=California, L=Campbell, O=Barracuda Networks, OU=Engineering, CN=Barracuda, emailAddress=sales@barracuda.com',
	'C=US, O=Cisco Systems, CN=Cisco Appliance Demo Certificate',
	'CN=internal-ca, O=pfSense',
	'CN=Synology Inc. CA, O=Synology Inc.',
	'CN=mail.example.org',
	'',
];

test.each(innocent)('the issuer “%s” is no inspector', issuer => {
	expect(knownBy(issuer)).toEqual([]);
});

/** As these servers really greet, and as anybody’s does. */
const greetings = {
	'smtp.gmail.com': '220 smtp.gmail.com ESMTP g16-20020adff3d0000000b00318147fd2d3sm7366394wrp.41 - gsmtp',
	'smtp.office365.com':
		'220 TYAP286CA0019.outlook.office365.com Microsoft ESMTP MAIL Service ready at Mon, 1 Nov 2021 14:02:29 +0000',
	'smtp.mail.yahoo.com': '220 smtp.mail.yahoo.com ESMTP ready',
	'smtp.aol.com': '220 smtp.mail.yahoo.com ESMTP ready',
	'smtp.mail.me.com': '220 iCloud SMTP - outbound.qs.icloud.com',
	'mail.gmx.net': '220 gmx.net (mrgmx005) Nemesis ESMTP Service ready',
	'mail.gmx.com': '220 gmx.com (mrgmx001) Nemesis ESMTP Service ready',
	'smtp.web.de': '220 web.de (mrweb106) Nemesis ESMTP Service ready',
	'smtp.ionos.de': '220 kundenserver.de (mreue011) Nemesis ESMTP Service ready',
	'smtp.qq.com': '220 newxmesmtplogicsvrszc8.qq.com XMail Esmtp QQ Mail Server.',
	'smtp.163.com': '220 163.com Anti-spam GT for Coremail System (163com[20141201])',
};

test.each(Object.entries(greetings))('%s greets as its provider is known to', (host, greeting) => {
	const owners = providers.filter(({submission = []}) => submission.some(server => server.host === host));
	expect(owners.length).toBeGreaterThan(0);
	expect(owners.some(({greets}) => greets?.(greeting))).toBe(true);
	for (const {greets} of owners)
		expect(greets?.('220 proxy.hotel.example ESMTP Postfix') ?? false).toBe(false);
	expect(knownBy(greeting)).toEqual([]);
});

test.each(['220 mail.example.org ESMTP Postfix', '220 mail.example.org ESMTP Exim 4.98', '220 **** welcome'])(
	'the greeting “%s” is nobody’s',
	greeting => {
		expect(knownBy(greeting)).toEqual([]);
	},
);

test('a greeting that somebody is sure of was read somewhere', () => {
	for (const {id, greeting, unsure = [], sources = []} of providers)
		if (greeting !== undefined)
			expect(unsure.includes('greeting') || sources.some(({of}) => of.includes('greeting')), id).toBe(true);
});

describe('mistakes', () => {
	const entry = {
		name: 'A box',
		kind: 'gateway',
		is: 'A box.',
		issuer: 'CN=A box',
		samples: ['CN=A box'],
		off: 'Pull the plug.',
		source: 'https://box.test/',
		read: '2026-11-22',
	};
	const wrong = {
		'no pattern': {issuer: undefined},
		'no sample': {samples: []},
		'neither read nor unsure': {read: undefined},
		'read and unsure': {unsure: true},
		'a source that is no address': {source: 'the box'},
		'half a sentence': {off: 'pull the plug'},
		'an unknown kind': {kind: 'nation'},
	};

	test('an entry is right', () => {
		expect(inspectorSchema.safeParse(entry).success).toBe(true);
	});

	test.each(Object.entries(wrong))('an entry is wrong: %s', (_, more) => {
		expect(inspectorSchema.safeParse({...entry, ...more}).success).toBe(false);
	});

	test('a pattern that cannot be used is told where it stands', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'lostmail-inspectors-'));
		await cp(join(playbooks, 'knowledge'), join(folder, 'knowledge'), {recursive: true});
		await cp(join(playbooks, 'procedures'), join(folder, 'procedures'), {recursive: true});
		const written = [
			'box:',
			'  name: A box',
			'  kind: gateway',
			'  is: A box.',
			"  issuer: 'CN=(?=box)'",
			"  greeting: 'x*'",
			'  samples: [CN=box]',
			'  off: Pull the plug.',
			'  source: https://box.test/',
			'  unsure: true',
		];
		await writeFile(join(folder, 'knowledge', 'inspectors.yaml'), written.join('\n'));
		const providersFile = join(folder, 'knowledge', 'providers.yaml');
		const text = await readFile(providersFile, 'utf8');
		await writeFile(providersFile, text.replace(/greeting: '.*'/, "greeting: '('"));
		const loaded = await loadKnowledge(folder);
		expect(loaded.knowledge).toBeUndefined();
		expect(
			loaded.problems.map(({file, line, rule}) => `${file.slice(folder.length + 11)}:${line} ${rule}`),
		).toEqual([
			expect.stringMatching(/^providers\.yaml:\d+ pattern$/),
			'inspectors.yaml:5 pattern',
			'inspectors.yaml:6 pattern',
		]);
		await rm(folder, {recursive: true});
	});
});
