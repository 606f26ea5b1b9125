import {expect, test} from 'vitest';
import type {DnsAnswer, DnsRecord} from '../../source/core/dns.ts';
import {failureCodes} from '../../source/core/failure.ts';
import {failed, success} from '../../source/core/result.ts';
import {resolverOf} from '../../source/mail/resolver.ts';

const answer = (...records: ReadonlyArray<Partial<DnsRecord>>): DnsAnswer => ({
	server: '192.0.2.53:53',
	protocol: 'udp',
	records: records.map(record => ({name: 'a.test', type: 'TXT', ttl: 60, data: '', ...record})),
	aliases: [],
	authenticated: false,
	tries: 1,
	dropped: [],
});
const answering = (...records: ReadonlyArray<Partial<DnsRecord>>) =>
	resolverOf(async () => success(answer(...records))).resolver;

test('records come in the shapes of node:dns', async () => {
	const resolve = answering({data: 'a.test.', priority: 10}, {data: 'b.test'});
	expect(await resolve('a.test', 'TXT')).toEqual([['a.test.'], ['b.test']]);
	expect(await resolve('a.test', 'MX')).toEqual([
		{priority: 10, exchange: 'a.test.'},
		{priority: 0, exchange: 'b.test'},
	]);
	expect(await resolve('a.test', 'A')).toEqual(['a.test.', 'b.test']);
	expect(await resolve('a.test', 'PTR')).toEqual(['a.test', 'b.test']);
	expect(await answering({data: '.'})('a.test', 'CNAME')).toEqual(['.']);
});

test.each(failureCodes)('%s is absence only if DNS said so', async code => {
	const {resolver, failures} = resolverOf(async () => failed({code}));
	const absent = code === 'no-such-name' || code === 'no-data';
	const thrown = await resolver('a.test', 'A').then(
		() => undefined,
		(error: {code: string}) => error.code,
	);
	expect(['ENOTFOUND', 'ENODATA'].includes(String(thrown)), thrown).toBe(absent);
	expect(failures()).toEqual(absent ? [] : [{name: 'a.test', type: 'A', failure: {code}}]);
});

test('an answer without records is no absence', async () => {
	const {resolver, failures} = resolverOf(async () => success(answer()));
	await expect(resolver('a.test', 'TXT')).rejects.toMatchObject({code: 'EBADRESP'});
	expect(failures()).toHaveLength(1);
});
