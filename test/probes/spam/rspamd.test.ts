import {describe, expect, test} from 'vitest';
import {success} from '../../../source/core/result.ts';
import {serve} from '../http/loopback.ts';
import {scripted} from '../smtp/loopback.ts';
import {answering, ask, host, message} from './loopback.ts';

const verdict = (more: object = {}) =>
	JSON.stringify({
		is_skipped: false,
		score: 6.4,
		required_score: 15,
		action: 'add header',
		symbols: {
			SUBJ_ALL_CAPS: {
				name: 'SUBJ_ALL_CAPS',
				score: 3,
				metric_score: 3,
				description: 'All capitals',
				options: ['29'],
			},
			R_DKIM_NA: {name: 'R_DKIM_NA', score: 0, metric_score: 0},
			DATE_IN_FUTURE: {score: 4, options: ['482915', 'https://a.test/secret', 7, '']},
			BROKEN: 3,
			WORDLESS: {score: 'many'},
		},
		...more,
	});

describe('rspamd', () => {
	const filter = `rspamd:http://${host}:11333`;

	test('the question, and what it answers', async () => {
		const server = await scripted(answering(verdict()));
		const handed = {
			ip: '203.0.113.7',
			hostname: 'nas.home.test',
			helo: 'nas',
			from: 'nas@home.test',
			to: 'jürgen@mailbox.test',
		};
		expect(await ask(server.port, {filter, handed})).toEqual(
			success({
				filter: 'rspamd',
				score: 6.4,
				threshold: 15,
				spam: true,
				action: 'add header',
				rules: [
					{name: 'DATE_IN_FUTURE', score: 4, says: '(48••••, https://a.test/••••)'},
					{name: 'SUBJ_ALL_CAPS', score: 3, says: 'All capitals (29)'},
					{name: 'R_DKIM_NA', score: 0},
				],
				ms: 7,
			}),
		);
		const [head = '', body] = server
			.heard()
			.split('\r\n\r\n', 1)
			.concat(server.heard().split(/\r\n\r\n([\s\S]*)/)[1] ?? '');
		expect(head.split('\r\n')).toEqual([
			'POST /checkv2 HTTP/1.1',
			`Host: ${host}:11333`,
			'Accept: application/json',
			'Accept-Encoding: identity',
			`Content-Length: ${message.length}`,
			'Connection: close',
			'IP: 203.0.113.7',
			'Hostname: nas.home.test',
			'Helo: nas',
			'From: nas@home.test',
			`Rcpt: ${Buffer.from('jürgen@mailbox.test').toString('latin1')}`,
			'Pass: all',
		]);
		expect(body).toBe(message);
	});

	test.each([
		['no action', {}, {spam: false}],
		['greylist', {}, {spam: false}],
		['soft reject', {}, {spam: false}],
		['reject', {}, {spam: true}],
		['rewrite subject', {}, {spam: true}],
		['house rule', {}, {spam: false}],
		['house rule', {score: 20}, {spam: false}],
		['house rule', {required_score: 0}, {spam: false}],
		['add header', {thresholds: {reject: 15, 'add header': 6, greylist: 4}}, {spam: true, threshold: 6}],
		['reject', {is_skipped: true, score: 15, symbols: {GTUBE: {score: 0}}}, {spam: true, score: 15}],
	])('what it would do: %s %j', async (action, more, value) => {
		const server = await scripted(answering(verdict({action, ...more})));
		expect(await ask(server.port, {filter})).toMatchObject({value: {action, ...value}});
	});

	test('an action is known in whatever case it is written', async () => {
		const server = await scripted(answering(verdict({action: 'Reject'})));
		expect(await ask(server.port, {filter})).toMatchObject({value: {action: 'reject', spam: true}});
	});

	test.each([
		['a message that it skips', verdict({is_skipped: true, action: 'no action'}), undefined, 'not-offered'],
		['an error', '{"error":"invalid command"}', 'HTTP/1.1 500 invalid command', 'server-failure'],
		['an error that is called a success', '{"error":"\\u001b[2J"}', undefined, 'server-failure'],
		['no right', '{"error":"Unauthorized"}', 'HTTP/1.1 403 Forbidden', 'query-refused'],
		['a message that is too long for it', '{"error":"too big"}', 'HTTP/1.1 413 Too big', 'not-offered'],
		['a web page', '<html>', undefined, 'malformed'],
		['a list', '[]', undefined, 'malformed'],
		['no score', verdict({score: 'high'}), undefined, 'malformed'],
		['an endless score', verdict().replace('6.4', '1e999'), undefined, 'malformed'],
		['no action', verdict({action: null}), undefined, 'malformed'],
		['no symbols', verdict({symbols: []}), undefined, 'malformed'],
		['too much', `{"a":"${'x'.repeat(1_100_000)}"}`, undefined, 'malformed'],
	])('an answer that is none: %s', async (_, body, head, code) => {
		const server = await scripted(answering(body, head));
		const answer = await ask(server.port, {filter});
		expect(answer).toMatchObject({ok: false, failure: {code}});
		expect(JSON.stringify(answer)).not.toContain('\\u001b');
	});

	test.each([
		['another protocol', '220 mail.example.org ESMTP\r\n', 'malformed'],
		['an answer that breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{', 'closed'],
		['nothing', '', 'closed'],
	])('%s', async (_, text, code) => {
		const server = await scripted(socket => void socket.once('data', () => socket.end(text)));
		expect(await ask(server.port, {filter})).toMatchObject({failure: {code}});
	});

	test('silence ends', async () => {
		const mute = await scripted(() => {});
		expect(await ask(mute.port, {filter}, {ms: 40})).toMatchObject({failure: {code: 'timeout'}});
		await mute.idle();
	});

	test('many symbols', async () => {
		const symbols = Object.fromEntries(
			Array.from({length: 4000}, (_, index) => [`S${index}`, {score: index}]),
		);
		const server = await scripted(answering(verdict({symbols})));
		const answer = await ask(server.port, {filter});
		expect(answer.ok && answer.value.rules).toHaveLength(100);
	});

	test('over TLS, and nothing is said to who does not prove the name', async () => {
		const secure = {filter: 'rspamd:https://mta-sts.example.test/rspamd/'};
		const connectTo = (port: number) => ({
			connectTo: [{host: '', port: '', toHost: '127.0.0.1', toPort: String(port)}],
		});
		const good = await serve(answering(verdict()));
		expect(await ask(0, secure, connectTo(good.port))).toMatchObject({value: {score: 6.4}});
		expect(good.heard()).toContain('POST /rspamd/checkv2 HTTP/1.1\r\nHost: mta-sts.example.test\r\n');
		const expired = await serve(answering(verdict()), 'expired');
		expect(await ask(0, secure, connectTo(expired.port))).toMatchObject({
			failure: {code: 'untrusted', detail: 'expired (CERT_HAS_EXPIRED)'},
		});
		expect(expired.heard()).toBe('');
	});
});
