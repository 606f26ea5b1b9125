import {describe, expect, test} from 'vitest';
import {StoreFault} from '../../../source/sink/store/fault.ts';
import {send} from '../mailer.ts';
import {dial, openScene, toData} from '../scene.ts';

const end = '\r\n.\r\n';

describe('octets that some servers take for the end of a message', () => {
	test.each([
		['LF . LF', '\n.\n', ['bare-line-feed']],
		['LF . CRLF', '\n.\r\n', ['bare-line-feed']],
		['CRLF . LF', '\r\n.\n', ['bare-line-feed']],
		['CR . CR', '\r.\r', ['bare-carriage-return']],
		['CRLF . CR', '\r\n.\r', ['bare-carriage-return']],
		['CR . CRLF', '\r.\r\n', ['bare-carriage-return']],
		['CRLF NUL . CRLF', '\r\n\0.\r\n', ['nul-octet']],
	])('%s stays in the message', async (_name, octets, oddities) => {
		const scene = await openScene();
		const raw = await dial(scene.port('none'));
		await toData(raw);
		const inside = 'MAIL FROM:<evil@smuggled.test>\r\n';
		const said = await raw.say(`Subject: a\r\n\r\nbody${octets}${inside}${end}`, /250 |5\d\d /);
		// What really ends it is the same everywhere: CRLF . CRLF.
		expect(said).toBe('250 2.0.0 Ok: kept as 1\r\n');
		await raw.say('QUIT\r\n');
		const session = await scene.session();
		expect(session.senders).toEqual(['nas@home.test']);
		expect(session.messages).toEqual([1]);
		expect(scene.store.message(1)?.oddities).toEqual(expect.arrayContaining(oddities));
		expect(session.oddities).toEqual(expect.arrayContaining(oddities));
	});
});

test('dots are unstuffed, and the octets stay as they came', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw);
	await raw.say('Subject: a\r\n\r\n..one\r\n.two\r\n...\r\n.\r\n', /250 /);
	expect(scene.store.bodies.get(1)?.toString()).toBe('Subject: a\r\n\r\n.one\r\n.two\r\n..\r\n');
});

test('what is odd about a message is told, and ends nothing', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw, 'MAIL FROM:<näs@home.test> SIZE=10');
	await raw.say(`Subject: ä\r\n\r\n${'x'.repeat(999)}\r\n.\r\n`, /250 /);
	expect(scene.store.message(1)?.oddities.toSorted()).toEqual([
		'eight-bit-undeclared',
		'long-line',
		'size-understated',
		'utf8-address-undeclared',
	]);
	expect(scene.store.message(1)).toMatchObject({subject: 'ä', sender: 'näs@home.test'});
});

test('8BITMIME and SMTPUTF8 declare what they are for', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw, 'MAIL FROM:<näs@home.test> BODY=8BITMIME SMTPUTF8 SIZE=900');
	await raw.say('Subject: ä\r\n\r\nü\r\n.\r\n', /250 /);
	expect(scene.store.message(1)?.oddities).toEqual([]);
});

test('several messages in one session, the commands of each ahead of their replies', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO nas.test\r\n');
	for (const count of [1, 2, 3]) {
		await raw.say(
			`MAIL FROM:<>\r\nRCPT TO:<a@mailbox.test>\r\nRCPT TO:<b@mailbox.test>\r\nDATA\r\n`,
			/354 [^\n]*\n$/,
		);
		expect(await raw.say(`Subject: ${count}\r\n\r\n.\r\n`, /250 /)).toBe(
			`250 2.0.0 Ok: kept as ${count}\r\n`,
		);
	}
	await raw.say('QUIT\r\n');
	expect(await scene.session()).toMatchObject({
		messages: [1, 2, 3],
		senders: [''],
		recipients: ['a@mailbox.test', 'b@mailbox.test'],
	});
});

test('a message over the bound is refused: by its SIZE at once, else when it has come', async () => {
	const scene = await openScene({limits: {message: 1000}});
	const raw = await dial(scene.port('none'));
	expect(await raw.say('EHLO nas.test\r\n')).toContain('250 SIZE 1000\r\n');
	expect(await raw.say('MAIL FROM:<a@home.test> SIZE=1001\r\n')).toMatch(/^552 5\.3\.4 /);
	await toData(raw);
	expect(await raw.say([`${'x'.repeat(70)}\r\n`.repeat(5000), '.\r\n'].join(''), /\d{3} /)).toBe(
		'552 5.3.4 Error: a message may have 1000 octets\r\n',
	);
	await toData(raw);
	expect(await raw.say('Subject: small\r\n\r\n.\r\n', /\d{3} /)).toMatch(/^250 /);
	await raw.say('QUIT\r\n');
	const session = await scene.session();
	expect(session.refusals.map(({stage, reply}) => [stage, reply.enhanced])).toEqual([
		['mail', '5.3.4'],
		['message', '5.3.4'],
	]);
	expect(session.exchanges.map(({text}) => text)).toContain('(the message, 360000 octets)');
	expect(scene.store.counts().messages).toBe(1);
	expect(scene.store.discarded()).toBe(1);
});

