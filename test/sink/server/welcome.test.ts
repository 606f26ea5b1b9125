import {connect as connectTls} from 'node:tls';
import {expect, test} from 'vitest';
import {dial, dialSilently, misbehaving, openScene, type Scene, toData, trusting, upgrade} from '../scene.ts';

const states: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
	greeted: scene => dial(scene.port()),
	'before TLS': scene => dialSilently(scene.port('implicit')),
	'in the first octets of TLS': async scene => {
		const raw = await dialSilently(scene.port('implicit'));
		raw.send(Buffer.from([22, 3, 1, 2, 0, 1, 0]));
	},
	'behind STARTTLS': async scene => {
		const raw = await dial(scene.port());
		await raw.say('EHLO a.test\r\n');
		await raw.say('STARTTLS\r\n');
	},
	'in the middle of a handshake': async scene => {
		const raw = await dial(scene.port());
		await raw.say('EHLO a.test\r\n');
		await raw.say('STARTTLS\r\n');
		raw.socket.removeAllListeners('data');
		connectTls({socket: raw.socket, ...trusting}).on('error', () => {});
	},
	encrypted: async scene => {
		const raw = await dial(scene.port());
		await raw.say('EHLO a.test\r\n');
		await raw.say('STARTTLS\r\n');
		await upgrade(raw);
	},
	'in a login': async scene => {
		const raw = await dial(scene.port());
		await raw.say('EHLO a.test\r\n');
		await raw.say('AUTH LOGIN\r\n');
	},
	'in a message': async scene => {
		const raw = await dial(scene.port());
		await toData(raw);
		raw.send('Subject: half');
	},
	'with a client that reads nothing': async scene => {
		const raw = await dial(scene.port());
		raw.socket.pause();
		raw.send('NOOP\r\n'.repeat(1000));
	},
};

test.each(Object.keys(states))('a session is ended, and kept: %s', async state => {
	const scene = await openScene();
	await states[state]?.(scene);
	await scene.sink.close();
	const [session] = scene.store.kept.slice(-1);
	expect(session?.end).toBe('closed');
	expect(scene.sink.open()).toEqual([]);
});

test('the client is told with 421', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port());
	await scene.sink.close();
	expect(await raw.rest()).toContain('421 4.3.2 The sink is being closed\r\n');
});

test.each(['delay', 'silence'] as const)('during a %s', async what => {
	// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
	const act = what === 'delay' ? {delay: 60_000} : ({then: 'silence'} as const);
	const scene = await openScene({misbehaviour: misbehaving('mail', act)});
	const raw = await dial(scene.port());
	await raw.say('EHLO a.test\r\n');
	raw.send('MAIL FROM:<a@home.test>\r\n');
	await new Promise<void>(resolve => {
		const look = () => {
			if ((scene.sink.open()[0]?.misbehaved.length ?? 0) > 0) resolve();
			else setImmediate(look);
		};
		look();
	});
	await scene.sink.close();
	expect(scene.store.kept.at(-1)?.end).toBe(what === 'delay' ? 'closed' : 'misbehaved');
});

test('a message that is on its way to the disk is waited for, and acknowledged', async () => {
	const scene = await openScene();
	let release = () => {};
	scene.store.hold = new Promise(resolve => {
		release = resolve;
	});
	const raw = await dial(scene.port('none'));
	await toData(raw);
	raw.send('Subject: a\r\n\r\n.\r\n');
	await new Promise<void>(resolve => {
		const look = () => {
			const said = scene.sink.open()[0]?.exchanges.at(-1)?.text ?? '';
			if (said.startsWith('(the message')) resolve();
			else setImmediate(look);
		};
		look();
	});
	const closing = scene.sink.close();
	release();
	await closing;
	expect(await raw.rest()).toMatch(/250 2\.0\.0 Ok: kept as 1\r\n421 /);
	expect(scene.store.kept.at(-1)).toMatchObject({end: 'closed', messages: [1]});
});

test('closing twice is closing once, and nobody is let in any more', async () => {
	const scene = await openScene();
	const port = scene.port();
	await Promise.all([scene.sink.close(), scene.sink.close()]);
	const raw = await dialSilently(port);
	expect(raw.error()?.code).toBe('ECONNREFUSED');
});
