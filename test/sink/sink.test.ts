import {describe, expect, test} from 'vitest';
import {SinkPortError} from '../../source/sink/server/listen.ts';
import {send} from './mailer.ts';
import {dial, expectNothingOf, misbehaving, openScene} from './scene.ts';

describe('nodemailer as a client', () => {
	test.each([
		['none', {ignoreTLS: true}, 'none', false],
		['starttls', {requireTLS: true}, 'starttls', true],
		['implicit', {secure: true}, 'implicit', true],
	] as const)('brings a message over %s', async (_name, how, security, encrypted) => {
		const scene = await openScene();
		expect(await send(scene.port(security), how)).toEqual({response: '250 2.0.0 Ok: kept as 1'});
		const session = await scene.session();
		expect(session).toMatchObject({
			end: 'quit',
			messages: [1],
			senders: ['nas@home.test'],
			recipients: ['me@mailbox.test'],
			helo: 'nas.home.test',
			oddities: [],
			refusals: [],
			place: {security},
		});
		expect(session.tls?.is).toBe(encrypted ? 'agreed' : undefined);
		expect(scene.store.message(1)).toMatchObject({
			inbox: 'inbox',
			encrypted,
			from: 'NAS <nas@home.test>',
			to: 'me@mailbox.test',
			subject: 'code',
			session: 1,
		});
		expect(scene.store.bodies.get(1)?.toString()).toContain('\r\n123456\r\n');
	});

	test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('logs in with %s', async method => {
		const pass = 'Tr0ub4dor&3-horse';
		const scene = await openScene({expected: {password: pass}});
		const sent = await send(scene.port(), {requireTLS: true, user: 'nas@home.test', pass, method});
		expect(sent.response).toMatch(/^250 /);
		const session = await scene.session();
		expect(session.logins).toEqual([
			{
				mechanism: method,
				user: 'nas@home.test',
				taken: true,
				encrypted: true,
				same: true,
				...(method === 'CRAM-MD5' ? {} : {secret: 'other'}),
			},
		]);
		expectNothingOf(pass, session, scene.store.kept, scene.store.messages([], {most: 9}));
	});
});

test('a token of OAuth is a login as well', async () => {
	const token = 'ya29.a0AfB-secret-token-123';
	const scene = await openScene();
	expect(await send(scene.port(), {requireTLS: true, user: 'nas@home.test', token})).toHaveProperty(
		'response',
	);
	const session = await scene.session();
	expect(session.logins).toEqual([
		{mechanism: 'XOAUTH2', user: 'nas@home.test', taken: true, encrypted: true, secret: 'other'},
	]);
	expectNothingOf(token, session, scene.store.kept);
});

test('a login in plain text is taken, and told to be one', async () => {
	const scene = await openScene();
	expect(await send(scene.port('none'), {user: 'nas', pass: 'geheimnis'})).toHaveProperty('response');
	expect((await scene.session()).logins).toMatchObject([{encrypted: false, taken: true}]);
});

describe('with users', () => {
	const users = new Map([['nas', 'right-password']]);
	test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('%s is taken with the right password alone', async method => {
		const scene = await openScene({users, login: 'required'});
		const port = scene.port();
		expect(await send(port, {user: 'nas', pass: 'right-password', method})).toHaveProperty('response');
		expect((await send(port, {user: 'nas', pass: 'wrong-password', method})).error).toMatchObject({
			response: '535 5.7.8 Error: authentication failed',
		});
		expect((await send(port, {user: 'other', pass: 'right-password', method})).error).toBeDefined();
		const sessions = await scene.ended(3);
		expect(sessions.map(({logins}) => logins[0]?.taken)).toEqual([true, false, false]);
		expect(sessions[1]?.refusals).toEqual([
			{
				stage: 'auth',
				of: 'nas',
				reply: {code: 535, enhanced: '5.7.8', lines: ['5.7.8 Error: authentication failed']},
			},
		]);
		expectNothingOf('right-password', sessions, scene.store.kept);
		expectNothingOf('wrong-password', sessions, scene.store.kept);
	});
	test('a token that is none is refused after it was told why', async () => {
		const scene = await openScene({users});
		expect((await send(scene.port(), {user: 'nas', token: 'no-such-token'})).error).toBeDefined();
		const {logins, exchanges} = await scene.session();
		expect(logins[0]).toMatchObject({mechanism: 'XOAUTH2', taken: false});
		expect(exchanges.map(({text}) => text)).toContain('535 5.7.8 Error: Username and Password not accepted');
		expectNothingOf('no-such-token', exchanges);
	});
});

