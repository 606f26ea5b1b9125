// Long because every place that a stranger can write into is in one table.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test} from 'vitest';
import {bouncedFinding} from '../source/checks/bounce-finding.ts';
import {placeOf} from '../source/checks/mailbox-place.ts';
import {reasonOf} from '../source/checks/mailbox-reason.ts';
import messageBounce from '../source/checks/message/bounce.ts';
import {detailsOf} from '../source/checks/message/headers/details.ts';
import messageHeaders from '../source/checks/message/headers.ts';
import spamScore from '../source/checks/spam/score.ts';
import {explained} from '../source/commands/explain/explained.ts';
import {readPasted} from '../source/commands/explain/read.ts';
import type {Io} from '../source/commands/io.ts';
import {bounceExplanation} from '../source/core/explanation/bounce.ts';
import {weighed} from '../source/core/explanation/weighed.ts';
import {isTold} from '../source/core/trail.ts';
import {readBounce, readBounceText} from '../source/mail/bounce.ts';
import {piecesOf} from '../source/mail/pieces.ts';
import {products} from '../source/mail/trail/verdicts.ts';
import {fieldsOf, toldValue, trailOf} from '../source/mail/trail.ts';
import {loadKnowledge} from '../source/playbook/knowledge.ts';
import {messageProbe, messageReader} from '../source/probes/message.ts';
import {explainedText} from '../source/report/explain.ts';
import {runOn} from './checks/taped.ts';
import {mailbox, messageId} from './probes/imap/asking.ts';
import {scripted} from './probes/smtp/loopback.ts';
import {afterEnd, answering, ask, report} from './probes/spam/loopback.ts';

const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../playbooks', import.meta.url)));
if (!knowledge) throw new Error('the knowledge that is shipped has problems');

/** A code or a link as somebody quotes it, and what of it nobody else may read. */
const writings: ReadonlyArray<readonly [name: string, quoted: string, secret: string]> = [
	['digits', 'Your code is 482915', '482915'],
	['digits in groups', 'Your code is 482 915', '482915'],
	['digits and a hyphen', '482-915', '482915'],
	['full-width digits', 'Your code is ４８２９１５', '482915'],
	['Arabic digits', 'رمزك ٤٨٢٩١٥', '482915'],
	['letters and digits', 'K7XQ9M', 'k7xq9m'],
	['capitals behind their name', 'Your code is QWRTZK', 'qwrtzk'],
	['small letters behind their name', 'Your code is qwrtzk', 'qwrtzk'],
	['letters of both sizes', 'QWRTZKabcdef', 'qwrtzkabcdef'],
	['a link', 'https://example.net/verify?token=S3cretTokenabc', 's3crettokenabc'],
	['a link without a scheme', 'example.net/v?t=s3crettokenabc', 's3crettokenabc'],
];

