import {expect, test} from 'vitest';
import {weighed} from '../../../source/core/explanation/weighed.ts';
import {isTold} from '../../../source/core/trail.ts';
import {fieldsOf, toldValue, trailOf} from '../../../source/mail/trail.ts';
import {letters, octetsOf} from './letters.ts';

test.each(Object.entries(letters))('what a record keeps of a header tells the same: %s', (_, {header}) => {
	const fields = fieldsOf(octetsOf(header));
	const told = fields
		.filter(({name}) => isTold(name))
		.map(({name, value}) => ({name, value: toldValue(name, value)}));
	expect(weighed(trailOf(told))).toEqual(weighed(trailOf(fields)));
	expect(JSON.stringify(told)).not.toContain('verification code');
});

test.each([
	[
		'x-spam-report',
		'*  1.6 HTML_ONLY BODY: html\n *  Content preview: Your code is 482915',
		'* 1.6 HTML_ONLY',
	],
	['x-spam-report', 'you are on a list', ''],
	['x-barracuda-spam-report', 'Code version 3.2, rules 3.2 1.50 BSF_SC0 Custom 482915', '* 1.50 BSF_SC0'],
	[
		'x-spamd-result',
		'default: False [1.20 / 15.00];\n\tA_RULE(1.00)[482915]',
		'default: False [1.20 / 15.00]; A_RULE(1.00)',
	],
	['message-id', '<482915@sender.test>', '<482915@sender.test>'],
	['date', 'Sun, 22 Nov 2026 10:00:00 +0000 (482915)', 'Sun, 22 Nov 2026 10:00:00 +0000 (••••)'],
	['x-virus-status', 'Your code is 482915', 'Your code is ••••'],
	['return-path', '<kim+caf_=kim=example.net@gmail.com>', '<kim+caf_=kim=example.net@gmail.com>'],
])('%s: %s', (name, value, told) => {
	expect(toldValue(name, value)).toBe(told);
});
