import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {mailboxSchema} from '../../../source/lab/mailbox/settings.ts';
import {openMailbox} from '../../../source/lab/mailbox.ts';
import {door, noon, secrets, tookTestMail} from './open.ts';

const temporary = mkdtempSync(path.join(tmpdir(), 'lostmail-mailbox-'));
afterAll(() => rmSync(temporary, {recursive: true}));

const file = (name: string, text: string): string => {
	const place = path.join(temporary, name);
	writeFileSync(place, text);
	return place;
};

const bounce = `From: Mail Delivery System <mailer-daemon@mx.mailbox.test>
To: nas@home.test
Subject: Undelivered Mail Returned to Sender
Date: Mon, 15 Jun 2026 11:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mailbox.test

Final-Recipient: rfc822; person@mailbox.test
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
--b
Content-Type: text/rfc822-headers

From: nas@home.test
To: person@mailbox.test
Message-ID: <{tag}@home.test>
X-Lostmail-Tag: {tag}
--b--
`.replaceAll('\n', '\r\n');

/** As it is once the file of a scenario has been found; only then it is a path. */
const withFile = async (place: string) => {
	const settings = mailboxSchema.parse({
		password: secrets['imap-password'],
		messages: [{at: '-5m', file: 'messages/bounce.eml'}],
	});
	const [letter, ...rest] = settings.messages;
	if (!letter) throw new Error('no letter');
	const ask = await openMailbox(
		{...settings, messages: [{...letter, file: place}, ...rest]},
		{secret: name => secrets[name], sessions: () => [tookTestMail('a1b2c3')], now: () => noon},
	);
	return async (about: object, since?: string) => {
		const question = {...door, do: 'bounces', about, ...(since === undefined ? {} : {since})} as const;
		const result = await ask(question, new AbortController().signal);
		if (!result.ok) throw new Error(result.failure.code);
		return result.value.bounces;
	};
};

test('bounces are read from files, and told where they are about the message', async () => {
	const bounces = await withFile(file('bounce.eml', bounce));
	expect(await bounces({})).toMatchObject([
		{
			folder: {path: 'INBOX'},
			at: '2026-06-15T11:55:00.000Z',
			bounce: {about: {tag: 'a1b2c3'}, recipients: [{address: 'person@mailbox.test', action: 'failed'}]},
		},
	]);
	expect(await bounces({tag: 'a1b2c3', to: 'Person@mailbox.test'})).toHaveLength(1);
	expect(await bounces({messageId: '<a1b2c3@home.test>'})).toHaveLength(1);
	expect(await bounces({tag: 'other'})).toEqual([]);
	expect(await bounces({to: 'somebody@else.test'})).toEqual([]);
	expect(await bounces({}, '2026-06-15T11:56:00Z')).toEqual([]);
});
