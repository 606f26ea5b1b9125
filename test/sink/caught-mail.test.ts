import {expect, test} from 'vitest';
import {deliver, opening, stage, until} from './capturing.ts';

const code = 'Your verification code is 482915. It is valid for 10 minutes.';

test('a message is handed out with the mark of its release, where the store outlives the process', async () => {
	const begun: string[] = [];
	const mark = (id: number) => ({
		begin: (host: string) => begun.push(`${id} ${host}`) > 0,
		undo: () => undefined,
	});
	const one = stage({mark});
	await one.say(opening);
	await deliver(one.scenes[0], code);
	await until(one, 1);
	expect((await one.caught(1))?.mark?.begin('a.test')).toBe(true);
	expect(begun).toEqual(['1 a.test']);
	const other = stage();
	await other.say(opening);
	await deliver(other.scenes[0], code);
	await until(other, 1);
	expect((await other.caught(1))?.mark).toBeUndefined();
});
