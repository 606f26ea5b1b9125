import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {networkInterfaces, tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {success} from '../../source/core/result.ts';
import {afterwards, scripted} from './smtp/loopback.ts';
import {afterEnd, ask, message, patient, report} from './spam/loopback.ts';

const table = [
	'Content analysis details:   (15.2 points, 5.0 required)',
	'',
	' pts rule name              description',
	'---- ---------------------- --------------------------------------------------',
	' 0.0 HTML_MESSAGE           BODY: HTML included in message',
	'-0.1 SPF_PASS               SPF: sender matches SPF record',
	' 3.6 RCVD_IN_PBL            RBL: Received via a relay in Spamhaus PBL',
	'                            [203.0.113.7 listed in zen.spamhaus.org]',
	'1000 GTUBE                  BODY: Generic Test for Unsolicited Bulk Email',
	' 0.0 TVD_SPACE_RATIO        No description available.',
	' 1.5 A_RULE_WITH_A_VERY_LONG_NAME It quotes 482915 and https://a.test/x?t=1 \u001b[2J',
	'',
	' 9.9 NOT_A_RULE             the text goes on',
].join('\n');

describe('spamd', () => {
	test('the protocol, and what it answers', async () => {
		const server = await scripted(afterEnd(report(table)));
		expect(await ask(server.port)).toEqual(
			success({
				filter: 'spamassassin',
				score: 15.2,
				threshold: 5,
				spam: true,
				rules: [
					{name: 'GTUBE', score: 1000, says: 'BODY: Generic Test for Unsolicited Bulk Email'},
					{
						name: 'RCVD_IN_PBL',
						score: 3.6,
						says: 'RBL: Received via a relay in Spamhaus PBL [203.0.113.7 listed in zen.spamhaus.org]',
					},
					{
						name: 'A_RULE_WITH_A_VERY_LONG_NAME',
						score: 1.5,
						says: 'It quotes 48•••• and https://a.test/•••• \\u{1b}[2J',
					},
					{name: 'HTML_MESSAGE', score: 0, says: 'BODY: HTML included in message'},
					{name: 'TVD_SPACE_RATIO', score: 0},
					{name: 'SPF_PASS', score: -0.1, says: 'SPF: sender matches SPF record'},
				],
				ms: 7,
			}),
		);
		expect(server.heard()).toBe(`REPORT SPAMC/1.5\r\nContent-length: ${message.length}\r\n\r\n${message}`);
	});

	test.each([
		['False ; -0.1 / 5.0', {spam: false, score: -0.1, threshold: 5}],
		['True ; 5 / 5', {spam: true, score: 5, threshold: 5}],
		['Yes ; 7.0 / 4.5', {spam: true, score: 7, threshold: 4.5}],
		['No ; 0.0 / 5.0', {spam: false, score: 0}],
	])('a verdict: %s', async (spam, value) => {
		const server = await scripted(afterEnd(report('', spam)));
		expect(await ask(server.port)).toMatchObject({value: {...value, rules: []}});
	});

	test('the way of the message is written on top of it', async () => {
		const server = await scripted(afterEnd(report('')));
		const handed = {ip: '203.0.113.7', hostname: 'nas.home.test', helo: 'nas', from: 'nas@home.test'};
		await ask(server.port, {handed});
		expect(server.heard().split('\r\n').slice(3, 8)).toEqual([
			'Return-Path: <nas@home.test>',
			'Received: from nas (nas.home.test [203.0.113.7])',
			'\tby receiver.invalid (Postfix) with ESMTP id lostmail;',
			'\tMon, 23 Nov 2026 10:00:00 +0000',
			'From: nas <nas@home.test>',
		]);
	});

	test('what is to be left out is', async () => {
		const server = await scripted(afterEnd(report('')));
		await ask(server.port, {without: ['header.x-mailer']});
		expect(server.heard()).toContain('Subject: Your code');
		expect(server.heard()).not.toContain('X-Mailer');
		expect(await ask(server.port, {without: ['header.x-none']})).toEqual({
			ok: false,
			failure: {code: 'bad-name', detail: 'the message has no piece called "header.x-none"'},
		});
	});

	test.each([
		['SPAMD/1.0 76 Bad header line: REPORT\r\n', 'malformed', 'it answers 76 Bad header line: REPORT'],
		['SPAMD/1.1 75 EX_TEMPFAIL\r\n\r\n', 'server-failure', 'it answers 75 EX_TEMPFAIL'],
		['SPAMD/1.1 79 Timeout: (300 second timeout)\r\n\r\n', 'timeout', undefined],
		['SPAMD/1.1 77 EX_NOPERM\r\n\r\n', 'query-refused', undefined],
		[
			'SPAMD/1.1 0 EX_OK\r\nSpam: False ; 0.0 / 5.0\r\n\r\n---- ----\n 1',
			'malformed',
			'it does not tell how long its report is',
		],
		[
			'220 mail.example.org ESMTP\r\n',
			'malformed',
			'it does not speak the protocol of spamd: 220 mail.example.org ESMTP',
		],
		['SPAMD/1.1 0 EX_OK\r\nContent-length: 9\r\n', 'malformed', 'its answer has no end of its header'],
		[report('abc').replace(': 3', ': 9'), 'malformed', 'its answer breaks off'],
		[report('abc').replace(': 3', ': x'), 'malformed', 'its answer breaks off'],
		['SPAMD/1.1 0 EX_OK\r\nContent-length: 0\r\n\r\n', 'malformed', 'its answer has no verdict'],
		[report('', 'Maybe ; 1 / 2'), 'malformed', 'its answer has no verdict'],
		[report('', 'True ; NaN / 5.0'), 'malformed', 'its answer has no verdict'],
		['', 'closed', 'it closed the connection without an answer'],
	])('an answer that is none: %j', async (text, code, detail) => {
		const server = await scripted(afterEnd(text));
		expect(await ask(server.port)).toMatchObject({
			ok: false,
			failure: {code, ...(detail === undefined ? {} : {detail})},
		});
	});

	test('a table without end is read so far only, and an answer without end not at all', async () => {
		const rows = Array.from({length: 5000}, (_, index) => ` 1.0 RULE_${index}  ${'words '.repeat(20)}`);
		const server = await scripted(afterEnd(report(['---- ----------------------', ...rows].join('\n'))));
		const answer = await ask(server.port);
		expect(answer.ok && answer.value.rules).toHaveLength(100);
		const endless = await patient(socket => {
			const more = (): void => {
				while (socket.write('x'.repeat(65_536)));
			};
			socket.on('drain', more);
			more();
		});
		expect(await ask(endless.port)).toMatchObject({
			failure: {code: 'malformed', detail: 'it answers with more than 4194304 octets'},
		});
		expect(endless.closings).toHaveLength(1);
	});

	test('silence ends, and so does what is called off', async () => {
		const mute = await patient(() => {});
		expect(await ask(mute.port, {}, {ms: 40})).toMatchObject({
			failure: {code: 'timeout', detail: 'no verdict within 0.12 s'},
		});
		const controller = new AbortController();
		const asked = ask(mute.port, {}, {}, controller.signal);
		controller.abort();
		expect(await asked).toEqual({ok: false, failure: {code: 'cancelled'}});
		expect(mute.closings).toHaveLength(1);
	});

	test('nobody there', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const {port} = server.address() as {port: number};
		server.close();
		await once(server, 'close');
		expect(await ask(port)).toMatchObject({failure: {code: 'refused'}});
		expect(await ask(port, {filter: 'spamd:elsewhere.test:783'})).toMatchObject({
			failure: {code: 'no-such-name'},
		});
	});

	test('a socket of this machine', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-spamd-'));
		const socket = path.join(folder, 'socket');
		const server = createServer({allowHalfOpen: true}, afterEnd(report(''))).listen(socket);
		await once(server, 'listening');
		afterwards(() => {
			server.close();
			rmSync(folder, {recursive: true});
		});
		expect(await ask(0, {filter: `spamd:${socket}`})).toMatchObject({value: {score: 15.2}});
		expect(await ask(0, {filter: `spamd:${socket}-not`})).toMatchObject({failure: {code: 'refused'}});
		writeFileSync(path.join(folder, 'file'), '');
		expect(await ask(0, {filter: `spamd:${folder}/file`})).toMatchObject({failure: {code: 'refused'}});
	});
});