test('too many recipients are refused one by one', async () => {
	const scene = await openScene({limits: {recipients: 2}});
	const raw = await dial(scene.port('none'));
	await raw.say('EHLO nas.test\r\n');
	await raw.say('MAIL FROM:<a@home.test>\r\n');
	await raw.say('RCPT TO:<1@m.test>\r\n');
	await raw.say('RCPT TO:<2@m.test>\r\n');
	expect(await raw.say('RCPT TO:<3@m.test>\r\n')).toMatch(/^452 4\.5\.3 /);
	await raw.say('QUIT\r\n');
	expect((await scene.session()).refusals).toMatchObject([{stage: 'rcpt', of: '3@m.test'}]);
});

test('a client that goes away in the middle of a message leaves its number of octets, and no message', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw);
	raw.socket.end('Subject: cut off\r\n\r\nhalf a ');
	const session = await scene.session();
	expect(session).toMatchObject({end: 'left', messages: [], broken: 27});
	expect(session.exchanges.map(({text}) => text)).toContain('(the message, broken off after 27 octets)');
	expect(scene.store.counts().messages).toBe(0);
	expect(scene.store.discarded()).toBe(1);
});

test('a client that breaks the connection off is told apart from one that leaves', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw);
	raw.socket.resetAndDestroy();
	expect(await scene.session()).toMatchObject({end: 'reset'});
});

test('a client that closes its side early gets every answer all the same', async () => {
	const scene = await openScene();
	const raw = await dial(scene.port('none'));
	await toData(raw);
	raw.socket.end('Subject: half open\r\n\r\n.\r\nQUI');
	expect(await raw.rest()).toMatch(/250 2\.0\.0 Ok: kept as 1\r\n$/);
	expect(await scene.session()).toMatchObject({end: 'left', messages: [1]});
});

describe('a message that cannot be kept', () => {
	test.each([
		['the disk is full', Object.assign(new Error('no space left'), {code: 'ENOSPC'}), '452 4.3.1'],
		['anything else', new Error('the path /secret/place'), '451 4.3.0'],
	])('because %s', async (_name, failure, code) => {
		const scene = await openScene();
		scene.store.fail = failure;
		expect((await send(scene.port())).error?.response).toMatch(
			new RegExp(`^${code.replaceAll('.', '\\.')} Error: `),
		);
		const session = await scene.session();
		expect(session).toMatchObject({messages: [], refusals: [{stage: 'message'}]});
		expect(JSON.stringify(session)).not.toContain('/secret/place');
	});

	test('because the store throws where it writes', async () => {
		const scene = await openScene();
		scene.store.deposit = () => {
			throw new Error('SQLITE_FULL');
		};
		expect((await send(scene.port())).error?.response).toMatch(/^452 4\.3\.1 /);
		expect((await send(scene.port())).error?.response).toMatch(/^452 4\.3\.1 /);
	});
});

test('250 is said when the message is on disk, and not before', async () => {
	const scene = await openScene();
	let release = () => {};
	scene.store.hold = new Promise(resolve => {
		release = resolve;
	});
	const raw = await dial(scene.port('none'));
	await toData(raw);
	raw.send('Subject: a\r\n\r\n.\r\n');
	let said = '';
	raw.socket.on('data', chunk => {
		said += chunk;
	});
	// The other client is answered in the meantime.
	const other = await dial(scene.port('none'));
	await other.say('EHLO other.test\r\n');
	expect(said).toBe('');
	release();
	await raw.until(/250 2\.0\.0 Ok: kept as 1/);
});

describe('what a store says that refuses', () => {
	test.each([
		['disk-full', '452 4.3.1 Error: there is no room to keep the message'],
		['too-large', '552 5.3.4 Error: the message is larger than what is kept here'],
		['not-permitted', '451 4.3.0 Error: the message could not be kept'],
	] as const)('%s', async (code, reply) => {
		const fault = new StoreFault(code, '/secret/place', 'detail');
		const atEnd = await openScene();
		atEnd.store.fail = fault;
		expect((await send(atEnd.port())).error?.response).toBe(reply);
		const whileWriting = await openScene();
		whileWriting.store.deposit = () => ({
			octets: 0,
			write() {
				throw fault;
			},
			keep: () => Promise.reject(fault),
			discard() {},
		});
		expect((await send(whileWriting.port())).error?.response).toBe(reply);
		const atOnce = await openScene();
		atOnce.store.deposit = () => {
			throw fault;
		};
		expect((await send(atOnce.port())).error?.response).toBe(reply);
	});
});
