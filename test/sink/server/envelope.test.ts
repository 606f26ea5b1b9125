import {expect, test} from 'vitest';
import {oddityWords, sessionWords} from '../../../source/core/sink-words.ts';
import {dial, expectNothingOf, openScene, toData, trusting, upgrade} from '../scene.ts';

test.each([
	['MAIL FROM:nas@home.test', 'RCPT TO:<me@mailbox.test>'],
	['MAIL TO:<nas@home.test>', 'RCPT TO:<me@mailbox.test>'],
	['MAIL FROM:<nas@home..test>', 'RCPT TO:<me@mailbox.test>'],
	['MAIL FROM:<nas@>', 'RCPT TO:<me@mailbox.test>'],
	['MAIL FROM:<nas@home.test>', 'RCPT TO: <me@mailbox.test>'],
])('%s and %s are taken, and noted', async (mail, rcpt) => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO nas.test\r\n');
	expect(await raw.say(`${mail}\r\n`)).toMatch(/^250 /);
	expect(await raw.say(`${rcpt}\r\n`)).toMatch(/^250 /);
	await raw.say('DATA\r\n', /354 [^\n]*\n$/);
	await raw.say('Subject: a\r\n\r\n.\r\n', /250 /);
	await toData(raw);
	await raw.say('Subject: b\r\n\r\n.\r\n', /250 /);
	await raw.say('QUIT\r\n');
	const session = await scene.session();
	expect(session.oddities).toEqual(['path-syntax']);
	expect(scene.store.message(1)?.oddities).toEqual(['path-syntax']);
	expect(scene.store.message(2)?.oddities).toEqual([]);
	expect(sessionWords(session)).toEqual({
		mark: 'warning',
		text: `delivered 2 messages, ${oddityWords['path-syntax']}`,
	});
});

test('a password that is used as an address is in no message, and no other address suffers', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port());
	await raw.say('EHLO nas.test\r\n');
	await raw.say('STARTTLS\r\n');
	const secured = await upgrade(raw, {
		...trusting,
		servername: 'swordfish-77.test',
		checkServerIdentity: () => undefined,
	});
	await secured.say('EHLO nas.test\r\n');
	await secured.say(`AUTH PLAIN ${Buffer.from('\0nas\0swordfish-77').toString('base64')}\r\n`, /235/);
	await secured.say('MAIL FROM:<swordfish-77>\r\n');
	await secured.say(
		'RCPT TO:<Swordfish-77@mailbox.test>\r\nRCPT TO:<me@mailbox.test>\r\n',
		/250[^\n]*\n250[^\n]*\n/,
	);
	await secured.say('DATA\r\n', /354 [^\n]*\n$/);
	await secured.say('Subject: a\r\n\r\n.\r\n', /250 /);
	await secured.say('QUIT\r\n');
	const session = await scene.session();
	expect(scene.store.message(1)).toMatchObject({
		sender: '••••••',
		recipients: ['••••••@mailbox.test', 'me@mailbox.test'],
		user: 'nas',
	});
	expect(session.tls).toMatchObject({name: '••••••.test'});
	expectNothingOf('swordfish-77', session, scene.store.message(1), scene.store.kept);
});
