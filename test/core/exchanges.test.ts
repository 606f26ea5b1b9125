import {expect, test} from 'vitest';
import type {Evidence} from '../../source/core/event.ts';
import {exchangesIn} from '../../source/core/exchanges.ts';

const asked = (exchanges: unknown, probe: Evidence['probe'] = 'smtp'): Evidence => ({
	probe,
	question: {},
	answer: {exchanges},
	at: 0,
	ms: 1,
});
const ready = {ms: 1, side: 'server', text: '220 ready'};

test('tells what was said, and nothing of another probe or of what is not well formed', () => {
	expect(exchangesIn(asked([ready, {...ready, more: 1}, {...ready, side: 'x'}, null]))).toEqual([
		ready,
		ready,
	]);
	expect(exchangesIn(asked([ready], 'dns'))).toEqual([]);
	expect(exchangesIn({...asked([]), answer: null})).toEqual([]);
	expect(exchangesIn(asked('220 ready'))).toEqual([]);
});

test('many things, and long ones, are bounded', () => {
	const [first, ...others] = exchangesIn(asked(Array(5000).fill({...ready, text: '2'.repeat(70_000)})));
	expect([first?.text.length, others.length]).toEqual([65_536, 999]);
});