test('what is expected is only compared', async () => {
	const scene = await openScene({expected: {password: 'the-right-one'}});
	for (const pass of ['the-right-one', 'the-wrong-one', ' the-right-one', 'pässword'])
		expect(await send(scene.port(), {user: 'nas', pass})).toHaveProperty('response');
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO me.test\r\n');
	await raw.say(`AUTH PLAIN ${Buffer.from('\0nas\0').toString('base64')}\r\n`, /235/);
	await raw.say('QUIT\r\n');
	const sessions = await scene.ended(5);
	expect(sessions.map(({logins}) => [logins[0]?.same, logins[0]?.secret])).toEqual([
		[true, 'other'],
		[false, 'other'],
		[false, 'blanks-around'],
		[false, 'not-ascii'],
		[false, 'empty'],
	]);
	expectNothingOf('the-right-one', sessions);
	expectNothingOf('pässword', sessions);
});

test('no mail is taken without a login where one is required, and none is offered where it is off', async () => {
	const required = await openScene({login: 'required'});
	expect((await send(required.port())).error?.response).toBe('530 5.7.0 Error: authentication required');
	expect((await required.session()).refusals).toMatchObject([
		{stage: 'mail', of: 'nas@home.test', reply: {code: 530}},
		{stage: 'rcpt', of: 'me@mailbox.test'},
		{stage: 'data'},
	]);
	const off = await openScene({login: 'off'});
	expect(await send(off.port())).toHaveProperty('response');
	const raw = await dial(off.port('none'));
	expect(await raw.say('EHLO me.test\r\n')).not.toContain('AUTH');
	const plain = Buffer.from('\0nas\0not-offered-here').toString('base64');
	expect(await raw.say(`AUTH PLAIN ${plain}\r\n`)).toBe('502 5.5.1 Error: AUTH is not offered\r\n');
	expect(await raw.say('EHLO not-offered-here.test\r\n')).toMatch(/^250/);
	await raw.say('QUIT\r\n');
	expectNothingOf('not-offered-here', await off.ended(2));
});

test('a password that turns up elsewhere is hidden there, too, before and after it was sent', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO Swordfish-77.test\r\n');
	await raw.say('VRFY swordfish-77\r\n');
	await raw.say('AUTH LOGIN\r\n');
	await raw.say(`${Buffer.from('swordfish-77').toString('base64')}\r\n`);
	await raw.say(`${Buffer.from('Swordfish-77').toString('base64')}\r\n`, /235/);
	await raw.say('MAIL FROM:<Swordfish-77@home.test>\r\n');
	await raw.say(`NOOP ${Buffer.from('xSwordfish-77').toString('base64')}\r\n`);
	await raw.say('QUIT\r\n');
	const session = await scene.session();
	expect(JSON.stringify(session)).not.toMatch(/swordfish-77/i);
	expectNothingOf('Swordfish-77', session, scene.store.kept);
	expect(session.helo).toBe('••••••.test');
});

test('the rest of a login that was refused is no command that is written down', async () => {
	const scene = await openScene({misbehaviour: misbehaving('auth', {say: '454 4.7.0 Not now'})});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO me.test\r\n');
	await raw.say('AUTH NTLM\r\n', /504/);
	await raw.say(`${Buffer.from('user').toString('base64')}\r\n`, /500/);
	await raw.say('hunter2-is-it\r\n', /500/);
	await raw.say('QUIT\r\n');
	expectNothingOf('hunter2-is-it', await scene.session());
});

test('sessions are told when they begin and end, messages when they are kept', async () => {
	const scene = await openScene();
	const told: string[] = [];
	const stop = scene.sink.subscribe(({type}) => told.push(type));
	scene.sink.subscribe(() => {
		throw new Error('a listener that fails');
	});
	await send(scene.port());
	await scene.session();
	expect(told).toEqual(['session.opened', 'message.kept', 'session.ended']);
	stop();
	await send(scene.port());
	await scene.ended(2);
	expect(told).toHaveLength(3);
	expect(scene.store.kept.map(({id, end}) => [id, end])).toEqual([
		[1, 'quit'],
		[2, 'quit'],
	]);
});

test('a message goes into the inbox of the first rule that matches', async () => {
	const scene = await openScene({
		inboxes: [
			{inbox: 'NAS', by: 'login', matches: 'nas@*'},
			{inbox: 'here', by: 'source', matches: '127.0.0.0/8'},
		],
	});
	await send(scene.port(), {user: 'nas@home.test', pass: 'x'});
	await send(scene.port());
	await scene.ended(2);
	expect(scene.store.messages([], {most: 9}).map(({inbox}) => inbox)).toEqual(['here', 'NAS']);
});

test('a port that is taken is told by its name, and nothing stays open', async () => {
	const scene = await openScene();
	const taken = scene.port();
	const opening = openScene({
		ports: [
			{port: 0, security: 'none'},
			{port: taken, security: 'none'},
		],
	});
	await expect(opening).rejects.toThrow(
		`Port ${taken} on 127.0.0.1 cannot be opened: another program listens there already`,
	);
	await expect(opening).rejects.toBeInstanceOf(SinkPortError);
});