describe('over a network', () => {
	const [own] = Object.values(networkInterfaces())
		.flatMap(addresses => addresses ?? [])
		.filter(({internal, family}) => !internal && family === 'IPv4');

	test.skipIf(!own).each(['spamd:filter.test:783', 'rspamd:http://filter.test:11333'])(
		'no message in clear text: %s',
		async filter => {
			const address = own?.address ?? '';
			const server = await scripted(() => {}, address);
			const connectTo = [{host: '', port: '', toHost: address, toPort: String(server.port)}];
			expect(await ask(0, {filter}, {connectTo})).toMatchObject({
				failure: {code: 'not-permitted', detail: expect.stringMatching(/https.*socket.*tunnel/)},
			});
			expect(server.heard()).toBe('');
		},
	);
});

describe('before anybody is asked', () => {
	test.each([
		['no address', {ip: 'nas'}],
		['a second line', {helo: 'nas\r\nX: y'}],
		['brackets', {from: 'a>b@c.test'}],
		['a long name', {to: 'x'.repeat(1001)}],
	])('what cannot be told to the filter: %s', async (_, handed) => {
		const server = await scripted(afterEnd(report('')));
		expect(await ask(server.port, {handed})).toMatchObject({failure: {code: 'bad-name'}});
		expect(server.taken()).toBe(0);
	});

	test('a message that may not be whole, or is not there', async () => {
		const server = await scripted(afterEnd(report('')));
		const long = {read: async () => success(Buffer.alloc(1_048_576, 'x'))};
		expect(await ask(server.port, {}, long)).toEqual({
			ok: false,
			failure: {code: 'not-offered', detail: 'the message is larger than a megabyte'},
		});
		const read = async () => ({ok: false, failure: {code: 'unreadable', detail: 'gone'}}) as const;
		expect(await ask(server.port, {}, {read})).toMatchObject({failure: {code: 'unreadable'}});
		expect(server.taken()).toBe(0);
	});

	test('a place that is none', async () => {
		expect(await ask(0, {filter: 'spamd:'})).toMatchObject({failure: {code: 'bad-name'}});
	});
});
