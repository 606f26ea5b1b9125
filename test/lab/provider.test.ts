import {once} from 'node:events';
import {connect as connectTls} from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {afterEach, expect, test, vi} from 'vitest';
import type {z} from 'zod';
import {createAuthority} from '../../source/lab/certificates.ts';
import {type Provider, startProvider} from '../../source/lab/provider.ts';
import {serverSchema} from '../../source/lab/settings.ts';
import {talkOver, talkTo} from './talk.ts';

const authority = await createAuthority();
const host = 'smtp.provider.test';
const running: Provider[] = [];

afterEach(async () => {
	await Promise.all(running.splice(0).map(provider => provider.close()));
});

const start = async (settings: Partial<z.input<typeof serverSchema>> = {}): Promise<Provider> => {
	const whole = serverSchema.parse({host, port: 587, users: {nas: 'secret'}, ...settings});
	const identity = await authority.issue({name: host, kind: whole.certificate});
	const provider = await startProvider(whole, identity);
	running.push(provider);
	return provider;
};

type Trial = {readonly response?: string; readonly error?: NodeJS.ErrnoException};

/** Connects, logs in and sends one message with nodemailer; ends with the first thing that goes wrong. */
const send = async (
	{port}: Provider,
	{pass = 'secret', secure = false, to = 'person@mailbox.test'} = {},
): Promise<Trial> => {
	const client = new SMTPConnection({
		host: '127.0.0.1',
		port,
		secure,
		tls: {servername: host, ca: authority.pem},
	});
	const failed = new Promise<never>((_, reject) => client.on('error', reject));
	failed.catch(() => {});
	const done = (act: (callback: (error?: Error | null, info?: unknown) => void) => void): Promise<unknown> =>
		Promise.race([
			failed,
			new Promise((resolve, reject) => act((error, info) => (error ? reject(error) : resolve(info)))),
		]);
	try {
		await done(callback => client.connect(callback));
		await done(callback => client.login({user: 'nas', pass}, callback));
		const info = await done(callback =>
			client.send({from: 'nas@home-mail.test', to: [to]}, 'Subject: code\r\n\r\n123456\r\n', callback),
		);
		return {response: (info as {response: string}).response};
	} catch (error) {
		return {error: error as NodeJS.ErrnoException};
	} finally {
		client.close();
	}
};

test('a healthy server encrypts, takes the login and the message, and remembers both', async () => {
	const provider = await start();
	expect(await send(provider)).toEqual({response: '250 2.6.0 OK: message queued'});
	expect(provider.sessions()).toEqual([
		{
			server: `${host}:587`,
			helo: expect.any(String),
			encrypted: true,
			logins: ['nas'],
			senders: ['nas@home-mail.test'],
			recipients: ['person@mailbox.test'],
			messages: [expect.stringContaining('123456')],
		},
	]);
	expect(JSON.stringify(provider.sessions())).not.toContain('secret');
});

test('an implicit server encrypts from the first byte', async () => {
	const provider = await start({security: 'implicit', port: 465});
	expect((await send(provider, {secure: true})).response).toMatch(/^250 /);
	const plain = talkTo(provider.port);
	expect(await plain.say('EHLO me.test')).not.toMatch(/^\d{3}/);
	plain.socket.destroy();
});

test('a wrong password is refused, once for each try', async () => {
	const provider = await start();
	const {error} = await send(provider, {pass: 'other'});
	expect(error).toMatchObject({code: 'EAUTH', response: '535 5.7.8 Error: authentication failed'});
	expect(provider.sessions().map(({logins, messages}) => ({logins, messages}))).toEqual([
		{logins: ['nas'], messages: []},
	]);
});

test('the greeting comes without delay', async () => {
	const provider = await start({name: 'mx.big.test', banner: 'ready'});
	// No time passes here: what is put off never comes.
	vi.useFakeTimers({toFake: ['setTimeout']});
	try {
		const talk = talkTo(provider.port);
		expect(await talk.read()).toBe('220 mx.big.test ESMTP ready\r\n');
		talk.socket.destroy();
	} finally {
		vi.useRealTimers();
	}
});

test('a slow server lets every answer wait', async () => {
	const provider = await start({delay: 40});
	const talk = talkTo(provider.port);
	const begun = performance.now();
	await talk.read();
	await talk.say('EHLO me.test');
	await talk.say('NOOP');
	expect(performance.now() - begun).toBeGreaterThan(115);
	talk.socket.destroy();
});

const appPassword =
	'534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp';

test('a reply of several lines arrives byte for byte', async () => {
	const provider = await start({security: 'starttls-not-offered', replies: {auth: appPassword}});
	const talk = talkTo(provider.port);
	await talk.read();
	await talk.say('EHLO me.test');
	const token = Buffer.from('\0nas\0secret').toString('base64');
	expect(await talk.say(`AUTH PLAIN ${token}`)).toBe(`${appPassword.replace('\n', '\r\n')}\r\n`);
	expect(await talk.say('NOOP')).toMatch(/^250 /);
	talk.socket.destroy();
});

