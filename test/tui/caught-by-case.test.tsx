import {expect, test} from 'vitest';
import type {OpenCase, SinkDesk} from '../../source/tui/host.ts';
import {keys} from '../support/screen.ts';
import {filled, noon, scriptedSink} from './caught.ts';
import {start} from './start.tsx';
import {opened, untilLogin, whoCanLogIn} from './story.ts';

const now = noon + 35_000;

/** A case whose sink the test opens and closes. */
const caseWith = (first: SinkDesk | undefined) => {
	const listeners = new Set<() => void>();
	let desk = first;
	const caught: NonNullable<OpenCase['caught']> = {
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		snapshot: () => desk,
	};
	const turn = (next: SinkDesk | undefined) => {
		desk = next;
		for (const listener of listeners) listener();
	};
	return {caught, turn};
};

test('from a running case to what its sink caught, codes whole, and back to the run', async () => {
	const {desk, asked} = scriptedSink({...filled, ofCase: true});
	const {caught} = caseWith(desk);
	const {press, until, sent} = await start([opened, ...untilLogin], {caught, now});
	await until('m caught mail');
	await press('m');
	await until('482 915');
	await press(keys.enter);
	expect(await until('Your verification code is')).toContain('Code     482 915');
	for (const key of ['d', 'e', 'c']) {
		await press(key);
		await until('What a case has caught is only looked at here.');
	}
	await press(keys.escape);
	await until('╭─ Sessions and messages');
	await press('?');
	expect(await until('╭─ Keys here')).toContain('(now off: what a case has caught is only looked at here)');
	await press(keys.escape);
	await until('╭─ Sessions and messages');
	await press(keys.escape);
	await until('Login · running');
	expect(asked).toEqual(['message 990']);
	expect(sent).toEqual([]);
});

test('Ctrl+C there cancels the run, and asks nothing about a sink', async () => {
	const {desk} = scriptedSink({...filled, ofCase: true});
	const {press, until, sent} = await start([opened, ...untilLogin], {caught: caseWith(desk).caught, now});
	await press('m');
	await until('482 915');
	await press(keys.controlC);
	await until('Ctrl+C once more quits');
	expect(sent).toEqual([{type: 'cancel'}]);
	await press('q');
	await until('Quit although the case is not finished?');
});

test('what the case asks meanwhile is not missed', async () => {
	const {desk} = scriptedSink({...filled, ofCase: true});
	const {press, until, tell} = await start([opened, ...untilLogin], {caught: caseWith(desk).caught, now});
	await press('m');
	await until('482 915');
	tell({type: 'input.asked', question: {...whoCanLogIn, id: 'login', place: undefined} as never});
	await until('a question waits: esc');
	await press(keys.escape);
	await until('Who can still log in');
	await press('m');
	await until('482 915');
});

test('without a sink the key is not offered and says why; one that is closed leads back to the run', async () => {
	const {caught, turn} = caseWith(undefined);
	const {screen, press, until} = await start([opened, ...untilLogin], {caught, now});
	expect(screen()).not.toContain('caught mail');
	await press('m');
	await until('This case has no sink open.');
	turn(scriptedSink({...filled, ofCase: true}).desk);
	await press('k');
	await until('m caught mail');
	await press('m');
	await until('482 915');
	turn(undefined);
	await until('╭─ Steps');
});
