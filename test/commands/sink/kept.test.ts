import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {SinkHere} from '../../../source/commands/sink/open.ts';
import {newPath, placeOf, raise, send, sink} from './scene.ts';

let here: SinkHere;
let store: string;
const nasty = 'Bell\u0007 and \u001b[31mred\u001b[0m and \u202eevil';

beforeAll(async () => {
	here = await raise();
	({store} = here.settings);
	const place = placeOf(here);
	await send(place, {subject: 'Your code', text: 'Your verification code is 111222.'});
	await send(place, {
		subject: 'Your code',
		text: 'Your verification code is 482915.\nIt expires in 10 minutes.',
	});
	await send(place, {to: 'lee@example.org', subject: nasty, text: `${nasty}\nFrom here on.`});
});
afterAll(() => here.close());

const run = (...args: readonly string[]) => sink([...args, '--store', store]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const acting = /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/;

test('list: newest first, with codes and what has become of them', async () => {
	const {code, stdout} = await run('list');
	expect(code).toBe(0);
	expect(stdout.match(/^m\d/gm)).toEqual(['m3', 'm2', 'm1']);
	expect(stdout).toContain('Your code  code 482915\n');
	expect(stdout).toContain('Your code  code 111222 (superseded by m2)\n');
	expect(stdout).not.toMatch(acting);
});

test('list: a search, and where it goes wrong', async () => {
	expect((await run('list', 'to:lee@example.org')).stdout.match(/^m\d/gm)).toEqual(['m3']);
	expect((await run('list', 'subject:code -to:lee')).stdout.match(/^m\d/gm)).toEqual(['m2', 'm1']);
	expect((await run('list', 'to:nobody')).stdout).toBe('No message is like that.\n');
	const wrong = await run('list', 'subject:code', 'form:kim');
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toMatch(/subject:code form:kim\n {15}\^/);
});

test('list: sessions, and both as JSON', async () => {
	expect((await run('list', '--sessions')).stdout).toMatch(
		/^\S+ \S+ {2}✔ 127\.0\.0\.1 {2}s3 delivered 1 message/,
	);
	const messages = JSON.parse((await run('list', '--json', '--most', '1')).stdout);
	expect(messages).toMatchObject([{id: 3, recipients: ['lee@example.org']}]);
	expect(JSON.parse((await run('list', '--sessions', '--json')).stdout)).toHaveLength(3);
	expect((await run('list', '--most', '2')).stderr).toContain('the newest 2; --most');
});

test('list: where nothing was ever kept', async () => {
	const empty = await raise();
	expect((await sink(['list', '--store', empty.settings.store])).stdout).toContain('Nothing was caught');
	await empty.close();
	const missing = await sink(['list', '--store', newPath('sink.db')]);
	expect(missing.code).toBe(2);
	expect(missing.stderr).toContain('there is no such file');
});

test('show: a message with its code, its way and its session', async () => {
	const {code, stdout} = await run('show', 'm2');
	expect(code).toBe(0);
	for (const part of [
		'm2  Your code',
		'MAIL FROM <nas@example.com>, RCPT TO <kim@example.org>',
		'Code 482915',
		'for 10 minutes',
		'request 2 of 2, the newest',
		'Way',
		'Clock of the sender',
		'What spam filters hold against it',
		'--check asks DNS',
		'It expires in 10 minutes.',
		'Session s2',
		'C EHLO nas.example.com',
	])
		expect(stdout).toContain(part);
	expect(Math.max(...stdout.split('\n').map(line => [...line].length))).toBeLessThanOrEqual(80);
	expect((await run('show', '2')).stdout).toContain('m2  Your code');
});

test('show: one part of it', async () => {
	expect((await run('show', '2', '--print', 'code')).stdout).toBe('482915\n');
	expect((await run('show', '2', '--print', 'text')).stdout).toContain('It expires in 10 minutes.');
	expect((await run('show', '2', '--print', 'header')).stdout).toMatch(/^Subject: Your code$/m);
	expect((await run('show', '2', '--print', 'session')).stdout).toContain('C EHLO nas.example.com');
	const link = await run('show', '2', '--print', 'link');
	expect({code: link.code, stdout: link.stdout}).toEqual({code: 3, stdout: ''});
	const old = await run('show', '1', '--print', 'code');
	expect(old).toMatchObject({code: 0, stdout: '111222\n'});
	expect(old.stderr).toContain('superseded by m2');
});

test('show: nothing that a stranger wrote acts on the terminal, and raw octets go to none', async () => {
	for (const args of [
		['show', '3'],
		['show', '3', '--print', 'text'],
		['show', '3', '--print', 'header'],
		['show', '3', '--json'],
	])
		expect((await run(...args)).stdout).not.toMatch(acting);
	const raw = await run('show', '3', '--print', 'raw');
	expect(raw.stdout).toBe(Buffer.concat([...here.store.octets(3)]).toString('latin1'));
	const refused = await sink(['show', '3', '--print', 'raw', '--store', store], {terminal: ''});
	expect(refused).toMatchObject({code: 2, stdout: ''});
});

test('show: a session, and what is not there', async () => {
	const {stdout} = await run('show', 's2');
	expect(stdout).toContain('delivered 1 message');
	expect(stdout).toContain('Line by line');
	expect(JSON.parse((await run('show', 's2', '--json')).stdout)).toMatchObject({id: 2, messages: [2]});
	expect((await run('show', 'm99')).stderr).toContain('there is no message m99');
	expect((await run('show', 's99')).stderr).toContain('there is no session s99');
	expect((await run('show', 's2', '--print', 'code')).code).toBe(2);
});

test('export: as files, which are not overwritten', async () => {
	const [mbox, eml] = [newPath('.'), newPath('eml')];
	await run('export', '--eml', mbox);
	const file = path.join(mbox, 'all.mbox');
	expect(await run('export', '--mbox', file)).toMatchObject({
		code: 0,
		stdout: '',
		stderr: `3 messages are in ${file}.\n`,
	});
	expect(readFileSync(file, 'latin1').match(/^From /gm)).toHaveLength(3);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const again = await run('export', '--mbox', file);
	expect(again.code).toBe(2);
	expect(again.stderr).toContain('nothing is overwritten');
	await run('export', 'm1', 'm3', '--eml', eml);
	expect(readdirSync(eml)).toEqual(['m1.eml', 'm3.eml']);
	expect(readFileSync(path.join(eml, 'm1.eml'))).toEqual(Buffer.concat([...here.store.octets(1)]));
	expect((await run('export', 'to:nobody', '--eml', eml)).code).toBe(2);
});

test('rm: asks, is refused while a sink runs, and takes what was named', async () => {
	const other = await raise();
	const place = placeOf(other);
	for (const to of ['a@example.org', 'b@example.org', 'c@example.org']) await send(place, {to});
	const args = ['--store', other.settings.store];
	const running = await sink(['rm', 'm1', '--yes', ...args]);
	expect(running.code).toBe(2);
	expect(running.stderr).toContain('Another lostmail sink');
	await other.close();
	expect((await sink(['rm', 'm1', ...args])).stderr).toContain('--yes says so');
	expect((await sink(['rm', '12', ...args])).stderr).toContain('write m12');
	expect((await sink(['rm', 'm1', ...args], {terminal: 'no\n'})).stderr).toContain('Nothing was removed.');
	expect((await sink(['rm', 'm1', ...args], {terminal: 'yes\n'})).stderr).toContain('Removed one message.');
	expect((await sink(['rm', 'to:b@example.org', '--yes', ...args])).code).toBe(0);
	expect((await sink(['list', ...args])).stdout.match(/^m\d/gm)).toEqual(['m3']);
	expect((await sink(['rm', '--all', '--yes', ...args])).stderr).toBe('Removed one message.\n');
});

test('certificate: the authority of this store’s sinks', async () => {
	const {code, stdout} = await run('certificate');
	expect(code).toBe(0);
	expect(stdout).toBe(here.certificate.pem);
});
