import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readHeader} from '../../source/mail/header.ts';

const read = async (text: string) => {
	const header = await readHeader(Buffer.from(text));
	return header.ok ? header.value : undefined;
};

const mail = [
	'Return-Path: <bounce+x=y@mail.example.org>',
	'Return-Path: <older@example.org>',
	'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed; d=example.org;',
	'\ts=2026; h=from:to; bh=ab',
	' cd=; b=x',
	'Received: from a.test',
	'dkim-signature: v=1; a=rsa-sha256; d=esp.test; s=k1; b=y',
	'From: "Example, Inc." <no-reply@example.org>',
	'Subject: x',
	'',
	'From: body@example.org',
	'',
].join('\r\n');

test('what stands in the header, and nothing of the body', async () => {
	expect(await read(mail)).toEqual({
		from: ['no-reply@example.org'],
		returnPath: 'bounce+x=y@mail.example.org',
		signatures: [
			{domain: 'example.org', selector: '2026', algorithm: 'ed25519-sha256'},
			{domain: 'esp.test', selector: 'k1', algorithm: 'rsa-sha256'},
		],
	});
});

test('line ends of another system, and a header without a body', async () => {
	expect(await read(mail.replaceAll('\r\n', '\n'))).toEqual(await read(mail));
	expect(await read('From: a@b.test')).toEqual({from: ['a@b.test'], signatures: []});
});

test.each([
	['a@b.test', ['a@b.test']],
	['a@b.test (comment), <c@d.test>', ['a@b.test', 'c@d.test']],
	['Team: a@b.test, "C" <c@d.test>;', ['a@b.test', 'c@d.test']],
	['=?utf-8?q?real=40example=2Eorg_=3Ca=40b=2Etest=3E?= <c@d.test>', ['c@d.test']],
	['"a@b.test" <c@d.test>', ['c@d.test']],
	['ü@müller.test', ['ü@müller.test']],
	['undisclosed', []],
	['', []],
	[`<${'x'.repeat(400)}@b.test>`, []],
])('From: %s', async (text, from) => {
	expect((await read(`From: ${text}\r\nSubject: x\r\n\r\n`))?.from).toEqual(from);
});

test('its date and the stamps of servers, as they were written but for what may be a code', async () => {
	const text = [
		'Received: by 2002:a05:6a00::1 with SMTP id x; Mon, 15 Jun 2026 12:00:04 -0700 (PDT)',
		'Received: from nas (pool.isp.test. [192.0.2.7]) by smtp.a.test (Postfix; by night)',
		'\twith ESMTPSA id y (from z) for <a@b.test>; Mon,',
		' 15 Jun 2026 12:00:03 +0000',
		'Received: (qmail 1 invoked by uid 0); 15 Jun 2026 12:00:02 -0000',
		'Received: from a.test by b.test',
		'Date: Mon, 15 Jun 2026 12:00:00 +0200 (CEST)',
		'Date: Mon, 15 Jun 2026 13:00:00 +0200',
		'From: a@b.test',
	].join('\r\n');
	expect(await read(text)).toMatchObject({
		date: 'Mon, 15 Jun 2026 12:00:00 +0200 (CEST)',
		received: [
			{by: '2002:a05:6a00::1', date: 'Mon, 15 Jun 2026 12:00:04 -0700'},
			{by: 'smtp.a.test', from: 'nas', date: 'Mon, 15 Jun 2026 12:00:03 +0000'},
			{date: '15 Jun 2026 12:00:02 -0000'},
		],
	});
	const many = `${'Received: from a by b; 15 Jun 2026 12:00:00 +0000\r\n'.repeat(150)}From: a@b.test`;
	expect((await read(many))?.received).toHaveLength(100);
	const long = await read(
		`Received: by ${'xx.'.repeat(900)}; ${'yes '.repeat(900)}\r\nDate: ${'zoo '.repeat(999)}`,
	);
	expect(long?.received).toEqual([{by: 'xx.'.repeat(85), date: `${'yes '.repeat(50)}`}]);
});

test('every From field counts', async () => {
	expect((await read('From: a@b.test\r\nFrom: c@d.test\r\n\r\n'))?.from).toEqual(['a@b.test', 'c@d.test']);
});

test.each([
	['<>', ''],
	['a@b.test', 'a@b.test'],
	['<a@b.test>', 'a@b.test'],
])('Return-Path: %s', async (text, returnPath) => {
	expect((await read(`Return-Path: ${text}\r\n\r\n`))?.returnPath).toBe(returnPath);
});

test('a signature that lacks a tag is still one, and at most 20 are read', async () => {
	const {signatures = []} = (await read(`${'DKIM-Signature: v=1; d=a.test\r\n'.repeat(30)}\r\n`)) ?? {};
	expect(signatures).toHaveLength(20);
	expect(signatures[0]).toEqual({domain: 'a.test', selector: '', algorithm: ''});
});

test.each([
	'',
	'\r\n\r\nFrom: a@b.test',
	'hello world\nthis is text\n',
	'{"a": 1}',
	'\0\u0001\u0002',
	'note: this',
])('%j is no header', async text => {
	expect(await read(text)).toBeUndefined();
});

test('a header that does not end is not read in part', async () => {
	expect(await readHeader(Buffer.from(`From: a@b.test\r\n${'X: y\r\n'.repeat(50_000)}\r\n`))).toEqual({
		ok: false,
		failure: 'has no header that ends within 256 KB',
	});
});

test('any octets are read or refused, within bounds', async () => {
	const piece = fc.constantFrom(
		'From: ',
		'Return-Path: ',
		'DKIM-Signature: ',
		'd=a;',
		's=',
		'<',
		'>',
		'"',
		'(',
		':',
		';',
		'@',
		',',
		'\r\n',
		'\n',
		' ',
		'=?utf-8?q?',
		'?=',
		'\0',
	);
	await fc.assert(
		fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({maxLength: 6})), {maxLength: 60}), async parts => {
			const header = await read(parts.join(''));
			for (const {domain, selector, algorithm} of header?.signatures ?? [])
				expect([domain, selector, algorithm].every(text => typeof text === 'string')).toBe(true);
			for (const address of header?.from ?? []) expect(address.length).toBeLessThanOrEqual(320);
		}),
		{numRuns: 300},
	);
});
