import {once} from 'node:events';
import {connect as connectTls} from 'node:tls';
import {describe, expect, test} from 'vitest';
import {sinkStages} from '../../../source/core/sink.ts';
import type {TlsFault} from '../../../source/sink/misbehave.ts';
import {wellBehaved} from '../../../source/sink/misbehave.ts';
import {
	authority,
	dial,
	dialSilently,
	misbehaving,
	name,
	openScene,
	type Raw,
	trusting,
	upgrade,
} from '../scene.ts';

/** Goes through a whole conversation until something is refused or breaks off; gives what was said. */
const converse = async (raw: Raw, {encrypts = false} = {}): Promise<string> => {
	const steps: readonly (readonly [string, RegExp])[] = [
		['EHLO nas.test\r\n', /^250 /m],
		...(encrypts ? ([['STARTTLS\r\n', /^220 2/m]] as const) : []),
		[`AUTH PLAIN ${Buffer.from('\0nas\0geheimnis').toString('base64')}\r\n`, /^235 /m],
		['MAIL FROM:<nas@home.test>\r\n', /^250 /m],
		['RCPT TO:<me@mailbox.test>\r\n', /^250 /m],
		['DATA\r\n', /^354 /m],
		['Subject: a\r\n\r\n123456\r\n.\r\n', /^250 /m],
	];
	try {
		const greeting = await raw.until(/^\d{3} .*\r\n/m);
		if (!greeting.startsWith('220')) return greeting;
		let last = '';
		for (const [text, healthy] of steps) {
			last = await raw.say(text, /^\d{3} .*\r\n/m);
			if (!healthy.test(last)) return last;
		}
		return last;
	} catch (error) {
		return (error as Error).message;
	}
};

describe.each(sinkStages)('at the stage %s', stage => {
	const encrypts = stage === 'starttls';

	test('a reply is said word for word, and the message is not kept', async () => {
		const scene = await openScene({
			misbehaviour: misbehaving(stage, {say: '554-5.7.1 Not today.\n554 5.7.1  Really not.'}),
		});
		const raw = await dialSilently(scene.port());
		expect(await converse(raw, {encrypts})).toBe('554-5.7.1 Not today.\r\n554 5.7.1  Really not.\r\n');
		await raw.say('QUIT\r\n', /221/);
		const session = await scene.session();
		expect(session).toMatchObject({
			end: 'quit',
			messages: [],
			misbehaved: [`${stage} on purpose`],
			refusals: [
				{stage, reply: {code: 554, enhanced: '5.7.1', lines: ['5.7.1 Not today.', '5.7.1  Really not.']}},
			],
		});
		expect(scene.store.counts().messages).toBe(0);
		if (stage === 'message') expect(scene.store.discarded()).toBe(1);
	});

	test.each(['drop', 'reset'] as const)('it ends with %s', async ending => {
		// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
		const scene = await openScene({misbehaviour: misbehaving(stage, {then: ending})});
		const raw = await dialSilently(scene.port());
		expect(await converse(raw, {encrypts})).toMatch(/^the connection ended after: $/);
		expect(await scene.session()).toMatchObject({end: 'misbehaved', misbehaved: [`${stage} on purpose`]});
		expect(scene.store.counts().messages).toBe(0);
	});

	test('it says its reply before it breaks off', async () => {
		// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
		const scene = await openScene({misbehaviour: misbehaving(stage, {say: '451 4.3.0 Oh', then: 'drop'})});
		const raw = await dialSilently(scene.port());
		expect(await converse(raw, {encrypts})).toBe('451 4.3.0 Oh\r\n');
		await raw.rest();
		expect((await scene.session()).end).toBe('misbehaved');
	});

	test('it falls silent until the client has had enough', async () => {
		// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
		const scene = await openScene({misbehaviour: misbehaving(stage, {then: 'silence'}), limits: {idle: 50}});
		const raw = await dialSilently(scene.port());
		expect(await converse(raw, {encrypts})).toMatch(/^the connection ended after: $/);
		expect((await scene.session()).end).toBe('misbehaved');
		expect(scene.store.counts().messages).toBe(0);
	});

	test('a delay delays, and goes on', async () => {
		const scene = await openScene({misbehaviour: misbehaving(stage, {delay: 20})});
		const raw = await dialSilently(scene.port());
		const last = await converse(raw, {encrypts});
		if (encrypts) expect(last).toMatch(/^the connection|^220|^$/);
		else expect(last).toBe('250 2.0.0 Ok: kept as 1\r\n');
	});

	test('a delay ends with the deadline', async () => {
		const scene = await openScene({misbehaviour: misbehaving(stage, {delay: 60_000}), limits: {session: 60}});
		await converse(await dialSilently(scene.port()), {encrypts});
		expect((await scene.session()).end).toBe('deadline');
	});

	test('the client may leave during a delay', async () => {
		const scene = await openScene({misbehaviour: misbehaving(stage, {delay: 60_000})});
		const raw = await dialSilently(scene.port());
		const conversing = converse(raw, {encrypts});
		await new Promise<void>(resolve => {
			const look = () => {
				if ((scene.sink.open()[0]?.misbehaved.length ?? 0) > 0) resolve();
				else setImmediate(look);
			};
			look();
		});
		raw.socket.destroy();
		await conversing;
		expect(['left', 'reset']).toContain((await scene.session()).end);
	});
});

test('a positive reply in other words lets the client go on, and the message is kept', async () => {
	const scene = await openScene({misbehaviour: misbehaving('message', {say: '250 OK id=1abc'})});
	const raw = await dialSilently(scene.port());
	expect(await converse(raw)).toBe('250 OK id=1abc\r\n');
	expect(scene.store.counts().messages).toBe(1);
});

