import {describe, expect, test} from 'vitest';
import {mailbox, messageId, tag, user} from './asking.ts';
import type {Message} from './messages.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const about = {messageId, tag, to: 'gone@mailbox.test'};

/** A delivery status notification as Postfix writes it. */
const bounce = (
	uid: number,
	{to = 'gone@mailbox.test', id = messageId, date = '23-Nov-2026 10:00:05 +0000'} = {},
): Message => ({
	uid,
	date,
	header: `Return-Path: <>
From: MAILER-DAEMON@mailbox.test (Mail Delivery System)
To: ${user}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce${uid}@mailbox.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"`,
	body: `--b\r
Content-Type: text/plain\r
\r
<${to}>: host mx.mailbox.test said: 550 5.1.1 User unknown\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.home-mail.test\r
\r
Final-Recipient: rfc822; ${to}\r
Action: failed\r
Status: 5.1.1\r
Remote-MTA: dns; mx.mailbox.test\r
Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
\r
--b\r
Content-Type: text/rfc822-headers\r
\r
From: nas@home-mail.test\r
To: ${to}\r
Subject: Your verification code is 482915\r
Message-ID: <${id}>\r
X-Lostmail-Tag: ${tag}\r
\r
--b--\r
`,
});

const daemon = 'Return-Path: <>\nFrom: MAILER-DAEMON@mailbox.test\nSubject: failure notice';

const withoutQuote: Message = {
	...bounce(8),
	body: (bounce(8).body ?? '').replace(/--b\r\nContent-Type: text\/rfc822-headers.*$/s, '--b--\r\n'),
};

const news: Message = {
	uid: 1,
	date: '23-Nov-2026 11:00:00 +0000',
	header: 'From: postmaster@mailbox.test\nSubject: our new office\nMessage-ID: <n@x.test>',
	body: 'We have moved.',
};

const asking = (boxes: NonNullable<Parameters<typeof mailbox>[0]>['boxes'] & object) =>
	mailbox({boxes}, {now: () => now});

