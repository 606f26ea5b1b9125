import {PassThrough} from 'node:stream';
import type {SMTPServerDataStream} from 'smtp-server';
import {expect, test} from 'vitest';
import {notKept, type Received, receive} from '../../../source/sink/server/receive.ts';
import type {Store} from '../../../source/sink/store.ts';
import {createFakeStore} from '../fake-store.ts';

const undeclared = {size: undefined, mayBeHigh: false};

const receiving = (chunks: readonly string[], store: Store, {most = 1000, declared = undeclared} = {}) => {
	const stream = new PassThrough();
	const received = new Promise<Received | number>(resolve =>
		receive(stream as unknown as SMTPServerDataStream, {store, most, declared}, resolve, resolve),
	);
	for (const chunk of chunks) stream.write(chunk);
	return {stream, received};
};

const whole = async (chunks: readonly string[], store: Store, more = {}): Promise<Received> => {
	const {stream, received} = receiving(chunks, store, more);
	stream.end();
	return (await received) as Received;
};

test('a message is written down as it comes, and looked at on the way', async () => {
	const store = createFakeStore();
	const received = await whole(['Subject: a\r\n', '\r\nbo', 'dy\r\n'], store);
	expect(received).toMatchObject({octets: 20, fields: {subject: 'a'}, oddities: []});
	expect(received.deposit).toMatchObject({octets: 20});
});

test('a message over the bound is read to its end and not kept', async () => {
	const store = createFakeStore();
	const {octets, deposit} = await whole(['x'.repeat(600), 'y'.repeat(600), 'z'], store);
	expect([octets, deposit, store.discarded()]).toEqual([1201, 'too-big', 1]);
});

test('a message that breaks off is thrown away', async () => {
	const store = createFakeStore();
	const {stream, received} = receiving(['half'], store);
	setImmediate(() => stream.destroy());
	expect(await received).toBe(4);
	expect(store.discarded()).toBe(1);
});

test('a store that fails in the middle is asked no more, and its reason is kept', async () => {
	const store = createFakeStore();
	let writes = 0;
	let discarded = 0;
	store.deposit = () => ({
		octets: 0,
		write() {
			writes += 1;
			throw Object.assign(new Error('no'), {code: 'too-large'});
		},
		keep: () => Promise.reject(new Error('never')),
		discard() {
			discarded += 1;
		},
	});
	const {deposit} = await whole(['a', 'b', 'c'], store);
	expect(deposit).toEqual({refusal: expect.stringMatching(/^552 5\.3\.4 /)});
	expect([writes, discarded]).toEqual([1, 1]);
});

test('SIZE that says less than what comes is noted', async () => {
	const declared = {size: 3, mayBeHigh: false};
	expect((await whole(['12345'], createFakeStore(), {declared})).oddities).toEqual(['size-understated']);
});

test.each([
	[Object.assign(new Error('x'), {code: 'disk-full'}), '452 4.3.1'],
	[Object.assign(new Error('x'), {code: 'ENOSPC'}), '452 4.3.1'],
	[new Error('database or disk is full'), '452 4.3.1'],
	[Object.assign(new Error('x'), {code: 'too-large'}), '552 5.3.4'],
	[Object.assign(new Error('/secret/place'), {code: 'corrupt'}), '451 4.3.0'],
	['no error', '451 4.3.0'],
])('%s is answered with %s', (error, reply) => {
	expect(notKept(error)).toMatch(new RegExp(`^${reply.replaceAll('.', '\\.')} Error: [a-z ]+$`));
});
