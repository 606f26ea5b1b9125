import {expect, test} from 'vitest';
import type {MailProvider} from '../../source/core/provider.ts';
import {
	isServer,
	parentOf,
	providersOfDomain,
	providersOfExchangers,
	providersOfHost,
	serversFor,
} from '../../source/mail/provider-of.ts';

const server = (host: string, only?: string) =>
	({host, port: 465, security: 'implicit', ...(only === undefined ? {} : {for: [only]})}) as const;
const provider = (id: string, more: Partial<MailProvider>): MailProvider => ({
	id,
	name: id,
	domains: [],
	mx: [],
	spf: [],
	selectors: [],
	source: 'https://post.test/',
	...more,
});

const post = provider('post', {
	domains: ['post.test', 'letter.test'],
	mx: ['mx.post.test'],
	submission: [server('smtp.post.test', 'post.test'), server('smtp.letter.test', 'letter.test')],
});
const firm = provider('firm', {
	mx: ['firm.mx.post.test'],
	submission: [server('smtp.firm.post.test'), server('smtp.post.test')],
});
const cloud = provider('cloud', {
	mx: ['cloud.test'],
	sender: 'verified-domain',
	submission: [server('smtp.*.cloud.test')],
});
const all = [post, firm, cloud];
const ids = (found: readonly MailProvider[]) => found.map(({id}) => id);

test.each([
	['smtp.post.test', ['post', 'firm']],
	['smtp.firm.post.test', ['firm']],
	['other.firm.post.test', ['firm']],
	['other.post.test', ['post', 'firm']],
	['smtp.letter.test', ['post']],
	['post.test', ['post', 'firm']],
	['a.mx.post.test', ['post', 'firm']],
	['smtp.north.cloud.test', ['cloud']],
	['smtp.north.south.cloud.test', []],
	['north.cloud.test', []],
	['notpost.test', []],
	['test', []],
	['', []],
])('whose server is %s', (host, wanted) => {
	expect(ids(providersOfHost(all, host))).toEqual(wanted);
});

test('an exchanger is known by the longest end, and only sending for others is no mailbox', () => {
	expect(ids(providersOfExchangers(all, ['a.firm.mx.post.test']))).toEqual(['firm']);
	expect(ids(providersOfExchangers(all, ['a.test', 'a.mx.post.test']))).toEqual(['post']);
	expect(ids(providersOfExchangers(all, ['in.cloud.test', '', '.']))).toEqual([]);
});

test('a domain belongs to who gives it to people', () => {
	expect(ids(providersOfDomain(all, 'letter.test'))).toEqual(['post']);
	expect(ids(providersOfDomain(all, 'sub.letter.test'))).toEqual([]);
});

test('servers only for other domains are left out', () => {
	const hosts = (one: MailProvider, domain?: string) => serversFor(one, domain).map(({host}) => host);
	expect(hosts(post, 'letter.test')).toEqual(['smtp.letter.test']);
	expect(hosts(post, 'shop.test')).toEqual([]);
	expect(hosts(post)).toHaveLength(2);
	expect(hosts(firm, 'shop.test')).toHaveLength(2);
	expect(hosts(provider('none', {}), 'shop.test')).toEqual([]);
});

test('a part that differs from account to account is one label', () => {
	expect(isServer({host: 'smtp.*.cloud.test'}, 'smtp.a.cloud.test')).toBe(true);
	expect(isServer({host: 'smtp.*.cloud.test'}, 'smtp.cloud.test')).toBe(false);
	expect(parentOf('smtp.*.cloud.test')).toEqual([]);
	expect(parentOf('post.test')).toEqual([]);
	expect(parentOf('smtp.post.test')).toEqual(['post.test']);
});
