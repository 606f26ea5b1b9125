import type {Socket} from 'node:net';
import {decode} from 'dns-packet';
import {expect, test} from 'vitest';
import {encodeQuery} from '../../../source/probes/dns/message.ts';
import {askByTcp} from '../../../source/probes/dns/tcp.ts';
import {flagged, framed, good, type Message, replyTo, tcpListener} from './loopback.ts';

const query = encodeQuery('a.test', 'A');
const never = new AbortController().signal;

const ask = async (serve: (client: Socket) => void, {ms = 100, signal = never} = {}) => {
	await using listener = await tcpListener(serve);
	return await askByTcp(query, {
		server: {address: '127.0.0.1', port: listener.port},
		who: 'the server',
		ms,
		signal,
	});
};
const afterQuery = (act: (client: Socket, query: Message) => void) => (client: Socket) => {
	client.once('data', octets => act(client, decode(octets.subarray(2))));
};

test('an answer in pieces', async () => {
	const result = await ask(
		afterQuery((client, heard) => {
			client.setNoDelay();
			const octets = [...framed(good(heard))];
			const next = () => {
				const octet = octets.shift();
				if (octet !== undefined) client.write(Buffer.from([octet]), () => setImmediate(next));
			};
			next();
		}),
		{ms: 2000},
	);
	expect(result).toMatchObject({ok: true, value: {protocol: 'tcp', reply: {rcode: 0}}});
});

test('silence ends with the time', async () => {
	expect(await ask(() => {})).toMatchObject({failure: {code: 'timeout'}});
});

test('dripping gains no time', async () => {
	const drip = (client: Socket) => {
		const timer = setInterval(() => client.write(Buffer.from([0xff])), 10);
		client.on('close', () => clearInterval(timer));
	};
	expect(await ask(drip)).toMatchObject({failure: {code: 'timeout'}});
});

test.each<[string, (client: Socket, query: Message) => void]>([
	['closed', client => client.end(Buffer.from([0, 50, 1]))],
	['reset', client => client.resetAndDestroy()],
	['malformed', (client, heard) => client.write(framed(replyTo(heard, {id: heard.id ^ 1})))],
	[
		'malformed',
		(client, heard) => client.write(framed(replyTo(heard, {questions: [{name: 'b.test', type: 'A'}]}))),
	],
	['malformed', (client, heard) => client.write(framed(good(heard).subarray(0, -1)))],
	['malformed', client => client.write(Buffer.from([0, 0]))],
])('%s', async (code, act) => {
	expect(await ask(afterQuery(act), {ms: 1000})).toMatchObject({failure: {code}});
});

test('a closed port', async () => {
	const listener = await tcpListener(() => {});
	await listener[Symbol.asyncDispose]();
	const server = {address: '127.0.0.1', port: listener.port};
	expect(await askByTcp(query, {server, who: 'the server', ms: 1000, signal: never})).toMatchObject({
		failure: {code: 'refused'},
	});
});

test('calling off closes the connection', async () => {
	const controller = new AbortController();
	let gone: Promise<void> | undefined;
	const result = await ask(
		client => {
			gone = new Promise(resolve => client.on('close', () => resolve()));
			client.resume();
			controller.abort();
		},
		{ms: 60_000, signal: controller.signal},
	);
	expect(result).toEqual({ok: false, failure: {code: 'cancelled'}});
	await gone;
});

test('a truncated answer over TCP is taken as it is', async () => {
	const result = await ask(afterQuery((client, heard) => client.write(framed(flagged(good(heard), 2, 2)))));
	expect(result).toMatchObject({value: {reply: {truncated: true, answers: []}}});
});
