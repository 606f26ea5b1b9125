import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {PassThrough, Readable} from 'node:stream';
import {afterAll, expect, test} from 'vitest';
import {explain} from '../../source/commands/explain/start.ts';
import {type Io, UsageError} from '../../source/commands/io.ts';
import {explainSchema} from '../../source/core/explanation.ts';
import {dialects, secrets} from '../core/dialects.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-explain-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

type Ending = {readonly code: number; readonly stdout: string; readonly complaint?: string};

/** Runs the command as the program does, with this on its standard input. */
const run = async (
	input: string | Uint8Array,
	{
		file,
		json,
		signal = new AbortController().signal,
		stdin,
	}: {
		readonly file?: string;
		readonly json?: true;
		readonly signal?: AbortSignal;
		readonly stdin?: unknown;
	} = {},
): Promise<Ending> => {
	let stdout = '';
	const io = {
		out: (text: string) => {
			stdout += text;
		},
		stdin: stdin ?? Readable.from([Buffer.from(input)]),
		signal,
	} as unknown as Io;
	try {
		return {code: await explain(file, json ? {json} : {}, io), stdout};
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		return {code: 2, stdout, complaint: error.message};
	}
};

const reply = '535 5.7.8 Username and Password not accepted';

test.each([
	[1, reply],
	[1, '450 4.2.0 <kim@example.net>: Recipient address rejected: Greylisted'],
	[3, '535 Login incorrect'],
	[3, '550 5.4.4 Blorb'],
	[3, 'C: EHLO x'],
	[3, 'connect to mx.example.net[192.0.2.1]:25: Connection timed out'],
	[0, 'S: 220 x\nC: QUIT\nS: 221 bye'],
	[0, '250 2.0.0 Ok'],
	[2, 'Your code is 123456'],
	[2, ' \n '],
	[2, '\0\u0001'],
	[3, 'From: a@example.org\nSubject: x\n\n550 5.1.1 no'],
	[2, `${'x'.repeat(1024 * 1024)}\n535 no`],
])('exit code %d for %j', async (code, text) => {
	const ending = await run(text);
	expect(ending.code).toBe(code);
	expect(ending.stdout === '').toBe(code === 2);
});

test('a text is read from a file, from stdin by its name, and from stdin without one', async () => {
	const file = path.join(folder, 'reply.txt');
	writeFileSync(file, reply);
	const [first, second, third] = await Promise.all([run('', {file}), run(reply, {file: '-'}), run(reply)]);
	expect(first).toEqual(second);
	expect(second).toEqual(third);
	expect(first?.stdout).toContain('[auth.wrong-credentials]');
});

test('what is not there, or nothing on a terminal, is a usage error that says what to give', async () => {
	const missing = await run('', {file: path.join(folder, 'missing.txt')});
	const nothing = await run('', {stdin: Object.assign(Readable.from([]), {isTTY: true})});
	const unknown = await run('hello');
	for (const {code, complaint} of [missing, nothing, unknown]) {
		expect(code).toBe(2);
		expect(complaint).toContain('535 5.7.8 Username and Password not accepted');
	}
	expect(missing.complaint).toContain('there is no such file');
	expect(nothing.complaint).toContain('lostmail explain < reply.txt');
	for (const line of (nothing.complaint ?? '').split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
	expect((await run('', {file: folder})).code).toBe(2);
});

test('UTF-16, Latin-1 and a byte order mark are read as well', async () => {
	const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(reply, 'utf16le')]);
	const swapped = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(reply, 'utf16le').swap16()]);
	const latin = Buffer.from(`${reply}: ungültig`, 'latin1');
	for (const bytes of [utf16, swapped, Buffer.from(`\uFEFF${reply}`)])
		expect((await run(bytes)).code).toBe(1);
	expect((await run(latin)).stdout).toContain('ungültig');
});

test('JSON has the shape of the schema, and no secret is in it or in the text', async () => {
	const {stdout} = await run(reply, {json: true});
	const explanation = explainSchema.parse(JSON.parse(stdout));
	expect(explanation).toMatchObject({
		kind: 'reply',
		cause: 'auth.wrong-credentials',
		who: 'mail-owner',
		received: [],
		code: null,
	});
	expect(explanation.facts).toMatchObject({
		code: 535,
		enhanced: '5.7.8',
		text: 'Username and Password not accepted',
		provider: 'gmail',
		stage: 'login',
		matched: true,
		unsure: false,
	});
	for (const text of [dialects['swaks'] ?? '', dialects['openssl s_client'] ?? '']) {
		const shown = `${(await run(text)).stdout}${(await run(text, {json: true})).stdout}`;
		for (const secret of secrets) expect(shown).not.toContain(secret);
	}
});

test('a signal ends the waiting for a text', async () => {
	const ending = new AbortController();
	const waiting = run('', {signal: ending.signal, stdin: new PassThrough()});
	ending.abort('SIGTERM');
	expect(await waiting).toEqual({code: 143, stdout: ''});
});
