import {expect, test, vi} from 'vitest';
import {onThisMachine} from '../../../source/probes/spam/in-clear.ts';

const to = (remoteAddress: string | undefined) => ({remoteAddress, destroy: vi.fn()});

test('a filter on this machine hears the message', () => {
	const socket = to('127.0.0.1');
	expect(onThisMachine(socket)).toBe(socket);
	expect(socket.destroy).not.toHaveBeenCalled();
});

test.each(['192.0.2.7', '10.0.0.1', '::ffff:192.0.2.7', undefined])('one at %s hears nothing', address => {
	const socket = to(address);
	expect(() => onThisMachine(socket)).toThrow(
		expect.objectContaining({code: 'not-permitted', detail: expect.stringMatching(/https.*socket.*tunnel/)}),
	);
	expect(socket.destroy).toHaveBeenCalledOnce();
});
