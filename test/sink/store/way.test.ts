import {expect, test} from 'vitest';
import {openWay} from '../../../source/sink/store/way.ts';
import {envelopeOf, expectFault, openSample, roomy, sessionOf, turns} from './sample.ts';

const mebibyte = 1024 * 1024;

test('as much as is kept may be on its way, within limits', () => {
	expect([1, 100 * mebibyte, 1e15].map(octets => openWay(octets).most)).toEqual([
		64 * mebibyte,
		100 * mebibyte,
		1024 * mebibyte,
	]);
});

test('what is discarded counts until it is swept', () => {
	const way = openWay(0);
	expect([way.enter(40 * mebibyte), way.enter(30 * mebibyte), way.enter(24 * mebibyte)]).toEqual([
		true,
		false,
		true,
	]);
	way.discard(7, 40 * mebibyte);
	expect(way.enter(1)).toBe(false);
	way.swept(7);
	way.swept(7);
	way.leave(24 * mebibyte);
	expect([way.enter(64 * mebibyte), way.enter(1)]).toEqual([true, false]);
});

test('more than that is refused, and taken again when there is room', async () => {
	const store = await openSample({bounds: {...roomy, octets: 64 * mebibyte}});
	const [large, other] = [store.deposit(), store.deposit()];
	const chunk = Buffer.alloc(mebibyte);
	for (let count = 0; count < 40; count++) large.write(chunk);
	for (let count = 0; count < 30; count++) other.write(chunk);
	await expectFault('crowded', ':memory:', () => other.keep(envelopeOf(1), sessionOf(1)));
	const session = sessionOf(store.nextSession());
	await large.keep(envelopeOf(session.id), session);
	await turns(300);
	for (let count = 0; count < 3; count++) {
		const deposit = store.deposit();
		for (let part = 0; part < 60; part++) deposit.write(chunk);
		if (count < 2) deposit.discard();
		else await deposit.keep(envelopeOf(session.id), session);
		await turns(300);
	}
	expect(store.counts().octets).toBe(60 * mebibyte);
	store.close();
});
