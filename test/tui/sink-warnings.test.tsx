import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {distrusting, filled, noon, scriptedSink, session} from './caught.ts';
import {start} from './start.tsx';

const now = noon + 35_000;

test('what fails on purpose stands above the list, and all of it on the page of what to enter', async () => {
	const {desk} = scriptedSink({...filled, misbehaves: ['rcpt: 550 5.1.1 No such user', 'data: drop']});
	const {press, until} = await start([], {sink: desk, now});
	await until('fails on purpose: rcpt: 550 5.1.1 No such user, and 1 more (i)');
	await press('i');
	const page = await until('It fails on purpose:');
	expect(page).toContain('data: drop');
	expect(page).toContain('lostmail sink --lan');
});

test('a sink for the network is named by an address that a device can be given', async () => {
	const everywhere = {address: '::', port: 2525, security: 'starttls'} as const;
	const {desk} = scriptedSink({
		...filled,
		places: [everywhere],
		reach: 'network',
		addresses: ['192.168.1.5', '10.0.0.5'],
		sessions: [session(950, {place: everywhere})],
	});
	const {press, until} = await start([], {sink: desk, now});
	const list = await until('192.168.1.5 port 2525: all who reach this machine can hand in mail;');
	expect(list).not.toContain(':::');
	await press(`j${keys.enter}`);
	expect(await until('╭─ What was said')).toContain('to port 2525 of every address here');
});

test('a session that distrusts the certificate says what to do about it', async () => {
	const trust = 'import what lostmail sink certificate --store b.db prints as a CA on the device';
	const {desk} = scriptedSink({sessions: [distrusting(950)], trust});
	const {press, until} = await start([], {sink: desk, now});
	await press(keys.enter);
	expect(await until('What to do: import what')).toContain('certificate --store b.db');
});
