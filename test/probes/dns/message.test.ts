import {decode} from 'dns-packet';
import {expect, test} from 'vitest';
import {decodeReply, encodeQuery, mismatch} from '../../../source/probes/dns/message.ts';
import {flagged, good, replyTo} from './loopback.ts';

const query = encodeQuery('example.test', 'A', {id: 4711, edns: 1232});
const heard = decode(query.bytes);

test('an independent codec reads the query', () => {
	expect(heard).toMatchObject({
		id: 4711,
		type: 'query',
		flag_rd: true,
		flag_ad: true,
		questions: [{name: 'example.test', type: 'A', class: 'IN'}],
		additionals: [{type: 'OPT', udpPayloadSize: 1232}],
	});
	expect(decode(encodeQuery('', 'NS').bytes).questions).toMatchObject([{name: '.', type: 'NS'}]);
	expect(decode(encodeQuery('example.test', 'A').bytes).additionals).toEqual([]);
	expect(decode(encodeQuery('_25._tcp.example.test', 'TLSA').bytes).questions).toMatchObject([
		{type: 'TLSA'},
	]);
});

test.each<[string | undefined, Buffer]>([
	[undefined, good(heard)],
	[undefined, replyTo(heard, {questions: [{name: 'EXAMPLE.test', type: 'A'}]})],
	[undefined, flagged(replyTo(heard, {questions: []}), 3, 1)],
	['another question', replyTo(heard, {questions: []})],
	['another question', replyTo(heard, {questions: [{name: 'evil.test', type: 'A'}]})],
	['another question', replyTo(heard, {questions: [{name: 'example.test', type: 'AAAA'}]})],
	['another question', replyTo(heard, {questions: [{name: 'example.test', type: 'A', class: 'CH'}]})],
	['another id', replyTo(heard, {id: 4712})],
	['a query, not a reply', query.bytes],
	['another operation', flagged(good(heard), 2, 0x28)],
	['shorter than a header', good(heard).subarray(0, 11)],
])('%s', (why, bytes) => {
	expect(mismatch(query, bytes)).toBe(why);
});

test('the header is read, and the records of a truncated reply are not', () => {
	expect(decodeReply(flagged(good(heard), 3, 32))).toMatchObject({value: {authenticated: true, rcode: 0}});
	expect(decodeReply(flagged(good(heard), 2, 2).subarray(0, -3))).toMatchObject({
		ok: true,
		value: {truncated: true, answers: []},
	});
	expect(decodeReply(good(heard).subarray(0, -3))).toMatchObject({ok: false});
});

test('an address of the wrong length is malformed', () => {
	const bytes = good(heard);
	bytes.writeUInt16BE(3, bytes.length - 6);
	expect(decodeReply(bytes.subarray(0, -1))).toMatchObject({ok: false});
});
