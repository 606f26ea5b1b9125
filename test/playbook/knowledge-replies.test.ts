import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {replyRuleSchema, ruleFor} from '../../source/core/knowledge.ts';
import {type Reply, smtpStages} from '../../source/core/smtp.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';

const playbooks = fileURLToPath(new URL('../../playbooks', import.meta.url));
const {knowledge} = await loadKnowledge(playbooks);
if (!knowledge) throw new Error('the knowledge that is shipped has problems');
const {replies, causes} = knowledge;
const written = replyRuleSchema
	.array()
	.parse(parse(readFileSync(`${playbooks}/knowledge/replies.yaml`, 'utf8')));

const replyOf = (sample: string): Reply => {
	const lines = sample.split('\n').map(line => /^(\d{3})(?:[ -](.*))?$/.exec(line));
	const texts = lines.map(line => line?.[2] ?? '');
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)/.exec(texts[0] ?? '')?.[0];
	return {code: Number(lines[0]?.[1]), ...(enhanced ? {enhanced} : {}), lines: texts};
};

const show = (rule: {readonly cause: string; readonly samples: readonly string[]} | undefined) =>
	rule ? `${rule.cause}: ${rule.samples[0]}` : 'no rule';

describe('every sample', () => {
	test('is a whole reply: one code, hyphens on all lines but the last', () => {
		const broken = replies
			.flatMap(({samples}) => samples)
			.filter(sample => {
				const lines = sample.split('\n');
				const code = lines[0]?.slice(0, 3) ?? '';
				return !(
					/^[45]\d\d$/.test(code) &&
					lines.every((line, index) =>
						index < lines.length - 1
							? line.startsWith(`${code}-`)
							: line.startsWith(`${code} `) || (lines.length === 1 && line.startsWith(`${code}-`)),
					)
				);
			});
		expect(broken).toEqual([]);
	});

	test('finds its own rule first at each of its stages', () => {
		const lost = replies.flatMap(rule =>
			rule.stages.flatMap(stage =>
				rule.samples
					.map(sample => ({stage, sample, won: ruleFor(replies, stage, replyOf(sample))}))
					.filter(({won}) => won !== rule)
					.map(({sample, won}) => `${stage}: ${sample} → ${show(won)}`),
			),
		);
		expect(lost).toEqual([]);
	});

	test('belongs to one rule only', () => {
		const samples = replies.flatMap(({samples: own, stages}) =>
			own.flatMap(s => stages.map(t => `${t} ${s}`)),
		);
		expect(samples.filter((sample, index) => samples.indexOf(sample) !== index)).toEqual([]);
	});
});

describe('every rule', () => {
	test('names a cause that exists', () => {
		expect(replies.filter(({cause}) => !causes.has(cause)).map(show)).toEqual([]);
	});

	test('has no placeholder left in pattern, meaning or sample', () => {
		const placeholder =
			/\.\.\.|…|\bX+\b|\bfoo\b|\bTODO\b|\*\*\*|\$\w|limit of limit|(domain|host|ip)-(name|address)\b/;
		expect(
			written.filter(({text = '', means, samples}) =>
				[text, means, ...samples].some(words => placeholder.test(words)),
			),
		).toEqual([]);
	});

	test('is unsure when it rests on a reply code alone', () => {
		expect(
			written.filter(({text, enhanced, unsure}) => !text && !enhanced && unsure === undefined).map(show),
		).toEqual([]);
	});

	test('stands behind those that know more: provider, words, enhanced code, code', () => {
		const ranks = written.map(({provider, text, enhanced}) => (provider ? 0 : text ? 1 : enhanced ? 2 : 3));
		expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
	});

	test('of a provider knows words, not only codes', () => {
		expect(written.filter(({provider, text}) => provider && !text).map(show)).toEqual([]);
	});
});

test('the same code means different things by its words', () => {
	const causeOf = (stage: (typeof smtpStages)[number], sample: string) =>
		ruleFor(replies, stage, replyOf(sample))?.cause;
	expect(causeOf('recipient', '552 5.2.2 <kim@icloud.com>: user is over quota')).toBe(
		'recipient.mailbox-full',
	);
	expect(causeOf('recipient', '554 5.2.2 Submission quota exceeded')).toBe('sender.quota');
	expect(causeOf('recipient', '552 1 Requested mail action aborted, mailbox not found')).toBe(
		'recipient.unknown',
	);
	expect(causeOf('login', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.')).toBe(
		'auth.basic-auth-disabled',
	);
	expect(causeOf('login', '535 5.7.3 Authentication unsuccessful')).toBe('auth.refused');
	expect(causeOf('recipient', '421 4.7.1 Messages to kim@icloud.com deferred due to excessive volume.')).toBe(
		'recipient.rate-limited',
	);
	expect(causeOf('recipient', '451 4.7.500 Access denied, please try again later')).toBe(
		'reputation.blocklisted',
	);
});

test('a permanent refusal that nobody knows finds no rule that is sure of itself', () => {
	for (const stage of smtpStages)
		expect(ruleFor(replies, stage, replyOf('550 Go away'))?.unsure ?? true).toBe(true);
});

const replyArbitrary: fc.Arbitrary<Reply> = fc.record(
	{
		code: fc.integer({min: 200, max: 599}),
		enhanced: fc.stringMatching(/^[245]\.\d{1,3}\.\d{1,3}$/),
		lines: fc.array(
			fc.oneof(
				fc.string({unit: 'binary', maxLength: 4096}),
				fc.constantFrom(...replies.flatMap(r => r.samples)),
			),
			{minLength: 1, maxLength: 8},
		),
	},
	{requiredKeys: ['code', 'lines']},
);

test('nothing that a server says makes matching throw', () => {
	fc.assert(
		fc.property(replyArbitrary, fc.constantFrom(...smtpStages), (reply, stage) => {
			const rule = ruleFor(replies, stage, reply);
			expect(rule === undefined || rule.stages.includes(stage)).toBe(true);
		}),
		{numRuns: 50},
	);
});

test('only the first 8 KB of a reply are looked at', () => {
	const words = 'Username and Password not accepted';
	const said = (before: number): Reply => ({code: 535, lines: ['x'.repeat(before), words]});
	expect(ruleFor(replies, 'login', said(8000))?.provider).toBe('gmail');
	expect(ruleFor(replies, 'login', said(8192))?.provider).toBeUndefined();
});
