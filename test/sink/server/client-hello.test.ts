import fc from 'fast-check';
import {expect, test} from 'vitest';
import {beginsTls, readFirstOctets} from '../../../source/sink/server/client-hello.ts';

const short = (value: number) => [value >> 8, value & 255];
const list = (size: 1 | 2, octets: readonly number[]) => [
	...(size === 2 ? short(octets.length) : [octets.length]),
	...octets,
];
const extension = (kind: number, body: readonly number[]) => [...short(kind), ...list(2, body)];

const hello = (version: number, extensions: readonly number[] | undefined) => {
	const body = [
		...short(version),
		...new Array<number>(32).fill(7),
		...list(1, []),
		...list(2, [0x13, 1]),
		...list(1, [0]),
		...(extensions ? list(2, extensions) : []),
	];
	const message = [1, 0, ...short(body.length), ...body];
	return Buffer.from([22, 3, 1, ...list(2, message)]);
};

test.each([
	[0x0300, 'SSLv3'],
	[0x0301, 'TLSv1'],
	[0x0302, 'TLSv1.1'],
	[0x0303, 'TLSv1.2'],
])('without the extension the version itself counts: %i', (version, offered) => {
	expect(readFirstOctets(hello(version, undefined))).toEqual({is: 'hello', offered});
});

test('the newest of the versions that are named counts, those that stand for nothing do not, and the name is told', () => {
	const versions = extension(43, list(1, [0x0a, 0x0a, 3, 3, 3, 4, 3, 2]));
	const name = extension(0, list(2, [0, ...list(2, [...Buffer.from('smtp.test')])]));
	expect(readFirstOctets(hello(0x0303, [...name, ...versions]))).toEqual({
		is: 'hello',
		offered: 'TLSv1.3',
		name: 'smtp.test',
	});
});

test('it waits for the whole record, octet by octet', () => {
	const octets = hello(0x0303, undefined);
	for (let length = 0; length < octets.length; length++)
		expect(readFirstOctets(octets.subarray(0, length))).toEqual({is: 'more'});
});

test.each([
	['text', 'EHLO nas.test\r\n'],
	['HTTP', 'GET / HTTP/1.1'],
	['a record that is too long', '\u0016\u0003\u0001\u00ff\u00ff'],
	['an empty record', '\u0016\u0003\u0001\u0000\u0000'],
	['another kind of message', '\u0016\u0003\u0001\u0000\u0001\u0002'],
])('%s is no TLS', (_name, text) => {
	expect(readFirstOctets(Buffer.from(text, 'latin1'))).toEqual({is: 'not-tls'});
});

test('a client that begins as SSLv2 did tells its version', () => {
	expect(readFirstOctets(Buffer.from([0x80, 0x2e, 1, 3, 1]))).toEqual({is: 'hello', offered: 'TLSv1'});
	expect(readFirstOctets(Buffer.from([0x80, 0x2e, 9]))).toEqual({is: 'not-tls'});
	expect(readFirstOctets(Buffer.from([0x80, 0x2e, 1]))).toEqual({is: 'more'});
});

test('nothing that anybody sends makes it fail', () => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 400}), octets => {
			const length = octets.length & 255;
			readFirstOctets(Buffer.from([22, 3, 1, 0, length, ...octets]));
			readFirstOctets(Buffer.from(octets));
		}),
	);
	expect(beginsTls(22)).toBe(true);
	expect(beginsTls(69)).toBe(false);
});
