import {expect, test} from 'vitest';
import {sessionWords} from '../../../source/core/sink-words.ts';
import {dial, expectNothingOf, misbehaving, openScene, toData} from '../scene.ts';

test.each(['ehlo', 'auth', 'mail', 'rcpt', 'data', 'message'] as const)(
	'421 that a rule wants is said on purpose: %s',
	async stage => {
		const scene = await openScene({misbehaviour: misbehaving(stage, {say: '421 4.3.2 Later'})});
		const raw = await dial(scene.port('none'));
		raw.send(`EHLO a.test\r\nAUTH PLAIN ${Buffer.from('\0nas\0geheimnis').toString('base64')}\r\n`);
		raw.send('MAIL FROM:<a@home.test>\r\nRCPT TO:<me@mailbox.test>\r\nDATA\r\n');
		if (stage === 'message') {
			await raw.until(/354 /);
			raw.send('Subject: a\r\n\r\n.\r\n');
		}
		expect(await raw.rest()).toMatch(/421 4\.3\.2 Later\r\n$/);
		const session = await scene.session();
		expect(session).toMatchObject({end: 'misbehaved', misbehaved: [`${stage} on purpose`]});
		expect(session.refusals).toMatchObject([{stage, reply: {code: 421, enhanced: '4.3.2'}}]);
		expect(sessionWords(session).mark).toBe('warning');
	},
);

test.each(['another command', 'AUTH'])('a line that is too long is told to be one: %s', async what => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO a.test\r\n');
	const token = 'geheim-'.repeat(3000);
	raw.send(what === 'AUTH' ? `AUTH XOAUTH2 ${Buffer.from(token).toString('base64')}\r\n` : `X ${token}\r\n`);
	await raw.rest();
	const session = await scene.session();
	expect(session).toMatchObject({end: 'too-long-line', refusals: []});
	expect(sessionWords(session).mark).toBe('warning');
	expectNothingOf('geheim-geheim-', session, scene.store.kept);
});

test('last words that answer no command are no refusal of the last one', async () => {
	const scene = await openScene({limits: {idle: 60}});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO a.test\r\n');
	await raw.say('MAIL FROM:<a@home.test>\r\n');
	await raw.rest();
	expect(await scene.session()).toMatchObject({end: 'idle', refusals: [], senders: ['a@home.test']});
});

test('the reply to a message belongs to the message, and the one to DATA to DATA', async () => {
	const scene = await openScene({limits: {message: 10}});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO a.test\r\n');
	await raw.say('DATA\r\n', /503 /);
	await toData(raw);
	await raw.say('Subject: too long\r\n\r\n.\r\n', /552 /);
	await raw.say('QUIT\r\n');
	expect((await scene.session()).refusals.map(({stage}) => stage)).toEqual(['data', 'message']);
});

test('what a client closes in the middle of is no command', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO a.test\r\n');
	raw.socket.end('MAIL FROM:<a@home.t');
	await raw.rest();
	expect(await scene.session()).toMatchObject({end: 'left', senders: [], refusals: []});
});
