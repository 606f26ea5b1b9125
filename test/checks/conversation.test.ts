import {describe, expect, test} from 'vitest';
import {type StageOutcome, takeTo, toldBy} from '../../source/checks/conversation.ts';
import type {ReplyRule} from '../../source/core/knowledge.ts';
import {success} from '../../source/core/result.ts';
import type {SmtpAnswer} from '../../source/core/smtp.ts';
import {bareRule, passed, reply, rules, stopped} from './said.ts';

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
