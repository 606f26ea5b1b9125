// Long because the headers of real servers are written out here, each beside what a sender forges to look like it.
import {describe, expect, test} from 'vitest';
import {weighed} from '../../../source/core/explanation/weighed.ts';
import {houseOf} from '../../../source/mail/trail/receiver.ts';
import {fieldsOf, trailOf} from '../../../source/mail/trail.ts';
import {octetsOf} from './letters.ts';

const read = (header: readonly string[]) => trailOf(fieldsOf(octetsOf(header)));
/** What a header comes to, and the verdicts that count as the receiver's. */
const told = (header: readonly string[]) => {
	const trail = read(header);
	const own = trail.verdicts.filter(({earlier}) => !earlier).map(({judgement}) => judgement);
	return {code: weighed(trail).code, own};
};

const letter = [
	'From: nas@home.example',
	'To: kim@example.net',
	'Subject: Your code',
	'Date: Sun, 22 Nov 2026 10:00:00 +0000',
	'Message-ID: <1@home.example>',
	'MIME-Version: 1.0',
	'Content-Type: text/plain; charset=utf-8',
];
const time = 'Sun, 22 Nov 2026 10:00:03 +0000 (UTC)';
const delivered = ['Return-Path: <nas@home.example>', 'Delivered-To: kim@example.net'];
const dovecot = `Received: from mx.example.net ([127.0.0.1]) by vm with LMTP id uGD+OMq+A2vHTgAAg for <kim@example.net>; ${time}`;
const postfix = `Received: from mail.home.example (mail.home.example [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id AC59726A618 for <kim@example.net>; ${time}`;
const sent = `Received: from nas.home.example (unknown [203.0.113.7]) by mail.home.example (Postfix) with ESMTPSA id 592AA26A616; ${time}`;
const bad = 'X-Spam-Status: Yes, score=9.1 required=5.0 tests=RDNS_NONE,GTUBE autolearn=no version=4.0.1';
const good = 'X-Spam-Status: No, score=-9.1 required=5.0 tests=ALL_TRUSTED autolearn=ham version=4.0.1';
const checkedBy = (host: string) => `X-Spam-Checker-Version: SpamAssassin 4.0.1 (2024-03-25) on ${host}`;
const checked = checkedBy('mx.example.net');
const results = (host: string, dmarc = 'pass') =>
	`Authentication-Results: ${host}; dkim=${dmarc} header.d=home.example; dmarc=${dmarc} (policy=reject) header.from=home.example; spf=${dmarc} smtp.mailfrom=nas@home.example`;

