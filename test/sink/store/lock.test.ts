import {statSync} from 'node:fs';
import {expect, test} from 'vitest';
import {lock} from '../../../source/sink/store/lock.ts';
import {openFolder} from './sample.ts';

const at = openFolder();

test('one has it, and the next when it is released', () => {
	const held = lock(at('mail'));
	expect(() => lock(at('mail'))).toThrow(expect.objectContaining({code: 'in-use'}));
	expect(() => lock(at('mail'))).toThrow(expect.objectContaining({code: 'in-use'}));
	lock(at('other')).release();
	held.release();
	lock(at('mail')).release();
	expect(statSync(at('mail-lock')).mode & 0o777).toBe(0o600);
});
