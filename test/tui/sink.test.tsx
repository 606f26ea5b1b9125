import {expect, test} from 'vitest';
import {keys} from '../support/screen.ts';
import {
	caught,
	distrusting,
	emptyView,
	filled,
	going,
	noon,
	reading,
	scriptedSink,
	session,
	standing,
} from './caught.ts';
import {start} from './start.tsx';

const now = noon + 35_000;
test('an empty sink says what to write down, what to enter, and who can reach it', async () => {
	const {desk} = scriptedSink();
	const {screen, press, until} = await start([], {sink: desk, now});
	const text = screen();
	expect(text).toContain('sink 2525 plain, STARTTLS · 2465 TLS');
	expect(text).toContain('0 messages');
	expect(text).toContain('this machine alone can reach it');
	expect(text).toContain('First write down the mail settings that the device has now');
	for (const row of [
		'Server  127.0.0.1',
		'Port    2525 with STARTTLS',
		'Login   any name',
		'Sender  as it is',
	])
		expect(text).toContain(row);
	await press(keys.enter);
	await until('Nothing has come yet');
	await press('i');
	await until('╭─ What to do');
});

test('open to a network, that is said before anything else', async () => {
	const {desk} = scriptedSink({
		reach: 'network',
		places: [{address: '::', port: 2525, security: 'starttls'}],
		addresses: ['192.168.1.5'],
	});
	const {screen} = await start([], {sink: desk, now});
	expect(screen()).toMatch(/! 192\.168\.1\.5 port 2525: all who reach this machine can hand in mail/);
});

test('what comes is told in words, live, and the selection keeps its row', async () => {
	const {desk, show} = scriptedSink();
	const {press, until} = await start([], {sink: desk, now});
	show({...filled, open: [going(999)]});
	const list = await until('482 915');
	expect(list).toMatch(/▸\d\d:\d\d:\d\d [⠋⠙⠹⠸⠼⠴⠦⠧] 192\.168\.1\.20 +connected, introduced itself/);
	expect(list).toMatch(/✔ 192\.168\.1\.20 +user@example\.org +Your verification code 482 915/);
	expect(list).toMatch(/✖ 192\.168\.1\.20 +TLS failed: the device does not trust this certi/);
	expect(list).toMatch(/! 192\.168\.1\.20 +connected, said nothing, left after 30 s/);
	expect(list).toMatch(/! 192\.168\.1\.20 +Your verification code +superseded 123 456/);
	expect(list).toContain('1 going on, 2 messages');
	await press('jj');
	await until(/▸.*TLS failed/);
	show({open: [], messages: [caught(999, '777777'), ...filled.messages], counts: {messages: 3, sessions: 5}});
	expect(await until('777 777')).toMatch(/▸.*TLS failed/);
	await press('g');
	await until(/▸.*777 777/);
	show({messages: [caught(1000, '888888'), ...filled.messages]});
	await until(/▸.*888 888/);
});

test('a message: its code first, then every part of it, copied and exported', async () => {
	const {desk, asked} = scriptedSink(filled);
	const {press, until, copied} = await start([], {sink: desk, now});
	await press(keys.enter);
	const page = await until('It is valid for 10 minutes.');
	const rows = page.split('\n').map(row => row.slice(2, -1).trim());
	expect(rows.slice(2, 6)).toEqual(['', 'Code     482 915', '', expect.stringMatching(/^Why {6}the words/)]);
	expect(page).toMatch(/Age {6}came at \d\d:\d\d:\d\d, 45 s ago; it does not say how long/);
	expect(page).toContain('Request  2 of 2, the newest');
	expect(page).toContain('[Text] Header Way Filters Source');
	await press('y');
	await until('The code is in the clipboard');
	expect(copied).toEqual(['482915']);
	await press(keys.tab);
	expect(await until('[Header]')).toContain('subject: Your verification code');
	await press(keys.tab);
	expect(await until('[Way]')).toContain('! 2  relay.example.org to this sink');
	await press(keys.tab);
	expect(await until('[Filters]')).toContain('c checks SPF, DKIM and DMARC');
	await press('c');
	expect(await until('✖ DMARC  fail')).toMatch(/\? SPF {4}none: .*✔ DKIM {3}pass/s);
	await press(keys.tab);
	expect(await until('[Source]')).toContain('From: NAS <nas@example.org>');
	await press('e');
	await until('Written: /home/me/m990.eml');
	expect(asked).toEqual(['message 990', 'save 990']);
	await press(keys.escape);
	await until('╭─ Sessions and messages');
});

test('the session of a message, and back to it', async () => {
	const exchanges = [{ms: 3, side: 'client', text: 'EHLO nas.local'}] as const;
	const {desk} = scriptedSink({
		...filled,
		sessions: [session(1090, {messages: [990], end: 'quit', exchanges})],
	});
	const {press, until, copied} = await start([], {sink: desk, now});
	await press(keys.enter);
	await until('Code     482 915');
	await press('s');
	const page = await until('EHLO nas.local');
	expect(page).toContain('✔ Delivered 1 message.');
	expect(page).toContain('means this');
	await press(keys.escape);
	await until('[Text]');
	await press(keys.escape);
	await until(/▸.*482 915/);
	expect(copied).toEqual([]);
});

