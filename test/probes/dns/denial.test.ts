import {expect, test} from 'vitest';
import {dnsProbe} from '../../../source/probes/dns.ts';
import {answering, flagged, type Message, replyTo, udpResolver} from './loopback.ts';

const never = new AbortController().signal;
const nameOf = ({questions}: Message): string | undefined => questions?.[0]?.name;

test.each([
	['says NXDOMAIN to everything', 3],
	['says nothing about anything', 0],
])('a resolver that %s is not believed', async (_, rcode) => {
	await using resolver = await udpResolver(query => [flagged(replyTo(query), 3, 128 | rcode)], {
		root: 'scripted',
	});
	const probe = dnsProbe({servers: [`127.0.0.1:${resolver.port}`]});
	const asked = await Promise.all(['a.test', 'b.test', '.'].map(name => probe({name, type: 'NS'}, never)));
	for (const answer of asked)
		expect(answer).toMatchObject({
			failure: {code: 'query-refused', detail: expect.stringContaining('it looks nothing up')},
		});
	expect(resolver.queries).toHaveLength(3);
});

test('a denial that nothing backs is believed where the root is known, or cannot be asked for', async () => {
	for (const ofRoot of [[], 'known'] as const) {
		await using resolver = await udpResolver(
			query =>
				nameOf(query) === 'a.test'
					? [flagged(replyTo(query), 3, 128 | 3)]
					: ofRoot === 'known'
						? [answering(query, {type: 'NS', data: 'a.root.test'})]
						: ofRoot,
			{root: 'scripted'},
		);
		const probe = dnsProbe({servers: [`127.0.0.1:${resolver.port}`], timeoutMs: 300});
		expect(await probe({name: 'a.test', type: 'A'}, never)).toMatchObject({
			failure: {code: 'no-such-name'},
		});
	}
});
