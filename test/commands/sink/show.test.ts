import {expect, test} from 'vitest';
import {acting, caughtThree, sink} from './scene.ts';

const {run, here} = caughtThree();

test('a message with its code, its way and its session', {timeout: 20_000}, async () => {
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

test('one part of it', async () => {
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

test('nothing that a stranger wrote acts on the terminal, and raw octets go to none', async () => {
	for (const args of [
		['show', '3'],
		['show', '3', '--print', 'text'],
		['show', '3', '--print', 'header'],
		['show', '3', '--json'],
	])
		expect((await run(...args)).stdout).not.toMatch(acting);
	const raw = await run('show', '3', '--print', 'raw');
	expect(raw.stdout).toBe(Buffer.concat([...here().store.octets(3)]).toString('latin1'));
	const refused = await sink(['show', '3', '--print', 'raw', '--store', here().settings.store], {
		terminal: '',
	});
	expect(refused).toMatchObject({code: 2, stdout: ''});
});

test('a session, and what is not there', async () => {
	const {stdout} = await run('show', 's2');
	expect(stdout).toContain('delivered 1 message');
	expect(stdout).toContain('Line by line');
	expect(JSON.parse((await run('show', 's2', '--json')).stdout)).toMatchObject({id: 2, messages: [2]});
	expect((await run('show', 'm99')).stderr).toContain('there is no message m99');
	expect((await run('show', 's99')).stderr).toContain('there is no session s99');
	expect((await run('show', 's2', '--print', 'code')).code).toBe(2);
});
