import {describe, expect, test} from 'vitest';
import type {StepState} from '../../source/core/case.ts';
import {type Hop, type HopState, hops, mailStateOf} from '../../source/core/hop.ts';
import {absenceOnly, pathOf} from '../../source/core/path.ts';
import {crashed, finished, skipped, stepOf, waiting} from './tables.ts';

describe('the path', () => {
	const stateOf = (...states: readonly StepState[]): HopState | undefined =>
		pathOf(states.map((state, index) => stepOf(`${index}`, state))).find(({hop}) => hop === 'auth')?.state;
	const good = finished('x', 'ok');
	const absent: StepState = {
		status: 'finished',
		finding: {code: 'not-there', level: 'ok', facts: {...absenceOnly}, text: ''},
	};
	test.each([
		['nothing looks at it', [], 'not-reached'],
		['fine', [good], 'good'],
		['a warning', [finished('x', 'warning')], 'good'],
		['a problem', [good, finished('x', 'problem'), crashed], 'bad'],
		['one fine, one unknown', [good, finished('x', 'unknown')], 'unknown'],
		['one fine, one crashed', [crashed, good], 'unknown'],
		['one fine, one that does not apply', [good, skipped('excluded')], 'good'],
		['none that applies', [skipped('excluded')], 'not-reached'],
		['one fine, one that nobody could take', [good, skipped('unknown')], 'unknown'],
		['one that nobody could take', [skipped('unknown')], 'not-reached'],
		['one fine, one for which a fact was not told', [good, skipped('untold')], 'unknown'],
		[
			'one that was begun and given up',
			[{status: 'skipped', why: 'unknown', reason: '', begun: true}],
			'unknown',
		],
		['one fine, one behind a problem', [good, skipped('blocked')], 'not-reached'],
		['one fine, one still to come', [good, waiting], 'not-reached'],
		['it was only not seen somewhere', [absent], 'unknown'],
		['not seen somewhere, one that does not apply', [absent, skipped('excluded')], 'unknown'],
		['not seen somewhere, one that nobody could take', [absent, skipped('unknown')], 'unknown'],
		['not seen somewhere, one still to come', [absent, waiting], 'not-reached'],
		['not seen somewhere, one behind a problem', [absent, skipped('blocked')], 'not-reached'],
		['not seen somewhere, and its arrival proven', [absent, good], 'good'],
		['not seen somewhere, a problem', [absent, finished('x', 'problem')], 'bad'],
	] as const)('%s', (_, states, expected) => {
		expect(stateOf(...states)).toBe(expected);
	});

	const mailOf = (change: Partial<Record<Hop, HopState>>) =>
		mailStateOf(hops.map(hop => ({hop, state: change[hop] ?? 'good'})));
	test.each([
		[{}, 'working'],
		[{account: 'bad'}, 'working'],
		[{account: 'bad', auth: 'unknown'}, 'unknown'],
		[{auth: 'bad'}, 'broken'],
		[{mx: 'bad', connect: 'unknown'}, 'broken'],
		[{accept: 'not-reached'}, 'unknown'],
		[{mx: 'unknown', filter: 'not-reached'}, 'working'],
	] as const)('mail with %j is %s', (change, expected) => {
		expect(mailOf(change)).toBe(expected);
	});
});
