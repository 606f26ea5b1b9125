import {expect, test} from 'vitest';
import {failed} from '../../source/core/result.ts';
import {aboutCaught} from '../../source/mail/caught.ts';
import {readMail} from '../../source/mail/mail.ts';

const octets = Buffer.from(
	[
		'Received: from nas by mx.shop.test; Mon, 15 Jun 2026 12:02:00 +0000',
		'Date: Mon, 15 Jun 2026 12:00:00 +0000',
		'From: no-reply@shop.test',
		'',
		'Type 482913.',
		'',
	].join('\r\n'),
);
const caught = {
	octets,
	at: Date.parse('2026-06-15T12:02:01Z'),
	remote: '127.0.0.1',
	sender: 'no-reply@shop.test',
};

test('everything that a caught message tells, and DNS only where it may be asked', async () => {
	const mail = await readMail(octets);
	if (!mail.ok) throw new Error(mail.failure);
	const about = await aboutCaught(mail.value, caught);
	expect(about).toMatchObject({
		passages: [
			{by: 'mx.shop.test', seconds: 120, slowest: true},
			{by: 'this sink', seconds: 1},
		],
		clock: {ahead: -121, says: 'slow'},
	});
	expect(about.dislikes.map(({id}) => id)).toContain('no-message-id');
	expect(about).not.toHaveProperty('authentication');

	const {authentication} = await aboutCaught(mail.value, caught, async () => failed({code: 'timeout'}));
	expect(authentication).toMatchObject({
		spf: {result: 'none'},
		dkim: [{result: 'none'}],
		dmarc: {result: 'temperror'},
	});
});
