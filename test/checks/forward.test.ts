import {describe, expect, test} from 'vitest';
import ptr from '../../source/checks/address/ptr.ts';
import {literalPath} from '../../source/checks/forward.ts';
import {runOn} from './taped.ts';

const ip = '203.0.113.45';

describe('an address in the place of a name', () => {
	test.each([ip, `[${ip}]`])('%s as a reverse name leads nowhere', async literal => {
		const {finding, asked} = await runOn(ptr, {dns: {'45.113.0.203.in-addr.arpa PTR': [literal]}}, {ip});
		expect(finding).toMatchObject({
			code: 'not-confirmed',
			facts: {result: 'fail', names: [literal], details: [`${literal} has no address of this family`]},
		});
		expect(asked).toHaveLength(1);
	});

	test.each([
		[ip, ip, 'leads-here'],
		['[203.0.113.45]', '::ffff:203.0.113.45', 'leads-here'],
		['[ipv6:2001:db8::1]', '2001:DB8:0::1', 'leads-here'],
		['[192.0.2.1]', ip, 'leads-elsewhere'],
		['mail.example', ip, undefined],
		['[mail.example]', ip, undefined],
	])('%s as a HELO name, from %s: %s', (name, from, state) => {
		expect(literalPath(name, from)?.state).toBe(state);
	});
});
