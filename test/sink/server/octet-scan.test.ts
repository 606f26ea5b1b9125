import {expect, test} from 'vitest';
import {OctetScan} from '../../../source/sink/server/octet-scan.ts';

const scanned = (text: string, mayBeHigh = false, size = text.length || 1) => {
	const scan = new OctetScan();
	const octets = Buffer.from(text, 'latin1');
	for (let at = 0; at < octets.length; at += size) scan.read(octets.subarray(at, at + size));
	return scan.oddities({mayBeHigh});
};

test.each([
	['a\r\nb\r\n', []],
	['', []],
	['a\nb\r\n', ['bare-line-feed']],
	['\nb\r\n', ['bare-line-feed']],
	['a\rb\r\n', ['bare-carriage-return']],
	['a\r\r\n', ['bare-carriage-return']],
	['a\r', ['bare-carriage-return']],
	['a\0\r\n', ['nul-octet']],
	['\u{e4}\r\n', ['eight-bit-undeclared']],
	[`${'x'.repeat(998)}\r\n`, []],
	[`a\r\n${'x'.repeat(999)}\r\nb\r\n`, ['long-line']],
	['x'.repeat(999), ['long-line']],
] as const)('%j', (text, oddities) => {
	expect(scanned(text)).toEqual(oddities);
	expect(scanned(text, false, 1)).toEqual(oddities);
	expect(scanned(text, false, 7)).toEqual(oddities);
});

test('octets above 127 may be declared', () => {
	expect(scanned('\u{e4}\r\n', true)).toEqual([]);
});
