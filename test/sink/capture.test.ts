// Long because how a wait ends, what is told and what is kept are tried on the same real sinks.
import {once} from 'node:events';
import {connect} from 'node:net';
import {describe, expect, test} from 'vitest';
import {failed} from '../../source/core/result.ts';
import {deliver, opening, plan, reading, stage, until, waiting} from './capturing.ts';
import {openScene} from './scene.ts';

const code = 'Your verification code is 482915. It is valid for 10 minutes.';

describe('a sink for a playbook', () => {
	test('one plan is one sink, and its places, addresses and certificate are told', async () => {
		const {say, asked, scenes} = stage();
		const answer = await say(opening);
		expect(answer).toEqual({
			places: scenes[0]?.sink.places,
			addresses: ['192.0.2.20'],
			certificate: 'ab'.repeat(32),
			sessions: [],
			messages: [],
			passing: true,
			told: 0,
			seconds: 0,
		});
		await Promise.all([say(reading), say(opening), say(waiting(0, 0))]);
		expect(asked).toEqual([plan]);
	});

	test('what is kept in a store does not go with the case', async () => {
		const {say} = stage({mark: () => ({}) as never});
		expect(await say(opening)).not.toHaveProperty('passing');
	});

	test('another plan ends the sink before it, which would hold the same ports', async () => {
		const {say, asked, closed} = stage();
		await say(opening);
		const other = {...opening, user: 'nas', secret: 'smtp-password'};
		await say(other);
		expect(closed).toEqual([0]);
		expect(asked).toEqual([plan, {...plan, user: 'nas', secret: 'smtp-password'}]);
	});

	test('whoever waits at a sink that is ended is told so', async () => {
		const {ask, say} = stage();
		await say(opening);
		const wait = ask(waiting(0));
		await say({...opening, user: 'nas'});
		expect(await wait).toEqual(failed({code: 'cancelled'}));
	});

	test('reading alone begins to listen nowhere, and ends no other sink', async () => {
		const {say, asked, closed} = stage();
		const nothing = {places: [], addresses: [], sessions: [], messages: [], told: 0, seconds: 0};
		expect(await say(reading)).toEqual(nothing);
		await say(opening);
		expect(await say({...reading, user: 'nas'})).toEqual(nothing);
		expect(asked).toEqual([plan]);
		expect(closed).toEqual([]);
	});

	test('one that cannot be opened is tried again', async () => {
		const {ask, asked} = stage({}, [{code: 'in-use', detail: 'port 2525'}]);
		expect(await ask(opening)).toEqual(failed({code: 'in-use', detail: 'port 2525'}));
		expect((await ask(opening)).ok).toBe(true);
		expect(asked).toHaveLength(2);
	});
});

describe('a wait', () => {
	test('ends with a message, and goes on after what was told', async () => {
		const one = stage();
		const {say, scenes, awaited} = one;
		await say(opening);
		const first = say(waiting(0));
		await deliver(scenes[0], code);
		const heard = await first;
		expect(heard.messages).toMatchObject([{id: 1, standing: {state: 'newest', age: 60}}]);
		expect(heard.sessions).toMatchObject([{id: 1}]);
		await until(one, 2);
		expect(await say(waiting(2, 0))).toMatchObject({messages: [], sessions: [], told: 2});
		await deliver(scenes[0], code.replace('482915', '730164'));
		await until(one, 4);
		const later = await say(waiting(2, 0));
		expect(later.messages).toMatchObject([{id: 2, standing: {request: 2, requests: 2}}]);
		expect((await say(reading)).messages).toMatchObject([{standing: {state: 'superseded', by: 2}}, {id: 2}]);
		expect(awaited()).toBe(1);
	});

	test('ends with a session that brought nothing, and tells it whole', async () => {
		const {say, scenes} = stage();
		await say(opening);
		const wait = say(waiting(0));
		const socket = connect(scenes[0]?.port('none') ?? 0, '127.0.0.1');
		await once(socket, 'data');
		socket.end('QUIT\r\n');
		expect((await wait).sessions).toMatchObject([{id: 1, end: 'quit', messages: []}]);
	});

	test('ends when its time is over, and says how long it took', async () => {
		const {say} = stage();
		await say(opening);
		expect(await say(waiting(0, 0))).toMatchObject({seconds: 0, sessions: [], messages: []});
	});

	test('ends at once, and counts as whole, when a simulated device has done all', async () => {
		const {say, awaited} = stage({isOver: () => true});
		await say(opening);
		expect(await say(waiting(0, 600))).toMatchObject({seconds: 600, told: 0});
		expect(awaited()).toBe(1);
	});

	test('is not over while the last session is being written, though it goes on no more', async () => {
		const scene = await openScene();
		type Listener = Parameters<typeof scene.sink.subscribe>[0];
		const listeners = new Set<Listener>();
		const happen = (happening: Parameters<Listener>[0]) => {
			for (const listener of listeners) listener(happening);
		};
		const session = {
			id: 7,
			at: 1,
			remote: {address: '127.0.0.2', port: 1},
			place: {address: '127.0.0.1', port: 2525, security: 'none'},
			logins: [],
			senders: [],
			recipients: [],
			refusals: [],
			messages: [],
			exchanges: [],
			oddities: [],
			misbehaved: [],
		} as const;
		const {say} = stage({
			isOver: () => true,
			sink: {
				...scene.sink,
				open: () => [],
				subscribe(listener) {
					listeners.add(listener);
					return () => void listeners.delete(listener);
				},
			},
			close: () => scene.sink.close(),
		});
		await say(opening);
		happen({type: 'session.opened', session});
		const wait = say(waiting(0));
		setImmediate(() => happen({type: 'session.ended', session}));
		expect((await wait).sessions).toEqual([session]);
		expect(await say(waiting(1))).toMatchObject({sessions: [], seconds: 20});
	});

	test('begins for a simulated device only once in each step', async () => {
		const {say, awaited} = stage();
		await say(opening);
		await say(waiting(0, 0));
		await say(waiting(0, 0));
		expect(awaited()).toBe(1);
		await say(opening);
		await say(waiting(0, 0));
		expect(awaited()).toBe(2);
	});

	test('ends when it is called off, also before it has begun', async () => {
		const {ask, say} = stage();
		await say(opening);
		const leaving = new AbortController();
		const wait = ask(waiting(0), leaving.signal);
		leaving.abort();
		expect(await wait).toEqual(failed({code: 'cancelled'}));
		expect(await ask(waiting(0), leaving.signal)).toEqual(failed({code: 'cancelled'}));
	});

	test('ends when it is called off while its sink opens', async () => {
		const {ask} = stage();
		const leaving = new AbortController();
		const wait = ask(waiting(0), leaving.signal);
		leaving.abort();
		expect(await wait).toEqual(failed({code: 'cancelled'}));
	});

	test.each([-1, 1801, Number.NaN])('of %d seconds is not begun', async seconds => {
		const {ask, asked} = stage();
		expect(await ask(waiting(0, seconds))).toMatchObject({failure: {code: 'not-permitted'}});
		expect(asked).toEqual([]);
	});
});

