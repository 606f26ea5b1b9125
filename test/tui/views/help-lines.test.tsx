import {expect, test} from 'vitest';
import {keys} from '../../support/screen.ts';
import {start} from '../start.tsx';
import {done} from '../story.ts';

const f1 = '\u001BOP';

test.each(['desk', 'guide'] as const)('F1 opens the help in the %s, and esc leads back', async manner => {
	const {press, until, screen} = await start(done, {manner, rows: 90});
	await until('Two-step');
	const before = screen();
	await press(f1);
	expect(await until('Keys here')).toMatch(/\? F1 +All keys of this screen/);
	await press(keys.escape);
	await until('Two-step');
	expect(screen()).toBe(before);
});

test('while words to find, or a command, are typed, F1 has their keys, and what is typed stays', async () => {
	const {press, until, screen} = await start(done);
	await until('Two-step');
	await press('d');
	await until('Because');
	await press('/password');
	await press(f1);
	expect(await until('Keys here')).toContain('Keep the words; n and N go from place to place');
	await press(keys.escape);
	expect(await until('Because')).toContain('Find ▸ password');
	await press(keys.escape);
	await until(/scroll/);
	await press(':exp');
	await press(f1);
	expect(await until('Keys here')).toContain('Run the command');
	await press(keys.escape);
	await until(':exp');
	expect(screen()).not.toContain('Keys here');
});

test('what is looked for in the help has no help of its own', async () => {
	const {press, until, screen} = await start(done);
	await until('Two-step');
	await press('?');
	await until('Keys here');
	await press('/esc');
	const before = await until('Find ▸ esc');
	await press(f1);
	expect(screen()).toBe(before);
	await press(keys.escape);
	await until(/scroll/);
	await press(keys.escape);
	await until('Two-step');
});
