import {describe, expect, test} from 'vitest';
import type {DnsQuestion} from '../../../source/core/dns.ts';
import {dnsProbe} from '../../../source/probes/dns.ts';
import {answering, flagged, good, type Message, replyTo, type Script, udpResolver} from './loopback.ts';

const never = new AbortController().signal;
const question: DnsQuestion = {name: 'a.test', type: 'A'};
const at = ({port}: {readonly port: number}) => `127.0.0.1:${port}`;
const nothing: Script = () => [];
const nameOf = (query: Message) => query.questions[0]?.name ?? '';

describe('each server is asked each question once', () => {
	test('whether it is a configured one or named by the question', async () => {
		await using resolver = await udpResolver(query => [good(query)]);
		const probe = dnsProbe({servers: [at(resolver)]});
		const asks = [question, {...question, server: at(resolver)}, {...question, name: 'A.TEST.'}];
		const heard = await Promise.all([...asks, ...asks].map(asked => probe(asked, never)));
		expect(heard.every(({ok}) => ok)).toBe(true);
		await probe({...question, server: at(resolver)}, never);
		expect(resolver.queries).toHaveLength(1);
	});

	test('the target of an alias included', async () => {
		await using resolver = await udpResolver(query => [
			nameOf(query) === 'target.test' ? good(query) : answering(query, {type: 'CNAME', data: 'Target.test'}),
		]);
		const probe = dnsProbe({servers: [at(resolver)]});
		const names = ['one.test', 'target.test', 'two.test', 'one.test'];
		const heard = await Promise.all(names.map(name => probe({name, type: 'A'}, never)));
		expect(heard.map(result => result.ok && result.value.records[0]?.data)).toEqual(
			names.map(() => '192.0.2.1'),
		);
		expect(resolver.queries.map(nameOf).toSorted()).toEqual(['one.test', 'target.test', 'two.test']);
	});

	test('whatever it answered', async () => {
		for (const rcode of [2, 3, 5]) {
			await using resolver = await udpResolver(query => [flagged(replyTo(query), 3, rcode)]);
			const probe = dnsProbe({servers: [at(resolver)]});
			const once = await probe(question, never);
			expect(once.ok).toBe(false);
			expect(await probe({...question, server: at(resolver)}, never)).toEqual(once);
			expect(resolver.queries).toHaveLength(1);
		}
	});

	test('another manner is another question', async () => {
		await using resolver = await udpResolver(query => [good(query)]);
		const probe = dnsProbe({servers: [at(resolver)]});
		const manners = [
			{},
			{recursion: 'none'},
			{validation: 'disabled'},
			{recursion: 'none', validation: 'disabled'},
		] as const;
		for (const manner of [...manners, ...manners]) await probe({...question, ...manner}, never);
		expect(
			resolver.queries.map(({flag_rd, flag_cd}) => [flag_rd, flag_cd].map(Number).join('')).toSorted(),
		).toEqual(['00', '01', '10', '11']);
	});

	test('who shares a query may leave it to the others', async () => {
		let answerLater = () => {};
		await using resolver = await udpResolver((query, nth) => {
			if (nth === 1) answerLater();
			return nth === 1 ? [] : [good(query)];
		});
		const arrived = new Promise<void>(resolve => {
			answerLater = resolve;
		});
		const probe = dnsProbe({servers: [at(resolver)], timeoutMs: 600, tries: 3});
		const leaving = new AbortController();
		const [one, two] = [probe(question, leaving.signal), probe({...question, server: at(resolver)}, never)];
		await arrived;
		leaving.abort();
		expect(await one).toEqual({ok: false, failure: {code: 'cancelled'}});
		expect(await two).toMatchObject({ok: true, value: {tries: 2}});
		expect(new Set(resolver.queries.map(({id}) => id)).size).toBe(1);
	});
});

