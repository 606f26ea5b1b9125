import {expect, test} from 'vitest';
import {longestPause} from '../../source/core/pause.ts';
import {pauseProbe} from '../../source/probes/pause.ts';

const probe = pauseProbe(() => performance.now());
const never = new AbortController().signal;

test('says how long it really took', async () => {
	const result = await probe({seconds: 0.1, why: 'a test'}, never);
	expect(result.ok && result.value.seconds).toBeGreaterThanOrEqual(0.1);
});

test('can be called off, before and in the middle', async () => {
	const leaving = new AbortController();
	const waiting = probe({seconds: longestPause, why: 'a test'}, leaving.signal);
	leaving.abort();
	expect(await waiting).toEqual({ok: false, failure: {code: 'cancelled'}});
	expect(await probe({seconds: 1, why: 'a test'}, leaving.signal)).toEqual({
		ok: false,
		failure: {code: 'cancelled'},
	});
});

test.each([longestPause + 1, -1, Number.NaN, Number.POSITIVE_INFINITY])(
	'does not wait %s s',
	async seconds => {
		expect(await probe({seconds, why: 'a test'}, never)).toMatchObject({
			ok: false,
			failure: {code: 'not-permitted'},
		});
	},
);
