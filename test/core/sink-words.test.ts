// Long because it is one table of all that a session may come to.
import {describe, expect, test} from 'vitest';
import {
	type SinkEnd,
	type SinkSession,
	type SinkTls,
	sinkEnds,
	sinkOddities,
	sinkStages,
} from '../../source/core/sink.ts';
import {
	fellSilentAfterTls,
	loginWords,
	oddityWords,
	refusalWords,
	sessionWords,
	tlsWords,
} from '../../source/core/sink-words.ts';

const place = {address: '127.0.0.1', port: 2525, security: 'starttls'} as const;
const implicit = {address: '127.0.0.1', port: 2465, security: 'implicit'} as const;

const session = (more: Partial<SinkSession> = {}): SinkSession => ({
	id: 7,
	at: Date.UTC(2026, 0, 5, 12),
	ms: 30_000,
	remote: {address: '192.168.1.20', port: 40_123},
	place,
	logins: [],
	senders: [],
	recipients: [],
	refusals: [],
	messages: [],
	exchanges: [],
	oddities: [],
	misbehaved: [],
	end: 'left',
	...more,
});

const silent = [{ms: 0, side: 'server', text: '220 sink.test ESMTP'}] as const;
const agreed = {is: 'agreed', protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'} as const;
const upgraded = [
	...silent,
	{ms: 1, side: 'client', text: 'STARTTLS'},
	{ms: 2, side: 'server', text: '220 Ready'},
	{ms: 3, side: 'connection', text: 'TLSv1.3, TLS_AES_256_GCM_SHA384, for sink.test'},
	{ms: 9, side: 'connection', text: 'the client closed the connection'},
] as const;
const login = {mechanism: 'PLAIN', user: 'nas@example.org', taken: true, encrypted: true} as const;
const noRelay = {
	stage: 'rcpt',
	reply: {code: 550, enhanced: '5.7.1', lines: ['5.7.1 No such inbox']},
	of: 'b@example.org',
} as const;
const busy = {stage: 'mail', reply: {code: 451, lines: ['4.3.0 Later']}, of: 'a@example.org'} as const;
const failed = (fault: Extract<SinkTls, {is: 'failed'}>['fault'], more = {}): SinkTls => ({
	is: 'failed',
	fault,
	reason: 'wrong version number',
	...more,
});

test.each<[string, Partial<SinkSession>, string, string]>([
	['a message', {messages: [3], end: 'quit'}, 'good', 'delivered 1 message'],
	['two, and no QUIT', {messages: [3, 4]}, 'good', 'delivered 2 messages, left after 30 s'],
	[
		'a message with another password',
		{messages: [3], end: 'quit', logins: [{...login, same: false}]},
		'warning',
		'delivered 1 message, the password is not the expected one',
	],
	[
		'a message and a refusal',
		{messages: [3], end: 'quit', refusals: [noRelay]},
		'warning',
		'delivered 1 message, recipient b@example.org refused: 550 5.7.1 No such inbox',
	],
	[
		'a message, and one that broke off',
		{messages: [3], broken: 512},
		'warning',
		'delivered 1 message, one more message broke off after 512 octets, left after 30 s',
	],
	['silence', {exchanges: silent}, 'warning', 'connected, said nothing, left after 30 s'],
	['nobody knows what it said', {}, 'warning', 'connected, never introduced itself (EHLO), left after 30 s'],
	[
		'EHLO alone',
		{helo: 'nas', end: 'quit'},
		'warning',
		'introduced itself (EHLO) and sent no mail, said QUIT after 30 s',
	],
	[
		'encrypted',
		{helo: 'nas', tls: {is: 'agreed', protocol: 'TLSv1.3', cipher: 'X'}, end: 'reset'},
		'warning',
		'encrypted the connection and sent no mail, broke the connection off after 30 s',
	],
	[
		'encrypted, and then silence',
		{helo: 'nas', tls: agreed, exchanges: upgraded},
		'warning',
		'encrypted, then left without a word: a device that does not trust the certificate leaves like this',
	],
	[
		'a login alone',
		{helo: 'nas', logins: [login], end: 'idle'},
		'warning',
		'logged in as nas@example.org and sent no mail, was closed after 30 s: nothing came any more',
	],
	[
		'a sender',
		{helo: 'nas', senders: ['a@b'], ms: 80},
		'warning',
		'named a sender and no recipient, left after 80 ms',
	],
	[
		'recipients',
		{recipients: ['a@b', 'c@d'], end: 'deadline', ms: 600_000},
		'warning',
		'named 2 recipients and sent no message, was closed after 10 minutes: no session may last longer',
	],
	[
		'half a message',
		{recipients: ['a@b'], broken: 1},
		'warning',
		'sent 1 octet of a message and never ended it, left after 30 s',
	],
	[
		'a refusal',
		{helo: 'nas', refusals: [busy, noRelay], end: 'quit'},
		'problem',
		'recipient b@example.org refused: 550 5.7.1 No such inbox, said QUIT after 30 s',
	],
	[
		'a refusal for now',
		{helo: 'nas', refusals: [busy]},
		'warning',
		'sender a@example.org refused: 451 4.3.0 Later, left after 30 s',
	],
	[
		'a refused login with the wrong password',
		{
			logins: [{...login, taken: false, same: false}],
			refusals: [{stage: 'auth', reply: {code: 535, lines: ['5.7.8 No']}, of: 'nas@example.org'}],
			end: 'quit',
		},
		'problem',
		'the password is not the expected one, login nas@example.org refused: 535 5.7.8 No, said QUIT after 30 s',
	],
	[
		'a fault on purpose',
		{misbehaved: ['451 for the first recipient'], refusals: [noRelay], helo: 'nas', end: 'quit'},
		'warning',
		'the sink failed on purpose: 451 for the first recipient, introduced itself (EHLO) and sent no mail',
	],
	[
		'distrust',
		{tls: failed('distrust', {alert: 'unknown_ca'}), end: 'tls-failed'},
		'problem',
		'TLS failed: the device does not trust this certificate',
	],
	[
		'an old device',
		{tls: failed('version', {offered: 'TLSv1'}), end: 'tls-failed'},
		'problem',
		'TLS failed: the device offers TLSv1 at most, which is not taken here',
	],
	[
		'gone in the handshake',
		{tls: failed('left'), end: 'tls-failed'},
		'warning',
		'the device went away in the middle of the TLS handshake and did not say why',
	],
	[
		'gone in the handshake, which it had begun',
		{tls: failed('left', {offered: 'TLSv1.3'}), end: 'tls-failed'},
		'warning',
		'the device went away in the middle of the TLS handshake and did not say why: a device that does not trust the certificate leaves like this',
	],
	['OpenSSL alone', {tls: failed('other'), end: 'tls-failed'}, 'warning', 'TLS failed: wrong version number'],
	[
		'an alert',
		{tls: failed('other', {alert: 'internal_error'}), end: 'tls-failed'},
		'problem',
		'TLS failed: wrong version number',
	],
	['TLS without facts', {end: 'tls-failed'}, 'warning', 'TLS failed, and nothing says why'],
	[
		'HTTP',
		{end: 'not-smtp', oddities: ['spoke-http']},
		'problem',
		'spoke HTTP, not SMTP: the server setting of something else points here',
	],
	[
		'TLS where STARTTLS is due',
		{end: 'not-smtp', oddities: ['spoke-tls-in-plain']},
		'problem',
		'spoke TLS at once: this port begins in plain text and goes over with STARTTLS',
	],
	[
		'TLS where there is none',
		{end: 'not-smtp', oddities: ['spoke-tls-in-plain'], place: {...place, security: 'none'}},
		'problem',
		'spoke TLS at once: this port has no encryption',
	],
	[
		'words before the greeting',
		{end: 'not-smtp', oddities: ['talked-before-greeting']},
		'problem',
		'talked before it was greeted, so it was sent away',
	],
	['noise', {end: 'not-smtp'}, 'problem', 'what it said is not SMTP'],
	['a crowd', {end: 'too-many-sessions'}, 'warning', 'was sent away: too many sessions at a time'],
	[
		'a crowd of one',
		{end: 'too-many-from-address'},
		'warning',
		'was sent away: too many sessions at a time from its address',
	],
	[
		'a closed sink',
		{helo: 'nas', end: 'closed'},
		'warning',
		'introduced itself (EHLO) and sent no mail, the sink was closed after 30 s',
	],
	[
		'a dead sink',
		{helo: 'nas', end: 'died'},
		'warning',
		'introduced itself (EHLO) and sent no mail, the sink died in the middle of it',
	],
])('%s', (_, more, mark, text) => {
	expect(sessionWords(session(more))).toEqual({mark, text});
});

describe('silence after TLS', () => {
	const gone: Partial<SinkSession> = {helo: 'nas', tls: agreed, exchanges: upgraded, end: 'left'};
	const said = {ms: 4, side: 'client', text: 'EHLO nas'} as const;

	test.each<[string, Partial<SinkSession>]>([
		['it closes the connection', {}],
		['it breaks the connection off', {end: 'reset'}],
		['on a port that begins with TLS', {place: implicit, exchanges: upgraded.slice(3)}],
	])('is seen where %s', (_, more) => {
		expect(fellSilentAfterTls(session({...gone, ...more}))).toBe(true);
	});

	test.each<[string, Partial<SinkSession>]>([
		['it said more', {exchanges: [...upgraded.slice(0, 4), said, ...upgraded.slice(4)]}],
		['it said goodbye', {end: 'quit'}],
		['the sink closed it', {end: 'idle'}],
		['nothing was encrypted', {tls: failed('left')}],
		['it logged in', {logins: [login]}],
		['it named a sender', {senders: ['a@b']}],
		['something was refused', {refusals: [busy]}],
		['what was said is not there', {exchanges: []}],
		['what was said is cut', {cut: true}],
	])('is none where %s', (_, more) => {
		expect(fellSilentAfterTls(session({...gone, ...more}))).toBe(false);
	});

	test('is none while it goes on', () => {
		expect(fellSilentAfterTls({...going, tls: agreed, exchanges: upgraded})).toBe(false);
	});
});

const {end: _, ...going} = session();

test.each<[Partial<SinkSession>, string]>([
	[{}, 'connected'],
	[{helo: 'nas'}, 'connected, introduced itself (EHLO)'],
	[{helo: 'nas', tls: {is: 'agreed', protocol: 'TLSv1.3', cipher: 'X'}}, 'connected, encrypted'],
	[{logins: [login]}, 'connected, logged in as nas@example.org'],
	[{logins: [login], senders: ['a@b']}, 'connected, named a sender'],
	[{recipients: ['b@example.org']}, 'connected, sends to b@example.org'],
	[
		{recipients: ['b@c', 'd@e'], messages: [1]},
		'connected, sends to 2 recipients, delivered 1 message so far',
	],
	[
		{tls: failed('left')},
		'connected, the device went away in the middle of the TLS handshake and did not say why',
	],
])('a session that goes on: %j', (more, text) => {
	expect(sessionWords({...going, ...more})).toEqual({mark: 'running', text});
});

test('every way to end has words, whatever was reached, and none claims more than was seen', () => {
	const states: readonly Partial<SinkSession>[] = [{}, {helo: 'x'}, {messages: [1]}, {refusals: [noRelay]}];
	for (const end of sinkEnds)
		for (const state of states) {
			const {mark, text} = sessionWords(session({...state, end}));
			expect(text).toMatch(/^[a-zT].*[^., ]$/);
			expect(mark).not.toBe('running');
			expect(mark === 'good').toBe(state.messages !== undefined);
		}
	for (const end of ['left', 'reset', 'idle', 'deadline', 'closed', 'died'] satisfies SinkEnd[])
		expect(sessionWords(session({end})).mark).toBe('warning');
});

test('TLS that was spoken on the wrong port, and TLS that was agreed on', () => {
	expect(tlsWords(failed('not-tls'), implicit)).toContain('a port that begins with it');
	expect(tlsWords(failed('not-tls'), place)).toContain('after STARTTLS');
	expect(tlsWords(failed('version'), place)).toContain('no version that is offered here');
	expect(tlsWords(failed('cipher'), place)).toContain('no cipher');
	expect(tlsWords({is: 'agreed', protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'}, place)).toBe(
		'encrypted with TLSv1.3, TLS_AES_256_GCM_SHA384',
	);
});

test('a login tells what is odd about its password, and nothing of it', () => {
	expect(loginWords({...login, same: false, secret: 'blanks-around'})).toBe(
		'logged in as nas@example.org by PLAIN, with another password than the expected one, the password begins or ends with a blank',
	);
	expect(loginWords({...login, taken: false, encrypted: false, user: ''})).toBe(
		'login refused as nobody by PLAIN, without encryption',
	);
	for (const secret of ['empty', 'not-ascii'] as const)
		expect(loginWords({...login, secret})).toContain('the password');
});

test('every stage and every oddity has words', () => {
	expect(refusalWords({...noRelay, of: ''})).toBe('recipient <> refused: 550 5.7.1 No such inbox');
	for (const stage of sinkStages) expect(refusalWords({...noRelay, stage})).toContain(' refused: 550');
	for (const oddity of sinkOddities) expect(oddityWords[oddity]).toMatch(/^\w/);
});

test('what a stranger says can neither act nor flood', () => {
	const evil = `\u001B[2J\u202E${'x'.repeat(10_000)}`;
	const texts = [
		sessionWords(session({logins: [{...login, user: evil, mechanism: evil}]})),
		sessionWords(session({refusals: [{...noRelay, of: evil, reply: {code: 550, lines: [evil]}}]})),
		sessionWords(session({tls: failed('version', {offered: evil}), end: 'tls-failed'})),
		sessionWords({...going, recipients: [evil]}),
		sessionWords(session({misbehaved: [evil]})),
	].map(({text}) => text);
	for (const text of [...texts, loginWords({...login, user: evil, mechanism: evil})]) {
		expect(text).not.toContain('\u001B');
		expect(text).not.toContain('\u202E');
		expect(text.length).toBeLessThan(600);
	}
});
