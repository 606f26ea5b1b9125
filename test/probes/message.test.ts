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

test('what cannot be read', async () => {
	const pipe = path.join(folder, 'pipe');
	execFileSync('/bin/sh', ['-c', `mkfifo ${pipe}`]);
	for (const file of [path.join(folder, 'missing'), folder, pipe, '/dev/null', `${folder}/x\0y`, ''])
		expect(await ask(file)).toMatchObject({
			failure: {code: 'unreadable', detail: expect.stringMatching(/./)},
		});
	expect(await ask(path.join(folder, 'missing'))).toMatchObject({
		failure: {detail: expect.stringContaining('ENOENT')},
	});
});

test('called off', async () => {
	expect(await ask(written('From: a@b.test\r\n\r\n'), AbortSignal.abort())).toEqual(
		failed({code: 'cancelled'}),
	);
});
