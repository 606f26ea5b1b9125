import {expect, test} from 'vitest';
import {openAllowance} from '../../source/engine/allowance.ts';
import {run} from '../../source/engine/run.ts';
import {follow} from '../../source/engine/session.ts';
import {clock, playbookOf, stage, stepOf} from './scene.ts';

const opened = (ms: number) => {
	const time = clock();
	let over = 0;
	const allowance = openAllowance(time, ms, () => {
		over++;
	});
	return {time, allowance, over: () => over};
};

test('time that is held does not count, and the rest does', () => {
	const {time, allowance, over} = opened(1000);
	time.pass(400);
	allowance.hold();
	time.pass(60_000);
	expect(over()).toBe(0);
	allowance.release();
	time.pass(599);
	expect(over()).toBe(0);
	time.pass(1);
	expect(over()).toBe(1);
});

test('what is held twice runs on when it was released twice', () => {
	const {time, allowance, over} = opened(100);
	allowance.hold();
	allowance.hold();
	allowance.release();
	time.pass(1000);
	expect(over()).toBe(0);
	allowance.release();
	time.pass(100);
	expect(over()).toBe(1);
});

test('nothing happens after it was called off, held or not', () => {
	for (const held of [true, false]) {
		const {time, allowance, over} = opened(100);
		if (held) allowance.hold();
		allowance.callOff();
		if (held) allowance.release();
		time.pass(1000);
		expect(over()).toBe(0);
		expect(time.pending()).toBe(0);
	}
});

test('a clock that is set an hour ahead ends no step', async () => {
	const {world} = stage({limits: {step: 1000, round: 2000, stepsAtOnce: 1}});
	let wall = 1_700_000_000_000;
	const pausing = stepOf('pausing', async ({probes, signal}) => {
		wall += 3_600_000;
		await probes.pause({seconds: 1, why: 'a test'}, signal);
		await probes.pause({seconds: 1, why: 'a test'}, signal);
		return signal.aborted ? 'open' : 'fine';
	});
	const armed: number[] = [];
	const {events, send} = run(playbookOf([pausing]), {
		...world,
		now: () => wall,
		after: (ms, act) => {
			armed.push(ms);
			return world.after(ms, act);
		},
	});
	const session = follow(events, send, [event => event.type === 'case.closed' && send({type: 'leave'})]);
	const {steps} = await session.done;
	expect(steps[0]?.state.status).toBe('finished');
	expect(new Set(armed)).toEqual(new Set([1000, 2000]));
});

test('a step that pauses on purpose runs into no limit, and one that is merely slow does', async () => {
	const {world, time} = stage({
		limits: {step: 1000, round: 2000, stepsAtOnce: 1},
		probes: {
			pause: async ({seconds}) => {
				time.pass(seconds * 1000);
				return {ok: true, value: {seconds}};
			},
		},
	});
	const pausing = stepOf('pausing', async ({probes, signal}) => {
		await probes.pause({seconds: 600, why: 'a test'}, signal);
		return 'fine';
	});
	const slow = stepOf('slow', async () => {
		time.pass(1000);
		return 'fine';
	});
	const {events, send} = run(playbookOf([pausing, slow]), world);
	const session = follow(events, send, [event => event.type === 'case.closed' && send({type: 'leave'})]);
	const {steps} = await session.done;
	expect(steps.map(({state}) => state.status)).toEqual(['finished', 'skipped']);
});