describe('what was caught', () => {
	test('is read whole, with the sessions that go on', async () => {
		const one = stage();
		const {say, scenes} = one;
		await say(opening);
		await deliver(scenes[0], code);
		await until(one, 2);
		const socket = connect(scenes[0]?.port('none') ?? 0, '127.0.0.1');
		await once(socket, 'data');
		const {sessions, messages} = await say(reading);
		expect(sessions.map(({id, end}) => [id, end])).toEqual([
			[1, 'quit'],
			[2, undefined],
		]);
		expect(messages).toHaveLength(1);
		socket.destroy();
	});

	test('holds no code and no link in any spelling', async () => {
		const one = stage();
		const {say, scenes} = one;
		await say(opening);
		await deliver(scenes[0], 'Your verification code is 482 915.', 'Your code: 482 915');
		await deliver(scenes[0], 'Your verification code: K7XQ9M', 'K7XQ-9M is your verification code');
		await deliver(
			scenes[0],
			'Reset your password: https://device.test/reset?token=S3CRETTOKEN99',
			'Reset your password',
		);
		await until(one, 6);
		const answers = [await say(reading), await say(waiting(0, 0)), await say(opening)];
		expect(answers[0]?.messages.map(({reading: {chosen}}) => chosen?.value)).toEqual([
			'48••••',
			'K7••••',
			'https://device.test/••••',
		]);
		const left = JSON.stringify(answers).replaceAll(/[^\p{L}\p{Nd}]/gu, '');
		for (const secret of ['482915', 'K7XQ9M', 'S3CRETTOKEN99']) {
			expect(left.toUpperCase()).not.toContain(secret);
			expect(left).not.toContain(Buffer.from(secret).toString('base64').replaceAll('=', ''));
		}
	});

	test('can be had octet for octet by its number, for as long as its sink is open', async () => {
		const one = stage();
		const {say, scenes, caught} = one;
		await say(opening);
		await deliver(scenes[0], code);
		await until(one, 1);
		const mail = await caught(1);
		expect(mail?.octets.toString()).toContain('482915');
		expect(mail?.conceal).toContain('482-915');
		expect(await caught(2)).toBeUndefined();
		await say({...opening, user: 'nas'});
		expect(await caught(1)).toBeUndefined();
	});

	test('is told whatever a flood does, which pushes out only its own sessions', async () => {
		const {say, scenes} = stage();
		await say(opening);
		const port = scenes[0]?.port('none') ?? 0;
		for (let round = 0; round < 21; round++)
			await Promise.all(
				Array.from({length: 50}, async () => {
					const socket = connect(port, '127.0.0.1');
					socket.resume().end('QUIT\r\n');
					await once(socket, 'close');
				}),
			);
		await scenes[0]?.ended(1050);
		await deliver(scenes[0], code);
		await scenes[0]?.ended(1051);
		const {told, untold, sessions, messages} = await say(reading);
		expect(told).toBe(1052);
		expect(untold).toBe(50);
		expect(sessions).toHaveLength(1001);
		// The one that matters came last.
		expect(messages).toMatchObject([{id: 1}]);
		expect((await say(waiting(1050, 0))).messages).toMatchObject([{id: 1}]);
	});
});

test('when it is closed, every sink is, and who waits is told', async () => {
	const {ask, say, closed, close} = stage();
	await say(opening);
	const wait = ask(waiting(0));
	await close();
	expect(closed).toEqual([0]);
	expect(await wait).toEqual(failed({code: 'cancelled'}));
});

test('what could not be read is told so, and not as a mail without a code', async () => {
	const unread = {text: '', reading: {candidates: [], open: 'unread'}, failed: true} as const;
	const {say, scenes} = stage({understand: async () => unread});
	await say(opening);
	await deliver(scenes[0], code);
	const {messages} = await say(reading);
	expect(messages.map(({reading: {open}}) => open)).toEqual(['unread']);
});
