import {expect, test} from 'vitest';
import {parse} from 'yaml';
import type {Entry} from '../../../source/commands/unmatched/entry.ts';
import {stubsOf} from '../../../source/commands/unmatched/stub.ts';
import {replyRuleSchema} from '../../../source/core/reply-rule.ts';
import {readDocument} from '../../../source/playbook/document.ts';
import {repliesOf} from '../../../source/playbook/knowledge/replies.ts';
import type {Problem} from '../../../source/playbook/problem.ts';

const entry = (words: string, more: Partial<Entry> = {}): Entry => ({
	words,
	stage: 'sender',
	host: 'smtp.provider.net',
	code: 550,
	first: '2026-11-16T10:00:00.000Z',
	last: '2026-11-20T10:00:00.000Z',
	count: 2,
	version: '0.1.0',
	...more,
});

/** What loading the stubs comes to, as they are or filled in. */
const loaded = (entries: readonly Entry[], fill: (stubs: string) => string = stubs => stubs) => {
	const problems: Problem[] = [];
	const {document} = readDocument('replies.yaml', fill(stubsOf(entries)));
	const ids = ['sender.refused'];
	const rules = repliesOf(document, {ids, acting: new Map()}, found => void problems.push(...found));
	return {rules, broken: problems.map(({rule}) => rule)};
};
const filled = (stubs: string) =>
	stubs.replaceAll('cause: TODO', 'cause: sender.refused').replaceAll(': TODO', ': It says no.');

const words = '5.7.77 someone@example.org may not send (as you try to) from 192.0.2.1 today';

test('a stub has the shape of a rule', () => {
	expect(parse(stubsOf([entry(words, {enhanced: '5.7.77', host: 'smtp.gmail.com'})]))).toEqual([
		{
			provider: 'gmail',
			stages: ['sender'],
			text: String.raw`may not send \(as you try to\) from`,
			cause: 'TODO',
			means: 'TODO',
			retry: 'stop',
			remedy: 'TODO',
			seen: {first: '2026-11-16', last: '2026-11-20'},
			samples: [`550 ${words}`],
			source: 'seen by lostmail 0.1.0 at smtp.gmail.com',
		},
	]);
});

test('as long as it is not filled in, it is refused; then its sample finds it', () => {
	const entries = [
		entry(words, {enhanced: '5.7.77'}),
		entry('Try [again] later. 100% sure? a|b {x} ^$', {code: 451}),
		entry('', {code: 571}),
	];
	expect(new Set(loaded(entries).broken)).toEqual(new Set(['unknown-cause', 'placeholder']));
	const {rules, broken} = loaded(entries, filled);
	expect(broken).toEqual([]);
	expect(rules).toHaveLength(3);
	for (const [index, {code, words: said}] of entries.entries())
		expect(rules[index]?.matches({code, lines: [said]}), said).toBe(true);
	expect(replyRuleSchema.array().safeParse(parse(filled(stubsOf(entries)))).success).toBe(true);
});

test('where all words are masked, the status is what is left, and then the code', () => {
	const [byStatus, byCode] = parse(
		stubsOf([entry('5.7.77 <someone@example.org>', {enhanced: '5.7.77'}), entry('192.0.2.1')]),
	);
	expect(byStatus).toMatchObject({enhanced: String.raw`5\.7\.77`});
	expect(byCode).toMatchObject({code: '550', unsure: true});
});

test('words that were cut end with a whole word', () => {
	const [stub] = parse(stubsOf([entry(`no ${'long words '.repeat(40)}and the en…`)]));
	expect(stub.samples[0]).toMatch(/and the$/);
	expect(stub.text.length).toBeLessThanOrEqual(80);
});

test('words full of marks are read once, for as many replies as are kept', () => {
	const words = `a${'!'.repeat(990)}b …`;
	expect(parse(stubsOf(Array.from({length: 1000}, () => entry(words))))).toHaveLength(1000);
});
