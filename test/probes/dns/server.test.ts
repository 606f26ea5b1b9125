import {expect, test} from 'vitest';
import {parseServer, showServer, systemServers} from '../../../source/probes/dns/server.ts';

test.each([
	['192.0.2.1', '192.0.2.1', 53, '192.0.2.1:53'],
	['192.0.2.1:5353', '192.0.2.1', 5353, '192.0.2.1:5353'],
	['2001:db8::1', '2001:db8::1', 53, '[2001:db8::1]:53'],
	['[2001:db8::1]', '2001:db8::1', 53, '[2001:db8::1]:53'],
	['[::1]:5353', '::1', 5353, '[::1]:5353'],
])('%s', (text, address, port, shown) => {
	expect(parseServer(text)).toEqual({ok: true, value: {address, port}});
	expect(showServer({address, port})).toBe(shown);
	expect(parseServer(shown)).toEqual({ok: true, value: {address, port}});
});

test.each([
	'',
	'dns.example.test',
	'192.0.2',
	'192.0.2.1:0',
	'192.0.2.1:65536',
	'192.0.2.1:',
	'[192.0.2.1]:53',
	'[::1]:x',
	'::1:5353:',
])('%j is no server', text => {
	expect(parseServer(text)).toMatchObject({ok: false});
});

test('what the system is configured with can be read', () => {
	for (const text of systemServers()) expect(parseServer(text)).toMatchObject({ok: true});
});
