import {encode} from 'dns-packet';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {guard} from '../../../source/probes/dns/guard.ts';
import {decodeReply, encodeQuery, mismatch} from '../../../source/probes/dns/message.ts';
import {follow} from '../../../source/probes/dns/records.ts';

const unknownType = 65_280;

const record = (name: readonly number[], type: number, data: Buffer): Buffer => {
	const fixed = Buffer.alloc(10);
	fixed.writeUInt16BE(type, 0);
	fixed.writeUInt16BE(1, 2);
	fixed.writeUInt16BE(data.length, 8);
	return Buffer.concat([Buffer.from(name), fixed, data]);
};

const message = (records: readonly Buffer[], announced = records.length): Buffer => {
	const header = Buffer.alloc(12);
	header[2] = 0x80;
	header.writeUInt16BE(announced, 6);
	return Buffer.concat([header, ...records]);
};

const pointer = (to: number): number[] => [0xc0 | (to >> 8), to & 255];

/** A chain of pointers within the data of one record: each points at the one before it. */
const chain = (length: number): {readonly bait: Buffer; readonly head: number} => {
	const start = 23;
	const links = Array.from({length}, (_, index) => pointer(index === 0 ? start : start + 2 * index - 1));
	return {bait: record([0], unknownType, Buffer.from([0, ...links.flat()])), head: start + 2 * length - 1};
};

describe('hostile messages', () => {
	const {bait, head} = chain(8000);

	test.each<[string, Buffer]>([
		[
			'a bomb in owner names',
			message([bait, ...Array(900).fill(record(pointer(head), unknownType, Buffer.alloc(0)))]),
		],
		['a bomb in the data', message([bait, ...Array(900).fill(record([0], 5, Buffer.from(pointer(head))))])],
		[
			'a forward pointer',
			message([record(pointer(14), 1, Buffer.alloc(4)), record([0], 1, Buffer.alloc(4))]),
		],
		['a pointer to itself', message([record(pointer(12), 1, Buffer.alloc(4))])],
		['a pointer into the header', message([record(pointer(4), 1, Buffer.alloc(4))])],
		['a reserved label', message([record([0x80, 1, 0], 1, Buffer.alloc(4))])],
		[
			'a name that is too long',
			message([
				record(
					[
						...Array(5)
							.fill([63, ...Array(63).fill(97)])
							.flat(),
						0,
					],
					1,
					Buffer.alloc(4),
				),
			]),
		],
		[
			'a name beyond its record',
			message([record([0], 5, Buffer.from([3, 97])), record([97, 0], 1, Buffer.alloc(4))]),
		],
		['a dot within a label', message([record([3, 97, 46, 98, 0], 1, Buffer.alloc(4))])],
		['too many records', message([], 2000)],
		['fewer records than announced', message([], 1)],
		['data beyond the end', message([record([0], 1, Buffer.alloc(4)).subarray(0, -1)])],
		['nothing at all', Buffer.alloc(0)],
	])('%s', (_, hostile) => {
		const before = performance.now();
		expect(guard(hostile).ok).toBe(false);
		expect(performance.now() - before).toBeLessThan(5000);
	});

	test('a bomb of 64 KB is refused before the codec sees it', () => {
		const small = record(pointer(head), unknownType, Buffer.alloc(0));
		const bomb = message([bait, ...Array(Math.floor((65_000 - bait.length) / small.length)).fill(small)]);
		const before = performance.now();
		expect(decodeReply(bomb).ok).toBe(false);
		expect(performance.now() - before).toBeLessThan(5000);
	});
});

test('honest compression passes', () => {
	const answers = Array.from({length: 40}, (_, index) => ({
		name: 'example.test',
		type: 'MX',
		ttl: 1,
		data: {preference: index, exchange: `mx${index}.mail.example.test`},
	}));
	const guarded = guard(encode({type: 'response', questions: [{name: 'example.test', type: 'MX'}], answers}));
	expect(guarded.ok && guarded.value).toHaveLength(40);
});

test('the dot in the mailbox of an SOA record passes', () => {
	const names = Buffer.from([2, 110, 115, 0, 3, 97, 46, 98, 0]);
	expect(guard(message([record([0], 6, Buffer.concat([names, Buffer.alloc(20)]))])).ok).toBe(true);
});

describe('whatever arrives', () => {
	const query = encodeQuery('example.test', 'TXT');
	const readAll = (bytes: Buffer) => {
		mismatch(query, bytes);
		const decoded = decodeReply(bytes);
		if (!decoded.ok) return;
		for (const type of ['A', 'MX', 'TXT', 'SOA', 'SRV', 'TLSA', 'DS', 'DNSKEY', 'CNAME'] as const)
			follow(decoded.value.answers, 'example.test', type);
	};

	test('random octets never throw', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 600}), octets => readAll(Buffer.from(octets))),
			{numRuns: 3000},
		);
	});

	test('damaged replies never throw', () => {
		const whole = encode({
			type: 'response',
			questions: [{name: 'example.test', type: 'TXT'}],
			answers: [
				{name: 'example.test', type: 'CNAME', ttl: 1, data: 'a.example.test'},
				{name: 'a.example.test', type: 'TXT', ttl: 1, data: ['one', 'two']},
				{name: 'example.test', type: 'MX', ttl: 1, data: {preference: 1, exchange: 'mx.example.test'}},
				{name: 'example.test', type: 'SRV', ttl: 1, data: {port: 1, target: 'mx.example.test'}},
			],
			additionals: [{type: 'OPT', name: '.', udpPayloadSize: 1232}],
		});
		const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {maxLength: 6});
		fc.assert(
			fc.property(damage, fc.nat(whole.length), (changes, cut) => {
				const bytes = Buffer.from(whole.subarray(0, cut % 3 ? whole.length : cut));
				for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
				readAll(bytes);
			}),
			{numRuns: 3000},
		);
	});
});
