import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import type {Bounce} from '../../../source/core/bounce.ts';
import {bounceExplanation, bounceSchema} from '../../../source/core/explanation/bounce.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const bounce: Bounce = {
	read: 'RFC 3464',
	reporter: 'mail.provider.example',
	at: '2026-11-23T08:15:02.000Z',
	recipients: [
		{address: 'ann@example.org', action: 'delivered', status: '2.0.0'},
		{
			address: 'kim@example.org',
			action: 'failed',
			remote: 'mx.example.org',
			status: '5.2.2',
			reply: {code: 552, enhanced: '5.2.2', lines: ['5.2.2 <kim@example.org>: mailbox is full']},
			words: '552 5.2.2 <kim@example.org>: mailbox is full',
		},
		{address: '', action: 'delayed', until: '2026-11-28T00:00:00.000Z', words: 'odd'},
	],
	about: {messageId: '<1@home.example>', from: 'nas@home.example'},
};

test('the recipient that fared worst decides, and everything is said of each', () => {
	const explanation = bounceExplanation(bounce, knowledge);
	expect(bounceSchema.parse(explanation)).toEqual(explanation);
	expect(explanation).toMatchObject({
		kind: 'bounce',
		cause: 'recipient.mailbox-full',
		who: 'end-user',
		received: [],
		code: null,
		facts: {
			result: 'failed',
			read: 'RFC 3464',
			reporter: 'mail.provider.example',
			message: {messageId: '<1@home.example>', tag: null, from: 'nas@home.example', to: null, date: null},
		},
	});
	const [full, late, there] = explanation.facts.recipients;
	expect(full).toMatchObject({
		address: 'kim@example.org',
		remote: 'mx.example.org',
		code: 552,
		enhanced: '5.2.2',
		text: '<kim@example.org>: mailbox is full',
		matched: true,
		cause: 'recipient.mailbox-full',
		suspected: [],
	});
	expect(full?.fix).not.toMatch(/[{}]/);
	expect(late).toMatchObject({address: null, outcome: 'delayed', cause: null, plain: null});
	expect(late?.means).toBe(
		'The mail has not been delivered yet, and is tried again until 2026-11-28 00:00:00 UTC.',
	);
	expect(there).toMatchObject({address: 'ann@example.org', outcome: 'delivered', cause: null});
});

test('what no rule knows is told by its class, and proves nothing', () => {
	const {cause, who, facts} = bounceExplanation(
		{
			read: 'qmail',
			recipients: [
				{
					address: 'kim@example.org',
					action: 'failed',
					reply: {code: 550, lines: ['zork']},
					words: '550 zork',
				},
			],
			about: {},
		},
		knowledge,
	);
	expect([cause, who]).toEqual([null, null]);
	expect(facts.recipients[0]).toMatchObject({matched: false, text: 'zork', suspected: ['recipient.refused']});
	expect(facts.recipients[0]?.means).toBe(
		'The mail was not delivered. By its reply code: permanent · mail system.',
	);
});

const only = (recipient: Partial<Bounce['recipients'][number]>) =>
	bounceExplanation(
		{
			read: 'x',
			recipients: [{address: 'kim@example.org', action: 'failed', remote: 'mx.example.org', ...recipient}],
			about: {},
		},
		knowledge,
	).facts.recipients[0];

test('a status is named as one only where there is one', () => {
	const lines = ['5.7.1 zork'];
	expect(only({reply: {code: 550, enhanced: '5.7.1', lines}})?.means).toContain('By its status: permanent');
	expect(only({status: '5.7.1', words: 'zork'})?.means).toContain('By its status: permanent');
});

test('what Microsoft says of an address that does not exist is not told as a null MX', () => {
	const lines = [
		'5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient kim@example.org not found by SMTP address lookup',
	];
	expect(only({reply: {code: 550, enhanced: '5.1.10', lines}})).toMatchObject({
		cause: 'recipient.unknown',
		class: null,
	});
});

test.each([
	['filter.greylisted', '451 4.7.1 Greylisting in action, please come back later', /^Greylisting lets/],
	[
		'accept.server-trouble',
		'451 4.3.0 Temporary server error. Please try again later',
		/^The sending server/,
	],
])('a mail that was tried for long is not advised to wait some minutes: %s', (cause, words, fix) => {
	const reply = {code: 451, enhanced: words.slice(4, 9), lines: [words.slice(4)]};
	const delayed = only({action: 'delayed', reply, words});
	expect(delayed).toMatchObject({cause, who: 'mail-admin', remedy: null, retry: null, waitMinutes: null});
	expect(delayed?.fix).toMatch(fix);
	expect(delayed?.fix).toContain('administrator of mx.example.org');
	expect(delayed?.fix).not.toMatch(/5 to 20 minutes|half an hour/);
	expect(only({action: 'failed', reply, words})?.fix).not.toMatch(fix);
});

test('every sentence of every cause can be filled', () => {
	for (const {cause, matches: _, ...rule} of knowledge.replies) {
		const replies = [{...rule, cause, matches: () => true}];
		const {facts} = bounceExplanation(
			{
				read: 'x',
				recipients: [{address: '', action: 'failed', reply: {code: 550, lines: ['no']}}],
				about: {},
			},
			{...knowledge, replies},
		);
		for (const text of [facts.recipients[0]?.plain, facts.recipients[0]?.fix])
			expect(text ?? '', cause).not.toMatch(/[{}]|undefined/);
	}
});