describe('bounces', () => {
	test.each([
		['INBOX', '', 'inbox'],
		['Junk', '\\Junk', 'junk'],
		['Trash', '\\Trash', 'trash'],
		['Rules', '', 'other'],
	])('in %s', async (name, attributes, use) => {
		const {server, ask} = await asking([
			...(name === 'INBOX' ? [] : [{name: 'INBOX', messages: [news]}]),
			{name, attributes, messages: [news, bounce(5)]},
		]);
		const answer = await ask({do: 'bounces', about});
		expect(answer.stop).toBeUndefined();
		expect(answer.unsearched).toEqual([]);
		expect(answer.bounces).toEqual([
			{
				folder: expect.objectContaining({path: name, use}),
				at: '2026-11-23T10:00:05.000Z',
				bounce: expect.objectContaining({
					recipients: [
						expect.objectContaining({
							address: 'gone@mailbox.test',
							action: 'failed',
							reply: expect.objectContaining({code: 550, enhanced: '5.1.1'}),
						}),
					],
				}),
			},
		]);
		expect(JSON.stringify(answer)).not.toContain('482915');
		const fetched = server.lines().filter(line => line.includes('BODY'));
		expect(new Set(fetched.map(line => line.replace(/^\S+ UID FETCH \d+ /, '')))).toEqual(
			new Set(['(UID BODY.PEEK[]<0.262144>)']),
		);
	});

	test.each([
		[about, 1],
		[{messageId: `<${messageId}>`}, 1],
		[{messageId: 'another@mailbox.test', to: 'gone@mailbox.test'}, 0],
		[{tag}, 1],
		[{tag: 'another'}, 0],
		[{to: 'GONE@mailbox.test'}, 1],
		[{to: 'somebody@mailbox.test'}, 0],
		[{}, 1],
	])('about %j', async (wanted, count) => {
		const {ask} = await asking([{name: 'INBOX', messages: [bounce(5)]}]);
		expect((await ask({do: 'bounces', about: wanted})).bounces).toHaveLength(count);
	});

	test.each([
		[{messageId}, 1],
		[{tag}, 1],
		[{messageId, tag, to: 'gone@mailbox.test'}, 1],
		[{messageId, to: 'somebody@mailbox.test'}, 0],
	])('that does not quote which mail came back, about %j', async (wanted, count) => {
		const {ask} = await asking([{name: 'INBOX', messages: [withoutQuote]}]);
		const {bounces, unsearched} = await ask({do: 'bounces', about: wanted});
		expect(bounces).toHaveLength(count);
		expect(unsearched).toEqual([]);
		for (const {bounce: read} of bounces ?? []) expect(read.about.messageId).toBeUndefined();
	});

	test('a clock that is behind by ten minutes hides none', async () => {
		const messages = ['09:59:30', '09:50:00', '09:49:59'].map((time, index) =>
			bounce(index + 5, {date: `23-Nov-2026 ${time} +0000`}),
		);
		const {ask} = await asking([{name: 'INBOX', messages}]);
		const {bounces} = await ask({do: 'bounces', about: {}, since: '2026-11-23T10:00:00Z'});
		expect(bounces?.map(({at}) => at)).toEqual(['2026-11-23T09:59:30.000Z', '2026-11-23T09:50:00.000Z']);
	});

	test('not in what was sent, and not older than a week where nothing else is said', async () => {
		const {ask} = await asking([
			{name: 'INBOX', messages: [bounce(5, {date: '15-Nov-2026 10:00:05 +0000'})]},
			{name: 'Sent', attributes: '\\Sent', messages: [bounce(5)]},
		]);
		expect((await ask({do: 'bounces', about})).bounces).toEqual([]);
		const since = '2026-11-10T00:00:00Z';
		expect((await ask({do: 'bounces', about, since})).bounces).toHaveLength(1);
	});

	test('the latest twenty are told', async () => {
		const messages = Array.from({length: 60}, (_, index) =>
			bounce(index + 1, {date: `23-Nov-2026 10:00:${String(index).padStart(2, '0')} +0000`}),
		);
		const {ask} = await asking([{name: 'INBOX', messages}]);
		const {bounces, unsearched} = await ask({do: 'bounces', about: {}});
		expect(bounces).toHaveLength(20);
		expect(bounces?.[0]?.at).toBe('2026-11-23T10:00:59.000Z');
		expect(unsearched).toEqual([{path: '*', why: '40 more mails may be bounces, and are not told'}]);
	});

	test('the same one in Gmail is told once', async () => {
		const {ask} = await asking([
			{name: '[Gmail]/All Mail', attributes: '\\All', messages: [bounce(90)]},
			{name: 'INBOX', messages: [{...bounce(90), uid: 5}]},
		]);
		const {bounces} = await ask({do: 'bounces', about});
		expect(bounces?.map(({folder}) => folder.use)).toEqual(['inbox']);
	});

	test('what is no place of arrival by its name alone is searched', async () => {
		const {ask} = await asking([{name: 'INBOX'}, {name: 'Notes', messages: [bounce(5)]}]);
		expect((await ask({do: 'bounces', about})).bounces).toHaveLength(1);
	});

	describe('what may be one and tells nothing is told as that', () => {
		const saying = (header: string, body = 'Nobody can read this.'): Message => ({
			uid: 3,
			date: '23-Nov-2026 10:00:00 +0000',
			header,
			body,
		});

		test.each([
			['of a machine', daemon],
			['of a machine, with a reply that names nobody', daemon, '550 5.7.1 rejected as spam'],
			['of nobody', 'Return-Path: <>\nFrom: postmaster@mailbox.test'],
			['that says what it is', 'From: a@b.test\nContent-Type: multipart/report; boundary=b'],
			['of Exim', 'From: a@b.test\nX-Failed-Recipients: gone@mailbox.test'],
		])('%s', async (_, header, body?: string) => {
			const {ask} = await asking([{name: 'INBOX', messages: [saying(header, body)]}, {name: 'Work'}]);
			const answer = await ask({do: 'bounces', about});
			const why = '1 mail there may be a bounce, and could not be read as one';
			expect(answer).toMatchObject({bounces: [], unsearched: [{path: 'INBOX', why}]});
			expect(answer.stop).toBeUndefined();
		});

		test.each([
			['news of a postmaster', 'Return-Path: <news@mailbox.test>\nFrom: postmaster@mailbox.test'],
			[
				'a receipt',
				'Return-Path: <>\nFrom: MAILER-DAEMON@mailbox.test\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b',
			],
			['a mail of a list', 'From: mailer-daemon@mailbox.test\nList-Id: <users.lists.test>'],
		])('%s is none', async (_, header) => {
			const {ask} = await asking([{name: 'INBOX', messages: [saying(header)]}]);
			expect(await ask({do: 'bounces', about})).toMatchObject({bounces: [], unsearched: []});
		});

		test.each([
			['no row', ''],
			['a row without it', '* 1 FETCH (UID 5)\n'],
			['an empty one', '* 1 FETCH (UID 5 BODY[]<0> "")\n'],
			['NIL', '* 1 FETCH (UID 5 BODY[]<0> NIL)\n'],
		])('kept back by the server: %s', async (_, row) => {
			const {ask} = await mailbox(
				{
					boxes: [{name: 'INBOX', messages: [bounce(5), bounce(6)]}],
					script: {
						'UID FETCH': ({tag: by, say, line, usual}) =>
							/ 5 .*BODY\.PEEK\[\]/.test(line) ? say(`${row}${by} OK done`) : usual(),
					},
				},
				{now: () => now},
			);
			const answer = await ask({do: 'bounces', about});
			expect(answer.bounces).toHaveLength(1);
			expect(answer.unsearched).toEqual([
				{path: 'INBOX', why: 'the server does not give 1 mail there that may be a bounce'},
			]);
		});
	});

	test('a folder that cannot be searched', async () => {
		const {ask} = await mailbox(
			{
				boxes: [{name: 'INBOX'}],
				script: {EXAMINE: ({tag: by, say}) => say(`${by} NO [NOPERM] no`)},
			},
			{now: () => now},
		);
		expect(await ask({do: 'bounces', about})).toMatchObject({
			bounces: [],
			unsearched: [{path: 'INBOX', why: 'the server does not open it: no'}],
		});
	});
});
