import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {UsageError} from '../../../source/commands/io.ts';
import {printableLines} from '../../../source/core/printable.ts';
import {letters, octetsOf} from '../../mail/trail/letters.ts';
import {written} from '../../mail/verification/table.ts';
import {fine, mails, run, told} from './pasting.ts';

describe('the header of a provider', () => {
	test.each(Object.entries(letters))('%s', async (_, {header, code, cause}) => {
		const octets = octetsOf(header);
		const whole = await told(octets);
		expect([whole.kind, whole.facts.result, whole.cause, whole.code]).toEqual([
			'message',
			code,
			cause,
			'482915',
		]);
		const alone = await told(header.join('\n'));
		expect([alone.kind, alone.facts.result, alone.cause, alone.code]).toEqual(['headers', code, cause, null]);
		const shown = await run(octets);
		expect(shown.code).toBe(cause === null ? (code === 'clean' ? 0 : 3) : 1);
		fine(shown.stdout);
		expect(shown.stdout).not.toMatch(/482 ?915/);
		expect(JSON.stringify(whole.facts)).not.toMatch(/482 ?915/);
	});
});

describe('a message that was saved', () => {
	test.each(mails('verification').filter(([name]) => name in written))('%s', async (name, octets) => {
		const explanation = await told(octets);
		const {value, kind} = written[name] ?? {};
		expect(explanation.kind).toBe('message');
		expect(explanation.code).toBe(kind === 'link' ? null : (value ?? null));
		const {stdout} = await run(octets);
		fine(stdout);
		if (value !== undefined) {
			expect(stdout).not.toContain(value);
			expect(JSON.stringify(explanation.facts)).not.toContain(value);
		}
	});

	const body = (life: string) => `Your verification code is 482 915. ${life}\r\n`;

	/** A letter that took so many minutes to its last server. */
	const slow = (minutes: number): readonly string[] => [
		`Received: from mx.example.net by imap.example.net; ${new Date(Date.UTC(2024, 0, 14, 10, minutes)).toUTCString()}`,
		'Received: from nas.example.org by mx.example.net; Sun, 14 Jan 2024 10:00:00 +0000',
		'From: NAS <nas@example.org>',
		'To: kim@example.net',
		'Date: Sun, 14 Jan 2024 10:00:00 +0000',
	];

	test('names a code whose time was over before it arrived, and no old one', async () => {
		const valid = body('It is valid for 10 minutes.');
		const late = await told(octetsOf(slow(103), valid));
		expect([late.cause, late.facts.result, late.code]).toEqual(['code.expired', 'expired', '482915']);
		const {stdout: shown} = await run(octetsOf(slow(103), valid));
		expect(shown).toContain('so it came too late. It lay longest between mx.example.net');
		const old = await told(octetsOf(slow(2), valid));
		expect([old.cause, old.code]).toEqual([null, '482915']);
		expect(old.kind === 'message' && old.facts).toMatchObject({
			verification: {kind: 'code', masked: '48••••', validSeconds: 600, expired: false},
			validUntil: '2024-01-14T10:10:00.000Z',
		});
		const {code, stdout} = await run(octetsOf(slow(2), valid));
		expect(code).toBe(3);
		expect(stdout.replaceAll(/\s+/g, ' ')).toContain('valid for 10 minutes, until 2024-01-14 10:10:00 UTC.');
		const open = await told(octetsOf(slow(103), body('')));
		expect([open.cause, open.facts.result]).toEqual([null, 'slow']);
		const junk = await told(octetsOf(['X-Spam-Flag: YES', ...slow(103)], valid));
		expect(junk.cause).toBe('filter.spam-score');
	});

	test('has the envelope sender that its header tells, and no other', async () => {
		const from = 'From: NAS <nas@example.org>';
		const dislikesIn = async (...header: readonly string[]) => {
			const explanation = await told(octetsOf(header));
			return explanation.kind === 'message' ? explanation.facts.dislikes.map(({id}) => id) : [];
		};
		const stamp = 'Received: from a.example.org by mail.example.net; Sun, 22 Nov 2026 10:00:03 +0000';
		expect(await dislikesIn('Return-Path: <x@other.example>', stamp, from)).toContain('from-not-envelope');
		expect(await dislikesIn(stamp, 'From: <nas@example.org>]0', from)).not.toContain('from-not-envelope');
	});

	test.each([
		['kim@example.net', 'recipient-admin', /does not say which rules/],
		['kim@yahoo.com', 'end-user', /^Open the junk or spam folder/],
	])('in the mailbox of %s is taken out of junk by the %s', async (to, who, fix) => {
		const {facts, ...explanation} = await told(
			octetsOf([
				'X-Spam-Flag: YES',
				'Received: from a.example.org by mail.example.net; Sun, 22 Nov 2026 10:00:03 +0000',
				'From: NAS <nas@example.org>',
				`To: ${to}`,
			]),
		);
		expect([explanation.cause, explanation.who]).toEqual(['filter.spam-score', who]);
		expect(explanation.kind === 'message' && 'fix' in facts && facts.fix).toMatch(fix);
	});

	test('hides a code that a server repeated in the header', async () => {
		const {facts} = await told(
			octetsOf([
				'Received: from smtp.example.org by mail.example.net (482915) for <482915@example.net>; Sun, 22 Nov 2026 10:00:03 +0000',
				'Authentication-Results: mail.example.net; spf=pass (code 482915) smtp.mailfrom=482915.example.org',
				'From: NAS <nas@example.org>',
				'Subject: Your verification code 482915',
			]),
		);
		expect(JSON.stringify(facts)).not.toContain('482915');
	});

	test('is read in whatever encoding it was saved', async () => {
		const text = octetsOf(letters['Outlook.com, junk with SCL 5']?.header ?? []).toString();
		for (const octets of [
			Buffer.from(`\uFEFF${text}`),
			Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
			Buffer.from(text, 'utf16le'),
			Buffer.from(text.replaceAll('\r\n', '\n')),
			Buffer.from(`From kim@example.net Sun Nov 22 10:00:00 2026\n${text}`),
			Buffer.from(text.replaceAll(/^/gm, '> ')),
		])
			expect((await told(octets)).cause).toBe('mailbox.junk');
	});

	test('keeps the octets of its parts, in whatever charset they are', async () => {
		const header = [
			'Received: from a.example.org by mail.example.net; Sun, 22 Nov 2026 10:00:03 +0000',
			'From: nas@example.org',
			'Content-Type: text/plain; charset=windows-1251',
			'Content-Transfer-Encoding: 8bit',
		].join('\r\n');
		// “Ваш код подтверждения: 482915” in windows-1251.
		const words = Buffer.from('c2e0f820eaeee420efeee4f2e2e5f0e6e4e5ede8ff3a20343832393135', 'hex');
		expect((await told(Buffer.concat([Buffer.from(`${header}\r\n\r\n`), words]))).code).toBe('482915');
	});

	test('larger than a megabyte is read at its beginning', async () => {
		const header = letters['rspamd, spam']?.header ?? [];
		const explanation = await told(
			octetsOf(header, `Your code is 482 915.\r\n${'x'.repeat(76)}\r\n`.repeat(20_000)),
		);
		expect(explanation.cause).toBe('filter.spam-score');
		expect(explanation.kind === 'message' && explanation.facts.cut).toBe(true);
	});
});