test('a slow line lets everything through in the end', async () => {
	const scene = await openScene({misbehaviour: misbehaving('ehlo', {throttle: 4000})});
	const raw = await dialSilently(scene.port());
	expect(await converse(raw)).toBe('250 2.0.0 Ok: kept as 1\r\n');
	expect(await raw.say('QUIT\r\n', /221 /)).toBe('221 2.0.0 Bye\r\n');
	expect(await scene.session()).toMatchObject({end: 'quit', messages: [1]});
});

test('a slow line stays slow, and becomes encrypted, with STARTTLS', async () => {
	const scene = await openScene({misbehaviour: misbehaving('ehlo', {throttle: 6000})});
	const raw = await dial(scene.port());
	await raw.say('EHLO a.test\r\n', /250 SIZE/);
	await raw.say('STARTTLS\r\n');
	const secured = await upgrade(raw);
	expect(await secured.say('EHLO a.test\r\n', /250 SIZE/)).toMatch(/^250-/);
	expect(await secured.say('QUIT\r\n', /221 /)).toBe('221 2.0.0 Bye\r\n');
	expect(await scene.session()).toMatchObject({end: 'quit', tls: {is: 'agreed'}});
});

test('a very slow line ends with the deadline', async () => {
	const scene = await openScene({
		misbehaviour: misbehaving('greeting', {throttle: 1}),
		limits: {session: 100},
	});
	await (await dialSilently(scene.port())).rest();
	expect((await scene.session()).end).toBe('deadline');
});

test('a client that talks during a late greeting is heard, and noted', async () => {
	const scene = await openScene({misbehaviour: misbehaving('greeting', {delay: 50})});
	const raw = await dialSilently(scene.port());
	raw.send('EHLO hasty.test\r\n');
	await raw.until(/250 SIZE/);
	await raw.say('QUIT\r\n', /221/);
	expect(await scene.session()).toMatchObject({helo: 'hasty.test', oddities: ['talked-before-greeting']});
});

const faulty = (fault: TlsFault) => ({
	...wellBehaved,
	tls: () => ({fault, words: `tls ${fault} on purpose`}),
});

describe('encryption that is wrong on purpose', () => {
	test.each(['starttls', 'implicit'] as const)('cut: %s', async kind => {
		const scene = await openScene({misbehaviour: faulty('cut')});
		const raw = kind === 'implicit' ? await dialSilently(scene.port(kind)) : await dial(scene.port());
		if (kind === 'starttls') {
			await raw.say('EHLO a.test\r\n');
			await raw.say('STARTTLS\r\n');
		}
		raw.socket.removeAllListeners('data');
		connectTls({socket: raw.socket, ...trusting}).on('error', () => {});
		expect(await scene.session()).toMatchObject({end: 'misbehaved', misbehaved: ['tls cut on purpose']});
	});

	test.each(['starttls', 'implicit'] as const)('mute: %s', async kind => {
		const scene = await openScene({misbehaviour: faulty('mute'), limits: {idle: 60}});
		const raw = kind === 'implicit' ? await dialSilently(scene.port(kind)) : await dial(scene.port());
		if (kind === 'starttls') {
			await raw.say('EHLO a.test\r\n');
			await raw.say('STARTTLS\r\n');
		}
		raw.socket.removeAllListeners('data');
		connectTls({socket: raw.socket, ...trusting}).on('error', () => {});
		expect(await scene.session()).toMatchObject({end: 'misbehaved', misbehaved: ['tls mute on purpose']});
	});

	test('old-version: the client is shown nothing but TLS 1.1', async () => {
		const scene = await openScene({misbehaviour: faulty('old-version')});
		const raw = await dial(scene.port());
		await raw.say('EHLO a.test\r\n');
		await raw.say('STARTTLS\r\n');
		const old = {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0'} as const;
		const secured = await upgrade(raw, {...trusting, ...old});
		await secured.say('QUIT\r\n', /221/);
		expect((await scene.session()).tls).toMatchObject({is: 'agreed', protocol: 'TLSv1.1'});
		connectTls({port: scene.port('implicit'), host: '127.0.0.1', ...trusting}).on('error', () => {});
		const [, modern] = await scene.ended(2);
		expect(modern).toMatchObject({
			end: 'tls-failed',
			tls: {is: 'failed', fault: 'version', offered: 'TLSv1.3'},
		});
	});

	test('expired: the certificate is made for it, once', async () => {
		const asked: TlsFault[] = [];
		const scene = await openScene({
			misbehaviour: faulty('expired'),
			faulty: fault => {
				asked.push(fault);
				return authority.issue({name, kind: 'expired'});
			},
		});
		for (const _ of [1, 2]) {
			const client = connectTls({port: scene.port('implicit'), host: '127.0.0.1', ...trusting});
			const [error] = await once(client, 'error');
			expect(error).toMatchObject({code: 'CERT_HAS_EXPIRED'});
		}
		expect(asked).toEqual(['expired']);
		await scene.ended(2);
	});

	test('a certificate that cannot be made ends the session and nothing else', async () => {
		const scene = await openScene({
			misbehaviour: faulty('expired'),
			faulty: () => Promise.reject(new Error('no')),
		});
		connectTls({port: scene.port('implicit'), host: '127.0.0.1', ...trusting}).on('error', () => {});
		expect(await scene.session()).toMatchObject({end: 'tls-failed', tls: {fault: 'other'}});
	});
});
