import {expect, test} from 'vitest';
import {SessionRecord} from '../../../source/sink/server/record.ts';

const recording = (more: Partial<ConstructorParameters<typeof SessionRecord>[0]> = {}) =>
	new SessionRecord({
		id: 1,
		at: 0,
		remote: {address: '127.0.0.1', port: 40_000},
		place: {address: '127.0.0.1', port: 2525, security: 'none'},
		transcript: 10_000,
		recipients: 10,
		forms: [],
		...more,
	});

test('whoever looks at a session leaves it as it is to be written down', () => {
	const record = recording();
	record.greeted('nas.test');
	record.snapshot();
	expect(record.isChanged).toBe(true);
	record.isChanged = false;
	record.snapshot();
	expect(record.isChanged).toBe(false);
});

test.each<[string, (record: SessionRecord) => void]>([
	['a sender', record => record.sender('a@b.test')],
	['a recipient', record => record.recipient('a@b.test')],
	['a secret', record => record.learn(['swordfish-77'])],
	['a line', record => record.said('client', 'NOOP')],
	['an oddity', record => record.odd('path-syntax')],
	['an end', record => record.end('quit')],
])('%s is a change', (_name, act) => {
	const record = recording();
	record.isChanged = false;
	act(record);
	expect(record.isChanged).toBe(true);
});

test('what the sink did wrong is told once, in the order in which it began', () => {
	const record = recording();
	for (const words of ['any: throttle 4000', 'mail: 451', 'any: throttle 4000']) record.did(words);
	expect(record.snapshot().misbehaved).toEqual(['any: throttle 4000', 'mail: 451']);
});

test('a secret is hidden in everything that was noted before it was known', () => {
	const record = recording();
	const secret = 'swordfish-77-is-it';
	record.greeted(`${secret}.test`);
	record.secured({is: 'agreed', protocol: 'TLSv1.3', cipher: 'X', name: `${secret}.test`});
	record.said('client', `NOOP ${secret}`);
	record.loggedIn({mechanism: 'PLAIN', user: secret, taken: true, encrypted: true});
	record.sender(`${secret}@home.test`);
	record.recipient(`${secret}@home.test`);
	record.refused('rcpt', [`550 5.1.1 ${secret}?`], secret);
	record.learn([secret]);
	const session = record.snapshot();
	expect(JSON.stringify(session)).not.toContain('swordfish');
	expect(session).toMatchObject({
		helo: '••••••.test',
		tls: {name: '••••••.test'},
		logins: [{user: '••••••'}],
		senders: ['••••••@home.test'],
		refusals: [{of: '••••••', reply: {enhanced: '5.1.1', lines: ['5.1.1 ••••••?']}}],
	});
	expect(session.exchanges.map(({text}) => text)).toEqual(['TLSv1.3, X, for ••••••.test', 'NOOP ••••••']);
});

test('a secret at the end of what is kept of a line is not cut into something that nobody finds', () => {
	const record = recording();
	record.learn(['swordfish']);
	record.said('client', `NOOP ${'x'.repeat(1990)}swordfish`);
	expect(record.snapshot().exchanges[0]?.text).not.toContain('sword');
});

test('where more secrets came than can be searched for, nothing of the client is told any more', () => {
	const record = recording({transcript: 1_000_000});
	record.said('client', 'NOOP early');
	for (let count = 0; count < 400; count++)
		record.learn([`${count}-${'abcdefgh'.repeat(4)}-${count * 7919}`]);
	for (let count = 0; count < 400; count++)
		record.learn([Buffer.from(`${count * 104_729}`.repeat(30)).toString('base64')]);
	record.said('client', 'NOOP late');
	record.said('server', '250 OK');
	record.sender('a@b.test');
	const {exchanges, senders} = record.snapshot();
	expect(exchanges.map(({text}) => text)).toEqual(['••••••', '••••••', '250 OK']);
	expect(senders).toEqual(['••••••']);
});

test('a refusal remembers that its stage was passed later', () => {
	const record = recording();
	record.refused('mail', ['451 4.3.0 Later'], 'a@b.test');
	record.refused('auth', ['504 5.5.4 No'], undefined);
	record.sender('a@b.test');
	record.refused('mail', ['503 5.5.1 Again'], 'a@b.test');
	expect(record.snapshot().refusals.map(({stage, passed}) => [stage, passed])).toEqual([
		['mail', true],
		['auth', undefined],
		['mail', undefined],
	]);
});
