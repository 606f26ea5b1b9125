import fc from 'fast-check';
import {expect, test} from 'vitest';
import spf from '../../../../source/checks/domain/spf.ts';
import {runOn, type When} from '../../taped.ts';

const ip = '192.0.2.1';
const base = {domain: 'sender.test'};
const world = {
	'sender.test MX': ['mx.sender.test'],
	'mx.sender.test A': [ip],
	'sender.test A': ['198.51.100.7'],
	'1.2.0.192.in-addr.arpa PTR': ['mx.sender.test'],
	'gone.test TXT': 'no-such-name',
	'gone2.test TXT': 'no-data',
	'gone.test A': 'no-such-name',
	'gone2.test A': 'no-such-name',
	'gone3.test A': 'no-data',
	'dead.test TXT': 'timeout',
	'wrong.test TXT': ['v=spf1 nonsense'],
	'ours.test TXT': ['v=spf1 ip4:203.0.113.0/24 ~all'],
	'long.test TXT': [`v=spf1 ${Array.from({length: 9}, (_, index) => `a:l${index}.test`).join(' ')} ~all`],
	'circle.test TXT': ['v=spf1 include:sender.test mx:sender.test -all'],
	...Object.fromEntries(Array.from({length: 9}, (_, index) => [`l${index}.test A`, ['198.51.100.8']])),
} as const satisfies When['dns'];

const run = async (records: readonly string[], params: object) =>
	(await runOn(spf, {params: {...params}, dns: {...world, 'sender.test TXT': records}}, base)).finding;

/** The texts of a proposal, by the name at which they are to be published. */
const read = (publish: unknown): readonly (readonly [name: string, text: string])[] =>
	((publish ?? []) as readonly string[]).map(line => {
		const [, name = '', text = ''] = /^(\S+)\. TXT (.*)$/.exec(line) ?? [];
		return [name, text.slice(1, -1).replaceAll('" "', '')] as const;
	});

test.each([
	['two includes that are gone', ['v=spf1 include:gone.test include:gone2.test mx -all'], 'v=spf1 mx -all'],
	[
		'three hosts that are gone',
		['v=spf1 a:gone.test a:gone2.test a:gone3.test -all'],
		`v=spf1 ip4:${ip} -all`,
	],
	['ptr alone', ['v=spf1 ptr -all'], `v=spf1 ip4:${ip} -all`],
	['ptr beside what is enough', ['v=spf1 ptr mx -all'], 'v=spf1 mx -all'],
	[
		'a mistake before what is gone',
		['v=spf1 ipv4:192.0.2.1 include:gone.test -all'],
		`v=spf1 ip4:${ip} -all`,
	],
	[
		'a mistake, and an include that is not answered',
		['v=spf1 mx ipv4:192.0.2.9 include:dead.test -all'],
		'v=spf1 mx ip4:192.0.2.9 include:dead.test -all',
	],
	['two records', ['v=spf1 mx -all', 'v=spf1 include:ours.test -all'], 'v=spf1 mx include:ours.test -all'],
	[
		'two records, one of which leads nowhere',
		['v=spf1 mx -all', 'v=spf1 include:gone.test -all'],
		'v=spf1 mx -all',
	],
	[
		'two records that are too much together',
		['v=spf1 mx include:long.test -all', 'v=spf1 a:l0.test a:l1.test -all'],
		undefined,
	],
	[
		'two records, one of which leads to a mistake',
		['v=spf1 mx -all', 'v=spf1 include:wrong.test -all'],
		undefined,
	],
	['an include behind all', ['v=spf1 mx -all include:ours.test'], 'v=spf1 mx include:ours.test -all'],
	['an include behind all that is gone', ['v=spf1 mx -all include:gone.test'], 'v=spf1 mx -all'],
	[
		'an include behind all that is too much',
		['v=spf1 mx a:l0.test -all include:long.test'],
		'v=spf1 mx a:l0.test -all',
	],
	['everybody', ['v=spf1 mx +all'], 'v=spf1 mx ~all'],
	['everybody, and nothing else', ['v=spf1 +all'], `v=spf1 ip4:${ip} ~all`],
	['no end', ['v=spf1 mx'], 'v=spf1 mx ~all'],
	['no end, but a redirect without one', ['v=spf1 redirect=open.test'], undefined],
	['nothing at all', ['hello'], `v=spf1 mx ip4:${ip} ~all`],
	[
		'an include before the exchangers that leads to a mistake',
		['v=spf1 include:wrong.test mx -all'],
		undefined,
	],
] as const)('with an address: %s', async (_, records, wanted) => {
	const finding = await run(records, {ip});
	expect(read(finding.facts['publish']).map(([, text]) => text)).toEqual(
		wanted === undefined ? [] : [wanted],
	);
});

test.each([
	['an include that is gone', ['v=spf1 include:gone.test mx -all'], 'v=spf1 mx -all'],
	['what would forbid everybody', ['v=spf1 include:gone.test -all'], undefined],
	['ptr alone', ['v=spf1 ptr -all'], undefined],
	['a domain that sends nothing, misspelled', ['v=spf1 \u2013all'], 'v=spf1 -all'],
] as const)('without an address: %s', async (_, records, wanted) => {
	const finding = await run(records, {});
	expect(read(finding.facts['publish']).map(([, text]) => text)).toEqual(
		wanted === undefined ? [] : [wanted],
	);
});

test('in an included record', async () => {
	const finding = await run(['v=spf1 include:circle.test -all'], {ip});
	expect(finding.facts['publish']).toEqual(['circle.test. TXT "v=spf1 mx:sender.test -all"']);
});

test('an alias has no record of its own to publish', async () => {
	const dns = {
		...world,
		'sender.test TXT': ['v=spf1 include:alias.test -all'],
		'alias.test TXT': {alias: 'spf.provider.test', data: ['v=spf1 mx:sender.test al']},
	};
	const {finding} = await runOn(spf, {params: {ip}, dns}, base);
	expect(finding.facts['record']).toContain('spf.provider.test. TXT "v=spf1 mx:sender.test al"');
	expect(finding.facts).not.toHaveProperty('publish');
});

test('what is proposed is never called broken, and never refuses the server that sends', async () => {
	const term = fc.constantFrom(
		'mx',
		'a',
		'ptr',
		'+all',
		'-all',
		'?all',
		'~all',
		'include:gone.test',
		'include:gone2.test',
		'include:ours.test',
		'include:wrong.test',
		'include:long.test',
		'include:circle.test',
		'a:gone.test',
		'a:gone2.test',
		'a:gone3.test',
		'ipv4:198.51.100.1',
		'ip4:192.0.2.0/24',
		'redirect=ours.test',
		'-ip4:192.0.2.1',
	);
	const record = fc.array(term, {maxLength: 6}).map(terms => ['v=spf1', ...terms].join(' '));
	await fc.assert(
		fc.asyncProperty(fc.array(record, {minLength: 1, maxLength: 2}), async records => {
			const before = await run(records, {ip});
			for (const [name, text] of read(before.facts['publish'])) {
				if (name !== 'sender.test') continue;
				const after = await run([text], {ip});
				expect(after.level, `${records.join(' | ')} => ${text}: ${after.text}`).not.toBe('problem');
				expect(after.facts['result']).toBe('pass');
			}
		}),
		{numRuns: 300},
	);
});
