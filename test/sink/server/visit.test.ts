import {expect, test} from 'vitest';
import {sessionWords} from '../../../source/core/sink-words.ts';
import {dial, dialSilently, expectNothingOf, openScene, toData} from '../scene.ts';

const dripping = (
	socket: {write(text: string): unknown; once(event: 'close', act: () => void): unknown},
	text: string,
) => {
	const timer = setInterval(() => socket.write(text), 10);
	socket.once('close', () => clearInterval(timer));
};

test.each(['commands', 'message', 'handshake'] as const)(
	'a client that drips its %s octet by octet is ended by the deadline',
	async what => {
		const scene = await openScene({limits: {session: 1500, idle: 1000}});
		if (what === 'handshake') {
			const raw = await dialSilently(scene.port('implicit'));
			raw.send(Buffer.from([0x16, 3, 1, 2, 0]));
			dripping(raw.socket, '\u0001');
		} else {
			const raw = await dial(scene.port('none'));
			if (what === 'message') await toData(raw);
			dripping(raw.socket, 'x');
		}
		expect((await scene.session()).end).toBe('deadline');
	},
);

test('a client that says nothing is told so and let go', async () => {
	const scene = await openScene({limits: {idle: 400}});
	const raw = await dial(scene.port('none'));
	expect(await raw.rest()).toContain('421 4.4.2 Nothing came for too long\r\n');
	expect((await scene.session()).end).toBe('idle');
});

test.each(['starttls', 'implicit'] as const)(
	'a client that never begins to encrypt is let go: %s',
	async security => {
		const scene = await openScene({limits: {idle: 400}});
		const raw = security === 'implicit' ? await dialSilently(scene.port(security)) : await dial(scene.port());
		if (security === 'starttls') {
			await raw.say('EHLO a.test\r\n');
			await raw.say('STARTTLS\r\n');
		}
		await raw.rest();
		expect(await scene.session()).toMatchObject({end: 'idle'});
	},
);

test.each([
	['sessions', 'too-many-sessions'],
	['sessionsFromAddress', 'too-many-from-address'],
] as const)('one session over %s is refused in words, and kept', async (limit, end) => {
	const scene = await openScene({limits: {[limit]: 2}});
	const first = await dial(scene.port('none'));
	await dial(scene.port('none'));
	const third = await dialSilently(scene.port('none'));
	expect(await third.rest()).toMatch(/^421 4\.\d\.\d Too many sessions/);
	const session = await scene.session();
	expect(session).toMatchObject({id: 3, end, refusals: [{stage: 'greeting', reply: {code: 421}}]});
	expect(scene.store.kept).toEqual([session]);
	await first.say('QUIT\r\n');
	await scene.ended(2);
	expect(await (await dial(scene.port('none'))).say('NOOP\r\n')).toMatch(/^250/);
});

test('a client that makes too many mistakes is let go', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	for (let count = 1; count < 10; count++) expect(await raw.say(`WHAT${count} ever\r\n`)).toMatch(/^500 /);
	expect(await raw.say('AGAIN\r\n')).toMatch(/^421 /);
	expect((await scene.session()).end).toBe('not-smtp');
});

test('a line that never ends is not waited for', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	raw.send('x'.repeat(40_000));
	expect(await raw.rest()).toContain('421 ');
	expect(await scene.session()).toMatchObject({end: 'too-long-line', refusals: []});
});

test('passwords are not tried for ever', async () => {
	const scene = await openScene({users: new Map([['nas', 'right-one']])});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO a.test\r\n');
	for (let count = 1; ; count++) {
		const said = await raw.say(`AUTH PLAIN ${Buffer.from(`\0nas\0guess-${count}`).toString('base64')}\r\n`);
		if (said.startsWith('421')) break;
		expect(said).toMatch(/^535 /);
		expect(count).toBeLessThan(30);
	}
	const session = await scene.session();
	expect(session).toMatchObject({end: 'too-many-logins', oddities: []});
	expect(session.logins).toHaveLength(20);
	expect(sessionWords(session).mark).toBe('warning');
	for (let count = 1; count <= 20; count++)
		expectNothingOf(`guess-${count}`, session.refusals, session.logins);
});

test('what was said is kept within its bound, and how it ended is never lost', async () => {
	const scene = await openScene({limits: {transcript: 2000}});
	const raw = await dial(scene.port('none'));
	for (let count = 0; count < 200; count++) await raw.say(`NOOP ${'x'.repeat(100)}\r\n`);
	await raw.say('QUIT\r\n');
	const session = await scene.session();
	expect(session.cut).toBe(true);
	expect(JSON.stringify(session.exchanges).length).toBeLessThan(5000);
	expect(session.exchanges.at(-1)?.text).toBe('connection closed after QUIT');
});

test('every text of a client is bounded and safe to print', async () => {
	const scene = await openScene({limits: {recipients: 5}});
	const raw = await dial(scene.port('none'));
	await raw.say(`EHLO ${'h'.repeat(5000)}\r\n`);
	await raw.say('EHLO \u{1b}[31mred\u{202e}\r\n');
	for (let count = 0; count < 60; count++) await raw.say(`MAIL FROM:<${'a'.repeat(400)}\u{7}>\r\n`);
	await raw.say('QUIT\r\n');
	const session = await scene.session();
	expect(session.helo).toBe('\\u{1b}[31mred\\u{202e}');
	expect(session.refusals).toHaveLength(50);
	expect(JSON.stringify(session)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	expect(session.oddities).toContain('helo-not-a-name');
});

test('a session that goes on is written down, and told, when it is older than a second', async () => {
	const scene = await openScene();
	const changed = new Promise(resolve => {
		scene.sink.subscribe(happening => {
			if (happening.type === 'session.changed') resolve(happening.session);
		});
	});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO long.test\r\n');
	expect(await changed).toMatchObject({helo: 'long.test'});
	expect(scene.store.kept).toMatchObject([{helo: 'long.test'}]);
	expect(scene.store.kept[0]).not.toHaveProperty('end');
	expect(scene.sink.open()).toMatchObject([{id: 1, helo: 'long.test'}]);
});