/** Each beside what a sender writes to look the same: fields of theirs stand where the receiver's would. */
const mails: Readonly<Record<string, readonly [header: readonly string[], code: string]>> = {
	// Postfix hides its own stamp from its filters: what they insert comes right below it, what they add at the end.
	'Postfix with rspamd as a milter, spam': [
		[
			...delivered,
			dovecot,
			postfix,
			results('mx.example.net'),
			sent,
			...letter,
			'X-Spam-Level: ******',
			'X-Spam-Status: Yes, score=6.95',
			'X-Spamd-Result: default: False [6.95 / 100.00]; DATE_IN_FUTURE(4.00)[959]; MIME_HTML_ONLY(0.20)[]',
			'X-Rspamd-Server: mx.example.net',
			'X-Spam: Yes',
		],
		'junk',
	],
	'Postfix with rspamd as a milter, no spam': [
		[
			...delivered,
			dovecot,
			postfix,
			results('mx.example.net'),
			sent,
			...letter,
			'X-Spamd-Result: default: False [-0.60 / 100.00]; R_SPF_ALLOW(-0.20)[+mx]',
			'X-Rspamd-Server: mx.example.net',
		],
		'clean',
	],
	'the same of the sender’s rspamd, no spam': [
		[
			...delivered,
			dovecot,
			postfix,
			sent,
			...letter,
			'X-Spamd-Result: default: False [-0.60 / 100.00]; R_SPF_ALLOW(-0.20)[+mx]',
			'X-Rspamd-Server: mail.home.example',
		],
		'untold',
	],
	'the same of the sender’s rspamd, spam': [
		[
			...delivered,
			postfix,
			'X-Rspamd-Action: add header',
			'X-Rspamd-Server: mail.home.example',
			'X-Spamd-Result: default: False [12.00 / 15.00]; A(1.0)[]',
			sent,
			...letter,
		],
		'suspicious',
	],
	'rspamd that names no server, no spam': [
		[...delivered, postfix, sent, ...letter, 'X-Spamd-Result: default: False [-0.60 / 15.00]; A(-0.2)[]'],
		'untold',
	],

	// spamass-milter inserts at the edge, with the name of its server.
	'SpamAssassin as a milter, spam': [[...delivered, dovecot, postfix, checked, bad, sent, ...letter], 'junk'],
	'SpamAssassin as a milter, no spam': [
		[...delivered, dovecot, postfix, checked, good, sent, ...letter],
		'clean',
	],
	'SpamAssassin of the server that sent it, spam': [
		[...delivered, dovecot, postfix, checkedBy('mail.home.example'), bad, sent, ...letter],
		'suspicious',
	],
	'SpamAssassin of the server that sent it, no spam': [
		[...delivered, dovecot, postfix, checkedBy('mail.home.example'), good, sent, ...letter],
		'untold',
	],
	'a good word at the edge that names nobody': [
		[...delivered, dovecot, postfix, good, sent, ...letter],
		'untold',
	],
	'a bad word at the edge that names nobody': [
		[...delivered, dovecot, postfix, bad, sent, ...letter],
		'junk',
	],
	'a good word and no stamp at all': [[good, ...letter], 'untold'],
	'a good word with a forged name and no stamp at all': [[checked, good, ...letter], 'untold'],
	'a bad word and no stamp at all': [[checked, bad, ...letter], 'junk'],

	// spamc as a content filter: the mail is handed in again, so that its fields stand above the stamp from outside.
	'SpamAssassin as a content filter, no spam': [
		[
			...delivered,
			dovecot,
			`Received: by mx.example.net (Postfix, from userid 5001) id 4X3; ${time}`,
			checkedBy('vm'),
			good,
			postfix,
			sent,
			...letter,
		],
		'clean',
	],
	'amavis, which hands in again from this machine, no spam': [
		[
			...delivered,
			`Received: from localhost (localhost [127.0.0.1]) by mx.example.net (Postfix) with ESMTP id 4X3; ${time}`,
			'X-Virus-Scanned: Debian amavisd-new at example.net',
			'X-Spam-Status: No, score=-0.999 tagged_above=-9999 required=6.31 tests=[ALL_TRUSTED=-1]',
			`Received: from mx.example.net ([127.0.0.1]) by localhost (mx.example.net [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id Ab; ${time}`,
			postfix,
			sent,
			...letter,
		],
		'clean',
	],
	'amavis of the sender, a virus': [
		[
			...delivered,
			postfix,
			'X-Virus-Scanned: amavis at home.example',
			'X-Amavis-Alert: INFECTED, message contains virus: Eicar',
			sent,
			...letter,
		],
		'suspicious',
	],
	'amavis of the sender, spam': [
		[
			...delivered,
			postfix,
			'X-Virus-Scanned: amavisd-new at home.example',
			'X-Spam-Flag: YES',
			'X-Spam-Status: Yes, score=9 tagged_above=2 required=6.31 tests=[A=9]',
			sent,
			...letter,
		],
		'suspicious',
	],
	'whoever greets as this machine from outside': [
		[
			`Received: from localhost (mail.home.example [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id 4X3; ${time}`,
			good,
			`Received: from x by nas; ${time}`,
			...letter,
		],
		'untold',
	],
	'whoever greets as the receiver from outside': [
		[
			`Received: from mx9.example.net (mail.home.example [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id 4X3; ${time}`,
			good,
			results('mx.example.net', 'pass'),
			`Received: from x by mx9.example.net (Postfix) with ESMTP id 4X2; ${time}`,
			...letter,
		],
		'untold',
	],
	'whoever greets as the receiver, without a reverse name': [
		[
			`Received: from mx9.example.net (unknown [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id 4X3; ${time}`,
			good,
			`Received: from x by mx9.example.net; ${time}`,
			...letter,
		],
		'untold',
	],
	'whoever calls itself `by`': [
		[
			`Received: from by (unknown [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id 4X3; ${time}`,
			good,
			`Received: from x by nas; ${time}`,
			...letter,
		],
		'untold',
	],

	// Exim appends, without a name.
	'Exim, spam': [
		[...delivered, postfix, sent, ...letter, bad, 'X-Spam-Bar: +++++++++', 'X-Spam-Flag: YES'],
		'junk',
	],
	'Exim or its sender, no spam': [[...delivered, postfix, sent, ...letter, good], 'untold'],

	// What another house wrote of the mail that it sent, another receiver leaves in.
	'Gmail, sent by a server with a filter of its own': [
		[
			'Delivered-To: kim.example@gmail.com',
			'Received: by 2002:a05:6a10:c6d2:b0:4d3:7f2e:9a01 with SMTP id gg18csp; Sun, 22 Nov 2026 02:00:03 -0800 (PST)',
			'Received: from mail.home.example (mail.home.example. [198.51.100.7]) by mx.google.com with ESMTPS id a640c; Sun, 22 Nov 2026 02:00:03 -0800 (PST)',
			results('mx.google.com'),
			checkedBy('mail.home.example'),
			good,
			sent,
			...letter,
		],
		'untold',
	],
	'Microsoft 365, with fields of its own among the letter': [
		[
			'Received: from DM6PR01MB1234.prod.exchangelabs.com (2603:10b6:5:1::10) by SN6PR01MB4321.prod.exchangelabs.com with HTTPS; Sun, 22 Nov 2026 10:00:05 +0000',
			'Received: from mail.home.example (198.51.100.7) by DS1PEPF00017090.mail.protection.outlook.com (10.167.17.132) with Microsoft SMTP Server id 15.20.9354.6; Sun, 22 Nov 2026 10:00:03 +0000',
			sent,
			...letter.slice(0, -2),
			'X-Microsoft-Antispam-Mailbox-Delivery: ucf:0;jmr:0;auth:1;dest:I;',
			...letter.slice(-2),
		],
		'clean',
	],
	'words of Microsoft in mail that somebody else took': [
		[...delivered, postfix, 'X-Microsoft-Antispam-Mailbox-Delivery: dest:I;', sent, ...letter],
		'untold',
	],
	'a good word of Apple below the stamp of the sender': [
		[
			`Received: from mail.home.example (mail.home.example [198.51.100.7]) by st43p00im-qukt05021701.me.com (Postfix) with ESMTPS id 1; ${time}`,
			sent,
			'X-Apple-MoveToFolder: INBOX',
			...letter,
		],
		'untold',
	],
	'a good word of Microsoft, and no stamp': [
		['X-Microsoft-Antispam-Mailbox-Delivery: dest:I;', ...letter],
		'untold',
	],
	'a bad word of Microsoft, and no stamp': [
		['X-Microsoft-Antispam-Mailbox-Delivery: dest:J;', ...letter],
		'junk-folder',
	],

	// Anybody can name a field like MailScanner's.
	'MailScanner, infected, by the receiver': [
		[...delivered, 'X-Example-MailScanner: Found to be infected', postfix, sent, ...letter],
		'malware',
	],
	'MailScanner, infected, by nobody knows whom': [
		[...delivered, postfix, 'X-Evil-MailScanner: Found to be infected', sent, ...letter],
		'suspicious',
	],
	'MailScanner, which checked for viruses': [
		[...delivered, 'X-X-MailScanner: virus checked, nothing', postfix, sent, ...letter],
		'untold',
	],
	'MailScanner, not infected': [
		[...delivered, 'X-X-MailScanner: Not infected', postfix, sent, ...letter],
		'untold',
	],
};

