import {expect, test} from 'vitest';
import {readStatus} from '../../../source/mail/bounce/status.ts';

test('fields may be folded, types written anyhow, and comments stand behind them', () => {
	const status = [
		'REPORTING-MTA:dns ; mail.provider.example (tcp-daemon)',
		'X-Original-Message-ID: <1@example.org>',
		'',
		'original-recipient: RFC822;person@example.org',
		'final-recipient: LOCAL; /home/person',
		'action: failed (permanently)',
		'status: 5.1.1 (bad destination)',
		'remote-mta: dns;[192.0.2.1]',
		'diagnostic-code: SMTP; 550-5.1.1 one',
		'\t550 5.1.1 two',
	].join('\r\n');
	expect(readStatus(status)).toEqual({
		reporter: 'mail.provider.example',
		messageId: '<1@example.org>',
		recipients: [
			{
				address: 'person@example.org',
				led: '/home/person',
				action: 'failed',
				remote: '192.0.2.1',
				status: '5.1.1',
				reply: {code: 550, enhanced: '5.1.1', lines: ['5.1.1 one', '5.1.1 two']},
				words: '550-5.1.1 one 550 5.1.1 two',
			},
		],
	});
});

test.each([
	['5.1.1', 'failed'],
	['4.4.1', 'delayed'],
	['2.0.0', 'relayed'],
])('without an action, the status %s says %s', (status, action) => {
	const {recipients} = readStatus(`Final-Recipient: rfc822; a@b.example\nStatus: ${status}\n`);
	expect(recipients).toMatchObject([{action}]);
});

test('recipients may stand in one group, and the group about the message behind them', () => {
	const {reporter, recipients} = readStatus(
		'Final-Recipient: rfc822; a@b.example\nAction: failed\nFinal-Recipient: rfc822; c@d.example\nAction: delayed\n\nReporting-MTA: dns; x.example\n',
	);
	expect(reporter).toBe('x.example');
	expect(recipients.map(({address, action}) => [address, action])).toEqual([
		['a@b.example', 'failed'],
		['c@d.example', 'delayed'],
	]);
});

test.each([
	['nothing is said of it', 'Final-Recipient: rfc822; a@b.example\n'],
	[
		'it is a read receipt',
		'Final-Recipient: rfc822; a@b.example\nStatus: 5.0.0\nDisposition: manual-action; deleted\n',
	],
	['nobody is named', 'Reporting-MTA: dns; a.example\n\nAction: failed\nStatus: 5.1.1\n'],
	['there is nothing', ''],
])('tells of no recipient where %s', (_, status) => {
	expect(readStatus(status).recipients).toEqual([]);
});

test('an address may be written in escapes, and no more than 50 are told', () => {
	expect(
		readStatus('Final-Recipient: utf-8; j\\x{F6}rg\\x{110000}@b.example\nAction: failed\n').recipients[0]
			?.address,
	).toBe('jörg\\x{110000}@b.example');
	const many = 'Final-Recipient: rfc822; a@b.example\nAction: failed\n\n'.repeat(400);
	expect(readStatus(many).recipients).toHaveLength(50);
});
