import {getEventListeners, once} from 'node:events';
import type {Socket} from 'node:net';
import {expect, test} from 'vitest';
import {eventually, host, leftovers, never, probing, scripted, speaking} from './loopback.ts';

/** A server that falls silent when it is told this. */
const silentAt = (verb: string) =>
	verb === 'greeting' ? () => {} : speaking({EHLO: '250-x\n250 STARTTLS', STARTTLS: '220 Go', [verb]: ''});

const points = [
	['greeting', {}],
	['EHLO', {}],
	['STARTTLS', {security: 'starttls'}],
	['handshake', {security: 'starttls'}],
	['AUTH', {user: 'nas'}],
	['MAIL FROM', {}],
	['RCPT TO', {}],
	['DATA', {}],
	['message', {}],
] as const;

test.each(points)('at %s leaves no socket, timer or listener', async (verb, more) => {
	const waiting = Promise.withResolvers<Socket>();
	const server = await scripted(socket => {
		silentAt(verb)(socket);
		const trigger = {greeting: '', handshake: '\x16', message: '\r\n.\r\n'}[verb as string] ?? verb;
		if (trigger === '') return waiting.resolve(socket);
		socket.on('data', chunk => chunk.toString('latin1').includes(trigger) && waiting.resolve(socket));
		return undefined;
	});
	const {probe} = probing(server.port, {ms: 30_000});
	const before = leftovers();
	const calling = new AbortController();
	const question = {
		host,
		port: 587,
		security: 'none',
		stage: 'accept',
		from: 'a@b.test',
		to: 'c@d.test',
		tag: 't',
		...more,
	} as const;
	const pending = probe(question, calling.signal);
	await waiting.promise;
	calling.abort();
	expect(await pending).toEqual({ok: false, failure: {code: 'cancelled'}});
	await server.idle();
	expect(getEventListeners(calling.signal, 'abort')).toHaveLength(0);
	expect(await eventually(() => leftovers() <= before)).toBe(true);
	expect(await probe(question, never)).toMatchObject({value: {stop: {failure: {code: 'cancelled'}}}});
	expect(server.taken()).toBe(1);
});

test('during the look-up connects to nothing', async () => {
	const calling = new AbortController();
	const asked = Promise.withResolvers<void>();
	const {probe} = probing(1, {
		connectTo: [],
		resolve: (_, signal) => {
			asked.resolve();
			return once(signal, 'abort').then(() => ({ok: false, failure: {code: 'cancelled'}}));
		},
	});
	const pending = probe({host, port: 587, security: 'none', stage: 'connect'}, calling.signal);
	await asked.promise;
	calling.abort();
	expect(await pending).toEqual({ok: false, failure: {code: 'cancelled'}});
});

test('before anything was asked', async () => {
	const server = await scripted(speaking());
	const {probe} = probing(server.port);
	const answer = await probe({host, port: 587, security: 'none', stage: 'connect'}, AbortSignal.abort());
	expect(answer).toEqual({ok: false, failure: {code: 'cancelled'}});
	expect(server.taken()).toBe(0);
});

test('a question that waits for its turn leaves the others alone', async () => {
	const held = Promise.withResolvers<Socket>();
	const server = await scripted(socket => {
		speaking({'MAIL FROM': ''})(socket);
		socket.on('data', chunk => String(chunk).startsWith('MAIL') && held.resolve(socket));
	});
	const {ask, probe} = probing(server.port);
	const first = ask('sender');
	const calling = new AbortController();
	const second = probe(
		{
			host,
			port: 587,
			security: 'none',
			stage: 'recipient',
			from: 'nas@home.test',
			to: 'person@mailbox.test',
		},
		calling.signal,
	);
	const socket = await held.promise;
	calling.abort();
	expect(await second).toEqual({ok: false, failure: {code: 'cancelled'}});
	socket.write('250 ok\r\n');
	expect((await first).stop).toBeUndefined();
	expect((await ask('recipient')).stop).toBeUndefined();
});

test('closing the probe ends what is under way and what waits', async () => {
	const held = Promise.withResolvers<void>();
	const server = await scripted(() => held.resolve());
	const before = leftovers();
	const {ask, close} = probing(server.port, {ms: 30_000});
	const pending = ask('connect');
	await held.promise;
	close();
	expect((await pending).stop?.failure?.code).toBe('cancelled');
	await server.idle();
	expect(await eventually(() => leftovers() <= before)).toBe(true);
});

test('closing an idle probe says goodbye', async () => {
	const server = await scripted(speaking());
	const {ask, close} = probing(server.port);
	await ask('connect');
	close();
	await server.idle();
	expect(server.heard()).toMatch(/QUIT\r\n$/);
});
