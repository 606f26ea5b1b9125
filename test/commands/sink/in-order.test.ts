import {expect, test} from 'vitest';
import {inOrder} from '../../../source/commands/sink/in-order.ts';
import {follow, type SinkLine, tellPlainly} from '../../../source/commands/sink/printer.ts';
import {placeOf, raise, send} from './scene.ts';

const line = (at: number): SinkLine => ({type: 'sink.closed', at, sessions: 0, messages: 0});
const numbers = (told: readonly SinkLine[]) =>
	told.map(one => (one.type === 'lines.missed' ? `missed ${one.count}` : one.at));

test('one after the other, however long each takes', async () => {
	const told: SinkLine[] = [];
	const tell = (one: SinkLine) => void told.push(one);
	const {later, told: all} = inOrder(tell);
	later(async () => {
		await new Promise(setImmediate);
		tell(line(1));
	});
	later(() => tell(line(2)));
	await all();
	expect(numbers(told)).toEqual([1, 2]);
});

test('a flood is bounded, and how much of it is not told is told', async () => {
	const told: SinkLine[] = [];
	const tell = (one: SinkLine) => void told.push(one);
	const {later, told: all} = inOrder(tell);
	for (let at = 0; at < 1500; at++) later(() => tell(line(at)));
	await all();
	expect(numbers(told).slice(998)).toEqual([998, 999, 'missed 500']);
	later(() => tell(line(1)));
	await all();
	expect(numbers(told).slice(1000)).toEqual(['missed 500', 1]);
});

test('what cannot be told is left out, and what comes after it is told', async () => {
	const told: SinkLine[] = [];
	let isBroken = true;
	const tell = (one: SinkLine) => {
		if (isBroken) throw new Error('EPIPE');
		told.push(one);
	};
	const {later, told: all} = inOrder(tell);
	later(() => tell(line(1)));
	later(async () => tell(line(2)));
	await all();
	isBroken = false;
	later(() => tell(line(3)));
	await all();
	expect(numbers(told)).toEqual(['missed 2', 3]);
});

test('a sink goes on where nobody can be told of it', async () => {
	const here = await raise();
	const following = follow(here, () => {
		throw new Error('EPIPE');
	});
	await send(placeOf(here));
	await here.sink.close();
	await following.finish();
	expect(following.counts()).toEqual({sessions: 1, messages: 1});
	await here.close();
});

test('in words', () => {
	expect(tellPlainly({type: 'lines.missed', at: 0, count: 2})).toContain('2 lines are left out here');
	expect(tellPlainly({type: 'lines.missed', at: 0, count: 1})).toContain('One line is left out here');
});
