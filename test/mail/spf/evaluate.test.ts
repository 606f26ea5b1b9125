import {expect, test} from 'vitest';
import {failed, success} from '../../../source/core/result.ts';
import type {Ask} from '../../../source/mail/resolver.ts';
import {evaluateSpf} from '../../../source/mail/spf/evaluate.ts';

const texts = (zone: Readonly<Record<string, string>>, asked: string[] = []): Ask => {
	const ask: Ask = async (name, type) => {
		asked.push(`${name} ${type}`);
		const data = zone[`${name} ${type}`];
		return data === undefined
			? failed({code: 'no-such-name'})
			: success({
					server: '192.0.2.53:53',
					protocol: 'udp',
					records: [{name, type, ttl: 60, data}],
					aliases: [],
					authenticated: false,
					tries: 1,
					dropped: [],
				});
	};
	return ask;
};
const who = {ip: '192.0.2.1', sender: 'me@a.test', helo: 'mta.a.test'};

test('the record, the limits and the explanation of the sender’s domain', async () => {
	const zone = {'a.test TXT': 'v=spf1 a:gone.test exp=why.test -all', 'why.test TXT': 'see %{h} at %{r}'};
	expect(await evaluateSpf(who, texts(zone))).toMatchObject({
		result: 'fail',
		lookups: 1,
		voids: 1,
		exchangers: 0,
		explanation: 'see mta.a.test at unknown',
		failures: [],
	});
});

test('a null sender is judged by the HELO name', async () => {
	const asked: string[] = [];
	await evaluateSpf({...who, sender: ''}, texts({}, asked));
	expect(asked).toEqual(['mta.a.test TXT']);
});

test('names with an underscore are asked for as they are', async () => {
	const asked: string[] = [];
	const zone = {
		'_spf.x_y.a.test TXT': 'v=spf1 exists:%{d}.%{o}.e.test exists:%{dr}.e.test exp=why.test -all',
		'why.test TXT': '%{d} %{s}',
	};
	const evaluation = await evaluateSpf({...who, sender: 'me@_SPF.x_y.a.test'}, texts(zone, asked));
	expect(asked.slice(0, 3)).toEqual([
		'_spf.x_y.a.test TXT',
		'_spf.x_y.a.test._spf.x_y.a.test.e.test A',
		'test.a.x_y._spf.e.test A',
	]);
	expect(evaluation).toMatchObject({result: 'fail', explanation: '_spf.x_y.a.test me@_spf.x_y.a.test'});
});

test('a name that the probe cannot ask for is no mistake of the domain', async () => {
	const ask: Ask = async (name, type) =>
		type === 'TXT' ? texts({'a.test TXT': 'v=spf1 a -all'})(name, type) : failed({code: 'bad-name'});
	expect(await evaluateSpf(who, ask)).toMatchObject({
		result: 'temperror',
		failures: [{name: 'a.test', type: 'A'}],
	});
});