test.each(Object.entries(mails))('%s', (_, [header, code]) => {
	expect(told(header).code).toBe(code);
});

describe('results of authentication', () => {
	test('what the receiver wrote above counts, and not what stands below it in its name', () => {
		const {judged} = read([
			results('mx.example.net'),
			postfix,
			results('mx.example.net', 'fail'),
			sent,
			...letter,
		]);
		const dmarc = judged.filter(({method}) => method === 'dmarc');
		expect(dmarc.map(({result, earlier}) => [result, earlier])).toEqual([
			['pass', undefined],
			['fail', true],
		]);
		expect(dmarc[1]?.detail).toContain('forged or of an earlier pass');
	});

	test('a forged pass hides no failure', () => {
		const header = [
			results('mx.example.net', 'fail'),
			postfix,
			results('mx.example.net', 'pass'),
			sent,
			...letter,
		];
		expect(told(header).code).toBe('dmarc-failed');
	});

	test('two fields of the receiver for two methods both count', () => {
		const {judged} = read([
			'Authentication-Results: mx.example.net; dmarc=fail (p=none dis=none) header.from=home.example',
			'Authentication-Results: mx.example.net; dkim=pass header.d=home.example; dkim=fail header.d=x.example',
			postfix,
			...letter,
		]);
		expect(judged.map(({method, earlier}) => [method, earlier])).toEqual([
			['dmarc', undefined],
			['dkim', undefined],
			['dkim', undefined],
		]);
	});

	test('without a name, only Microsoft’s own count at the edge', () => {
		const nameless = 'Authentication-Results: dkim=fail header.d=home.example; dmarc=fail action=none';
		const earlierIn = (by: string) =>
			read([
				`Received: from mail.home.example (198.51.100.7) by ${by}; ${time}`,
				nameless,
				sent,
				...letter,
			]).judged.map(({earlier}) => earlier ?? false);
		expect(earlierIn('mx.example.net')).toEqual([true, true]);
		expect(earlierIn('DS1PEPF0.mail.protection.outlook.com')).toEqual([false, false]);
	});

	test.each([
		['(p=NONE sp=NONE dis=NONE) header.from=a.example', 'none'],
		['(p=REJECT sp=REJECT dis=NONE) header.from=a.example', 'none'],
		['(p=QUARANTINE sp=NONE dis=QUARANTINE) header.from=a.example', 'quarantine'],
		['(p=reject) header.from=a.example', 'reject'],
		['(policy=reject) header.from=a.example', 'reject'],
		['(sp=reject) header.from=a.example', undefined],
		['action=oreject header.from=a.example', 'reject'],
		['action=pct.quarantine header.from=a.example', 'none'],
		['action=none header.from=a.example', 'none'],
		['policy.published-domain-policy=reject policy.applied-disposition=none header.from=a.example', 'none'],
		['header.from=a.example', undefined],
	])('dmarc=fail %s asks for %s', (rest, asks) => {
		const {judged} = read([`Authentication-Results: mx.example.net; dmarc=fail ${rest}`, postfix, ...letter]);
		expect(judged[0]?.asks).toBe(asks);
		expect(
			weighed(read([`Authentication-Results: mx.example.net; dmarc=fail ${rest}`, postfix, ...letter])).code,
		).toBe(asks === 'reject' || asks === 'quarantine' ? 'dmarc-failed' : 'unauthenticated');
	});
});

test.each([
	['mx.example.co.uk', 'example.co.uk'],
	['mx1.mail.example.net', 'example.net'],
	['a.mail.protection.outlook.com', 'microsoft-365'],
	['[198.51.100.7]', undefined],
	['nas', undefined],
	['nas.local', undefined],
])('the house of %s', (host, house) => {
	expect(houseOf(host)).toBe(house);
});
