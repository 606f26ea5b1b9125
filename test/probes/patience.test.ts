import {afterEach, expect, test, vi} from 'vitest';
import {dnsProbe} from '../../source/probes/dns.ts';
import {whenPatienceEnds} from '../../source/probes/patience.ts';
import {good, udpResolver} from './dns/loopback.ts';

const never = new AbortController().signal;

/** Keeps this process from doing anything else. */
const holdUp = (ms: number) => {
	for (const end = performance.now() + ms; performance.now() < end; );
};

/** A clock that goes on when it is told to, and by which the process can be held up. */
const clock = () => {
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'performance']});
	const now = performance.now.bind(performance);
	let late = 0;
	vi.spyOn(performance, 'now').mockImplementation(() => now() + late);
	return {
		pass: (ms: number) => vi.advanceTimersByTime(ms),
		holdUp: (ms: number) => {
			late += ms;
		},
	};
};

afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

test('it ends by itself', () => {
	const {pass} = clock();
	const ended: number[] = [];
	for (const ms of [40, 0, -3]) whenPatienceEnds(ms, () => ended.push(ms));
	expect(ended).toEqual([]);
	pass(1);
	expect(ended).toEqual([0, -3]);
	pass(38);
	expect(ended).toEqual([0, -3]);
	pass(1);
	expect(ended).toEqual([0, -3, 40]);
});

test('what is called off does not call back', () => {
	const {pass} = clock();
	let calls = 0;
	const callOff = whenPatienceEnds(20, () => calls++);
	pass(10);
	callOff();
	pass(60);
	expect(calls).toBe(0);
});

test('while the process is held up, two slices of the patience are lost and not all', () => {
	const {pass, holdUp} = clock();
	let calls = 0;
	whenPatienceEnds(200, () => calls++);
	pass(25);
	holdUp(400);
	pass(25);
	pass(124);
	expect(calls).toBe(0);
	pass(1);
	expect(calls).toBe(1);
});

test('an answer that came while the process was held up is an answer', async () => {
	await using resolver = await udpResolver(query => {
		setImmediate(() => holdUp(500));
		return [good(query)];
	});
	const ask = dnsProbe({servers: [`127.0.0.1:${resolver.port}`], timeoutMs: 150, tries: 1});
	const asked = ask({name: 'a.test', type: 'A'}, never);
	setTimeout(() => holdUp(500), 1);
	expect(await asked).toMatchObject({ok: true, value: {records: [{data: '192.0.2.1'}]}});
});
