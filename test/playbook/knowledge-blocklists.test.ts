import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {type Blocklist, blocklistSchema} from '../../source/core/knowledge.ts';
import {domain} from '../../source/core/value.ts';
import {partSchema} from '../../source/lab/scenario/schema.ts';
import {octetsOf, reverseLabels} from '../../source/mail/reverse-name.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {blocklists} = knowledge;
const listOf = (zone: string) => blocklists.find(list => list.zone === zone);

test('there are enough lists, and each stands once', () => {
	expect(blocklists.length).toBeGreaterThanOrEqual(12);
	expect(new Set(blocklists.map(({zone}) => zone)).size).toBe(blocklists.length);
	for (const family of ['ipv4', 'ipv6'] as const)
		expect(
			blocklists.some(({lists, weight}) => weight === 'decisive' && (lists === 'ip' || lists === family)),
		).toBe(true);
	expect(blocklists.filter(({lists}) => lists === 'domain').length).toBeGreaterThanOrEqual(3);
});

describe.each(blocklists)('$zone', ({lists, test: entries, answers, source, removal}) => {
	test('has test entries of its own kind', () => {
		for (const entry of [entries.listed, entries.unlisted ?? entries.listed])
			if (lists === 'domain') expect(domain().safeParse(entry).success).toBe(true);
			else expect(octetsOf(entry)).toHaveLength(lists === 'ipv6' ? 16 : 4);
		expect(entries.unlisted).not.toBe(entries.listed);
	});

	test('has an answer for whatever is listed, and words that fit a sentence', () => {
		expect(answers.some(({kind}) => kind === 'listed' || kind === 'allowed')).toBe(true);
		for (const {means} of answers) expect(means).toMatch(/^[^.]*(?:\(127[\d.]+\))?$/);
		for (const url of [source, removal ?? source]) expect(url).toMatch(/^https:\/\/\S+$/);
	});
});

test('in the lab each list is alive, with its test entry and nothing else', async () => {
	const file = new URL('../../playbooks/scenarios/parts/alive-blocklists.yaml', import.meta.url);
	const {zones} = partSchema.parse(parse(await readFile(file, 'utf8')));
	const entries = blocklists.map(({zone, lists, test: {listed}}) => {
		const entry = lists === 'domain' ? listed : reverseLabels(listed);
		return [zone, {[entry]: expect.stringMatching(/^A 127\.0\.\d+\.\d+$/)}];
	});
	expect(zones).toEqual(Object.fromEntries(entries));
});

test('what died is not asked', () => {
	const dead =
		/sorbs|manitu|njabl|ahbl|dsbl|cbl\.abuseat|senderscore|junkemailfilter|wpbl|unsubscore|rfc-ignorant/;
	expect(blocklists.filter(({zone}) => dead.test(zone))).toEqual([]);
});

test('no answer that Spamhaus calls an error is a listing', () => {
	for (const zone of ['zen.spamhaus.org', 'dbl.spamhaus.org'])
		for (const last of [252, 254, 255])
			expect(listOf(zone)?.answers.find(({code}) => code === `127.255.255.${last}`)?.kind).toBe('refused');
	const policy = listOf('zen.spamhaus.org')?.answers.filter(({kind}) => kind === 'policy');
	expect(policy?.map(({code}) => code)).toEqual(['127.0.0.10', '127.0.0.11']);
});

describe('the shape of a list', () => {
	const list = listOf('bl.spamcop.net') as Blocklist;
	const withAnswer = (answer: object) =>
		blocklistSchema.safeParse({...list, answers: [{kind: 'listed', means: 'x', ...answer}]}).success;
	test.each(['127.0.0.2', '127.0.0.4-7', '127.0.1.*', '127.*.*.255'])('takes the pattern %s', code => {
		expect(withAnswer({code})).toBe(true);
	});
	test.each(['128.0.0.2', '127.0.0', '127.0.0.256', '127.0.0.7-4', '127.0.0.2-', '127.0.0.300-400'])(
		'refuses the pattern %s',
		code => {
			expect(withAnswer({code})).toBe(false);
		},
	);
	test('knows single bits only', () => {
		expect([1, 8, 128].map(bit => withAnswer({code: '127.0.0.*', bit}))).toEqual([true, true, true]);
		expect([0, 3, 256, 1.5].some(bit => withAnswer({code: '127.0.0.*', bit}))).toBe(false);
	});
});
