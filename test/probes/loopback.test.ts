import {expect, test} from 'vitest';
import {isLoopback} from '../../source/probes/loopback.ts';

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('%s is this machine', address => {
	expect(isLoopback(address)).toBe(true);
});

test.each(['192.168.0.7', '10.127.0.1', '::', '::ffff:192.0.2.1', '2001:db8::127.0.0.1', '', undefined])(
	'%s is another one, or nobody knows',
	address => {
		expect(isLoopback(address)).toBe(false);
	},
);
