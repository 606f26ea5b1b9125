import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {mailboxOf} from '../../../source/probes/smtp/mailbox.ts';
import {anyText, probing, scripted, speaking} from './loopback.ts';

test.each([
	['nas@home.test', 'nas@home.test', false],
	['NAS+x@Home.Test', 'NAS+x@home.test', false],
	['nas@müller.test', 'nas@xn--mller-kva.test', false],
	['jürgen@home.test', 'jürgen@home.test', true],
	['jürgen@müller.test', 'jürgen@müller.test', true],
	['用户@例え.test', '用户@例え.test', true],
])('%s goes out as %s', (address, path, international) => {
	expect(mailboxOf(address)).toEqual({ok: true, value: {path, international}});
});

test.each([
	'',
	'@',
	'nas',
	'@home.test',
	'nas@',
	'a b@c.test',
	'a@b c',
	'a>@b.test',
	'a@b\r\n',
	'a\u200b@b.test',
	'a\ud800@b.test',
	`${'a'.repeat(65)}@b.test`,
	`${'ü'.repeat(33)}@b.test`,
	`a@${'b'.repeat(64)}.test`,
	'a@b..c',
])('%j is refused', address => {
	expect(mailboxOf(address).ok).toBe(false);
});

test('no address, whatever it is, ends a command or adds to it', () => {
	fc.assert(
		fc.property(anyText, anyText, (local, domain) => {
			const mailbox = mailboxOf(`${local}@${domain}`);
			if (mailbox.ok) expect(mailbox.value.path).toMatch(/^[^\s<>\p{Cc}]{3,254}$/u);
		}),
	);
});

describe('SMTPUTF8', () => {
	const offered = {EHLO: '250-x\n250-8BITMIME\n250 SMTPUTF8'};

	test.each([
		['jürgen@home.test', 'person@mailbox.test'],
		['nas@home.test', 'jürgen@mailbox.test'],
	])('is asked for from %s to %s, where it is offered', async (from, to) => {
		const server = await scripted(speaking(offered));
		const {stop} = await probing(server.port).ask('accept', {from, to});
		expect(stop).toBeUndefined();
		const heard = Buffer.from(server.heard(), 'latin1').toString();
		expect(heard).toContain(`MAIL FROM:<${from}> SMTPUTF8\r\nRCPT TO:<${to}>\r\n`);
		expect(heard).toContain(`To: ${to}\r\n`);
	});

	test('is not asked for where nothing needs it', async () => {
		const server = await scripted(speaking(offered));
		await probing(server.port).ask('recipient', {to: 'person@müller.test'});
		expect(server.heard()).toContain('MAIL FROM:<nas@home.test>\r\nRCPT TO:<person@xn--mller-kva.test>\r\n');
	});

	test.each([
		['sender', {from: 'jürgen@home.test'}, /RCPT|MAIL/],
		['recipient', {to: 'jürgen@mailbox.test'}, /RCPT|SMTPUTF8/],
	] as const)('ends at the %s where it is not offered', async (stage, more, unsaid) => {
		const server = await scripted(speaking());
		const {stop} = await probing(server.port).ask('accept', more);
		expect(stop).toMatchObject({stage, failure: {code: 'not-offered'}});
		expect(server.heard()).not.toMatch(unsaid);
	});
});
