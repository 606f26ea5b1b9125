import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {listScenarios, readScenario} from '../../../source/lab/world.ts';

const folders: string[] = [];
afterEach(async () => {
	await Promise.all(folders.splice(0).map(folder => rm(folder, {recursive: true})));
});

/** Scenario `one` and its parts in a folder of their own, read. */
const read = async (own: string, parts: Readonly<Record<string, string>> = {}) => {
	const folder = await mkdtemp(path.join(tmpdir(), 'lostmail-parts-'));
	folders.push(folder);
	await mkdir(path.join(folder, 'parts'));
	await writeFile(
		path.join(folder, 'one.yaml'),
		`title: One\nabout: A world.\nfault: none\nexpect:\n  verdict: healthy\n${own}`,
	);
	for (const [name, text] of Object.entries(parts))
		await writeFile(path.join(folder, 'parts', `${name}.yaml`), text);
	expect(await listScenarios(folder)).toEqual(['one']);
	return readScenario(folder, 'one');
};

const worldOf = async (own: string, parts?: Readonly<Record<string, string>>) => {
	const scenario = await read(own, parts);
	if (!scenario.ok) throw new Error(JSON.stringify(scenario.failure));
	return scenario.value;
};

const mistakesIn = async (own: string, parts?: Readonly<Record<string, string>>) => {
	const scenario = await read(own, parts);
	return scenario.ok ? [] : scenario.failure;
};

const base = `
zones:
  mail.test.:
    '@': [MX 10 mx.mail.test., TXT "one"]
    mx: A 192.0.2.25
    old: A 192.0.2.9
  gone.test:
    '@': A 192.0.2.1
signed: [mail.test]
elsewhere: silent
resolver: {delay: 5}
servers:
  - {host: mx.mail.test, port: 25, address: 192.0.2.25}
  - {host: mx.mail.test, port: 25, address: '2001:DB8:0::25'}
  - {host: smtp.mail.test, port: 587}
web:
  - {host: mta-sts.mail.test, body: one}
authorities:
  - {address: '2001:db8::53', serves: [mail.test]}
  - {address: 192.0.2.53, serves: [mail.test]}
resolvers:
  - {address: 9.9.9.9}
answers: {domain: mail.test, ip: 192.0.2.25}
secrets: {smtp-password: one}
`;

test('what a scenario says itself wins over its parts', async () => {
	const world = await worldOf(
		`parts: [base]
zones:
  mail.test: {MX: A 192.0.2.26, old: [], 2.10: A 192.0.2.2, 10: A 192.0.2.3}
  gone.test: null
signed: [other.test]
resolver: {fault: servfail}
servers:
  - {host: mx.mail.test, port: 25, address: 2001:db8::25, fault: refused}
  - {host: smtp.mail.test, port: 465, security: implicit}
web:
  - {host: mta-sts.mail.test, port: 443, body: two}
authorities:
  - {address: 2001:db8:0::53, serves: [mail.test], fault: silent, zones: {mail.test: {mx: []}}}
answers: {ip: 192.0.2.26}
`,
		{base},
	);
	expect(world.zones).toEqual({
		'mail.test': {
			'@': ['MX 10 mx.mail.test.', 'TXT "one"'],
			mx: 'A 192.0.2.26',
			'2.10': 'A 192.0.2.2',
			'10': 'A 192.0.2.3',
		},
	});
	expect(world).toMatchObject({
		signed: ['mail.test', 'other.test'],
		elsewhere: 'silent',
		resolver: {delay: 5, fault: 'servfail'},
		answers: {domain: 'mail.test', ip: '192.0.2.26'},
		secrets: {'smtp-password': 'one'},
		resolvers: [{address: '9.9.9.9'}],
	});
	expect(world.servers.map(({host, port, address, fault}) => [host, port, address, fault])).toEqual([
		['mx.mail.test', 25, '2001:db8::25', 'refused'],
		['smtp.mail.test', 465, undefined, undefined],
		['mx.mail.test', 25, '192.0.2.25', undefined],
		['smtp.mail.test', 587, undefined, undefined],
	]);
	expect(world.web.map(({body}) => body)).toEqual(['two']);
	expect(world.authorities.map(({address, fault}) => [address, fault])).toEqual([
		['2001:db8::53', 'silent'],
		['192.0.2.53', undefined],
	]);
});

