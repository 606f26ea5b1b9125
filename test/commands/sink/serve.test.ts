import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {newPath, placeOf, raise, send, sink, start} from './scene.ts';

const secret = 'canary9x hunter2';
const encoded = Buffer.from(secret).toString('base64');
const widest = (text: string) => Math.max(...text.split('\n').map(line => [...line].length));

test('it says where it listens, tells each session and message, and how to look at them', async () => {
	const store = newPath('sink.db');
	const going = start(store, ['--port', '0/starttls']);
	const port = await going.port();
	await send({port});
	await going.says(/s1 /);
	const {code, stdout, stderr} = await going.end();
	expect(code).toBe(130);
	expect(stdout).toContain(`127.0.0.1:${port}, STARTTLS`);
	expect(stdout).toContain('this machine only; --lan');
	expect(stdout).toMatch(/SHA-256 +[0-9a-f]{64}\n/);
	expect(stdout).toContain('Write down the mail settings that the device has now');
	expect(stdout).toMatch(
		/✔ 127\.0\.0\.1 {2}m1 nas@example\.com → kim@example\.org {2}Your code {2}code 482915\n/,
	);
	expect(stdout).toMatch(/✔ 127\.0\.0\.1 {2}s1 .*delivered 1 message/);
	expect(stderr).toContain('The sink is closed: 1 session, 1 message; lostmail sink list --store');
	expect(widest(stdout.slice(0, stdout.indexOf('Ctrl+C')))).toBeLessThanOrEqual(80);
});

test('a session without a message is told with what came of it', async () => {
	const going = start(newPath('sink.db'), ['--port', '0/plain']);
	const socket = connect({host: '127.0.0.1', port: await going.port()});
	socket.on('data', () => socket.end());
	await going.says(/! 127\.0\.0\.1 {2}s1 /);
	const {code, stderr} = await going.end('SIGTERM');
	expect(code).toBe(143);
	expect(stderr).toContain('1 session, 0 messages; lostmail sink list --sessions');
});

test('as JSON, every line is an object of the documented shape', async () => {
	const going = start(newPath('sink.db'), ['--port', '0', '--json']);
	await send({port: await going.port()});
	await going.says(/"session\.ended"/);
	const {code, stdout} = await going.end();
	expect(code).toBe(130);
	const lines = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Record<string, unknown>);
	expect(lines.map(({type}) => type).toSorted()).toEqual([
		'message.kept',
		'session.ended',
		'session.opened',
		'sink.closed',
		'sink.opened',
	]);
	expect(lines[0]).toMatchObject({type: 'sink.opened', format: 1, reach: 'this-machine'});
	expect(lines.find(({type}) => type === 'message.kept')).toMatchObject({
		message: {id: 1, recipients: ['kim@example.org']},
		reading: {chosen: {value: '482915'}},
		standing: {state: 'newest', request: 1},
	});
	expect(lines.at(-1)).toMatchObject({type: 'sink.closed', sessions: 1, messages: 1});
});

test('with --secret only that login is taken, and its password is nowhere', async () => {
	const store = newPath('sink.db');
	const going = start(store, ['--port', '0', '--secret', 'nas@example.com=env:PASS', '--json'], {
		env: {PASS: secret},
	});
	const port = await going.port();
	await send({port}, {login: {user: 'nas@example.com', pass: secret}});
	await expect(send({port}, {login: {user: 'nas@example.com', pass: 'wrong one'}})).rejects.toThrow('535');
	await expect(send({port}, {login: {user: 'other@example.com', pass: secret}})).rejects.toThrow('535');
	await going.says(/(?:"session\.ended"[\s\S]*){3}/);
	const {stdout, stderr} = await going.end();
	const shown = await sink(['show', 's2', '--store', store]);
	const listed = await sink(['list', '--sessions', '--json', '--store', store]);
	for (const text of [stdout, stderr, shown.stdout, listed.stdout]) {
		expect(text).not.toContain(secret);
		expect(text).not.toContain(encoded);
		expect(text).not.toContain('wrong one');
	}
});

test('what was told to go wrong goes wrong, and is said', async () => {
	const going = start(newPath('sink.db'), ['--port', '0', '--misbehave', 'rcpt: 550 5.1.1 No such user']);
	await expect(send({port: await going.port()})).rejects.toThrow('No such user');
	await going.says(/s1 .*on purpose/);
	expect((await going.end()).stdout).toContain('Misbehaves    on purpose: rcpt: 550 5.1.1 No such user\n');
});

test('an open network is plainly said', async () => {
	const going = start(newPath('sink.db'), ['--listen', '0.0.0.0', '--port', '0']);
	await going.says(/Ctrl\+C/);
	const {stdout} = await going.end();
	expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
		'everybody who can reach this machine over the network, strangers included; it never relays',
	);
});

test('it ends by itself after its duration', async () => {
	const {code, stderr} = await sink([
		...['--listen', '127.0.0.1', '--port', '0', '--store', newPath('sink.db')],
		...['--duration', '20ms'],
	]);
	expect({code, stderr}).toEqual({
		code: 0,
		stderr: 'The sink is closed: 0 sessions, 0 messages; nobody connected.\n',
	});
});

test('a port or a store that somebody else has is a usage error that helps', async () => {
	const here = await raise();
	const {port} = placeOf(here);
	const args = ['--listen', '127.0.0.1', '--duration', '1ms', '--store'];
	const taken = await sink([...args, newPath('sink.db'), '--port', `${port}`]);
	const locked = await sink([...args, here.settings.store, '--port', '0']);
	await here.close();
	expect(taken.code).toBe(2);
	expect(taken.stderr).toContain(`Port ${port} on 127.0.0.1`);
	expect(taken.stderr).toContain('--port 0');
	expect(locked.code).toBe(2);
	expect(locked.stderr).toContain(here.settings.store);
	expect(locked.stderr).toContain('Another lostmail sink');
	expect((await sink([...args, here.settings.store, '--port', '0'])).code).toBe(0);
});

test('what is advised names the store that it is about', async () => {
	const store = newPath('sink.db');
	const going = start(store, [
		'--port',
		'0/plain',
		'--misbehave',
		'tls: expired',
		'--misbehave',
		'data: drop chance 0.3',
	]);
	await going.says(/Ctrl\+C/);
	const words = (await going.end()).stdout.replaceAll(/\s+/g, ' ');
	expect(words).toContain(`lostmail sink certificate --store ${store} prints`);
	expect(words).toContain('on purpose: tls: expired data: drop chance 0.3');
	expect(words).toMatch(/--seed \d+ repeats what chance decides/);
	expect(words).toContain('no rule for TLS ever strikes');
});
