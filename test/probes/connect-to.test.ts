import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ConnectTo, parseConnectTo, placeOf, redirectBy} from '../../source/probes/connect-to.ts';
import {anyText} from './smtp/loopback.ts';

describe('--connect-to', () => {
	test.each([
		['a.test:25:127.0.0.1:2525', {host: 'a.test', port: '25', toHost: '127.0.0.1', toPort: '2525'}],
		['A.Test:25:b.test:', {host: 'a.test', port: '25', toHost: 'b.test', toPort: ''}],
		[':::', {host: '', port: '', toHost: '', toPort: ''}],
		['::127.0.0.1:2525', {host: '', port: '', toHost: '127.0.0.1', toPort: '2525'}],
		['[::1]:25:[2001:DB8::2]:26', {host: '::1', port: '25', toHost: '2001:db8::2', toPort: '26'}],
		['müller.test::[::1]:', {host: 'xn--mller-kva.test', port: '', toHost: '::1', toPort: ''}],
	])('%s', (text, rule) => {
		expect(parseConnectTo(text)).toEqual({ok: true, value: rule});
	});

	test.each([
		'',
		'a',
		'a:b',
		'a:25:b',
		'a:x:b:1',
		'::1:25:b:1',
		'a:25:b:1:c',
		'[a:25:b:1',
		'a:25:b:65536',
		'a:0:b:1',
		'a b:1:c:2',
		'a/b:1:c:2',
		'[a:b]:1:c:2',
	])('%j is refused', text => {
		expect(parseConnectTo(text).ok).toBe(false);
	});

	test('any text is read or refused', () => {
		fc.assert(fc.property(anyText, text => void parseConnectTo(text)));
	});
});

const rules = (...texts: readonly string[]): readonly ConnectTo[] =>
	texts.map(text => {
		const rule = parseConnectTo(text);
		if (!rule.ok) throw new Error(rule.failure);
		return rule.value;
	});

test('an address is the same however it is written', () => {
	const place = {host: 'mx.test', port: 25, address: '2001:db8::1'};
	expect(placeOf(place, rules('[2001:DB8:0:0::1]::127.0.0.1:1'))).toEqual({host: '127.0.0.1', port: 1});
});

test('a rule that keeps the address keeps it', () => {
	const place = {host: 'mx.test', port: 25, address: '192.0.2.1'};
	expect(placeOf(place, rules('mx.test:25::2525'))).toEqual({host: '192.0.2.1', port: 2525});
});

describe('DNS servers that a question names', () => {
	const server = {address: '192.0.2.53', port: 53};
	test.each([
		[[], server],
		[['192.0.2.53:53:127.0.0.1:5353'], {address: '127.0.0.1', port: 5353}],
		[['192.0.2.53:54:127.0.0.1:5353'], server],
		[['192.0.2.53::127.0.0.1:'], {address: '127.0.0.1', port: 53}],
		[['::127.0.0.1:1', '192.0.2.53:53:127.0.0.1:2'], {address: '127.0.0.1', port: 1}],
		[[':53::5353'], {address: '192.0.2.53', port: 5353}],
		[['::dns.test:', '::127.0.0.1:1'], {address: '127.0.0.1', port: 1}],
	])('%j', (texts, wanted) => {
		expect(redirectBy(rules(...texts))(server)).toEqual(wanted);
	});
});
