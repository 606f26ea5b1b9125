import {expect, test} from 'vitest';
import {isAlone} from '../../../source/commands/console/job.ts';

test.each([
	['a command that sshd was told to run', '4711 (node) S 4710 4710 4710 34816 4711 4194304', true],
	['a job of a shell', '4711 (node) S 4600 4711 4600 34816 4711 4194304', false],
	['a program with an odd name', '4711 (no) 1 1 1 de) S 4600 4711 4600 34816 4711', false],
	['nothing that can be read', '', false],
])('whether a shell waits behind it: %s', (_, stat, alone) => {
	expect(isAlone(() => stat)).toBe(alone);
});

test('a system that tells nothing leaves the key as it is', () => {
	expect(
		isAlone(() => {
			throw new Error('ENOENT');
		}),
	).toBe(false);
});
