import {afterEach, expect, test, vi} from 'vitest';
import {sinkEnds} from '../../../source/core/sink.ts';
import {wellBehaved} from '../../../source/sink/misbehave.ts';
import {createRegister, type Register} from '../../../source/sink/server/register.ts';
import {type SinkOptions, usualLimits} from '../../../source/sink/sink.ts';
import {createFakeStore} from '../fake-store.ts';

const remote = {address: '192.0.2.1', port: 40_000};
const place = {address: '127.0.0.1', port: 2525, security: 'none'} as const;

const registers: Register[] = [];
afterEach(() => {
	vi.useRealTimers();
	for (const one of registers.splice(0)) one.stop();
});

const registering = (more: Partial<SinkOptions> = {}) => {
	const store = createFakeStore();
	const register = createRegister({
		listen: [],
		ports: [],
		name: 'sink.test',
		identity: {key: '', cert: ''},
		login: 'any',
		inboxes: [],
		misbehaviour: wellBehaved,
		limits: usualLimits,
		store,
		now: () => 1000,
		...more,
	});
	registers.push(register);
	return {store, register};
};

test('a session that somebody looks at is written down all the same, and once for each change', async () => {
	vi.useFakeTimers();
	const {store, register} = registering();
	const {record} = register.begin(remote, place);
	record.greeted('nas.test');
	const look = setInterval(() => register.open(), 100);
	await vi.advanceTimersByTimeAsync(3500);
	expect(store.kept).toMatchObject([{id: 1, helo: 'nas.test'}]);
	record.odd('long-line');
	await vi.advanceTimersByTimeAsync(3500);
	expect(store.kept).toMatchObject([{oddities: []}, {oddities: ['long-line']}]);
	clearInterval(look);
});

test.each(sinkEnds)('the last line tells how a session ended, and a second end is none: %s', async end => {
	const {store, register} = registering();
	const {record} = register.begin(remote, place);
	register.end(record, end);
	register.end(record, 'quit');
	await register.settled();
	expect(store.kept).toHaveLength(1);
	expect(store.kept[0]).toMatchObject({end});
	expect(store.kept[0]?.exchanges.at(-1)?.text).toMatch(/^[a-z].{10,}[^.]$/);
	expect(register.open()).toEqual([]);
});

test('a password that is known is hidden before anybody sends it', () => {
	const {register} = registering({expected: {password: 'swordfish-77'}});
	const {record} = register.begin(remote, place);
	record.greeted('swordfish-77.test');
	expect(register.open()).toMatchObject([{helo: '••••••.test'}]);
});

test('sessions over the bounds are told so, and do not count', async () => {
	const {register} = registering({limits: {...usualLimits, sessionsFromAddress: 1}});
	const first = register.begin(remote, place);
	const second = register.begin(remote, place);
	expect([first.surplus, second.surplus]).toEqual([undefined, 'too-many-from-address']);
	register.end(second.record, 'too-many-from-address');
	expect(register.begin(remote, place).surplus).toBe('too-many-from-address');
	register.end(first.record, 'quit');
	expect(register.begin(remote, place).surplus).toBeUndefined();
	await register.settled();
});

test('a store that fails ends nothing', async () => {
	const {store, register} = registering();
	store.keepSession = () => {
		throw new Error('no');
	};
	const ended: string[] = [];
	register.subscribe(({type}) => ended.push(type));
	register.end(register.begin(remote, place).record, 'quit');
	await register.settled();
	await Promise.resolve();
	expect(ended).toEqual(['session.opened', 'session.ended']);
});
