// Long because one table holds a scenario for every finding, and how each kind of session fails is a row of it.
import {describe, expect, test} from 'vitest';
import capture from '../../../source/checks/sink/capture.ts';
import {adviceOf} from '../../../source/core/advice.ts';
import {reply, waySays} from '../said.ts';
import {describeCheck, runOn, type Scenario, type When} from '../taped.ts';
import {
	bareSession,
	delivering,
	heard,
	implicit,
	message,
	noCode,
	nothingMore,
	opened,
	person,
	reached,
	session,
	severalCodes,
	silence,
	silenceAndThen,
	told,
	waited,
} from './catching.ts';

const base = {what: 'code', address: person};
const ending = (...sessions: Parameters<typeof heard>[1]): When => waited(heard(3, sessions), nothingMore);
const failedTls = (more: object) =>
	bareSession(1, {
		end: 'tls-failed',
		tls: {is: 'failed', fault: 'other', reason: 'wrong version number', ...more} as never,
	});
const refused = (
	stage: 'auth' | 'mail' | 'rcpt' | 'data' | 'message' | 'greeting' | 'starttls',
	text: string,
) => {
	const refusals = [{stage, reply: reply(text), of: 'somebody@else.test'}];
	// What was passed later was refused for nothing.
	return stage === 'auth' || stage === 'greeting' || stage === 'starttls'
		? bareSession(1, {refusals})
		: session(1, {refusals});
};
/** Encrypted, and nothing after that. */
const silenced = (id: number, more: Parameters<typeof bareSession>[1] = {}) =>
	bareSession(id, {
		tls: {is: 'agreed', protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384'},
		exchanges: [
			{ms: 1, side: 'client', text: 'STARTTLS'},
			{ms: 2, side: 'connection', text: 'TLSv1.3, TLS_AES_256_GCM_SHA384'},
		],
		end: 'left',
		...more,
	});
const stranger = {remote: {address: '192.0.2.66', port: 4000}} as const;
/** One more test mail of the device. */
const another = heard(
	5,
	[delivering(3)],
	[message(3, {recipients: ['admin@mailbox.test'], reading: noCode})],
	4,
);
const password = {user: 'nas', password: 'smtp-password'};
const loggedIn = (more: object) =>
	delivering(1, {
		logins: [{mechanism: 'PLAIN', user: 'nas', taken: true, encrypted: true, secret: 'other', ...more}],
	});

const arrivals: readonly Scenario[] = [
	{
		finds: 'arrived',
		when: waited(heard(65, [delivering(1)], [message(1)])),
		says: 'The mail for person@mailbox.test arrived after 1 minute 5 seconds as message 1, with the code 48••••.',
		facts: {
			message: 1,
			seconds: 65,
			from: 'nas@home.test',
			mechanism: 'PLAIN',
			user: 'nas',
			remote: '192.0.2.7',
			read: 'lostmail sink show 1 --print code, or key m of the console',
		},
	},
	{
		// What goes with the case is shown by no other command.
		finds: 'arrived',
		when: {
			sink: [
				told({passing: true}),
				told({passing: true}),
				told({...heard(65, [delivering(1)], [message(1)]), passing: true}),
			],
		},
		facts: {read: 'key m of the console, for as long as this case is open'},
	},
	{
		finds: 'arrived-without-code',
		when: {
			sink: [
				told({passing: true}),
				told({passing: true}),
				heard(3, [delivering(1)], [message(1, {reading: noCode})]),
				told({seconds: 60, told: 2}),
			],
		},
		facts: {
			details: expect.arrayContaining([
				'Read the mail itself (key m of the console, for as long as this case is open): the code may be in it, though none was recognised.',
			]),
		},
	},
	{
		finds: 'arrived',
		when: waited(heard(3, [delivering(1)], [message(1, {reading: severalCodes})])),
		says: 'The mail for person@mailbox.test arrived after 3 seconds as message 1, with 2 codes or links that are equally likely.',
	},
	{
		finds: 'arrived',
		when: {
			params: {what: 'test', address: undefined},
			sink: [
				...opened,
				heard(0, [delivering(1)], [message(1, {reading: noCode, recipients: ['a@b.test', 'c@d.test']})]),
			],
		},
		says: 'The mail for a@b.test and 1 more arrived at once as message 1, with neither a code nor a link.',
	},
	{
		finds: 'arrived',
		when: waited(heard(3, [], [message(1, {recipients: ['PERSON@Mailbox.TEST']})])),
	},
	{
		// A session that failed before is told beside it.
		finds: 'arrived',
		when: waited(
			heard(3, [failedTls({fault: 'distrust', alert: 'unknown_ca'})]),
			heard(9, [delivering(2)], [message(2)]),
		),
		facts: {beside: [expect.stringMatching(/^Session 1 of 192\.0\.2\.7: .*certificate/)]},
	},
	{
		finds: 'arrived',
		when: waited(heard(3, [delivering(1, {oddities: ['bare-line-feed', 'helo-not-a-name']})], [message(1)])),
		facts: {
			details: [expect.stringContaining('LF alone'), expect.stringContaining('EHLO')],
		},
	},
	{
		// It was asked for in place of the test mail, a moment before.
		finds: 'arrived',
		when: {sink: [told({told: 2}), told({told: 2, sessions: [delivering(1)], messages: [message(1)]})]},
		says: 'The mail for person@mailbox.test arrived at once as message 1, with the code 48••••.',
	},
	{
		finds: 'login-missing',
		when: {params: password, ...waited(heard(3, [delivering(1, {logins: []})], [message(1)]))},
	},
	{
		finds: 'arrived-without-code',
		when: waited(heard(3, [delivering(1)], [message(1, {reading: noCode})]), told({seconds: 60, told: 2})),
		says: 'A mail for person@mailbox.test arrived after 3 seconds as message 1, and neither a code nor a link was recognised in it.',
	},
	{
		finds: 'other-address',
		when: {
			params: {user: 'nas'},
			...waited(
				heard(3, [delivering(1)], [message(1, {recipients: ['old@mailbox.test'], user: 'nas'})]),
				told({seconds: 60, told: 2}),
			),
		},
		says: 'Mail arrived for old@mailbox.test, and none for person@mailbox.test: 192.0.2.7 sends it to another address (message 1, with the code 48••••).',
		facts: {other: 'old@mailbox.test', to: person},
	},
	{
		finds: 'other-mail',
		when: waited(
			heard(3, [delivering(1)], [message(1, {recipients: ['admin@mailbox.test'], reading: noCode})]),
			told({seconds: 60, told: 2}),
		),
	},
];

const silences: readonly Scenario[] = [
	{
		finds: 'not-sent',
		when: {
			...silenceAndThen(another, told({seconds: 2, told: 4})),
			says: {
				'capture-code-ready': 'ready',
				'capture-code-set-off': 'yes',
				'capture-code-once-more': 'sent',
			},
		},
		says: 'The code was not sent: it was set off, nothing came within 10 minutes, and 192.0.2.7 delivered other mail here both before and after that.',
	},
	{finds: 'not-sent', when: {...silenceAndThen(another), params: {'set-off': 'yes'}}},
	{
		// A script said that it was set off, and nothing proves that the way still works.
		finds: 'silent',
		when: {...silenceAndThen(told({seconds: 60, told: 2}), reached), params: {'set-off': 'yes'}},
		says: '192.0.2.7 had delivered a mail here just before, and brought nothing more within 10 minutes; no test mail came after that either, so the way no longer works or nothing is sent.',
	},
	{
		finds: 'silent',
		when: {
			...silenceAndThen(another),
			params: {'set-off': 'yes'},
			says: {'capture-code-ready': 'ready', 'capture-code-once-more': 'cannot'},
		},
	},
	{
		// It came from somebody else.
		finds: 'silent',
		when: {
			...silenceAndThen(
				heard(
					5,
					[delivering(3, stranger)],
					[message(3, {remote: '192.0.2.66', recipients: ['x@y.test'], reading: noCode})],
					4,
				),
				told({seconds: 60, told: 4}),
			),
			params: {'set-off': 'yes'},
		},
	},
	{
		// A code for somebody else may be the one that was waited for.
		finds: 'silent',
		when: {
			...silenceAndThen(heard(5, [delivering(3)], [message(3, {recipients: ['old@mailbox.test']})], 4)),
			params: {'set-off': 'yes'},
		},
	},
	{
		// What nobody could read may be it, too.
		finds: 'silent',
		when: {
			...silenceAndThen(
				heard(
					5,
					[delivering(3)],
					[
						message(3, {
							recipients: ['admin@mailbox.test'],
							reading: {candidates: [], open: 'unread'},
						}),
					],
					4,
				),
			),
			params: {'set-off': 'yes'},
		},
	},
	{
		// The code was only late.
		finds: 'arrived',
		when: {
			...silenceAndThen(heard(5, [delivering(3)], [message(3)], 4), told({seconds: 2, told: 4})),
			params: {'set-off': 'yes'},
		},
		says: 'The mail for person@mailbox.test arrived after 10 minutes 5 seconds as message 3, with the code 48••••.',
	},
	// That no test mail comes is never proof: one that comes then is the answer.
	{finds: 'silent', when: {...silence, params: {what: 'test', 'set-off': 'yes'}}},
	{finds: 'silent', when: {...silence, params: {'set-off': 'no'}}},
	{finds: 'silent', when: {...silence, says: {'capture-code-ready': 'ready', 'capture-code-set-off': 'no'}}},
	{
		finds: 'silent',
		when: {...silence, says: {'capture-code-ready': 'ready', 'capture-code-set-off': 'unknown'}},
	},
	{finds: 'silent', when: silence},
	{
		finds: 'nobody-connected',
		when: waited(told({seconds: 600})),
		says: 'Nobody connected to 192.0.2.20, port 2525 with STARTTLS, or 2465 with SSL/TLS from the start within 10 minutes.',
	},
	{
		// An earlier mail of an earlier round proves nothing: the settings of the device may be back since.
		finds: 'nobody-connected',
		when: {
			params: {'set-off': 'yes'},
			sink: [
				told({told: 2}),
				told({
					told: 2,
					sessions: [delivering(1)],
					messages: [message(1, {standing: {state: 'newest', request: 1, requests: 1, age: 900}})],
				}),
				told({seconds: 600, told: 2}),
			],
		},
	},
	{
		// Still connected when the time was over, so nobody may say that nobody came.
		finds: 'left',
		when: waited(told({seconds: 600}), told({sessions: [bareSession(1, {end: undefined as never})]})),
		facts: {seen: 'after its greeting, without trying to send (the wait was over)'},
	},
];

const failures: readonly Scenario[] = [
	{finds: 'certificate-refused', when: ending(failedTls({fault: 'distrust', alert: 'unknown_ca'}))},
	{
		// Nothing proves that it is the device: a scanner does the same.
		finds: 'old-tls-offered',
		when: ending(failedTls({fault: 'version', offered: 'TLSv1'})),
	},
	{
		finds: 'tls-too-old',
		when: {
			sink: [
				told({told: 2}),
				reached,
				heard(3, [{...failedTls({fault: 'version', offered: 'TLSv1'}), id: 2}], [], 3),
				nothingMore,
			],
		},
		says: '192.0.2.7 speaks no version of TLS from 1.2 on: the newest that it offers is TLSv1.',
		facts: {offered: 'TLSv1', host: '192.0.2.20', port: 2525, whoActs: 'admin'},
	},
	{finds: 'tls-failed', when: ending(failedTls({fault: 'version'}))},
	{finds: 'tls-failed', when: ending(failedTls({fault: 'version', offered: 'TLSv1.2'}))},
	{finds: 'tls-failed', when: ending(failedTls({fault: 'cipher'}))},
	{
		finds: 'tls-failed',
		when: ending(failedTls({fault: 'left'})),
		facts: {seen: 'it went away in the middle of the handshake'},
	},
	{
		finds: 'tls-failed',
		when: ending(failedTls({fault: 'left', offered: 'TLSv1.3'})),
		facts: {
			seen: 'it went away in the middle of the handshake, as one may that does not trust the certificate of the sink',
		},
	},
	{
		finds: 'left-after-tls',
		when: ending(silenced(1)),
		says: '192.0.2.7 encrypted the connection to port 2525 and left without a word: a device that does not trust the certificate of the sink may leave like this, and so may one that only tests the connection.',
		facts: {details: [expect.stringContaining('trust the certificate'), expect.anything()]},
	},
	{finds: 'left-after-tls', when: ending(silenced(1, {end: 'reset'}))},
	// A scanner that leaves later says less; a session that was refused something says more.
	{finds: 'left-after-tls', when: ending(silenced(1), bareSession(2, {end: 'left'}))},
	{finds: 'sender-refused', when: ending(refused('mail', '550 No'), silenced(2))},
	{finds: 'tls-failed', when: ending(failedTls({fault: 'other'})), facts: {seen: 'wrong version number'}},
	{finds: 'tls-failed', when: ending(failedTls({fault: 'not-tls'}))},
	{finds: 'tls-failed', when: ending(bareSession(1, {end: 'tls-failed'}))},
	{finds: 'tls-failed', when: ending(refused('starttls', '454 4.7.0 Not now'))},
	{
		finds: 'encryption-mismatch',
		when: ending(
			bareSession(1, {
				place: implicit,
				tls: {is: 'failed', fault: 'not-tls', reason: 'wrong version number'},
			}),
		),
	},
	{
		finds: 'encryption-mismatch',
		when: ending(bareSession(1, {oddities: ['spoke-tls-in-plain'], end: 'not-smtp'})),
	},
	{
		finds: 'login-differs',
		when: {
			params: password,
			...waited(heard(3, [loggedIn({same: false, secret: 'blanks-around'})], [message(1)])),
		},
		says: '192.0.2.7 does not log in as was told: it logs in as nas with another password than was told; the password that it sent begins or ends with a blank, as a copied one does.',
		facts: {user: 'nas', beside: ['Message 1 for person@mailbox.test was caught all the same.']},
	},
	{
		finds: 'login-differs',
		when: {params: {user: 'other@home.test'}, ...waited(heard(3, [loggedIn({})], [message(1)]))},
		says: '192.0.2.7 does not log in as was told: it logs in as nas, and other@home.test was told.',
	},
	{
		// A login that nobody told, and nothing else that would prove whose it is.
		finds: 'other-login',
		when: {
			params: {what: 'test', address: undefined, user: 'other@home.test'},
			...waited(heard(3, [loggedIn({})], [message(1, {user: 'nas', reading: noCode})]), nothingMore),
		},
		says: '192.0.2.7 does not log in as was told (it logs in as nas, and other@home.test was told), and nothing proves that it is the device.',
	},
	{
		// It only tested the login.
		finds: 'login-differs',
		when: {
			params: password,
			...ending(
				session(1, {
					logins: [
						{mechanism: 'LOGIN', user: 'NAS', taken: true, encrypted: true, same: false, secret: 'empty'},
					],
				}),
			),
		},
	},
	{finds: 'login-refused', when: ending(refused('auth', '504 5.5.4 Unrecognized authentication type'))},
	{finds: 'sender-refused', when: ending(refused('mail', '501 5.1.7 Bad sender'))},
	{
		finds: 'recipient-refused',
		when: ending(refused('rcpt', '501 5.1.3 Bad recipient.')),
		says: 'The sink did not take the recipient that 192.0.2.7 named: somebody@else.test, 501 5.1.3 Bad recipient.',
	},
	{
		finds: 'recipient-refused',
		when: ending(session(1, {refusals: [{stage: 'rcpt', reply: reply('501 5.1.3 Bad'), of: ''}]})),
		facts: {seen: '<>, 501 5.1.3 Bad'},
	},
	{finds: 'message-refused', when: ending(refused('message', '552 5.3.4 Too large'))},
	{finds: 'message-refused', when: ending(refused('data', '503 5.5.1 No recipients'))},
	{finds: 'broken-off', when: ending(session(1, {broken: 512, end: 'reset'}))},
	{
		finds: 'misbehaved',
		when: ending(session(1, {misbehaved: ['the recipient is refused'], end: 'misbehaved'})),
	},
	{finds: 'turned-away', when: ending(bareSession(1, {end: 'too-many-sessions'}))},
	{finds: 'turned-away', when: ending(refused('greeting', '421 4.7.0 Too many'))},
	{finds: 'not-smtp', when: ending(bareSession(1, {end: 'not-smtp', oddities: ['spoke-http']}))},
	{
		finds: 'not-smtp',
		when: ending(
			bareSession(1, {
				place: implicit,
				oddities: ['spoke-http'],
				tls: {is: 'failed', fault: 'not-tls', reason: 'http request'},
			}),
		),
	},
	{
		finds: 'left',
		when: ending(bareSession(1, {end: 'left'})),
		facts: {seen: 'after its greeting, without trying to send (it closed the connection)'},
	},
	{
		finds: 'left',
		when: ending(session(1)),
		facts: {seen: 'after its login, without a message (it said goodbye)'},
	},
	{
		// Which of two is the device, nobody knows.
		finds: 'which-device',
		when: ending(
			failedTls({fault: 'distrust', alert: 'bad_certificate'}),
			bareSession(2, {remote: {address: '198.51.100.1', port: 1}, end: 'left'}),
		),
		says: 'What was waited for did not come within 10 minutes; 192.0.2.7, 198.51.100.1 connected, and nothing tells whether that is the device.',
		facts: {
			beside: [
				expect.stringMatching(/^Another machine, 192\.0\.2\.7, in session 1: .*certificate/),
				expect.stringMatching(/^Another machine, 198\.51\.100\.1, in session 2: /),
			],
		},
	},
	{
		// The last session that tells something decides.
		finds: 'sender-refused',
		when: ending(failedTls({fault: 'distrust'}), {...refused('mail', '550 No'), id: 2}),
	},
	{
		finds: 'cannot-listen',
		when: {sink: [{code: 'in-use', detail: 'port 2525 is taken by postfix (process 7)'}]},
		says: 'The sink cannot listen at 2525 with STARTTLS, or 2465 with SSL/TLS from the start: port 2525 is taken by postfix (process 7).',
		facts: {remedy: expect.stringContaining('--set sink-ports=3525/starttls,3465/implicit')},
	},
	{
		// Other ports would not help.
		finds: 'cannot-listen',
		when: {sink: [{code: 'unexpected', detail: 'another lostmail sink has the store'}]},
		facts: {remedy: 'Mend what is named there, and have lostmail look again.'},
	},
	{
		finds: 'cannot-listen',
		when: {params: {ports: '25, 465'}, sink: [{code: 'not-permitted', detail: 'EACCES'}]},
		says: 'The sink cannot listen at 25 with STARTTLS, or 465 with SSL/TLS from the start: EACCES.',
		facts: {details: [expect.stringContaining('Ports below 1024')]},
	},
	{finds: 'not-captured', when: {}},
	{finds: 'not-captured', when: {sink: [told(), {code: 'unexpected'}]}},
	{finds: 'not-captured', when: {sink: [...opened], says: {'capture-code-ready': 'cannot'}}},
	{finds: 'not-captured', when: waited(told({seconds: 1}))},
];

describeCheck(capture, base, [...arrivals, ...silences, ...failures], {
	...Object.fromEntries(
		waySays.flatMap(code => [
			[`opening fails with ${code}`, {sink: [{code}]}],
			[`reading fails with ${code}`, {sink: [told(), {code}]}],
			[`waiting fails with ${code}`, {sink: [...opened, {code}]}],
			[
				`waiting fails with ${code} after a delivery`,
				{sink: [told({told: 2}), reached, {code}], params: {'set-off': 'yes'}},
			],
		]),
	),
	'a sink that tells nothing, two hundred times': {
		sink: [told({told: 2}), reached, ...Array.from({length: 300}, () => told({told: 2}))],
		params: {'set-off': 'yes'},
	},
});

describe('a stranger', () => {
	const evil = 'a\u202e\u001b[2Jb\u0007'.repeat(50);
	test('tells nothing that could act, and nothing long', async () => {
		const {finding, asked} = await runOn(
			capture,
			waited(
				heard(1, [refused('mail', `550 ${evil}`), failedTls({fault: 'distrust', alert: evil})]),
				heard(
					1,
					[delivering(3, {logins: [{mechanism: evil, user: evil, taken: true, encrypted: false}]})],
					[message(3, {from: evil, subject: evil, recipients: [person, evil], remote: evil})],
				),
			),
			base,
		);
		expect(finding.code).toBe('arrived');
		const lines = [finding.text, ...(adviceOf(finding.facts).details ?? [])];
		for (const line of lines) {
			expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
			expect(line.length).toBeLessThan(1500);
		}
		expect(JSON.stringify(asked)).not.toContain('\u202e');
	});

	test('a code that was not masked is masked here', async () => {
		const bare = {
			kind: 'code',
			value: '482913',
			score: 1,
			because: [],
			against: [],
			where: 'text',
			line: '',
		} as const;
		const {finding, asked} = await runOn(
			capture,
			waited(heard(1, [delivering(1)], [message(1, {reading: {candidates: [bare], chosen: bare}})])),
			base,
		);
		for (const kept of [JSON.stringify(finding), JSON.stringify(asked)]) {
			expect(kept).not.toContain('482913');
			expect(kept).not.toContain(Buffer.from('482913').toString('base64'));
		}
	});
});
