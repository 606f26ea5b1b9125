import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {failed, success} from '../../source/core/result.ts';
import {messageProbe, messageReader} from '../../source/probes/message.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-message-'));
afterAll(() => rmSync(folder, {recursive: true}));

const never = new AbortController().signal;
const ask = (file: string, signal = never) =>
	messageProbe(messageReader(async () => undefined))({file}, signal);
const written = (text: string): string => {
	const file = path.join(folder, 'mail.eml');
	writeFileSync(file, text);
	return file;
};

test('the header of a file', async () => {
	expect(await ask(written('From: a@b.test\r\nReturn-Path: <>\r\n\r\nFrom: no@no.test\r\n'))).toEqual(
		success({from: ['a@b.test'], returnPath: '', signatures: []}),
	);
});

test('a body of any size is not looked at', async () => {
	expect(await ask(written(`From: a@b.test\r\n\r\n${'x'.repeat(5_000_000)}`))).toMatchObject({ok: true});
});

test('a header that does not end is not read in part', async () => {
	const file = written(`From: a@b.test\r\n${`X: ${'x'.repeat(990)}\r\n`.repeat(2000)}`);
	expect(await ask(file)).toEqual(
		failed({code: 'malformed', detail: `${file} has no header that ends within 256 KB`}),
	);
});

test.each(['', 'just text', '\0'])('%j is no mail', async text => {
	const file = written(text);
	expect(await ask(file)).toEqual(
		failed({code: 'malformed', detail: `${file} does not begin with the header of a mail`}),
	);
});

const stamp =
	'Received: from nas.example.org (nas.example.org [192.0.2.9])\n by mx.example.net with ESMTPS;\n Sun, 22 Nov 2026 10:00:00 +0000';
const header = `${stamp}\nX-Spam-Flag: YES\nFrom: nas@example.org\nTo: kim@example.net\nSubject: your code`;
const wanted = async (text: string | Uint8Array, want: 'trail' | 'bounce') => {
	const file = path.join(folder, 'mail.eml');
	writeFileSync(file, text);
	return messageProbe(messageReader(async () => undefined))({file, want}, never);
};

test.each([
	['as it is', header],
	['quoted', header.replaceAll(/^/gm, '> ')],
	['quoted twice', header.replaceAll(/^/gm, '>> ')],
	['below what a mail program shows', `Original Message\nSPF:\tPASS\n\n${header}`],
	['in one line', header.replaceAll(/\n ?/g, ' ')],
	['in UTF-16', Buffer.from(`\uFEFF${header}`, 'utf16le')],
])('the way of a message in a text that was pasted: %s', async (_, text) => {
	const answer = await wanted(text, 'trail');
	expect(answer).toMatchObject({ok: true, value: {from: ['nas@example.org']}});
	expect(answer.ok && answer.value.trail).toMatchObject({
		passages: [{by: 'mx.example.net'}],
		verdicts: [{field: 'X-Spam-Flag', judgement: 'junk'}],
	});
});

test('a bounce of which only the text was saved', async () => {
	const text =
		"Your message to kim@example.org couldn't be delivered.\n\nMore Info for Email Admins\nStatus code: 550 5.1.10\n\nError Details\nReported error:\t550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient kim@example.org not found by SMTP address lookup\n\nOriginal Message Headers\nReceived: from a.example by b.example; Tue, 14 Jan 2025 11:12:03 +0000\nFrom: nas@example.org\nSubject: Your verification code 483920\n";
	const answer = await wanted(text, 'bounce');
	expect(answer).toMatchObject({
		ok: true,
		value: {
			from: [],
			bounce: {recipients: [{address: 'kim@example.org', reply: {code: 550, enhanced: '5.1.10'}}]},
		},
	});
	expect(JSON.stringify(answer)).not.toMatch(/483920|NDgzOTIw/);
	expect(await wanted('just text', 'bounce')).toMatchObject({ok: false, failure: {code: 'malformed'}});
});

test('what cannot be read', async () => {
	const pipe = path.join(folder, 'pipe');
	execFileSync('/bin/sh', ['-c', `mkfifo ${pipe}`]);
	for (const file of [path.join(folder, 'missing'), folder, pipe, '/dev/null', `${folder}/x\0y`, ''])
		expect(await ask(file)).toMatchObject({
			failure: {code: 'unreadable', detail: expect.stringMatching(/./)},
		});
	expect(await ask(path.join(folder, 'missing'))).toMatchObject({
		failure: {detail: 'no such file or directory'},
	});
});

test('called off', async () => {
	expect(await ask(written('From: a@b.test\r\n\r\n'), AbortSignal.abort())).toEqual(
		failed({code: 'cancelled'}),
	);
});