test.each([
	['greeting', '554 5.7.1 Go away', {code: 'EPROTOCOL', response: '554 5.7.1 Go away'}],
	['greeting', '421 4.3.2 Busy', {response: '421 4.3.2 Busy'}],
	['auth', '454 4.7.0 Temporary authentication failure', {responseCode: 454}],
	['mail', '553 5.7.1 Not yours', {response: '553 5.7.1 Not yours'}],
	['rcpt', '550 5.1.1 Nobody', {responseCode: 550}],
	['data', '554 5.5.1 No', {response: '554 5.5.1 No'}],
	['message', '552 5.3.4 Too big', {response: '552 5.3.4 Too big'}],
] as const)('at %s it says %s', async (stage, reply, expected) => {
	const provider = await start({replies: {[stage]: reply}});
	expect((await send(provider)).error).toMatchObject(expected);
	expect(provider.sessions().flatMap(({messages}) => messages)).toEqual([]);
});

test.each([
	['ehlo', '550 5.7.1 No'],
	['starttls', '454 4.7.0 TLS not available due to local problem'],
] as const)('at %s it says %s', async (stage, reply) => {
	const provider = await start({replies: {[stage]: reply}});
	const talk = talkTo(provider.port);
	await talk.read();
	const greeted = await talk.say('EHLO me.test');
	expect(stage === 'ehlo' ? greeted : await talk.say('STARTTLS')).toBe(`${reply}\r\n`);
	talk.socket.destroy();
});

test('a greylisting server gives in at the second try, for that recipient alone', async () => {
	const reply = {say: '450 4.2.0 Greylisted', for: 'person@mailbox.test', first: 1};
	const provider = await start({replies: {rcpt: [reply]}});
	expect((await send(provider, {to: 'other@mailbox.test'})).response).toMatch(/^250 /);
	expect((await send(provider)).error).toMatchObject({responseCode: 450});
	expect((await send(provider)).response).toMatch(/^250 /);
});

test('a message over the size is refused', async () => {
	const provider = await start({size: 20});
	expect((await send(provider)).error).toBeDefined();
	expect(provider.sessions().flatMap(({messages}) => messages)).toEqual([]);
});

test('a server without mechanisms does not offer AUTH', async () => {
	const provider = await start({mechanisms: [], security: 'starttls-not-offered'});
	const talk = talkTo(provider.port);
	await talk.read();
	expect(await talk.say('EHLO me.test')).not.toMatch(/AUTH|STARTTLS/);
	expect(await talk.say('MAIL FROM:<a@b.test>')).toMatch(/^250 /);
	talk.socket.destroy();
});

test('a server that requires TLS takes neither login nor sender before it', async () => {
	const provider = await start({security: 'starttls-required'});
	const talk = talkTo(provider.port);
	await talk.read();
	expect(await talk.say('EHLO me.test')).not.toMatch(/AUTH/);
	for (const command of ['AUTH PLAIN', 'MAIL FROM:<a@b.test>'])
		expect(await talk.say(command)).toBe('530 5.7.0 Must issue a STARTTLS command first\r\n');
	talk.socket.destroy();
	expect((await send(provider)).response).toMatch(/^250 /);
});

test.each([
	['old-tls', 'TLSv1.1'],
	['oldest-tls', 'TLSv1'],
] as const)('a server with %s cannot be encrypted with today, and can with %s', async (fault, best) => {
	const provider = await start({fault, security: 'implicit', port: 465});
	const {error} = await send(provider, {secure: true});
	expect(error?.message).toMatch(/protocol/);
	const old = connectTls({
		host: '127.0.0.1',
		port: provider.port,
		servername: host,
		ca: authority.pem,
		minVersion: 'TLSv1',
		ciphers: 'DEFAULT:@SECLEVEL=0',
	});
	expect(await talkOver(old).read()).toMatch(/^220 /);
	expect(old.getProtocol()).toBe(best);
	old.destroy();
});

test('an implicit server can be closed while somebody has not begun to encrypt, or has just begun', async () => {
	const provider = await start({security: 'implicit', port: 465});
	const [idle, begun] = [talkTo(provider.port), talkTo(provider.port)];
	await Promise.all([idle, begun].map(({socket}) => once(socket, 'connect')));
	begun.socket.write(Buffer.from('160301020001000001fc0303', 'hex'));
	const encrypted = connectTls({host: '127.0.0.1', port: provider.port, servername: host, ca: authority.pem});
	const talk = talkOver(encrypted);
	expect(await talk.read()).toMatch(/^220 /);
	await provider.close();
	expect(await Promise.all([idle, begun, talk].map(({read}) => read()))).toEqual(['', '', '']);
});

test('close ends conversations that are going on, one in the middle of a handshake too', async () => {
	const provider = await start();
	const [idle, shaking] = [talkTo(provider.port), talkTo(provider.port)];
	await Promise.all([idle.read(), shaking.read()]);
	await shaking.say('EHLO me.test');
	await shaking.say('STARTTLS');
	await provider.close();
	expect(await idle.read()).toBe('');
	shaking.socket.destroy();
});
