import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
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