test('a later part lies over an earlier one', async () => {
	const second = 'zones: {mail.test: {mx: []}}\nelsewhere: refused\n';
	const world = await worldOf('parts: [base, second]\n', {base, second});
	expect(Object.keys(world.zones['mail.test'] ?? {})).toEqual(['@', 'old']);
	expect(world.elsewhere).toBe('refused');
});

test('a server without an address replaces all of its host and port', async () => {
	const world = await worldOf('parts: [base]\nservers: [{host: mx.mail.test, port: 25}]\n', {base});
	expect(world.servers.map(({host, address}) => [host, address])).toEqual([
		['mx.mail.test', undefined],
		['smtp.mail.test', undefined],
	]);
});

test.each([
	['a part that there is not', 'parts: [base, nowhere]', 'parts.1', 'there is no part "nowhere"'],
	['a part that is a path', "parts: ['../one']", 'parts.0', 'without .yaml'],
	['an owner that is not there', 'zones: {a.test: {b: []}}', 'zones.a.test.b', 'nothing here to remove'],
	[
		'a zone that is not there',
		'parts: [base]\nzones: {a.test: null}',
		'zones.a.test',
		'nothing here to remove',
	],
	[
		'a zone that nobody gave',
		'parts: [base]\nauthorities: [{address: 192.0.2.1, serves: [a.test]}]',
		'authorities.0.serves.0',
		'there is no zone "a.test"',
	],
	[
		'an owner that an authority cannot remove',
		'parts: [base]\nauthorities: [{address: 192.0.2.1, serves: [], zones: {mail.test: {b: []}}}]',
		'authorities.0.zones.mail.test.b',
		'nothing here to remove',
	],
	[
		'an authority that is a resolver',
		'parts: [base]\nauthorities: [{address: 9.9.9.9, serves: []}]',
		'authorities.0.address',
		'9.9.9.9 is a resolver as well',
	],
	[
		'an address that is none',
		'resolvers: [{address: mx.mail.test}]',
		'resolvers.0.address',
		'expected an IP address',
	],
	[
		'an address twice',
		'resolvers: [{address: 2001:db8::1}, {address: 2001:db8:0::1}]',
		'resolvers.1.address',
		'given twice',
	],
	[
		'a server with and without an address',
		'servers: [{host: a.test, port: 25}, {host: a.test, port: 25, address: 192.0.2.1}]',
		'servers.1.port',
		'served twice',
	],
	[
		'two servers at one address',
		'servers: [{host: a.test, port: 25, address: 192.0.2.1}, {host: b.test, port: 25, address: 192.0.2.1}]',
		'servers.1.port',
		'192.0.2.1, b.test:25 is served twice',
	],
	['the digest of nobody', 'zones: {a.test: {b: TLSA 3 1 1 OF c.test}}', 'zones.a.test.b', 'called "c.test"'],
])('%s is a problem with a line', async (_what, own, place, word) => {
	expect(await mistakesIn(own, {base})).toEqual([
		{
			message: expect.stringContaining(word),
			path: place,
			line: expect.any(Number),
			column: expect.any(Number),
		},
	]);
});

test('mistakes in parts name the file and the place in it', async () => {
	const mistakes = await mistakesIn('parts: [bad, worse, idle]\n', {
		bad: 'zones:\n  a.test:\n    b: A no\n',
		worse: 'title: Two\nparts: [bad]\n',
		idle: '',
	});
	expect(mistakes.map(({file, path: place, line}) => [file, place, line])).toEqual([
		['parts/bad.yaml', 'zones.a.test.b', 3],
		['parts/worse.yaml', 'title', 1],
		['parts/worse.yaml', 'parts', 2],
		['parts/idle.yaml', '', 1],
	]);
});

test('what only the whole shows is told where it is written', async () => {
	const odd = `${base}  # the end\n`.replace('serves: [mail.test]', 'serves: [mail.test, no.test]');
	const mistakes = await mistakesIn('parts: [odd, base]\n', {
		base: 'zones: {mail.test: {t: TLSA 2 0 1 OF no.test}}\n',
		odd,
	});
	expect(mistakes.map(({file, path: place}) => [file, place])).toEqual([
		['parts/base.yaml', 'zones.mail.test.t'],
		['parts/odd.yaml', 'authorities.0.serves.1'],
	]);
});
