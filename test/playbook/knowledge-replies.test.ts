import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parse} from 'yaml';
import {sameHouse} from '../../source/core/explain/provider.ts';
import {type ReplyRule, replyRuleSchema, ruleFor} from '../../source/core/knowledge.ts';
import {knownBy, rankOf} from '../../source/core/reply-rule.ts';
import {type Reply, smtpStages} from '../../source/core/smtp.ts';
import {placeholderIn, placeholderInSample} from '../../source/playbook/knowledge/placeholder.ts';
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

/** Samples that another rule than their own wins at a server of this provider. */
const lostAt = (rules: readonly ReplyRule[], provider: (rule: ReplyRule) => string | undefined) =>
	rules.flatMap(rule =>
		rule.stages.flatMap(stage =>
			rule.samples
				.map(sample => ({sample, won: ruleFor(replies, stage, replyOf(sample), provider(rule))}))
				.filter(({won}) => won !== rule)
				.map(({sample, won}) => `${stage}: ${sample} → ${show(won)}`),
		),
	);

const providers = [...new Set(replies.flatMap(({provider}) => provider ?? []))];

describe('every sample', () => {
	test('is a whole reply, a refusal or a challenge: one code, hyphens on all lines but the last', () => {
		const broken = replies
			.flatMap(({samples}) => samples)
			.filter(sample => {
				const lines = sample.split('\n');
				const code = lines[0]?.slice(0, 3) ?? '';
				return !(
					/^(?:[45]\d\d|334)$/.test(code) &&
					lines.every((line, index) =>
						index < lines.length - 1
							? line.startsWith(`${code}-`)
							: line.startsWith(`${code} `) || (lines.length === 1 && line.startsWith(`${code}-`)),
					)
				);
			});
		expect(broken).toEqual([]);
	});

	test('finds its own rule first at each of its stages, whoever says it', () => {
		expect(
			lostAt(
				replies.filter(({ordinary}) => !ordinary),
				() => undefined,
			),
		).toEqual([]);
	});

	test('finds its own rule first where the server is known to be one of its provider', () => {
		expect(
			lostAt(
				replies.filter(({provider}) => provider !== undefined),
				({provider}) => provider,
			),
		).toEqual([]);
	});

	test('of words that others use too counts at a server of its provider only', () => {
		const ordinary = replies.filter(rule => rule.ordinary);
		expect(ordinary.length).toBeGreaterThan(1);
		for (const server of [undefined, ...providers])
			for (const rule of ordinary)
				for (const stage of rule.stages)
					for (const sample of rule.samples) {
						const isOwn = server !== undefined && sameHouse(rule.provider ?? '', server);
						expect(ruleFor(replies, stage, replyOf(sample), server) === rule, `${server} ${sample}`).toBe(
							isOwn,
						);
					}
	});

	test('that anybody may say lands on no rule of a provider, whose server it ever is', () => {
		const general = replies.filter(({provider, by}) => provider === undefined && by === 'words');
		const taken = providers.flatMap(provider =>
			general.flatMap(rule =>
				rule.stages.flatMap(stage =>
					rule.samples.flatMap(sample => {
						const won = ruleFor(replies, stage, replyOf(sample), provider);
						return won === rule || won?.cause === rule.cause ? [] : [`${provider}: ${sample} → ${show(won)}`];
					}),
				),
			),
		);
		expect(taken).toEqual([]);
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

	test('has no placeholder left in pattern, meaning, remedy or sample', () => {
		expect(
			written.flatMap(({text = '', means, remedy = '', samples}) => [
				...[text, means, remedy].flatMap(words => placeholderIn(words) ?? []),
				...samples.flatMap(sample => placeholderInSample(sample) ?? []),
			]),
		).toEqual([]);
	});

	test('says what it means and what to do in sentences', () => {
		const sentence = /^[\p{Lu}\d].*[.]$/su;
		expect(
			written
				.flatMap(({means, remedy}) => [means, ...(remedy === undefined ? [] : [remedy])])
				.filter(words => !sentence.test(words.trim()) || words.includes('!')),
		).toEqual([]);
	});

	test('of a provider says what to do, and every rule when its words were seen', () => {
		expect(written.filter(({provider, remedy}) => provider && !remedy).map(show)).toEqual([]);
		expect(written.filter(({seen}) => seen.last > '2026-11-23').map(show)).toEqual([]);
	});

	test('names another actor than its cause only where there is another', () => {
		expect(written.filter(({who, cause}) => who === causes.get(cause)?.who).map(show)).toEqual([]);
		expect(replies.filter(({who}) => who === undefined).map(show)).toEqual([]);
	});

	test('that is refused for good is not simply tried again', () => {
		const hasty = written.filter(
			({retry, samples, provider, text}) =>
				retry === 'retry' && text && samples.every(sample => sample.startsWith('5')) && provider !== 'qq',
		);
		// The first is a list that refuses to answer, and says nothing of the sender.
		expect(hasty.map(show)).toEqual([
			expect.stringMatching(/^recipient\.policy: 554 5\.7\.1 Service unavailable; .* Query Refused/),
		]);
	});

	test('stands behind those that know more: provider, words, enhanced code, code', () => {
		const ranks = written.map(rule => knownBy.indexOf(rankOf(rule)));
		expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
		expect(written.length).toBeGreaterThanOrEqual(200);
	});

	test('of a provider knows words, not only codes', () => {
		expect(written.filter(({provider, text}) => provider && !text).map(show)).toEqual([]);
	});
});

test('the same words mean what the server means that says them', () => {
	const said = (sample: string, provider?: string) => ruleFor(replies, 'login', replyOf(sample), provider);
	expect(said('535 Error: authentication failed', '163')?.remedy).toContain('authorization code');
	expect(said('535 Error: authentication failed')?.provider).toBeUndefined();
	expect(said('535 Error: authentication failed', 'fastmail')?.provider).toBeUndefined();
});

test('what another provider says is understood where a relay passes it on', () => {
	const reply = replyOf(
		'550 5.1.1 host gmail-smtp-in.l.google.com said: The email account that you tried to reach does not exist.',
	);
	expect(ruleFor(replies, 'recipient', reply, 'zoho')?.provider).toBe('gmail');
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

test('only the first 1500 characters of a reply are looked at', () => {
	const words = 'Username and Password not accepted';
	const said = (before: number): Reply => ({code: 535, lines: ['x'.repeat(before), words]});
	expect(ruleFor(replies, 'login', said(1400))?.provider).toBe('gmail');
	expect(ruleFor(replies, 'login', said(1490))?.provider).toBeUndefined();
});
