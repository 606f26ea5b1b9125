import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {Duplex} from 'node:stream';
import {type ConnectionOptions, connect as connectTls} from 'node:tls';
import {expect, test} from 'vitest';
import {send} from '../mailer.ts';
import {
	authority,
	dial,
	dialSilently,
	name,
	openScene,
	over,
	type Raw,
	type Scene,
	trusting,
	upgrade,
} from '../scene.ts';

const kinds = ['starttls', 'implicit'] as const;
type Kind = (typeof kinds)[number];

/** A connection on which TLS is to begin. */
const before = async (scene: Scene, kind: Kind): Promise<Raw> => {
	if (kind === 'implicit') return dialSilently(scene.port('implicit'));
	const raw = await dial(scene.port());
	await raw.say('EHLO old.test\r\n');
	await raw.say('STARTTLS\r\n');
	return raw;
};

/** The octets of a ClientHello as Node makes it. */
const helloOf = (options: ConnectionOptions): Promise<Buffer> =>
	new Promise(resolve => {
		const client = connectTls({
			socket: new Duplex({
				read() {},
				write(chunk: Buffer, _encoding, done) {
					resolve(chunk);
					done();
				},
			}),
			...options,
		});
		client.on('error', () => {});
	});

test.each(kinds)('what was agreed on is told: %s', async kind => {
	const scene = await openScene();
	await send(scene.port(kind), {secure: kind === 'implicit', requireTLS: kind === 'starttls'});
	const {tls, exchanges} = await scene.session();
	expect(tls).toEqual({is: 'agreed', protocol: 'TLSv1.3', cipher: expect.stringMatching(/^TLS_/), name});
	expect(exchanges.map(({text}) => text)).toContainEqual(
		expect.stringMatching(/^TLSv1\.3, TLS_\w+, for sink\.test$/),
	);
});

test.each(kinds)(
	'a client that speaks outdated versions alone is told by the one it offered: %s',
	async kind => {
		const scene = await openScene();
		const raw = await before(scene, kind);
		raw.socket.removeAllListeners('data');
		const client = connectTls({
			socket: raw.socket,
			...trusting,
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'DEFAULT:@SECLEVEL=0',
		});
		client.on('error', () => {});
		expect(await scene.session()).toMatchObject({
			end: 'tls-failed',
			tls: {is: 'failed', fault: 'version', offered: 'TLSv1.1', reason: 'unsupported protocol'},
		});
	},
);

test.each(kinds)('a client without a cipher in common: %s', async kind => {
	const scene = await openScene();
	const raw = await before(scene, kind);
	raw.socket.removeAllListeners('data');
	connectTls({socket: raw.socket, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-SHA'}).on(
		'error',
		() => {},
	);
	expect((await scene.session()).tls).toMatchObject({
		fault: 'cipher',
		offered: 'TLSv1.2',
		reason: 'no shared cipher',
	});
});

test.each([
	['starttls', 'TLSv1.2', 48, 'unknown_ca'],
	['implicit', 'TLSv1.2', 42, 'bad_certificate'],
	['starttls', 'TLSv1.3', 48, 'unknown_ca'],
	['implicit', 'TLSv1.3', 46, 'certificate_unknown'],
] as const)(
	'a client that distrusts the certificate says so with an alert: %s, %s',
	async (kind, version, number, alert) => {
		const scene = await openScene();
		const raw = await before(scene, kind);
		raw.socket.removeAllListeners('data');
		const answered = once(raw.socket, 'data');
		raw.socket.write(await helloOf({servername: name, minVersion: version, maxVersion: version}));
		await answered;
		raw.socket.write(Buffer.from([21, 3, 3, 0, 2, 2, number]));
		expect(await scene.session()).toMatchObject({
			end: 'tls-failed',
			tls: {is: 'failed', fault: 'distrust', alert, offered: version},
		});
	},
);

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
test.skipIf(!hasOpenssl).each([
	['starttls', '-tls1_2'],
	['implicit', '-tls1_2'],
	['starttls', '-tls1_3'],
	['implicit', '-tls1_3'],
] as const)('OpenSSL as a client that distrusts: %s %s', async (kind, version) => {
	const scene = await openScene();
	const starttls = kind === 'starttls' ? ['-starttls', 'smtp'] : [];
	const client = spawn(
		'openssl',
		['s_client', '-connect', `127.0.0.1:${scene.port(kind)}`, version, '-verify_return_error', ...starttls],
		{stdio: 'ignore'},
	);
	expect(await scene.session()).toMatchObject({
		end: 'tls-failed',
		tls: {fault: 'distrust', alert: 'unknown_ca'},
	});
	client.kill();
});

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
	'a client that distrusts and leaves without a word proves nothing: %s',
	async version => {
		const scene = await openScene();
		const client = connectTls({
			port: scene.port('implicit'),
			host: '127.0.0.1',
			servername: name,
			maxVersion: version,
		});
		client.on('error', () => {});
		const {end, tls} = await scene.session();
		if (tls?.is === 'failed') expect([end, tls.fault]).toEqual(['tls-failed', 'left']);
		else expect([tls?.is, ['left', 'reset'].includes(end ?? '')]).toEqual(['agreed', true]);
	},
);

