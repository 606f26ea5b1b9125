import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {start} from './start.tsx';
import {done, opened, whichAddress} from './story.ts';

test('a key that was held while the network stood still counts as often as it came', async () => {
	const {press, until} = await start([], {home: true});
	await press('l');
	await until('▸ Fault 1:');
	await press('j'.repeat(70));
	await until('▸ Fault 20:');
	await press('k'.repeat(66));
	await until('▸ Fault 1:');
});

test('what is taken for a paste where nothing is typed is told', async () => {
	const {press, until} = await start(done);
	await until('▸✖ Login');
	await press('Somebody pasted this into a list: it is longer than anybody types at once.');
	await until('Nothing is typed here; the paste was dropped.');
});

test.each([
	['\u0006', '^F does nothing here; ? lists the keys.'],
	['\u0012', '^R does nothing here; ? lists the keys.'],
	[' ', 'Space does nothing here; ? lists the keys.'],
	['h', 'h does nothing here; ? lists the keys.'],
	[keys.left, '← does nothing here; ? lists the keys.'],
])('a key that means nothing in a run says so: %j', async (key, words) => {
	const {press, until, screen} = await start(done);
	await until('▸✖ Login');
	await press(key);
	await until(words);
	await press('k');
	expect(screen()).not.toContain('does nothing');
});

test('the same where one types, and in the help', async () => {
	const {press, until, screen} = await start([opened, {type: 'input.asked', question: whichAddress}]);
	await until('Which address');
	await press('\u0012');
	await until('^R does nothing here; F1 lists the keys.');
	await press('ab');
	expect(screen()).toContain('ab');
	expect(screen()).not.toContain('does nothing');
});

test('a digit in a list is a row of it, and is not told', async () => {
	const {press, until, screen} = await start([], {home: true, manner: 'guide'});
	await until('What is wrong?');
	await press('2');
	expect(screen()).not.toContain('does nothing');
});

test('^L asks for the whole frame anew, also where one types and before something ends', async () => {
	const {press, until, repainted} = await start([opened, {type: 'input.asked', question: whichAddress}]);
	await until('Which address');
	await press('\u000C');
	expect(repainted()).toBe(1);
	await press(keys.escape);
	await press('q');
	await press('\u000C');
	expect(repainted()).toBe(2);
});

test('^Z where no shell waits says so, and the help does, too', async () => {
	const {press, until} = await start(done, {host: {isAlone: () => true}});
	await until('▸✖ Login');
	await press('\u001A');
	await until('No shell waits behind lostmail here to bring it back.');
	await press('?');
	await until('Keys here');
	await press('/');
	await press('brings it back');
	await until('now off: no shell waits');
});
