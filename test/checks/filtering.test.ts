import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {filterParams, heaviest, limitOf, points, remedyOf, ruleLines} from '../../source/checks/filtering.ts';
import score from '../../source/checks/spam/score.ts';
import trigger from '../../source/checks/spam/trigger.ts';
import {failureCodes} from '../../source/core/failure.ts';
import {type Piece, pieceKinds, type SpamAnswer} from '../../source/core/spam.ts';
import {runOn} from './taped.ts';

const rules = [
	{names: ['HEAVY'], about: 'text' as const, says: 'It is heavy.', fix: 'Make it light.', source: 'a'},
	{names: ['LIGHT*'], about: 'text' as const, says: 'It is light.', fix: 'Make it lighter.', source: 'a'},
];
const answer = (more: Partial<SpamAnswer> = {}): SpamAnswer => ({
	filter: 'spamassassin',
	score: 5,
	threshold: 5,
	spam: true,
	rules: [],
	ms: 1,
	...more,
});

test.each([
	[5, '5'],
	[-0.04, '-0.04'],
	[-0.001, '0'],
	[6.399_999_9, '6.4'],
	[1000, '1000'],
])('%d points are written %s', (score, text) => {
	expect(points(score)).toBe(text);
});

describe('rules in words', () => {
	const fired = [
		{name: 'LIGHT_ONE', score: 1},
		{name: 'HEAVY', score: 4},
		{name: 'GOOD', score: -2},
		{name: 'A', score: 0.1, says: 'Own words.'},
		{name: 'B', score: 0.1},
	];

	test('the heaviest come first, and those that speak for it are left out', () => {
		expect(heaviest(answer({rules: fired}), rules)).toBe(
			'It is heavy (HEAVY, 4); It is light (LIGHT_ONE, 1); Own words (A, 0.1); and 1 more.',
		);
	});

	test('what decides without points is told', () => {
		expect(heaviest(answer({rules: [{name: 'HEAVY', score: 0}]}), rules)).toBe('It is heavy (HEAVY, 0).');
		expect(heaviest(answer({rules: [{name: 'HEAVY', score: 0}], spam: false}), rules)).toBe(
			'No rule speaks against it.',
		);
	});

	test('what to change, once each, heaviest first', () => {
		expect(remedyOf([...fired, {name: 'LIGHT_TWO', score: 0.5}], rules)).toBe(
			'Make it light. Make it lighter.',
		);
		expect(remedyOf([{name: 'GOOD', score: -1}], rules)).toBeUndefined();
	});

	test('lines are bounded', () => {
		const many = Array.from({length: 70}, (_, index) => ({name: `R_${index}`, score: 1}));
		expect(ruleLines(many, rules)).toHaveLength(61);
		expect(ruleLines(many, rules).at(-1)).toBe('        and 10 more rules');
	});
});

test.each([
	[answer(), 'it is spam from 5 on'],
	[
		answer({filter: 'rspamd', threshold: 15, score: 20}),
		'rspamd refuses mail from 15 on and, unless it was told otherwise, marks it from 6 on',
	],
	[
		answer({filter: 'rspamd', threshold: 15, score: 7}),
		'rspamd refuses mail from 15 on and marks it before that',
	],
	[answer({filter: 'rspamd', threshold: 4, score: 7}), 'rspamd acts from 4 on'],
])('a limit in words', (one, words) => {
	expect(limitOf(one)).toBe(words);
});

test('a caught message is told by its number, as an answer has it or not', () => {
	const parse = (caught: unknown) => filterParams.safeParse({filter: 'spamd:a:1', caught}).data?.caught;
	expect([parse('12'), parse(12), parse('x'), parse(0)]).toEqual([12, 12, undefined, undefined]);
	expect(filterParams.safeParse({}).success).toBe(false);
});

describe('whatever a filter and a message say', () => {
	const words = fc.oneof(
		fc.constantFrom('\u001b[2J', 'a\u202eb', '{gone}', 'x'.repeat(5000), '', 'HEAVY', 'RDNS_NONE', '\n'),
		fc.string({unit: 'binary', maxLength: 30}),
	);
	const number = fc.oneof(
		fc.constantFrom(0, 5, -1, 1e9, 5.05),
		fc.double({min: -100, max: 100, noNaN: true}),
	);
	const spam = fc.record(
		{
			filter: fc.constantFrom('spamassassin' as const, 'rspamd' as const),
			score: number,
			threshold: number,
			spam: fc.boolean(),
			action: words,
			rules: fc.array(
				fc.record({name: words, score: number, says: words}, {requiredKeys: ['name', 'score']}),
				{
					maxLength: 20,
				},
			),
			ms: fc.nat(60_000),
		},
		{requiredKeys: ['filter', 'score', 'threshold', 'spam', 'rules', 'ms']},
	);
	const failure = fc.record(
		{code: fc.constantFrom(...failureCodes), detail: words},
		{requiredKeys: ['code']},
	);
	const piece: fc.Arbitrary<Piece> = fc.record(
		{
			id: fc.oneof(fc.constantFrom('header.a', 'phrase.1', 'phrase.2', 'part.1'), words),
			kind: fc.constantFrom(...pieceKinds),
			shown: words,
			octets: fc.nat(),
			inside: fc.constantFrom('part.1', 'phrase.1', 'nowhere'),
		},
		{requiredKeys: ['id', 'kind', 'shown', 'octets']},
	);

	test('a check comes to a finding that is safe to print and short, with a bounded number of questions', async () => {
		const acts = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.oneof({weight: 5, arbitrary: spam}, {weight: 1, arbitrary: failure}), {
					minLength: 1,
					maxLength: 9,
				}),
				fc.uniqueArray(piece, {maxLength: 12, selector: ({id}) => id}),
				async (said, pieces) => {
					for (const check of [score, trigger]) {
						let asked = 0;
						const {finding, asked: questions} = await runOn(
							check,
							{
								message: {from: [], signatures: [], pieces},
								spam: () => said[asked++ % said.length] ?? {code: 'offline'},
								filterRules: rules,
							},
							{filter: 'spamd:filter.test:783', file: 'a'},
						);
						expect(questions.length).toBeLessThanOrEqual(41);
						expect(finding.text).not.toMatch(acts);
						expect(finding.text.length).toBeLessThan(8000);
						expect(JSON.stringify(finding.facts).length).toBeLessThan(262_144);
						const strings: string[] = [];
						JSON.stringify(finding.facts, (_, value) => {
							if (typeof value === 'string') strings.push(value);
							return value;
						});
						for (const text of strings) expect(text).not.toMatch(acts);
					}
				},
			),
			{numRuns: 200},
		);
	});
});
