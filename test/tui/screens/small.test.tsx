import {expect, test} from 'vitest';
import {start} from '../start.tsx';
import {done, opened, untilLogin} from '../story.ts';

test('on a terminal that is too small, q asks where something runs, and y and n answer', async () => {
	const {press, until, exited} = await start([opened, ...untilLogin], {columns: 39, rows: 9});
	await until('Terminal is 39x9. Need 40x10. q quits.');
	await press('q');
	expect(await until('Quit? y yes, n no.')).toContain('It is not finished.');
	await press('n');
	await until('Terminal is 39x9');
	await press('q');
	await until('Quit?');
	await press('y');
	expect(await exited).toMatchObject({verdict: 'cancelled'});
});

test('where nothing runs, q quits there at once', async () => {
	const {press, exited} = await start(done, {columns: 20, rows: 5});
	await press('q');
	expect(await exited).toMatchObject({verdict: 'diagnosed'});
});

test('nothing that is not drawn there can be agreed to', async () => {
	const {press, until, resize, sent} = await start([opened, ...untilLogin]);
	await until('Login · running');
	await press('x');
	await until('Leave this case');
	await resize(39, 9);
	await until('Terminal is 39x9');
	await press('y');
	await resize(80, 24);
	await until('Leave this case');
	expect(sent).toEqual([]);
});