test('the line of a session is copied; it can neither be exported nor deleted', async () => {
	const {desk, asked} = scriptedSink({sessions: [distrusting(950)]});
	const {press, until, copied} = await start([], {sink: desk, now});
	await press('y');
	await until('The line is in the clipboard');
	expect(copied[0]).toMatch(/^session 950 \| .* \| 192\.168\.1\.20 \| TLS failed: /);
	await press('e');
	await until('A session has no message here; its record stays.');
	await press('d');
	await until('A session has no message here; its record stays.');
	await press(keys.enter);
	expect(await until('╭─ What was said')).toContain('its alert is unknown_ca');
	expect(asked).toEqual([]);
});

test('deleting asks, and means the message that it asked about although another came', async () => {
	const {desk, asked, show} = scriptedSink(filled);
	const {press, until} = await start([], {sink: desk, now});
	await press('d');
	await until('Delete message 990?');
	show({messages: [caught(999, '777777'), ...filled.messages]});
	await press(keys.enter);
	await until('Only y deletes it; Enter is not enough.');
	expect(asked).toEqual([]);
	await press('y');
	await until('Message 990 of');
	expect(asked).toEqual(['remove 990']);
	await press('gd');
	await until('Delete message 999?');
	await press(keys.escape);
	await until('╭─ Sessions and messages');
	expect(asked).toEqual(['remove 990']);
});

test('a search, and where it is wrong', async () => {
	const refused = scriptedSink(filled, {
		refuse: {complaint: 'There is no field form; did you mean from?', at: 4},
	});
	const one = await start([], {sink: refused.desk, now});
	await one.press('/abc form:x');
	await one.press(keys.enter);
	const wrong = await one.until('There is no field form');
	const lines = wrong.split('\n');
	const at = lines.findIndex(line => line.startsWith(' Search'));
	expect(lines[at + 1]?.indexOf('^')).toBe(lines[at]?.indexOf('form:x'));
	await one.press(keys.escape);
	await one.until('y copy');
	const {desk, asked, show} = scriptedSink(filled);
	const two = await start([], {sink: desk, now});
	await two.press(`/from:nas${keys.enter}`);
	expect(await two.until('y copy')).toMatch(/Search +from:nas/);
	show({messages: [], sessions: []});
	await two.until('Nothing fits this search');
	await two.press(keys.escape);
	await two.until('First write down');
	expect(asked.slice(-2)).toEqual(['search from:nas', 'search ']);
});

test('home opens a sink; esc goes home and it goes on; closing it asks, and never leaves the program', async () => {
	const {desk, asked} = scriptedSink(filled);
	const {press, until, exited} = await start([], {sink: desk, home: true, now});
	await press('jjjj');
	await until('▸ Catch mail on this machine only');
	expect(await until('sends nothing on')).toContain('the device is innocent');
	await press('j');
	await until('everybody who can reach this machine over');
	await press(keys.enter);
	await until('482 915');
	await press(keys.escape);
	await until('Open now');
	await press(']');
	await until('482 915');
	await press('x');
	await until('Close this sink?');
	await press(keys.escape);
	await until('482 915');
	expect(asked).toEqual([]);
	await press(keys.controlC);
	await until('Close this sink and quit?');
	await press('n');
	await until('482 915');
	await press('q');
	await until('Close this sink and quit?');
	await press('n');
	await until('482 915');
	await press('x');
	await until('Close this sink?');
	await press(keys.enter);
	await until('New here?');
	expect(asked).toEqual(['close']);
	await press('q');
	expect(await exited).toEqual({
		lines: ['The sink is closed. It keeps 2 messages and 5 sessions.', 'Next: lostmail sink list'],
	});
});

test('a sink that cannot be opened says why, at home', async () => {
	const {press, until} = await start([], {home: true});
	await press('jjjj');
	await press(keys.enter);
	await until('No sink was expected');
});

test('what is read is not exchanged for another when it goes, and what cannot be read says so', async () => {
	const {desk, show} = scriptedSink(filled, {mail: new Error('the store is locked')});
	const {press, until} = await start([], {sink: desk, now});
	await press(keys.enter);
	await until('It cannot be read: the store is locked');
	show({messages: filled.messages.slice(1)});
	expect(await until('This message is not kept any more.')).not.toContain('123 456');
	await press('y');
	await until('Nothing has come yet');
});

test('the age of a code goes on while it is looked at, and what has run out says so', async () => {
	const lifetime = {seconds: 60, words: 'valid for 1 minute'};
	const {desk} = scriptedSink({
		...emptyView,
		messages: [
			{...caught(990, '482915'), reading: reading('482915', {lifetime}), standing: standing({expired: true})},
		],
	});
	const {press, until} = await start([], {sink: desk, now: noon + 100_000});
	await until(/! 192.*expired 482 915/);
	await press(keys.enter);
	await until(/! Age {4}came at .*expired at \d\d:\d\d:\d\d/);
});