describe('datagrams', () => {
	test.each([
		[1, 1],
		[3, 3],
		[5, 5],
	])('to a server that stays silent: %i tries are %i', async (tries, wanted) => {
		await using resolver = await udpResolver(nothing);
		const probe = dnsProbe({servers: [at(resolver)], timeoutMs: 150, tries});
		expect(await probe(question, never)).toMatchObject({failure: {code: 'timeout'}});
		expect(resolver.queries).toHaveLength(wanted);
	});

	test.each([
		['no-such-name', 3],
		['server-failure', 2],
		['query-refused', 5],
	])('to one that answers %s: one', async (code, rcode) => {
		await using resolver = await udpResolver(query => [flagged(replyTo(query), 3, rcode)]);
		const probe = dnsProbe({servers: [at(resolver)], timeoutMs: 60_000});
		expect(await probe(question, never)).toMatchObject({failure: {code}});
		expect(resolver.queries).toHaveLength(1);
	});

	test('that a name does not exist is asked of nobody else', async () => {
		await using first = await udpResolver(query => [flagged(replyTo(query), 3, 3)]);
		await using second = await udpResolver(nothing);
		const probe = dnsProbe({servers: [at(first), at(second)]});
		expect(await probe(question, never)).toMatchObject({failure: {code: 'no-such-name'}});
		expect([first.queries.length, second.queries.length]).toEqual([1, 0]);
	});

	test('one try is given up after a second, however long the whole may take', async () => {
		await using resolver = await udpResolver((query, nth) => (nth === 1 ? [] : [good(query)]));
		const probe = dnsProbe({servers: [at(resolver)], timeoutMs: 600_000, tries: 2});
		expect(await probe(question, never)).toMatchObject({value: {tries: 2}});
	});

	test('servers that are all silent take no longer than the time of each', async () => {
		await using first = await udpResolver(nothing);
		await using second = await udpResolver(nothing);
		const probe = dnsProbe({servers: [at(first), at(second)], timeoutMs: 100, tries: 2});
		expect(await probe(question, never)).toMatchObject({failure: {code: 'timeout'}});
		expect([first.queries.length, second.queries.length]).toEqual([2, 2]);
	});

	test('an alias has only the time that is left, and what it leaves can be asked again', async () => {
		await using resolver = await udpResolver((query, nth) => {
			if (nameOf(query) !== 'alias.test') return nth > 4 ? [good(query)] : [];
			return nth === 2 ? [answering(query, {type: 'CNAME', data: 'target.test'})] : [];
		});
		const probe = dnsProbe({servers: [at(resolver)], timeoutMs: 400, tries: 2});
		expect(await probe({name: 'alias.test', type: 'A'}, never)).toMatchObject({
			failure: {
				code: 'timeout',
				detail: expect.stringMatching(/did not answer in the \d+ ms that were left/),
			},
		});
		expect(await probe({name: 'target.test', type: 'A'}, never)).toMatchObject({ok: true});
	});
});

describe('EDNS', () => {
	const heardFrom = async (script: Script, tries = 3) => {
		await using resolver = await udpResolver(script);
		return await dnsProbe({servers: [at(resolver)], timeoutMs: 300, tries})(question, never);
	};
	const isModern = ({additionals = []}: Message) => additionals.length > 0;

	test('is not mentioned where a query with it is answered', async () => {
		const heard = await heardFrom((query, nth) => (nth < 2 ? [] : [good(query)]));
		expect(heard.ok && 'edns' in heard.value).toBe(false);
	});

	test('was dropped where only the try without it is answered', async () => {
		expect(await heardFrom(query => (isModern(query) ? [] : [good(query)]))).toMatchObject({
			value: {edns: 'dropped', tries: 3},
		});
	});

	test('was not dropped where an earlier query is answered late', async () => {
		const first: Message[] = [];
		const heard = await heardFrom(query => {
			first.push(query);
			return isModern(query) ? [] : [good(first[0] ?? query)];
		});
		expect(heard.ok && 'edns' in heard.value).toBe(false);
	});

	test.each([1, 4])('was refused by rcode %i', async rcode => {
		expect(
			await heardFrom(query => [isModern(query) ? flagged(replyTo(query), 3, rcode) : good(query)]),
		).toMatchObject({value: {edns: 'refused', tries: 2}});
	});
});
