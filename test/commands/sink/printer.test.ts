import {expect, test} from 'vitest';
import {follow, type SinkLine} from '../../../source/commands/sink/printer.ts';
import type {SinkHappening} from '../../../source/sink/sink.ts';
import {createFakeStore} from '../../sink/fake-store.ts';
import {envelopeOf, sessionOf, understoodAs} from '../../sink/store/sample.ts';

test('in a flood none is read, and after it they are read again', async () => {
	const store = {...createFakeStore(), recall: () => understoodAs('Your code', 'code')};
	let hear: (happening: SinkHappening) => void = () => {};
	const sink = {
		places: [],
		archive: store,
		open: () => [],
		subscribe: (listener: typeof hear) => {
			hear = listener;
			return () => {};
		},
		close: async () => {},
	};
	const told: SinkLine[] = [];
	const following = follow(
		{sink, store, understand: async () => understoodAs('')},
		line => void told.push(line),
	);
	const come = (second: number, count: number) => {
		for (let left = count; left > 0; left--)
			hear({
				type: 'message.kept',
				message: {...envelopeOf(1), id: 1, at: second * 1000, octets: 1},
				session: sessionOf(1),
			});
	};
	come(1, 60);
	come(2, 60);
	come(3, 3);
	come(4, 3);
	await following.finish();
	const readIn = (second: number) =>
		told.filter(line => line.type === 'message.kept' && line.at === second * 1000 && line.reading).length;
	expect([1, 2, 3, 4].map(readIn)).toEqual([5, 0, 0, 3]);
	expect(told).toHaveLength(126);
});
