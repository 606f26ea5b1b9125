import {expect, test} from 'vitest';
import {digestOf} from '../../source/mail/digest.ts';

/** FIPS 180-4, the message `abc`. */
test.each([
	['SHA-1', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
	['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
	[
		'SHA-384',
		'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
	],
] as const)('%s', (hash, hex) => {
	expect(digestOf(hash, new TextEncoder().encode('abc'))).toBe(hex);
});
