import {once} from 'node:events';
import {writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {speaking} from '../../probes/smtp/loopback.ts';
import {newPath, placeOf, raise, send, sink} from './scene.ts';

const password = 'canary5z-hunter2';
const to = 'kim@example.org';

/** Something was caught, and a real server, which is a sink as well, is there to take it. */
const openBoth = async () => {
	const here = await raise();
	const server = await raise({
		name: 'mail.example.org',
		login: 'required',
		users: new Map([['nas@example.com', password]]),
	});
	await send(placeOf(here), {to});
	const ca = path.join(path.dirname(server.settings.store), 'ca.pem');
	writeFileSync(ca, server.certificate.pem);
	const args = [
		...['release', 'm1', '--store', here.settings.store, '--host', 'mail.example.org', '--port', '587'],
		...['--security', 'starttls', '--user', 'nas@example.com', '--secret', 'password=env:PASS'],
		...['--ca', ca, '--connect-to', `mail.example.org:587:127.0.0.1:${placeOf(server).port}`],
		...['--timeout', '3s', '--resolver', '127.0.0.1:9'],
	];
	return {
		here,
		server,
		run: (more: readonly string[], terminal?: string) =>
			sink([...args, ...more], {
				env: {PASS: password},
				...(terminal === undefined ? {} : {terminal}),
			}),
		close: () => Promise.all([here.close(), server.close()]),
	};
};

test('the message is shown, handed on octet for octet, and its finding is printed', {
	timeout: 20_000,
}, async () => {
	const {here, server, run, close} = await openBoth();
	const {code, stdout, stderr} = await run(['--to', to, '--yes']);
	expect(stderr).toContain('This will be handed on as it was caught');
	expect(stderr).toContain('mail.example.org port 587, starttls, as nas@example.com');
	expect(stdout).toContain('mail.example.org accepted message 1');
	expect(code).toBe(0);
	expect(server.store.counts().messages).toBe(1);
	expect(Buffer.concat([...server.store.octets(1)])).toEqual(Buffer.concat([...here.store.octets(1)]));
	for (const text of [stdout, stderr]) expect(text).not.toContain(password);
	expect(stdout).not.toContain('482915');
	await close();
});

test('it is handed on once, whatever process does it, and again where somebody says so', {
	timeout: 30_000,
}, async () => {
	const {here, server, run, close} = await openBoth();
	expect((await run(['--to', to, '--yes'])).code).toBe(0);
	const second = await run(['--to', to, '--yes']);
	expect(second).toMatchObject({code: 3, stdout: ''});
	expect(second.stderr).toMatch(
		/m1 was given to mail\.example\.org on \d{4}-\d\d-\d\d \d\d:\d\d:\d\d already.*--again/,
	);
	expect(server.store.counts().messages).toBe(1);
	const declined = await run(['--to', to, '--again'], 'no\n');
	expect(declined.code).toBe(3);
	expect(declined.stderr).toMatch(/Before +given to mail\.example\.org on[\s\S]*Hand it on, once more\?/);
	expect(server.store.counts().messages).toBe(1);
	expect((await run(['--to', to, '--again', '--yes'])).code).toBe(0);
	expect(server.store.counts().messages).toBe(2);
	// The sink goes on meanwhile.
	await send(placeOf(here), {to});
	expect(here.store.counts().messages).toBe(2);
	await close();
});

test('what the server quotes of it is nowhere', {timeout: 20_000}, async () => {
	const here = await raise();
	const link = 'https://nas.home.test/reset?token=Zz81kk-QpR7w2';
	await send(placeOf(here), {
		to,
		text: `Your verification code is 482915.\nOr open this link to verify your account: ${link}`,
	});
	const server = createServer(
		speaking({message: `554-5.7.1 Content 482 915 refused: 482915\n554 5.7.1 ${link}`}),
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	const {port} = server.address() as AddressInfo;
	const {code, stdout, stderr} = await sink([
		...['release', 'm1', '--store', here.settings.store, '--host', 'mail.example.org', '--port', '587'],
		...['--security', 'none', '--connect-to', `mail.example.org:587:127.0.0.1:${port}`],
		...['--timeout', '3s', '--resolver', '127.0.0.1:9', '--to', to, '--yes', '--json'],
	]);
	expect({code, finding: JSON.parse(stdout).finding}).toMatchObject({code: 1, finding: {level: 'problem'}});
	expect(stdout).toContain('••••••');
	for (const secret of [
		'482915',
		'482 915',
		'Zz81kk',
		'QpR7w2',
		'reset?token',
		Buffer.from('482915').toString('base64'),
	])
		expect(stdout).not.toContain(secret);
	expect(stderr).not.toContain('Zz81kk');
	await here.close();
});

test('nothing leaves without a yes', async () => {
	const {server, run, close} = await openBoth();
	const scripted = await run(['--to', to]);
	expect({code: scripted.code, stdout: scripted.stdout}).toEqual({code: 2, stdout: ''});
	expect(scripted.stderr).toContain('--yes');
	const declined = await run(['--to', to], 'no\n');
	expect(declined).toMatchObject({code: 3, stdout: ''});
	expect(declined.stderr).toContain('Nothing was handed on.');
	expect(server.store.counts().sessions).toBe(0);
	await close();
});

test('a message for somebody else, and one that is not there, are not handed on', async () => {
	const {server, here, run, close} = await openBoth();
	const other = await run(['--to', 'lee@example.org', '--yes', '--json']);
	expect(other.code).toBe(3);
	expect(JSON.parse(other.stdout)).toMatchObject({finding: {code: 'other-recipient', level: 'unknown'}});
	const missing = await sink([
		...['release', 'm9', '--to', to, '--host', 'a.test', '--port', '587', '--security', 'none', '--yes'],
		...['--store', here.settings.store],
	]);
	expect(missing).toMatchObject({code: 2, stdout: ''});
	expect(server.store.counts().messages).toBe(0);
	await close();
});

test('what a server refuses is a finding, and a mistake in the settings is a usage error', async () => {
	const {run, close} = await openBoth();
	const wrong = await run(['--to', to, '--yes', '--user', 'other@example.com', '--json']);
	expect(JSON.parse(wrong.stdout)).toMatchObject({finding: {code: 'wrong-credentials', level: 'problem'}});
	expect(wrong.code).toBe(1);
	const mistake = await run(['--to', to, '--yes', '--port', 'smtp']);
	expect(mistake.code).toBe(2);
	expect(mistake.stderr).toContain('port');
	await close();
});

test('what it needs is named', async () => {
	for (const [args, wanted] of [
		[['release', 'm1'], '--to'],
		[['release', 'm1', '--to', to, '--host', 'a.test', '--port', '1'], '--security'],
		[['release', 's1', '--to', to, '--host', 'a.test', '--port', '1', '--security', 'none'], 'session'],
	] as const) {
		const {code, stderr} = await sink([...args, '--store', newPath('sink.db')]);
		expect(code).toBe(2);
		expect(stderr).toContain(wanted);
	}
});
