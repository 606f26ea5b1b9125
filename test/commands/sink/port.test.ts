import {expect, test} from 'vitest';
import {parsePort, placeWords} from '../../../source/commands/sink/port.ts';

test.each([
	['2525', {port: 2525, security: 'starttls'}],
	['0', {port: 0, security: 'starttls'}],
	['465', {port: 465, security: 'implicit'}],
	['2465', {port: 2465, security: 'implicit'}],
	['2465/plain', {port: 2465, security: 'none'}],
	['25/starttls', {port: 25, security: 'starttls'}],
	['8025/IMPLICIT', {port: 8025, security: 'implicit'}],
	['8025/tls', {port: 8025, security: 'implicit'}],
	['8025/none', {port: 8025, security: 'none'}],
] as const)('%s', (text, port) => {
	expect(parsePort(text)).toEqual({ok: true, value: port});
});

test.each(['', 'smtp', '65536', '-1', '25/', '25/ssl3', '25/starttls/x', '/plain', '1.5', '25/constructor'])(
	'%j is none, and the complaint says what is',
	text => {
		const parsed = parsePort(text);
		expect(parsed.ok ? '' : parsed.failure).toContain('PORT/starttls, PORT/implicit or PORT/plain');
	},
);

test('an IPv6 address stands in brackets, and every address is told in words', () => {
	expect(placeWords({address: '::1', port: 2525, security: 'starttls'})).toBe('[::1]:2525, STARTTLS');
	expect(placeWords({address: '::', port: 2465, security: 'implicit'})).toBe(
		'port 2465 of every address of this machine, TLS from the start',
	);
	expect(placeWords({address: '127.0.0.1', port: 25, security: 'none'})).toBe('127.0.0.1:25, no encryption');
});
