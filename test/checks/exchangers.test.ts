import fc from 'fast-check';
import {expect, test} from 'vitest';
import {lookUp, mxLines, type Route, routeOf} from '../../source/checks/exchangers.ts';
import type {Check} from '../../source/core/check.ts';
import {failureCodes} from '../../source/core/failure.ts';
import {runOn, type When} from './taped.ts';

/** Runs something with the answers of a scenario. */
const withAnswers = async <T>(dns: When['dns'], use: (reach: Parameters<Check['run']>[1]) => Promise<T>) => {
	let result: T | undefined;
	const check = {
		params: {parse: () => ({})},
		run: async (_: unknown, reach: Parameters<Check['run']>[1]) => {
			result = await use(reach);
			return {code: 'x', level: 'ok', facts: {}, text: ''};
		},
	} as unknown as Check;
	await runOn(check, dns === undefined ? {} : {dns});
	return result as T;
};

const route = (dns: When['dns']): Promise<Route> => withAnswers(dns, reach => routeOf('a.test', reach));

test('only NXDOMAIN and NODATA are absence', async () => {
	for (const code of failureCodes) {
		const {is} = await route({'a.test MX': code});
		expect(is, code).toBe('open');
	}
	expect(await route({'a.test MX': 'no-such-name', 'a.test CNAME': 'no-such-name'})).toEqual({
		is: 'absent',
		code: 'no-such-domain',
	});
	expect(await route({'a.test MX': 'no-data', 'a.test A': 'no-data', 'a.test AAAA': 'no-data'})).toEqual({
		is: 'absent',
		code: 'missing',
	});
});

test('an exchanger is validated when every address is', async () => {
	const look = (dns: When['dns']) =>
		withAnswers(dns, reach => lookUp({host: 'mx.test', preference: 1}, reach));
	const signed = {data: ['192.0.2.1'], authenticated: true};
	expect(await look({'mx.test A': signed, 'mx.test AAAA': 'no-data'})).toMatchObject({authenticated: true});
	expect(await look({'mx.test A': signed, 'mx.test AAAA': ['2001:db8::1']})).toMatchObject({
		authenticated: false,
	});
	expect(await look({'mx.test A': 'no-data', 'mx.test AAAA': 'no-data'})).toMatchObject({
		state: 'dead',
		authenticated: false,
	});
});

test('exchangers come in one order, whatever order DNS gave', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uniqueArray(fc.record({host: fc.constantFrom('a', 'b', 'c', 'd'), preference: fc.nat(3)}), {
				minLength: 1,
				maxLength: 8,
			}),
			async records => {
				const answer = (list: typeof records) => ({
					data: [],
					records: list.map(({host, preference}) => ({
						name: 'a.test',
						type: 'MX',
						ttl: 1,
						data: `${host}.test`,
						priority: preference,
					})),
				});
				const one = await route({'a.test MX': answer(records)});
				const other = await route({'a.test MX': answer(records.toReversed())});
				expect(one).toEqual(other);
				if (one.is !== 'named') throw new Error(one.is);
				const preferences = one.records.map(({preference}) => preference);
				expect(preferences).toEqual(preferences.toSorted((a, b) => a - b));
				expect(new Set(one.exchangers.map(({host}) => host)).size).toBe(one.exchangers.length);
			},
		),
		{numRuns: 50},
	);
});

test('of very many records the first are shown', () => {
	const records = Array.from({length: 500}, (_, index) => ({host: `mx${index}.test`, preference: 1}));
	expect(mxLines('a.test', records)).toHaveLength(20);
});