const typed = (value: unknown): string =>
	(typeof value === 'string' ? value : JSON.stringify(value))
		.normalize('NFKC')
		.replaceAll(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
		.replaceAll(/[^\p{L}\p{Nd}]/gu, '')
		.toLowerCase();

/** Nothing of these may hold the secret, nor the base64 of it. */
const expectWithout = (secret: string, ...told: readonly unknown[]): void => {
	for (const one of told) {
		const left = typed(one);
		expect(left).not.toContain(secret);
		for (const form of [secret, secret.toUpperCase()])
			expect(left).not.toContain(typed(btoa(form).replaceAll('=', '')));
	}
};

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const never = new AbortController().signal;
const probe = messageProbe(messageReader(async () => undefined));

/** What the probe tells of a message in a file. */
const askedOf = async (text: string, want: 'trail' | 'bounce' | 'pieces') => {
	const file = path.join(folder, 'mail.eml');
	writeFileSync(file, text);
	return probe({file, want}, never);
};

/** What `explain` prints, as text and as JSON without the one field that is the code. */
const explanationOf = async (text: string): Promise<readonly unknown[]> => {
	const io = {stdin: Readable.from([Buffer.from(text)]), signal: never};
	const paste = await readPasted(undefined, io as unknown as Io);
	const told = paste && (await explained(paste, knowledge));
	if (!told) return [];
	const {code: _, ...rest} = told;
	const printed = explainedText(told);
	// Whoever pasted the message is told its code, once, on a line of its own.
	return [rest, told.code === null ? printed : printed.replace(told.code, '')];
};

const stamp =
	'Received: from out.sender.test (out.sender.test [198.51.100.7]) by mx.example.org (Postfix) with ESMTPS; Mon, 23 Nov 2026 00:00:05 +0000';
const letter = [
	'From: Device <nas@sender.test>',
	'To: person@example.org',
	'Date: Mon, 23 Nov 2026 00:00:00 +0000',
	'Message-ID: <1@sender.test>',
];
const headerOf = (...fields: readonly string[]): string => [...fields, ...letter, '', ''].join('\r\n');

const all = (value: string): readonly string[] => [
	value,
	`unsure ${value}`,
	`Yes, score=5 (${value})`,
	`infected: ${value}`,
	`spam (${value})`,
	`dest:X;SFV:SPM;CIP:192.0.2.9;PTR:${value};H:${value}`,
	`mx.example.org; dmarc=fail (${value}) header.from=sender.test reason="${value}"; spf=fail (${value})`,
	`fail (${value}) receiver=mx.example.org; client-ip=192.0.2.7;`,
	`rule=${value} policy=${value} score=0`,
	`${value}=true; notspam`,
];

/** Fields that are read, by their names in the sources of the verdicts, and others that quote a mail. */
const verdictFields = [
	...'authentication-results received-spf arc-authentication-results x-amavis-alert x-apple-action x-apple-movetofolder'.split(
		' ',
	),
	...'x-barracuda-spam-report x-barracuda-spam-status x-bogosity x-clx-shades x-crm114-status x-customspam'.split(
		' ',
	),
	...'x-dspam-result x-forefront-antispam-report x-gmx-antispam x-klms-antispam-status x-ksmg-antispam-status'.split(
		' ',
	),
	...'x-mailscanner x-acme-mailscanner-spamcheck x-microsoft-antispam-mailbox-delivery x-mras x-ym-mystery'.split(
		' ',
	),
	...'x-mimecast-impersonation-protect x-mimecast-spam-signature x-ms-exchange-organization-authas x-pmx-spam'.split(
		' ',
	),
	...'x-outgoing-spam-status x-proofpoint-spam-details x-qq-spam x-quarantine-id x-rspamd-action x-rspamd-server'.split(
		' ',
	),
	...'x-rspamd-queue-id x-sieve x-spam x-spam-score x-rspamd-score x-sbrs x-icl-score x-spam-checker-version x-spam-flag x-spam-hits x-spam-report x-spam-status'.split(
		' ',
	),
	...'x-spam-subject x-spam-prev-subject x-spamd-result x-suspected-spam x-tm-as-result x-ui-filterresults'.split(
		' ',
	),
	...'x-virus-scanned x-virus-status x-yandex-spam x-zohomail x-forwarded-to resent-from return-path'.split(
		' ',
	),
];

describe('a header', () => {
	test.each(verdictFields)('the field %s', name => {
		for (const [, quoted, secret] of writings)
			for (const value of all(quoted)) {
				const fields = fieldsOf(Buffer.from(headerOf(`${name}: ${value}`, stamp)));
				const trail = trailOf(fields);
				expectWithout(secret, trail, weighed(trail), reasonOf(trail), detailsOf(trail, []));
				if (isTold(name)) expectWithout(secret, toldValue(name, value));
			}
	});

	test.each([
		['Date', (words: string) => [`Date: ${words}`, stamp]],
		['a comment of Date', (words: string) => [`Date: Mon, 23 Nov 2026 00:00:00 +0000 (${words})`, stamp]],
		['a comment of Received', (words: string) => [stamp.replace('(Postfix)', `(${words})`)]],
		['the id of Received', (words: string) => [stamp.replace('ESMTPS;', `ESMTPS id ${words};`)]],
		['the time of Received', (words: string) => [stamp.replace(/;.*/, `; ${words}`)]],
		['From', (words: string) => [stamp, `From: "${words}" <a@sender.test>`]],
		['Subject', (words: string) => [stamp, `Subject: ${words}`]],
	])('%s, as the probe, the check and explain tell it', async (_, fields) => {
		for (const [, quoted, secret] of writings) {
			const text = headerOf(...fields(quoted), 'X-Virus-Status: Clean');
			const answer = await askedOf(text, 'trail');
			const {finding} = await runOn(
				messageHeaders,
				{message: answer.ok ? answer.value : answer.failure},
				{file: 'mail.eml'},
			);
			expectWithout(secret, answer, finding, ...(await explanationOf(text)));
		}
	});

	test('in the answer of a mailbox, and in the finding about it', async () => {
		for (const [, quoted, secret] of writings) {
			const header = headerOf(
				stamp.replace('(Postfix)', `(${quoted})`),
				...verdictFields.map(name => `${name}: ${quoted}`),
				`X-Spam-Report: * 1.2 HTML_ONLY html ${quoted} * Content preview: ${quoted}`,
				`Subject: ${quoted}`,
				`X-Spam-Prev-Subject: ${quoted}`,
				`List-Unsubscribe: <${quoted}>`,
			).replace('<1@sender.test>', `<${messageId}>`);
			const {ask: look, close} = await mailbox({
				boxes: [{name: 'INBOX', messages: [{uid: 1, date: '23-Nov-2026 10:00:00 +0000', header}]}],
			});
			const answer = await look({do: 'find', wanted: {messageId}});
			close();
			expect(answer.found).toHaveLength(1);
			expectWithout(secret, answer, placeOf(answer, {filterRules: []}));
		}
	});
});

const bounceOf = (words: string, original: readonly string[] = []): string =>
	[
		`From: Mail Delivery System <MAILER-DAEMON@sender.test>`,
		'To: nas@sender.test',
		`Subject: Undelivered: ${words}`,
		'Date: Mon, 23 Nov 2026 00:00:00 +0000',
		'MIME-Version: 1.0',
		'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
		'',
		'--b',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: 8bit',
		'',
		`This is the mail system at host out.sender.test. Your message "${words}" could not be delivered.`,
		'',
		`<person@example.org>: host mx.example.org[192.0.2.1] said: 550 5.7.1 Message "${words}" looks like spam (in reply to end of DATA command)`,
		'',
		'--b',
		'Content-Type: message/delivery-status',
		'',
		`Reporting-MTA: dns; ${words}`,
		'',
		'Final-Recipient: rfc822; person@example.org',
		'Action: failed',
		'Status: 5.7.1',
		`Remote-MTA: dns; ${words}`,
		`Diagnostic-Code: smtp; 550 5.7.1 Message "${words}" looks like spam`,
		'--b',
		'Content-Type: message/rfc822',
		'',
		'From: nas@sender.test',
		'To: person@example.org',
		`Subject: ${words}`,
		`Date: ${words}`,
		'Message-ID: <1@sender.test>',
		...original,
		'',
		`Hello. ${words}. It is valid for ten minutes.`,
		'--b--',
		'',
	].join('\r\n');

describe('a bounce', () => {
	test.each(writings)('%s in its words, names and quoted mail', async (_, quoted, secret) => {
		const text = bounceOf(quoted);
		const [read, pasted] = [
			await readBounce(Buffer.from(text)),
			await readBounceText(
				`<person@example.org>: host mx.example.org[192.0.2.1] said: 550 5.7.1 Message "${quoted}" looks like spam`,
			),
		];
		if (!read.ok || !pasted.ok) throw new Error('it is no bounce');
		expect(read.value.recipients[0]?.reply).toMatchObject({code: 550, enhanced: '5.7.1'});
		for (const {value: bounce} of [read, pasted]) {
			const [recipient] = bounce.recipients;
			if (!recipient) throw new Error('it names nobody');
			expectWithout(
				secret,
				bounce,
				bounceExplanation(bounce, knowledge),
				bouncedFinding(recipient, bounce, knowledge.replies),
			);
		}
		const answer = await askedOf(text, 'bounce');
		const {finding} = await runOn(
			messageBounce,
			{message: answer.ok ? answer.value : answer.failure, replies: knowledge.replies},
			{file: 'mail.eml'},
		);
		expectWithout(secret, answer, finding, ...(await explanationOf(text)));
	});

	test('a word of the mail that came back, which only that mail shows to be its code', async () => {
		const text = bounceOf('qwrtzk was refused', ['X-Odd: 1']).replace(
			'Hello. qwrtzk was refused.',
			'Your verification code:\r\n\r\nQWRTZK\r\n\r\n',
		);
		const told = await askedOf(text.replace('Subject: qwrtzk was refused', 'Subject: Code'), 'bounce');
		expectWithout('qwrtzk', told);
	});

	test('a Message-ID that holds the code is not told, any other one is', async () => {
		const ids = await Promise.all(
			['<482915.1@sender.test>', '<7735.1@sender.test>'].map(async id => {
				const read = await readBounce(
					Buffer.from(bounceOf('Your code is 482915').replace('<1@sender.test>', id)),
				);
				return read.ok ? read.value.about.messageId : 'none';
			}),
		);
		expect(ids).toEqual([undefined, '<7735.1@sender.test>']);
	});
});

const mailWith = (words: string): string =>
	[
		'From: nas <nas@home.test>',
		'To: person@mailbox.test',
		'Subject: Mail',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: 8bit',
		'',
		`${words}. It is valid for ten minutes.`,
		'',
	].join('\r\n');

describe('a filter', () => {
	test.each(writings)('spamd: %s in rules, words and refusals', async (_, quoted, secret) => {
		const word = quoted.replaceAll(/[^\w]/g, '_');
		const answers = [
			report(
				`pts rule name              description\n---- ---------------------- ----\n 9.0 ${word} BODY: ${quoted}\n                            [${quoted}]\n`,
			),
			`SPAMD/1.1 70 EX_SOFTWARE ${quoted}\r\n\r\n`,
			`SPAMD/1.1 77 ${quoted}\r\n\r\n`,
			`HTTP/1.1 400 ${quoted}\r\n\r\n`,
		];
		for (const answer of answers) {
			const {port} = await scripted(afterEnd(answer));
			const told = await ask(
				port,
				{},
				{read: async () => ({ok: true, value: Buffer.from(mailWith(quoted))})},
			);
			const {finding} = await runOn(
				spamScore,
				{spam: () => (told.ok ? told.value : told.failure)},
				{filter: 'spamd:filter.example.test:783', file: 'mail.eml'},
			);
			expectWithout(secret, told, finding);
		}
	});

	test.each(writings)('rspamd: %s in symbols, options, actions and errors', async (_, quoted, secret) => {
		const answers: ReadonlyArray<readonly [object, string]> = [
			[
				{
					score: 20,
					required_score: 15,
					action: `do ${quoted}`,
					symbols: {
						[`S_${quoted}`]: {score: 9, description: quoted, options: [quoted, '482', '915']},
						KNOWN: {score: 1, options: [...quoted]},
					},
				},
				'HTTP/1.1 200 OK',
			],
			[{error: `cannot parse: ${quoted}`}, 'HTTP/1.1 500 x'],
			[{error: quoted}, 'HTTP/1.1 403 x'],
		];
		for (const [body, head] of answers) {
			const {port} = await scripted(answering(JSON.stringify(body), head));
			const told = await ask(
				port,
				{filter: 'rspamd:http://filter.example.test:11333'},
				{read: async () => ({ok: true, value: Buffer.from(mailWith(quoted))})},
			);
			const {finding} = await runOn(
				spamScore,
				{spam: () => (told.ok ? told.value : told.failure)},
				{filter: 'rspamd:http://filter.example.test:11333', file: 'mail.eml'},
			);
			expectWithout(secret, told, finding);
		}
	});
});

describe('the pieces of a message', () => {
	const pieces = async (text: string): Promise<string> => {
		const found = await piecesOf(Buffer.from(text));
		if (!found.ok) throw new Error(found.failure);
		return JSON.stringify(found.value.map(({shown}) => shown));
	};

	test.each<readonly [string, string, string]>([
		...writings,
		['a word', 'Your verification code is qwrtzk', 'qwrtzk'],
		['words', 'Your one-time passphrase is correct-horse-battery', 'horse'],
		['a word below its name', 'Your verification code:\r\n\r\nqwrtzk\r\n\r\nThanks', 'qwrtzk'],
		['words below their name', 'Your code:\r\n\r\ncorrect horse battery\r\n\r\nThanks', 'horse'],
		['halves in two lines', 'Your code:\r\n\r\n482\r\n\r\n915\r\n\r\nThanks', '482'],
		['three digits', 'Your verification code is 482', '482'],
		['an address', 'Confirm at mailto:confirm+abcdefghijk@example.net', 'abcdefghijk'],
		['another scheme', 'Open app://verify/abcdefghijk now', 'abcdefghijk'],
		['a host made for it', 'Open https://abcdefghijk.example.net/ now', 'abcdefghijk'],
	])('%s', async (_, quoted, secret) => {
		const html = `<p>${quoted}</p><a href="https://example.net/">${quoted}</a><img src="https://abcdefghijk.example.net/p.png">`;
		for (const text of [
			mailWith(quoted),
			mailWith('Hello').replace('Subject: Mail', `Subject: ${quoted.replaceAll(/\s+/g, ' ')}`),
			mailWith(html).replace('text/plain', 'text/html'),
		])
			expectWithout(secret, await pieces(text), (await askedOf(text, 'pieces')).ok);
	});

	test('the name of a file', async () => {
		const named = (name: string) =>
			pieces(
				`From: a@b.test\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello there\n--b\nContent-Type: image/png; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\nx\n--b--\n`,
			);
		expectWithout('qwrtzk', await named('code-qwrtzk.png'), await named('qwrtzk.png'));
		expectWithout('482915', await named('code-482915.png'), await named('482 915.pdf'));
		expect(await named('logo.png')).toContain('“logo.png”');
	});
});

describe('a whole message, explained', () => {
	test.each(writings)('%s', async (_, quoted, secret) => {
		const text = [
			stamp,
			...verdictFields.map(name => `${name}: ${quoted}`),
			...letter.filter(line => !line.startsWith('Message-ID')),
			'Message-ID: <482915.K7XQ9M@sender.test>',
			`Subject: ${quoted}`,
			'Content-Type: text/plain; charset=utf-8',
			'',
			`${quoted} is your verification code. It is valid for ten minutes.`,
			'',
		].join('\r\n');
		const told = await explanationOf(text);
		expect(told).toHaveLength(2);
		if (secret === '482915' || secret === 'k7xq9m') expectWithout(secret, ...told.map(withoutId));
		else expectWithout(secret, ...told);
	});

	/** Kept where the code in it is not the one that the message is read to bring. */
	const withoutId = (told: unknown): string =>
		(typeof told === 'string' ? told : JSON.stringify(told)).replaceAll('482915.K7XQ9M@sender.test', '');
});

test('what a verdict is read from may stand in a record, and no field that quotes a Subject', () => {
	for (const name of verdictFields.filter(one => one.includes('subject'))) expect(isTold(name)).toBe(false);
	for (const name of [
		'subject',
		'x-spam-prev-subject',
		'x-gm-original-subject',
		'list-unsubscribe',
		'x-ms-foo',
	])
		expect(isTold(name)).toBe(false);
	expect(products.length).toBeGreaterThan(10);
});
