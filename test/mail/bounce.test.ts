import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import type {Bounce} from '../../source/core/bounce.ts';
import {bounceExplanation} from '../../source/core/explanation/bounce.ts';
import {readBounce, readBounceText} from '../../source/mail/bounce.ts';
import {loadKnowledge} from '../../source/playbook/knowledge.ts';
import {bounces, none, usualRecipient} from './bounce/table.ts';

const folder = new URL('bounce/mails/', import.meta.url);
const mail = (name: string): Buffer => readFileSync(new URL(`${name}.eml`, folder));
const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

const bounceIn = async (octets: Buffer): Promise<Bounce> => {
	const read = await readBounce(octets);
	if (!read.ok) throw new Error(read.failure);
	return read.value;
};

/** Every text of a bounce. */
const textsOf = (value: unknown): readonly string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(textsOf)
			: [];

test('every mail is in the table', () => {
	const files = readdirSync(folder).sort();
	expect(files).toEqual(
		[...Object.keys(bounces), ...none.map(name => `none-${name}`)].map(name => `${name}.eml`).sort(),
	);
});

test.each(Object.entries(bounces))('reads %s', async (name, expected) => {
	const bounce = await bounceIn(mail(name));
	const {cause, facts} = bounceExplanation(bounce, knowledge);
	const [worst] = facts.recipients;
	const {read, reporter, to = usualRecipient, led, action = 'failed', outcome = 'failed'} = expected;
	expect(bounce.read).toBe(read);
	if (reporter !== undefined) expect(bounce.reporter).toBe(reporter);
	expect(bounce.at).toBe('2026-11-23T08:15:02.000Z');
	expect(worst).toMatchObject({address: to, led: led ?? null, action, outcome});
	expect(worst?.remote ?? undefined).toBe(expected.remote);
	if (expected.code !== undefined) expect(worst?.code).toBe(expected.code);
	if (expected.enhanced !== undefined) expect(worst?.enhanced).toBe(expected.enhanced);
	expect(cause).toBe(expected.cause);
	expect(bounce.about.messageId).toBe(expected.quotes === false ? undefined : '<code-1@nas.home.example>');
});

test.each(Object.keys(bounces))(
	'tells neither the subject nor the text of the mail that %s quotes',
	async name => {
		const all = textsOf(await bounceIn(mail(name))).join('\n');
		expect(all).not.toMatch(/482915|verification code|验证码/i);
	},
);

test.each(none)('takes no bounce out of %s', async name => {
	expect((await readBounce(mail(`none-${name}`))).ok).toBe(false);
});

test('every recipient is told, with its own words', async () => {
	const {recipients} = await bounceIn(mail('postfix-several'));
	expect(recipients.map(({address}) => address)).toEqual(['full@example.org', 'gone@example.net']);
	expect(recipients[1]).toMatchObject({status: '5.4.4'});
	expect(recipients[1]).not.toHaveProperty('reply');
	expect(recipients[1]?.words).toContain('Host or domain name not found');
});

test('the lines of a reply are parted where its code is repeated', async () => {
	const {recipients} = await bounceIn(mail('gmail-not-found'));
	expect(recipients[0]?.reply).toEqual({
		code: 550,
		enhanced: '5.1.1',
		lines: [
			'5.1.1 The email account that you tried to reach does not exist. Please try',
			"5.1.1 double-checking the recipient's email address for typos or",
			'5.1.1 unnecessary spaces. For more information, go to',
			'5.1.1 https://support.google.com/mail/?p=NoSuchUser ••••.12 - gsmtp',
		],
	});
});

test('until when it is tried again is told', async () => {
	const {recipients} = await bounceIn(mail('postfix-delayed'));
	expect(recipients[0]?.until).toBe('2026-11-28T04:15:00.000Z');
});

test('the mail that came back is known by what it quotes', async () => {
	expect((await bounceIn(mail('qmail'))).about).toEqual({
		messageId: '<code-1@nas.home.example>',
		tag: 'a1b2c3',
		from: 'nas@home.example',
		to: 'person@example.org',
		date: 'Mon, 23 Nov 2026 08:14:59 +0000',
	});
});

describe('what somebody pasted', () => {
	const read = async (text: string) => {
		const bounce = await readBounceText(text);
		return bounce.ok ? bounce.value.recipients[0] : bounce.failure;
	};

	test('a line of Postfix', async () => {
		expect(
			await read(
				'<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)',
			),
		).toEqual({
			address: 'user@example.org',
			action: 'failed',
			remote: 'mx.example.org',
			status: '5.1.1',
			reply: {
				code: 550,
				enhanced: '5.1.1',
				lines: ['5.1.1 <user@example.org>: Recipient address rejected: User unknown'],
			},
			words:
				'host mx.example.org[192.0.2.1] said: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)',
		});
	});

	test('the same with the marks of a quote, broken into lines', async () => {
		expect(
			await read(
				'> <user@example.org>: host mx.example.org[192.0.2.1] said: 450 4.2.0\n>     Greylisted, come back (in reply to RCPT TO command)',
			),
		).toMatchObject({
			address: 'user@example.org',
			reply: {code: 450, lines: ['4.2.0 Greylisted, come back']},
		});
	});

	test('words of Microsoft that name no recipient', async () => {
		expect(
			await read(
				"Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'",
			),
		).toMatchObject({
			address: '',
			reply: {
				code: 550,
				enhanced: '5.1.10',
				lines: ['5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'],
			},
		});
	});

	test('the text that Gmail shows', async () => {
		expect(
			await read(
				"Address not found\nYour message wasn't delivered to x@y.example because the address couldn't be found, or is unable to receive mail.\nThe response was:\n550 5.1.1 No such user here",
			),
		).toMatchObject({address: 'x@y.example', reply: {code: 550, lines: ['5.1.1 No such user here']}});
	});

	test('the fields of a delivery status', async () => {
		expect(await read('Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.2.2\n')).toEqual({
			address: 'a@b.example',
			action: 'failed',
			status: '5.2.2',
		});
	});

	test('what Exim says of a host that never answered', async () => {
		expect(
			await read('a@b.example\n    host mx.b.example [192.0.2.3]\n    retry timeout exceeded'),
		).toMatchObject({
			address: 'a@b.example',
			remote: 'mx.b.example',
		});
	});

	test.each([
		'',
		'hello, a@b.example is my address',
		'Action: failed',
		'550 5.1.1 no such user',
		'EHLO example.org',
	])('is no bounce: %s', async text => {
		expect(await read(text)).toBe('says nothing of what became of another mail');
	});

	test('a text without a header is read as one, though it has colons', async () => {
		const bounce = await readBounce(
			Buffer.from('<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 nobody\n'),
		);
		expect(bounce.ok && bounce.value.recipients[0]?.address).toBe('user@example.org');
	});
});

test('an address that a server repeats behind a line break is no recipient of its own', async () => {
	const read = await readBounceText(
		[
			'<user@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1',
			'    <user@example.org>: Recipient address rejected: User unknown in virtual',
			'    mailbox table (in reply to RCPT TO command)',
		].join('\n'),
	);
	expect(read.ok && read.value.recipients).toMatchObject([
		{
			address: 'user@example.org',
			words: expect.stringContaining('User unknown in virtual mailbox table'),
		},
	]);
});
