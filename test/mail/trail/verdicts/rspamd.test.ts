import {expect, test} from 'vitest';
import {fieldsOf, toldValue, trailOf} from '../../../../source/mail/trail.ts';

/** As Postfix appends what rspamd tells it to: behind the fields of the letter. */
const judged = (...fields: readonly string[]) =>
	trailOf(
		fieldsOf(
			Buffer.from(
				[
					'Received: from mail.home-mail.test (unknown [198.51.99.7]) by mx.mailbox.test (Postfix); Mon, 23 Nov 2026 04:15:29 +0000',
					'Received: from nas.home-mail.test by smtp.provider.test (Postfix); Mon, 23 Nov 2026 04:15:28 +0000',
					'From: nas@home-mail.test',
					'Message-ID: <1@home-mail.test>',
					...fields,
					'',
					'',
				].join('\r\n'),
			),
		),
	).verdicts.map(({by, field, judgement, score, rules}) => ({by, field, judgement, score, rules}));

const result = 'X-Spamd-Result: default: False [6.95 / 15.00];\r\n\tMIME_HTML_ONLY(0.20)[]';
const rules = [{name: 'MIME_HTML_ONLY', score: 0.2}];

test('its rules are the same in a record of a mailbox, where lines of a field begin with a tab', () => {
	const told = fieldsOf(Buffer.from(`${result};\r\n\tA_RULE(1.00)[x]\r\n\r\n`)).map(({name, value}) => ({
		name,
		value: toldValue(name, value),
	}));
	expect(trailOf(told).verdicts[0]?.rules).toEqual([{name: 'A_RULE', score: 1}, ...rules]);
});

test.each([
	[
		'X-Spam-Status beside the result says nothing of its own',
		['X-Spam-Status: Yes, score=6.95', 'X-Spam-Level: ******', result, 'X-Spam: Yes'],
		[{by: 'rspamd', field: 'X-Spamd-Result', judgement: 'junk', score: 6.95, rules}],
	],
	[
		'X-Spam-Status marks what the result leaves open',
		['X-Spam-Status: Yes, score=6.95', result],
		[{by: 'rspamd', field: 'X-Spamd-Result', judgement: 'junk', score: 6.95, rules}],
	],
	[
		'X-Spam-Status without a result',
		['X-Spamd-Bar: ++++++', 'X-Spam-Status: Yes, score=6.95'],
		[{by: 'rspamd', field: 'X-Spam-Status', judgement: 'junk', score: 6.95}],
	],
	[
		'and where it is no spam',
		['X-Spamd-Bar: +', 'X-Spam-Status: No, score=1.60'],
		[{by: 'rspamd', field: 'X-Spam-Status', judgement: 'passed', score: 1.6}],
	],
	[
		'that of SpamAssassin stays its own beside rspamd',
		['X-Spam-Status: No, score=1.2 required=5.0 tests=MIME_HTML_ONLY', result, 'X-Spam: Yes'],
		[
			{by: 'rspamd', field: 'X-Spamd-Result', judgement: 'junk', score: 6.95, rules},
			{
				by: 'SpamAssassin',
				field: 'X-Spam-Status',
				judgement: 'passed',
				score: 1.2,
				rules: [{name: 'MIME_HTML_ONLY'}],
			},
		],
	],
	[
		'and where rspamd wrote nothing',
		['X-Spam-Status: Yes, score=6.95'],
		[{by: 'SpamAssassin', field: 'X-Spam-Status', judgement: 'junk', score: 6.95}],
	],
] as const)('%s', (_, fields, verdicts) => {
	expect(judged(...fields)).toEqual(verdicts);
});