describe('a bounce', () => {
	test.each(mails('bounce'))('%s', async (name, octets) => {
		const explanation = await told(octets);
		expect(explanation.kind === 'bounce').toBe(!name.startsWith('none-'));
		fine((await run(octets)).stdout);
	});

	test('of which only the text was pasted', async () => {
		const text =
			'<kim@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1\n    <kim@example.net>: Recipient address rejected: User unknown in local recipient\n    table (in reply to RCPT TO command)';
		const explanation = await told(text);
		expect([explanation.kind, explanation.cause]).toEqual(['bounce', 'recipient.unknown']);
		expect((await run(text)).code).toBe(1);
	});
});

test('a header below the summary of Gmail', async () => {
	const header = (letters['Gmail, DMARC failed']?.header ?? []).join('\n');
	const page = `Original Message\nMessage ID\t<a1b2c3@nas.example.org>\nCreated at:\tSun, Nov 22, 2026 at 10:00 AM (Delivered after 3 seconds)\nFrom:\tNAS <nas@example.org>\nTo:\tkim.example@gmail.com\nSubject:\tYour verification code\nSPF:\tSOFTFAIL with IP 198.51.100.25 Learn more\nDMARC:\t'FAIL' Learn more\n\nDownload Original\tCopy to clipboard\n${header}\n\nYour code is 482 915.`;
	const explanation = await told(page);
	expect([explanation.kind, explanation.cause, explanation.received.length]).toEqual([
		'message',
		'reputation.spf',
		3,
	]);
});

test('the rules that fired are told in plain words', async () => {
	const {stdout} = await run(octetsOf(letters['rspamd, spam']?.header ?? []));
	expect(stdout).toMatch(/0\.2 {1,2}MIME_HTML_ONLY: \S/);
});

test('any mail that was changed is explained in 80 columns, safe to print, and the same again', async () => {
	const pool = Object.values(letters).map(({header}) => octetsOf(header).toString('latin1'));
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...pool),
			fc.array(fc.tuple(fc.nat(3000), fc.string({unit: 'binary', maxLength: 20})), {maxLength: 6}),
			async (mail, changes) => {
				const text = changes.reduce(
					(left, [at, more]) => left.slice(0, at) + more + left.slice(at + 3),
					mail,
				);
				const first = await run(text).catch((error: Error) => error);
				if (first instanceof Error) {
					expect(first).toBeInstanceOf(UsageError);
					return;
				}
				expect([0, 1, 3]).toContain(first.code);
				expect(first.stdout).toBe(printableLines(first.stdout));
				expect(await run(text)).toEqual(first);
				await told(text);
			},
		),
		{numRuns: 40},
	);
}, 60_000);
