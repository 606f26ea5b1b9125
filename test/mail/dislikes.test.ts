import {expect, test} from 'vitest';
import {dislikeRules} from '../../source/mail/dislikes.ts';
import {attached, base64, type Change, dislikes, html, ids, text} from './dislikes/letters.ts';

test('a well made message is not disliked', async () => {
	expect(await dislikes({})).toEqual([]);
	expect(await dislikes(html('<a href="https://example.org/r?t=1">Sign in</a>'))).toEqual([]);
	expect(await dislikes({sender: ''})).toEqual([]);
});

const cases: Readonly<Record<string, readonly (readonly [string, Change])[]>> = {
	'no-from': [['none', {fields: {From: ''}}]],
	'repeated-field': [
		['two subjects', {lines: ['Subject: other']}],
		['two of From', {lines: ['from: other@example.org']}],
	],
	'no-message-id': [['none', {fields: {'Message-ID': ''}}]],
	'message-id-invalid': [
		['no brackets', {fields: {'Message-ID': '1@example.org'}}],
		['no @', {fields: {'Message-ID': '<1>'}}],
		[
			'more than one @',
			{fields: {'Message-ID': `<${'1@'.repeat(5000)}>`}, octets: all => all.replaceAll('1@', '1@\r\n ')},
		],
	],
	'message-id-without-domain': [
		['localhost', {fields: {'Message-ID': '<1@localhost>'}}],
		['localdomain', {fields: {'Message-ID': '<1@localhost.localdomain>'}}],
		['one word', {fields: {'Message-ID': '<1@NAS>'}}],
		['an address', {fields: {'Message-ID': '<1@[192.168.1.5]>'}}],
	],
	'no-date': [['none', {fields: {Date: ''}}]],
	'date-invalid': [
		['local', {fields: {Date: '15.06.2026 12:00'}}],
		['no such day', {fields: {Date: 'Mon, 31 Jun 2026 12:00:00 +0000'}}],
	],
	'date-far-off': [
		['1970', {fields: {Date: 'Thu, 1 Jan 1970 00:00:00 +0000'}}],
		['ahead', {fields: {Date: 'Mon, 15 Jun 2026 15:01:00 +0000'}}],
		[
			'behind the first server',
			{lines: ['Received: from nas by a.example; Mon, 15 Jun 2026 18:00:00 +0000']},
		],
	],
	'no-to': [['none', {fields: {To: ''}}]],
	'no-subject': [
		['none', {fields: {Subject: ''}}],
		['empty', {fields: {Subject: ' '}}],
	],
	'raw-header': [
		['latin', {fields: {Subject: 'F\xfcr Sie'}}],
		['UTF-8', {fields: {From: '测试 <a@example.org>'}}],
	],
	'not-marked-automatic': [['none', {fields: {'Auto-Submitted': ''}}]],
	'from-invalid': [
		['a name', {fields: {From: 'NAS'}}],
		['nothing', {fields: {From: '<>'}}],
	],
	'from-local-domain': [
		['one word', {fields: {From: 'root@nas'}, sender: 'root@nas'}],
		['.local', {fields: {From: 'root@nas.local'}, sender: 'root@nas.local'}],
		['an address', {fields: {From: 'root@[192.168.1.5]'}, sender: ''}],
	],
	'from-not-envelope': [['another domain', {sender: 'me@other.example'}]],
	'from-free-mail': [['Gmail', {fields: {From: 'me@gmail.com'}, sender: 'me@gmail.com'}]],
	'from-name-of-another': [['an address', {fields: {From: '"ceo@bank.example" <no-reply@example.org>'}}]],
	'from-name-odd': [
		['empty', {fields: {From: '"" <no-reply@example.org>'}}],
		['turned', {fields: {From: '=?utf-8?q?a=E2=80=AEb?= <no-reply@example.org>'}}],
	],
	'helo-localhost': [
		['short', {helo: 'localhost'}],
		['long', {helo: 'LOCALHOST.localdomain'}],
	],
	'helo-no-domain': [['one word', {helo: 'DiskStation'}]],
	'subject-capitals': [['all of it', {fields: {Subject: 'YOUR VERIFICATION CODE'}}]],
	'subject-marks': [
		['two', {fields: {Subject: 'Hurry up!!'}}],
		['wide', {fields: {Subject: '=?utf-8?b?5b+r77yB77yB?='}}],
	],
	'html-only': [['alone', {fields: {'Content-Type': 'text/html'}, body: `<p>${text}</p>`}]],
	'texts-differ': [
		[
			'no word in common',
			{
				...html(''),
				body: html('').body?.replace(text, 'Dein HTML-Programm zeigt nichts an') ?? '',
			},
		],
	],
	'images-for-words': [['one', html('<img src="cid:1">')]],
	'hidden-text': [
		['display', html(`<div style="display: none">${'word '.repeat(60)}</div>`)],
		['size', html(`<span style="FONT-SIZE:0px;color:red">${'word '.repeat(60)}</span>`)],
		['colour', html(`<p style="color:#fff;background-color:#fff">${'word '.repeat(60)}</p>`)],
	],
	'link-by-address': [
		['public', html('<a href="https://203.0.113.7/x">Go</a>')],
		['IPv6', html('<a href="https://[2001:db8::1]/x">Go</a>')],
		['in other words', html('<a href="https://0x7f000001/">Go</a>')],
	],
	'link-elsewhere': [
		['a host', html('<a href="https://evil.example/x">bank.com</a>')],
		['an address', html('<a href="https://evil.example/x">https://www.bank.com/login</a>')],
	],
	'link-shortened': [['bit.ly', html('<a href="https://bit.ly/abc">Go</a>')]],
	'link-not-encrypted': [['http', html('<a href="http://example.org/x">Go</a>')]],
	'bare-line-ends': [
		['LF', {octets: all => all.replaceAll('\r\n', '\n')}],
		['CR', {octets: all => all.replace('It is', 'It\ris')}],
	],
	'long-lines': [['999', {body: 'x'.repeat(999)}]],
	'executable-attachment': [['exe', attached('code.pdf.EXE')]],
	'undeclared-8-bit': [['a letter', {body: 'F\xfcr Sie: 482913'}]],
	'base64-of-ascii': [
		['no charset', base64('text/plain', text)],
		['US-ASCII', base64('text/plain; charset="us-ascii"', text)],
	],
	large: [['over a megabyte', {body: `${'x'.repeat(70)}\n`.repeat(16_000)}]],
	'too-large': [['over 25 MB', {body: `${'x'.repeat(998)}\n`.repeat(26_300)}]],
};

