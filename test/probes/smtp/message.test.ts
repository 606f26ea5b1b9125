import {simpleParser} from 'mailparser';
import {expect, test} from 'vitest';
import {testMessage} from '../../../source/probes/smtp/message.ts';
import {probing, scripted, speaking} from './loopback.ts';

const unstuffed = (octets: Buffer) =>
	Buffer.from(
		octets
			.toString('latin1')
			.replace(/\.\r\n$/, '')
			.replaceAll(/^\.\./gm, '.'),
		'latin1',
	);

test('the test message is one that any reader understands, and it can be found again', async () => {
	const began = Date.now();
	const octets = await testMessage('nas@home.test', 'person@mailbox.test', 'a1b2c3');
	const mail = await simpleParser(unstuffed(octets));
	expect(mail).toMatchObject({
		messageId: '<a1b2c3@home.test>',
		subject: 'Mail test a1b2c3',
		from: {value: [{address: 'nas@home.test', name: ''}]},
		to: {value: [{address: 'person@mailbox.test', name: ''}]},
		attachments: [],
	});
	expect(mail.text).toContain('Reference: a1b2c3');
	expect(mail.html).toBe(false);
	expect(mail.headers.get('x-lostmail-tag')).toBe('a1b2c3');
	expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
	expect(Math.abs((mail.date?.getTime() ?? 0) - began)).toBeLessThan(60_000);
});

test.each([
	['nas@home.test', 'person@mailbox.test'],
	['jürgen@müller.test', '用户@例え.test'],
	['.dot@home.test', `${'p'.repeat(64)}@${'m'.repeat(60)}.${'m'.repeat(60)}.${'m'.repeat(60)}.test`],
])('from %s to %s it keeps to RFC 5322 and RFC 5321', async (from, to) => {
	const text = (await testMessage(from, to, 'tag')).toString();
	expect(text).toMatch(/\r\n\.\r\n$/);
	expect(text.slice(0, -3)).not.toMatch(/^\.\r\n/m);
	expect(text).not.toMatch(/[^\r]\n|\r[^\n]|\0/);
	for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
	const head = text.slice(0, text.indexOf('\r\n\r\n'));
	for (const field of ['From', 'To', 'Date', 'Message-ID', 'Subject', 'MIME-Version'])
		expect(head.match(new RegExp(`^${field}:`, 'gm'))).toHaveLength(1);
	expect((await simpleParser(unstuffed(Buffer.from(text)))).to).toMatchObject({value: [{address: to}]});
});

test('over the wire it stands between DATA and the lone dot, and nothing follows it', async () => {
	const server = await scripted(speaking());
	const {ask, close} = probing(server.port);
	const answer = await ask('accept', {tag: 'a1b2c3'});
	expect(answer.reply).toEqual({code: 250, enhanced: '2.0.0', lines: ['2.0.0 Queued']});
	expect(answer.exchanges.map(({text}) => text).join()).toMatch(/\(the test message, \d+ octets\)/);
	close();
	await server.idle();
	const [, sent = ''] = /DATA\r\n(.*\r\n)\.\r\nQUIT\r\n$/s.exec(server.heard()) ?? [];
	expect((await simpleParser(sent)).messageId).toBe('<a1b2c3@home.test>');
});
