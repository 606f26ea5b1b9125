import {connect} from 'node:net';
import {beforeAll, expect, test} from 'vitest';
import {newPath, placeOf, raise, send, sink} from './scene.ts';

// What is loaded only when it is called would come too late for a message that is sent at once.
beforeAll(() => import('../../../source/commands/sink/wait.ts'));

const to = 'kim@example.org';
const noCode = {subject: 'Welcome', text: 'Hello. Your device is set up.'};

/** Waits at a store; `sent` is done as soon as the waiting has begun. */
const waiting = (store: string, ...args: readonly string[]) =>
	sink(['wait', '--to', to, '--store', store, ...args]);

test('the code of a message that comes is printed, and nothing else', async () => {
	const here = await raise();
	const waited = waiting(here.settings.store, '--timeout', '10s', '--print', 'code');
	await send(placeOf(here));
	expect(await waited).toEqual({code: 0, stdout: '482915\n', stderr: ''});
	await here.close();
});

test('the id, the text or all of it as JSON', async () => {
	const here = await raise();
	await send(placeOf(here), noCode);
	const since = ['--since', '10m', '--timeout', '10s', '--print'];
	expect((await waiting(here.settings.store, ...since, 'id')).stdout).toBe('m1\n');
	expect((await waiting(here.settings.store, ...since, 'text')).stdout).toContain('Your device is set up.');
	expect(JSON.parse((await waiting(here.settings.store, ...since, 'json')).stdout)).toMatchObject({
		id: 1,
		recipients: [to],
		reading: {open: 'none'},
	});
	await here.close();
});

test('what came before is not taken without --since, and that is said', async () => {
	const here = await raise();
	await send(placeOf(here));
	const now = await waiting(here.settings.store, '--timeout', '50ms');
	expect({code: now.code, stdout: now.stdout}).toEqual({code: 3, stdout: ''});
	expect(now.stderr).toContain(`No code for ${to} came within`);
	expect(now.stderr).toMatch(/Before this wait, m1 came[\s\S]*--since \d+m/);
	expect(now.stderr).not.toContain('482915');
	const since = await waiting(here.settings.store, '--timeout', '50ms', '--since', '10m');
	expect(since).toEqual({code: 0, stdout: '482915\n', stderr: ''});
	await here.close();
});

test('of several, the newest is taken, and only one that fits --from and --subject', async () => {
	const here = await raise();
	const place = placeOf(here);
	await send(place, {text: 'Your verification code is 111222.'});
	await send(place, {text: 'Your verification code is 333444.'});
	await send(place, {from: 'shop@example.net', subject: 'Shop', text: 'Your verification code is 555666.'});
	const since = ['--since', '10m', '--timeout', '50ms'];
	expect((await waiting(here.settings.store, ...since)).stdout).toBe('555666\n');
	expect((await waiting(here.settings.store, ...since, '--from', 'nas@')).stdout).toBe('333444\n');
	expect((await waiting(here.settings.store, ...since, '--subject', 'shop')).stdout).toBe('555666\n');
	expect((await waiting(here.settings.store, ...since, '--subject', 'nothing')).code).toBe(3);
	await here.close();
});

test('a message without a code is waited past, and named at the end', async () => {
	const here = await raise();
	const place = placeOf(here);
	await send(place, noCode);
	const {code, stderr} = await waiting(here.settings.store, '--timeout', '50ms', '--since', '10m');
	expect(code).toBe(3);
	expect(stderr).toMatch(/m1 \S+ Welcome: no code was found in it/);
	await here.close();
});

test('what came instead is told: other addresses, and sessions without a message', async () => {
	const here = await raise();
	const store = here.settings.store;
	await send(placeOf(here), {to: 'other@example.org', text: 'Your verification code is 777888.'});
	const socket = connect({host: '127.0.0.1', port: placeOf(here).port});
	socket.on('data', () => socket.end());
	await expect.poll(() => here.store.sessions([], {most: 5}).filter(({end}) => end).length).toBe(2);
	const {code, stdout, stderr} = await waiting(store, '--timeout', '50ms', '--since', '10m');
	await here.close();
	expect({code, stdout}).toEqual({code: 3, stdout: ''});
	expect(stderr).toContain('For other addresses:');
	expect(stderr).toContain('other@example.org');
	expect(stderr).toMatch(/Sessions without a message:\n {2}\S+ ! 127\.0\.0\.1/);
	expect(stderr).not.toContain('777888');
});

test('where no sink runs, that is said', async () => {
	const store = newPath('sink.db');
	const {code, stderr} = await waiting(store, '--timeout', '20ms');
	expect(code).toBe(3);
	const words = stderr.replaceAll(/\s+/g, ' ');
	expect(words).toMatch(/^No sink runs on /);
	expect(words).toContain(`No sink runs on ${store}: lostmail sink --store ${store} opens one`);
	expect(words.match(/No sink runs/g)).toHaveLength(1);
});

test('what is no store is told at once', async () => {
	const {code, stdout, stderr} = await waiting(import.meta.filename, '--timeout', '1h');
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain('is no store of lostmail');
});

test('a sink may be opened after the waiting has begun', async () => {
	const store = newPath('sink.db');
	const waited = waiting(store, '--timeout', '10s');
	const here = await raise({store});
	await send(placeOf(here));
	expect(await waited).toMatchObject({code: 0, stdout: '482915\n'});
	await here.close();
});

test('with --serve it opens the sink itself, and closes it', async () => {
	let port = 0;
	let sent: Promise<void> | undefined;
	const {code, stdout} = await sink(
		[
			...['wait', '--to', to, '--serve', '--listen', '127.0.0.1', '--port', '0', '--timeout', '10s'],
			...['--store', newPath('sink.db')],
		],
		{
			heard: ({stderr}) => {
				port = Number(/127\.0\.0\.1:(\d+)/.exec(stderr)?.[1] ?? 0);
				if (port > 0) sent ??= send({port});
			},
		},
	);
	await sent;
	expect({code, stdout}).toEqual({code: 0, stdout: '482915\n'});
	await expect(send({port})).rejects.toThrow('ECONNREFUSED');
});

test('a signal ends it without a word on stdout', async () => {
	const here = await raise();
	const ending = new AbortController();
	const waited = sink(['wait', '--to', to, '--store', here.settings.store], {signal: ending.signal});
	ending.abort('SIGINT');
	expect(await waited).toEqual({code: 130, stdout: '', stderr: ''});
	await here.close();
});