test.each(kinds)('a client that leaves in the middle of the handshake: %s', async kind => {
	const scene = await openScene();
	const raw = await before(scene, kind);
	raw.socket.end(Buffer.from([22, 3, 1, 2, 0, 1]));
	expect(await scene.session()).toMatchObject({end: 'tls-failed', tls: {is: 'failed', fault: 'left'}});
});

test.each(kinds)('a client that connects and says nothing has failed at nothing: %s', async kind => {
	const scene = await openScene();
	const raw = await dialSilently(scene.port(kind));
	raw.socket.end();
	// The sink closes its side, too.
	await once(raw.socket, 'close');
	const session = await scene.session();
	expect(session.end).toBe('left');
	expect(session.tls).toBeUndefined();
});

test('plain SMTP where TLS comes first is told so in plain text', async () => {
	const scene = await openScene();
	const raw = await dialSilently(scene.port('implicit'));
	raw.send('EHLO nas.test\r\n');
	expect(await raw.rest()).toBe('421 5.5.1 TLS comes first on this port\r\n');
	expect(await scene.session()).toMatchObject({end: 'tls-failed', tls: {is: 'failed', fault: 'not-tls'}});
});

test.each(['none', 'starttls'] as const)('TLS where it does not come first: %s', async security => {
	const scene = await openScene();
	const raw = await dial(scene.port(security));
	raw.send(await helloOf(trusting));
	expect(await raw.rest()).toContain('421 5.5.1 TLS begins with STARTTLS here, or on another port\r\n');
	expect(await scene.session()).toMatchObject({end: 'not-smtp', oddities: ['spoke-tls-in-plain']});
});

test.each(['none', 'implicit'] as const)('a browser is known as one: %s', async security => {
	const scene = await openScene();
	const raw = await dialSilently(scene.port(security));
	raw.send('GET / HTTP/1.1\r\nHost: sink.test\r\nAuthorization: Basic bmFzOmdlaGVpbQ==\r\n\r\n');
	expect(await raw.rest()).toMatch(/421 /);
	const session = await scene.session();
	expect(session.oddities).toEqual(['spoke-http']);
	expect(session.end).toBe(security === 'none' ? 'not-smtp' : 'tls-failed');
	expect(JSON.stringify(session)).not.toContain('bmFzOmdlaGVpbQ');
});

test('what is said in plain text behind STARTTLS is obeyed by nobody', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port());
	await raw.say('EHLO nas.test\r\n');
	expect(await raw.say('STARTTLS\r\nMAIL FROM:<evil@inject.test>\r\n')).toBe(
		'220 2.0.0 Ready to start TLS\r\n',
	);
	const secured = await upgrade(raw);
	expect(await secured.say('EHLO nas.test\r\n')).toMatch(/^250-/);
	expect(await secured.say('RCPT TO:<me@mailbox.test>\r\n')).toMatch(/^503 /);
	await secured.say('QUIT\r\n');
	const session = await scene.session();
	expect(session).toMatchObject({senders: [], oddities: ['talked-before-tls'], tls: {is: 'agreed'}});
	expect(JSON.stringify(session)).not.toContain('inject.test');
});

test('what is said in plain text when TLS was to begin ends it', async () => {
	const scene = await openScene();
	const raw = await before(scene, 'starttls');
	raw.send('MAIL FROM:<evil@inject.test>\r\n');
	expect(await scene.session()).toMatchObject({end: 'tls-failed', senders: [], tls: {fault: 'not-tls'}});
});

test('who was logged in before encryption is not any more', async () => {
	const scene = await openScene({login: 'required'});
	const raw = await dial(scene.port());
	await raw.say('EHLO nas.test\r\n');
	await raw.say(`AUTH PLAIN ${Buffer.from('\0nas\0geheimnis').toString('base64')}\r\n`);
	await raw.say('STARTTLS\r\n');
	const secured = await upgrade(raw);
	expect(await secured.say('MAIL FROM:<a@home.test>\r\n')).toMatch(/^503 /);
	await secured.say('EHLO nas.test\r\n');
	expect(await secured.say('MAIL FROM:<a@home.test>\r\n')).toMatch(/^530 /);
	expect(await secured.say('STARTTLS\r\n')).toMatch(/^503 /);
});

test('a plain port offers no encryption, and STARTTLS takes no parameter', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	expect(await raw.say('EHLO nas.test\r\n')).not.toContain('STARTTLS');
	expect(await raw.say('STARTTLS\r\n')).toMatch(/^502 /);
	const other = await dial(scene.port('starttls'));
	expect(await other.say('STARTTLS now\r\n')).toMatch(/^501 /);
});

test('an identity of its own authority is what the client sees', async () => {
	const scene = await openScene();
	const client = over(
		connectTls({port: scene.port('implicit'), host: '127.0.0.1', servername: name, ca: authority.pem}),
	);
	expect(await client.until(/\r\n/)).toBe('220 sink.test ESMTP\r\n');
});
