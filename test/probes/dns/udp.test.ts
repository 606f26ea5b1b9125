import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {networkInterfaces} from 'node:os';
import {describe, expect, test} from 'vitest';
import type {DnsQuestion} from '../../../source/core/dns.ts';
import {dnsProbe} from '../../../source/probes/dns.ts';
import {flagged, good, replyTo, type Script, udpResolver} from './loopback.ts';

const question: DnsQuestion = {name: 'a.test', type: 'A'};
const never = new AbortController().signal;
const quick = {timeoutMs: 100, tries: 3};

const heardFrom = async (script: Script) => {
	await using resolver = await udpResolver(script);
	const result = await dnsProbe({...quick, servers: [`127.0.0.1:${resolver.port}`]})(question, never);
	return {result, queries: resolver.queries};
};

test('a lost datagram is sent again, with the same id', async () => {
	const {result, queries} = await heardFrom((query, nth) => (nth === 1 ? [] : [good(query)]));
	expect(result).toMatchObject({ok: true, value: {tries: 2}});
	expect(queries[0]?.id).toBe(queries[1]?.id);
});

test('forged and odd datagrams are ignored and noted, and the answer is still taken', async () => {
	const {result} = await heardFrom((query, _, octets) => [
		Buffer.from('hello'),
		octets,
		replyTo(query, {id: query.id ^ 1}),
		replyTo(query, {questions: [{name: 'evil.test', type: 'A'}]}),
		flagged(good(query).subarray(0, -2), 2, 0),
		good(query),
	]);
	expect(result).toMatchObject({
		ok: true,
		value: {
			tries: 1,
			records: [{data: '192.0.2.1'}],
			dropped: [
				'shorter than a header',
				'a query, not a reply',
				'another id',
				'another question',
				'a record is longer than the message',
			],
		},
	});
});

test('a flood of rubbish is noted within bounds', async () => {
	const {result} = await heardFrom(query => [...Array(50).fill(Buffer.from('no')), good(query)]);
	expect(result.ok && result.value.dropped.length).toBe(8);
});

test('nobody but the resolver is heard', async () => {
	const stranger = createSocket('udp4');
	stranger.bind(0, '127.0.0.1');
	await once(stranger, 'listening');
	const resolver = createSocket('udp4');
	resolver.bind(0, '127.0.0.1');
	await once(resolver, 'listening');
	const asked = dnsProbe({...quick, servers: [`127.0.0.1:${resolver.address().port}`]})(question, never);
	const [octets, from] = await once(resolver, 'message');
	const forged = Buffer.from(octets);
	forged.writeUInt8(forged.readUInt8(2) | 0x80, 2);
	stranger.send(forged, from.port, from.address);
	expect(await asked).toMatchObject({
		failure: {code: 'timeout', detail: expect.not.stringContaining('ignored')},
	});
	stranger.close();
	resolver.close();
});

describe('EDNS', () => {
	test.each([1, 4])('rcode %i to a query with EDNS leads to one without', async rcode => {
		const {result, queries} = await heardFrom(query => [
			query.additionals.length ? flagged(replyTo(query), 3, rcode) : good(query),
		]);
		expect(result).toMatchObject({ok: true, value: {tries: 2}});
		expect(queries.map(({additionals}) => additionals.length)).toEqual([1, 0]);
	});

	test('who dislikes both has refused', async () => {
		const {result, queries} = await heardFrom(query => [flagged(replyTo(query), 3, 1)]);
		expect(result).toMatchObject({
			failure: {code: 'query-refused', detail: expect.stringContaining('FORMERR')},
		});
		expect(queries).toHaveLength(2);
	});
});

const hasIpv6 = Object.values(networkInterfaces()).some(list => list?.some(({address}) => address === '::1'));

test.skipIf(!hasIpv6)('an IPv6 resolver, however its address is written', async () => {
	await using resolver = await udpResolver(query => [good(query)], {address: '::1'});
	const servers = [`[0:0:0:0:0:0:0:1]:${resolver.port}`];
	expect(await dnsProbe({...quick, servers})(question, never)).toMatchObject({
		value: {server: `[::1]:${resolver.port}`},
	});
});
