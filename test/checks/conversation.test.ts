import {describe, expect, test} from 'vitest';
import {type StageOutcome, serverFacts, takeTo, toldBy} from '../../source/checks/conversation.ts';
import connect from '../../source/checks/smtp/connect.ts';
import encryption from '../../source/checks/smtp/tls.ts';
import type {ReplyRule} from '../../source/core/knowledge.ts';
import {success} from '../../source/core/result.ts';
import type {Reply, SmtpAnswer} from '../../source/core/smtp.ts';
import {bareRule, passed, reply, rules, stopped, tls} from './said.ts';
import {runOn} from './taped.ts';

const refused = (text: string, rule?: ReplyRule): Extract<StageOutcome, {is: 'refused'}> => ({
	is: 'refused',
	answer: passed('connect'),
	reply: reply(text),
	...(rule ? {rule} : {}),
});
const [known] = rules as readonly [ReplyRule];

describe('what is told about a reply', () => {
	test('that a rule knows: what it means, what to do, who acts, and whether to try again', () => {
		const rule: ReplyRule = {
			...known,
			retry: 'wait',
			'wait-minutes': 15,
			who: 'mail-owner',
			remedy: 'Wait a little.',
		};
		expect(toldBy(refused('535 5.7.8 No', rule), {[rule.cause]: 'a-code'})).toEqual({
			code: 'a-code',
			facts: {
				reply: '535 5.7.8 No',
				means: 'a rule of the tests',
				matched: true,
				retry: 'wait',
				waitMinutes: 15,
				whoActs: 'mail-owner',
				remedy: 'Wait a little.',
				ruleCause: 'auth.wrong-credentials',
			},
		});
	});

	test.each([
		[
			'550 5.2.2 Nobody said this',
			'By its status alone: permanent · mailbox of the recipient · the mailbox is full.',
		],
		[
			'451 4.7.77 Nor this',
			'By its status alone: temporary · security or policy · detail 77, which is the provider’s own.',
		],
		['550 Nor this', 'By its reply code alone: permanent · mail system.'],
		['571 Nor this', 'By its reply code alone: permanent.'],
	])('that no rule knows: its status, else its code: %s', (text, means) => {
		const {code, facts} = toldBy(refused(text), {'auth.refused': 'a-code'});
		expect(code).toBeUndefined();
		expect(facts).toMatchObject({matched: false, means, reply: text});
		expect(`By its ${text.includes('.') ? 'status' : 'reply code'} alone: ${facts.class}.`).toBe(means);
	});

	test('that only its code fits: the status beside it, and no code of the check', () => {
		const rule: ReplyRule = {...bareRule(535, 'auth.refused'), by: 'code'};
		const told = toldBy(refused('535 5.7.77 No', rule), {'auth.refused': 'a-code'});
		expect(told.code).toBeUndefined();
		expect(told.facts).toMatchObject({
			matched: false,
			means:
				'By its status alone: permanent · security or policy · detail 77, which is the provider’s own. a rule of the tests',
		});
		expect(toldBy(refused('535 No', rule), {}).facts.means).toBe('a rule of the tests');
	});
});

describe('whose words they are', () => {
	const ordinary: ReplyRule = {...known, provider: '163', ordinary: true, matches: () => true};
	const answer = (greeting: string): SmtpAnswer =>
		stopped('login', reply('535 Error: authentication failed'), {greeting: reply(greeting)});
	const ruleAt = async (host: string, greeting: string) => {
		const outcome = await takeTo(
			'login',
			{host, port: 465, security: 'implicit'},
			{
				probes: {smtp: async () => success(answer(greeting))} as never,
				replies: [ordinary],
				signal: new AbortController().signal,
				tag: '',
			},
		);
		return outcome.is === 'refused' ? outcome.rule : undefined;
	};

	test('is told by the name of the server, else by its greeting', async () => {
		expect(await ruleAt('smtp.163.com', '220 smtp ESMTP')).toBe(ordinary);
		expect(await ruleAt('mail.office.test', '220 163.com Anti-spam GT for Coremail System')).toBe(ordinary);
	});

	test('is nobody’s where neither tells, and another’s where the name does', async () => {
		expect(await ruleAt('mail.office.test', '220 mail.office.test ESMTP Postfix')).toBeUndefined();
		expect(await ruleAt('smtp.fastmail.com', '220 163.com ESMTP')).toBeUndefined();
	});
});

describe('what turns a connection away is told like any other refusal', () => {
	const server = {host: 'smtp.provider.test', port: 587, security: 'starttls', helo: 'kims-laptop'};
	const greeting = reply('220 smtp.provider.test ESMTP');
	const unheard = reply('550 5.7.77 <kims-laptop>: nobody said this');
	const beforeTls = (words: Reply): SmtpAnswer => {
		const {tls: _, ...answer} = stopped('tls', words);
		return answer;
	};

	test.each([
		['a greeting', connect, stopped('connect', unheard), 'turned-away'],
		['the reply to EHLO', connect, stopped('connect', unheard, {greeting}), 'turned-away'],
		['a greeting, for now', connect, stopped('connect', reply('421 4.7.77 Not you')), 'busy'],
		['the reply to STARTTLS', encryption, beforeTls(unheard), 'refused'],
		['the reply to STARTTLS, for now', encryption, beforeTls(reply('454 4.7.77 No')), 'temporary'],
		['EHLO inside TLS', encryption, stopped('tls', unheard, {tls: tls()}), 'turned-away'],
		['EHLO inside TLS, for now', encryption, stopped('tls', reply('421 4.7.77 No'), {tls: tls()}), 'busy'],
	])('%s', async (_, check, smtp, code) => {
		const {finding} = await runOn(check, {smtp}, server);
		expect(finding).toMatchObject({code, facts: {matched: false, helo: 'kims-laptop'}});
	});

	test('by the one rule that was found for it, whatever the server is known by', async () => {
		const own: ReplyRule = {
			...known,
			cause: 'reputation.blocklisted',
			provider: '163',
			ordinary: true,
			stages: ['connect'],
			retry: 'wait',
			matches: () => true,
		};
		const params = {...server, host: 'smtp.163.com'};
		for (const [check, smtp] of [
			[connect, stopped('connect', unheard)],
			[encryption, stopped('tls', unheard, {tls: tls()})],
		] as const) {
			const {finding} = await runOn(check, {smtp, replies: [own]}, params);
			expect(finding).toMatchObject({
				code: 'blocklisted',
				facts: {matched: true, retry: 'wait', ruleCause: 'reputation.blocklisted'},
			});
		}
	});

	test('but for what is no mail server: that is no refusal of one', async () => {
		const {finding} = await runOn(connect, {smtp: stopped('connect', reply('500 What'), {greeting})}, server);
		expect(finding.code).toBe('not-smtp');
		expect(finding.facts).not.toHaveProperty('matched');
	});

	test('a name that nobody gave is no fact', () => {
		const {helo: _, ...unnamed} = server;
		expect(serverFacts(unnamed as never)).not.toHaveProperty('helo');
	});
});
