import {expect, test} from 'vitest';
import type {Happening} from '../../source/core/event.ts';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {ending, erasing, loginFails, opened, procedure, untilLogin} from './story.ts';

const lastResort: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: [procedure]}),
];
const onlyWay: readonly Happening[] = [
	opened,
	...untilLogin,
	...loginFails,
	...ending({procedure: erasing, also: []}),
];

test('whoever leaves what cannot be undone comes back to the best way, at the desk', async () => {
	const {press, until} = await start(lastResort);
	await until('stops here');
	await press('p');
	await until('0 of 4 done');
	await press(keys.tab);
	await until('Type ERASE');
	await press(keys.escape);
	await until('╭─ Steps');
	await press('p');
	await until('0 of 4 done');
});

test('the word is typed anew each time, at the desk', async () => {
	const {press, until} = await start(onlyWay);
	await until('stops here');
	await press('p');
	await until('Type ERASE');
	await press('ERASE');
	await until('▸ ERASE');
	await press(keys.escape);
	await until('╭─ Steps');
	await press('p');
	expect(await until('Type ERASE')).not.toContain('▸ ERASE');
	await press(keys.enter);
	await until('That is not the word.');
});

test('and in the guide', async () => {
	const {press, until} = await start(onlyWay, {manner: 'guide'});
	await until('What now?');
	await press(`jj${keys.enter}`);
	await until('This cannot be undone.');
	await press('ERASE');
	await until('ERASE ');
	await press(keys.escape);
	await until('What now?');
	await press('\u0007');
	await until('╭─ Steps');
	await press('p');
	expect(await until('Type ERASE')).not.toContain('▸ ERASE');
});

test('Tab turns to another way before what cannot be undone as well, and says so where there is none', async () => {
	const more = await start(lastResort);
	await more.until('stops here');
	await more.press('p');
	await more.until('0 of 4 done');
	await more.press(keys.tab);
	await more.until('⇥ another way');
	await more.press(keys.tab);
	await more.until('0 of 4 done');
	const one = await start(onlyWay);
	await one.until('stops here');
	await one.press('p');
	await one.until('Type ERASE');
	await one.press(keys.tab);
	await one.until('There is no other way.');
});
