import {EventEmitter} from 'node:events';
import {afterEach, expect, test, vi} from 'vitest';
import {understand} from '../../../source/sink/understand.ts';
import {openUnderstander, type Thread, type Understander} from '../../../source/sink/understanding/aside.ts';

let aside: Understander | undefined;
afterEach(async () => {
	await aside?.close();
	aside = undefined;
});

const mail = (code: string): readonly Buffer[] => [
	Buffer.from('Subject: Your verification code\r\nFrom: <nas@example.com>\r\n'),
	Buffer.from(`\r\nYour verification code is ${code}.\r\n`),
];

test('reads messages in their order', async () => {
	aside = openUnderstander();
	const codes = ['482915', '730164', '118530'];
	const read = await Promise.all(codes.map(code => aside?.understand(mail(code))));
	expect(read.map(one => one?.is)).toEqual(['read', 'read', 'read']);
	expect(read.map(one => one?.understood.reading.chosen?.value)).toEqual(codes);
});

test('what is no mail is told by the text of its header', async () => {
	aside = openUnderstander();
	const {is, understood} = await aside.understand([Buffer.from('\0\0\0')]);
	const {text, reading, failed} = understood;
	expect([is, failed]).toEqual(['read', undefined]);
	expect(reading.chosen).toBeUndefined();
	expect(text).toBeTypeOf('string');
});

test('after it is closed, what waits is told unread', async () => {
	aside = openUnderstander();
	const waiting = [aside.understand(mail('482915')), aside.understand(mail('730164'))];
	await aside.close();
	const read = await Promise.all(waiting);
	for (const one of [...read, await aside.understand(mail('482915'))]) {
		expect(one).toMatchObject({is: 'failed', why: 'closed', understood: {failed: true}});
		expect(one.understood.text).toContain('Subject: Your verification code');
	}
});

/** Threads that do what a test says, in their order; `terminate` is only noted. */
const threadsThat = (...dos: readonly ((thread: EventEmitter, octets: Uint8Array) => void)[]) => {
	const started: EventEmitter[] = [];
	const start = (): Thread => {
		const thread = new EventEmitter();
		const act = dos[started.length];
		started.push(thread);
		return Object.assign(thread, {
			unref: () => {},
			postMessage: (octets: Uint8Array) => act?.(thread, octets),
			terminate: () => Promise.resolve(0),
		}) as unknown as Thread;
	};
	return {start, started};
};

const reads = async (thread: EventEmitter, octets: Uint8Array) => {
	thread.emit('message', await understand([Buffer.from(octets)]));
};

test('what takes too long has failed, and what its thread says afterwards goes to nobody', async () => {
	const {start, started} = threadsThat(() => {}, reads);
	vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
	aside = openUnderstander({patience: 1000, start});
	const first = aside.understand(mail('482915'));
	const second = aside.understand(mail('730164'));
	vi.advanceTimersByTime(1000);
	vi.useRealTimers();
	expect(await first).toMatchObject({is: 'failed', why: 'too-long', understood: {failed: true}});
	started[0]?.emit('message', await understand(mail('482915')));
	started[0]?.emit('exit', 1);
	expect(await second).toMatchObject({is: 'read'});
	expect((await second).understood.reading.chosen?.value).toBe('730164');
});

test('what takes too much memory has failed, and the next gets another thread', async () => {
	const full = Object.assign(new Error('out of memory'), {code: 'ERR_WORKER_OUT_OF_MEMORY'});
	const {start} = threadsThat(thread => {
		thread.emit('error', full);
		thread.emit('exit', 1);
	}, reads);
	aside = openUnderstander({start});
	const both = [aside.understand(mail('482915')), aside.understand(mail('730164'))];
	expect(await both[0]).toMatchObject({is: 'failed', why: 'too-much'});
	expect((await both[1])?.understood.reading.chosen?.value).toBe('730164');
});

test('where no thread can be had every message has failed, and the next may succeed', async () => {
	const {start} = threadsThat(reads);
	let isBroken = true;
	aside = openUnderstander({
		start: () => {
			if (isBroken) throw new Error('no threads left');
			return start();
		},
	});
	for (const one of await Promise.all([aside.understand(mail('1')), aside.understand(mail('2'))]))
		expect(one).toMatchObject({is: 'failed', why: 'no-thread', understood: {failed: true}});
	isBroken = false;
	expect((await aside.understand(mail('730164'))).understood.reading.chosen?.value).toBe('730164');
});