test.each(
	Object.entries(cases).flatMap(([id, list]) => list.map(([name, change]) => [id, name, change] as const)),
)('%s: %s', async (id, _name, change) => {
	expect(await ids(change)).toContain(id);
});

test('every rule has a case', () => {
	expect(Object.keys(cases).toSorted()).toEqual(dislikeRules.map(({id}) => id).toSorted());
});

const fine: Readonly<Record<string, Change>> = {
	'a subdomain as envelope sender': {sender: 'x@bounces.example.org'},
	'a literal as HELO name': {helo: '[192.168.1.5]'},
	'an acronym in the subject': {fields: {Subject: 'NAS 482913'}},
	'a subject in a script without capitals': {
		fields: {Subject: '=?utf-8?b?5oKo55qE6aqM6K+B56CB5pivNDgyOTEz?='},
	},
	'a preview line': html('<div style="display:none">Your code is on its way</div>'),
	'a link whose words are its host': html('<a href="https://mail.example.org/x">www.example.org</a>'),
	'a link whose words are a file': html('<a href="https://example.org/x">manual.pdf</a>'),
	'a link that is no link of the web': html('<a href="mailto:me@example.org">other.com</a>'),
	'base64 of other characters': base64('text/plain; charset=utf-8', 'Für Sie: 482913'),
	'base64 of an attachment': {
		...base64('text/csv', text),
		lines: ['Content-Disposition: attachment; filename=a.csv'],
	},
	'declared 8 bit': {
		fields: {'Content-Type': 'text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding': '8bit'},
		body: 'F\xfcr Sie: 482913',
	},
	'a line of 998 octets': {body: 'x'.repeat(998)},
	'an attachment': attached('manual.pdf'),
	'Precedence alone': {fields: {'Auto-Submitted': '', Precedence: 'bulk'}},
	'two of Received': {
		lines: [
			'Received: by b.example; Mon, 15 Jun 2026 12:00:02 +0000',
			'Received: by a.example; Mon, 15 Jun 2026 12:00:01 +0000',
		],
	},
};

test.each(Object.entries(fine))('not disliked: %s', async (_name, change) => {
	expect(await ids(change)).toEqual([]);
});

test('heavy things come first, and everything is a sentence with one to follow', async () => {
	const told = await dislikes({
		fields: {'Message-ID': '', To: '', From: ''},
		octets: all => all.replaceAll('\r\n', '\n'),
	});
	expect(told.map(({weight}) => weight)).toEqual(['heavy', 'heavy', 'heavy', 'light']);
	for (const {says, fix} of told) for (const one of [says, fix]) expect(one).toMatch(/^[A-Z].*\.$/s);
});

test('no code, no link and nothing that acts on a terminal is in what is told', async () => {
	const secret = 'SECRET-482913';
	const all = await Promise.all(
		Object.values(cases)
			.flat()
			.map(([, change]) =>
				dislikes({
					...change,
					helo: change.helo ?? '\u001B[2J\u202E',
					fields: {Subject: `Code ${secret}`, 'X-\u009B': 'ü', ...change.fields},
					body: `${change.body ?? text}\n${secret} http://10.0.0.1/${secret}?${secret}`,
				}),
			),
	);
	const said = JSON.stringify(all);
	expect(said).not.toContain(secret);
	expect(said).not.toContain(Buffer.from(secret).toString('base64'));
	expect(said.replaceAll('\\\\u{', '')).not.toMatch(/\p{Cc}|\p{Cf}|\\u00/u);
});

test('of a header that is more than is read, nothing is missing', async () => {
	expect(
		await ids({fields: {From: '', 'Message-ID': ''}, lines: Array.from({length: 6000}, () => 'X: y')}),
	).toEqual([]);
});
