import {describe, expect, test} from 'vitest';
import type {BouncedRecipient} from '../../../source/core/bounce.ts';
import {judgeBounced} from '../../../source/core/explanation/bounced.ts';
import {bareRule, because, reply, rules} from '../../checks/said.ts';

const judge = (recipient: Partial<BouncedRecipient>, replies = rules) =>
	judgeBounced(
		{address: 'kim@example.org', action: 'failed', ...recipient},
		'mail.provider.example',
		replies,
	);

test('words that a rule is sure of prove its cause, in a final failure a temporary reply as well', () => {
	expect(judge({reply: because('recipient.unknown')})).toMatchObject({
		outcome: 'failed',
		cause: 'recipient.unknown',
		matched: true,
	});
	expect(judge({reply: because('filter.greylisted', 450)})).toMatchObject({
		outcome: 'failed',
		cause: 'filter.greylisted',
	});
	expect(judge({words: 'because of recipient.mailbox-full!'})).toMatchObject({
		cause: 'recipient.mailbox-full',
	});
});

test('a rule that goes by the code alone proves nothing', () => {
	const verdict = judge({reply: reply('550 what')}, [bareRule(550, 'recipient.refused')]);
	expect(verdict).toMatchObject({outcome: 'failed', matched: false});
	expect(verdict.cause).toBeUndefined();
});

test('a rule that is sure comes before one that is not, at whatever stage', () => {
	const verdict = judge({reply: because('sender.helo-rejected')}, [
		{...bareRule(550, 'recipient.refused'), stages: ['recipient']},
		...rules.map(rule => ({...rule, stages: ['connect' as const]})),
	]);
	expect(verdict.cause).toBe('sender.helo-rejected');
});

describe('nobody answered', () => {
	test.each([
		['the status says so', {status: '4.4.1'}],
		['it took too long', {status: '5.4.7'}],
		['the words say so', {words: 'connect to mx.example.org[192.0.2.1]:25: Connection timed out'}],
		['Exim gave up', {words: 'retry timeout exceeded'}],
		['qmail gave up', {words: "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)"}],
		['a rule knows it', {reply: because('accept.server-trouble'), words: 'x', status: '5.4.7'}],
	] satisfies readonly (readonly [string, Partial<BouncedRecipient>])[])('%s', (why, recipient) => {
		const verdict = judge(recipient);
		if (why === 'a rule knows it') expect(verdict.outcome).toBe('failed');
		else expect(verdict).toMatchObject({outcome: 'expired', cause: 'mx.unreachable'});
	});

	test('a server that replied was reached', () => {
		expect(judge({reply: reply('450 try later'), status: '4.4.1'})).toMatchObject({
			outcome: 'failed',
			matched: false,
		});
	});

	test('a server that refuses the connection answers', () => {
		expect(judge({reply: reply('554 5.7.1 Connection refused, ask your provider')}).outcome).toBe('failed');
		expect(judge({reply: reply('550 5.4.316 Message expired, connection refused')}).outcome).toBe('expired');
	});

	test('what is still tried is not given up', () => {
		expect(judge({action: 'delayed', status: '4.4.1'})).toMatchObject({outcome: 'delayed'});
	});
});

test('a status that says only that something failed is no status', () => {
	expect(judge({status: '5.0.0', words: 'odd'})).toEqual({
		outcome: 'failed',
		reply: {code: 0, lines: ['odd']},
		matched: false,
	});
	expect(judge({status: '5.0.0'})).toEqual({outcome: 'failed', matched: false});
});

test('the status beside a reply counts where the reply has none of its own and is of the same class', () => {
	expect(judge({reply: reply('550 odd'), status: '5.2.2'}).reply?.enhanced).toBe('5.2.2');
	expect(judge({reply: reply('450 odd'), status: '5.4.7'}).reply?.enhanced).toBeUndefined();
	expect(judge({reply: reply('550 5.1.1 odd'), status: '5.2.2'}).reply?.enhanced).toBe('5.1.1');
});

test.each([
	['delivered', 'delivered'],
	['relayed', 'relayed'],
	['expanded', 'relayed'],
] as const)('%s proves no cause', (action, outcome) => {
	const verdict = judge({action, words: 'because of recipient.unknown!'});
	expect(verdict.outcome).toBe(outcome);
	expect(verdict.cause).toBeUndefined();
});
