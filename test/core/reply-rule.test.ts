import {describe, expect, test} from 'vitest';
import {
	providerOfServer,
	type ReplyRule,
	retries,
	retryWords,
	ruleFor,
	rulesFor,
	rulesThatFit,
} from '../../source/core/reply-rule.ts';

const rule = (means: string, more: Partial<ReplyRule> = {}): ReplyRule => ({
	means,
	stages: ['login'],
	cause: 'auth.refused',
	retry: 'stop',
	seen: {last: '2026-11-22'},
	samples: ['535 x'],
	source: 'the tests',
	matches: () => true,
	...more,
});

const gmail = rule('gmail', {provider: 'gmail', by: 'provider'});
const workspace = rule('workspace', {provider: 'google-workspace', by: 'provider'});
const common = rule('163', {provider: '163', ordinary: true, by: 'provider'});
const zoho = rule('zoho', {provider: 'zoho', by: 'provider'});
const words = rule('words', {by: 'words'});
const status = rule('status', {by: 'status'});
const code = rule('code', {by: 'code', unsure: true});
const all = [gmail, workspace, common, zoho, words, status, code];

const order = (provider: string | undefined) => rulesFor(all, provider).map(({means}) => means);

describe('the order of rules', () => {
	test('is theirs where nobody knows whose server it is, without words that others use too', () => {
		expect(order(undefined)).toEqual(['gmail', 'workspace', 'zoho', 'words', 'status', 'code']);
	});

	test('begins with the provider, then its house; words of anybody come before those of others', () => {
		expect(order('google-workspace')).toEqual(['workspace', 'gmail', 'words', 'zoho', 'status', 'code']);
	});

	test('has ordinary words of the provider itself', () => {
		expect(order('163')).toEqual(['163', 'words', 'gmail', 'workspace', 'zoho', 'status', 'code']);
		expect(ruleFor(all, 'login', {code: 535, lines: ['x']}, '163')).toBe(common);
		expect(ruleFor([common], 'login', {code: 535, lines: ['x']})).toBeUndefined();
	});

	test('is found once for each provider', () => {
		expect(rulesFor(all, 'zoho')).toBe(rulesFor(all, 'zoho'));
		expect(rulesFor(all, undefined)).toBe(rulesFor(all, undefined));
		expect(rulesFor([...all], 'zoho')).not.toBe(rulesFor(all, 'zoho'));
	});
});

test('a reply is read once, however many rules are asked about it', () => {
	let read = 0;
	const said: string[] = [];
	const reply = {
		code: 535,
		get lines() {
			read += 1;
			return ['5.7.8 no', '5.7.8   never'];
		},
	};
	const asked = all.map(one => ({
		...one,
		matches: (_: unknown, words = '') => {
			said.push(words);
			return false;
		},
	}));
	ruleFor(asked, 'login', reply);
	expect(read).toBe(1);
	expect([...rulesThatFit(asked, reply)]).toEqual([]);
	expect(read).toBe(2);
	expect(new Set(said)).toEqual(new Set(['5.7.8 no never']));
	expect([...rulesThatFit(all, reply, '163')].map(({means}) => means)).toEqual(order('163'));
});

test.each([
	['smtp.gmail.com', undefined, 'gmail'],
	['SMTP.Gmail.com.', '220 mx.zoho.com ESMTP', 'gmail'],
	[
		'mail.office.test',
		'220 HK2PR04CA0065.outlook.office365.com Microsoft ESMTP MAIL Service',
		'microsoft-365',
	],
	['mail.office.test', '220 [smtp.zoho.eu] ready', 'zoho'],
	['notgmail.com', '220 gmail.com.office.test', undefined],
	['192.0.2.1', '220 ', undefined],
	['mail.office.test', `220 ${'a.'.repeat(100_000)}gmail.com`, undefined],
])('the provider of %s, greeting %s', (host, greeting, provider) => {
	const lines = greeting === undefined ? undefined : {code: 220, lines: [greeting.slice(4)]};
	expect(providerOfServer(host, lines)).toBe(provider);
});

test('whether to try again is said in sentences', () => {
	for (const retry of retries) {
		expect(retryWords(retry)).toMatch(/^[A-Z].*\.$/);
		expect(retryWords(retry)).not.toMatch(/undefined| {2}/);
	}
	expect(retryWords('wait', 15)).toContain('Wait 15 minutes before');
	expect(retryWords('wait', 60)).toContain('Wait an hour before');
	expect(retryWords('wait', 1440)).toContain('Wait 24 hours before');
	expect(retryWords('retry', 1)).toContain('wait a minute before');
	expect(retryWords('retry', 90)).toContain('wait 90 minutes before');
	// The reply may be a permanent one.
	expect(retryWords('fix')).not.toMatch(/^It sounds temporary/);
	expect(retryWords('stop', 5)).not.toContain('5');
});
