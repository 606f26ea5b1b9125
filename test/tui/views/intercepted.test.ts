import {expect, test} from 'vitest';
import type {Folder, ImapAnswer} from '../../../source/core/imap.ts';
import {filterWords, letterWords, mailboxWords} from '../../../source/tui/views/intercepted.ts';

const junk: Folder = {path: 'Courrier indésirable', use: 'junk', knownBy: 'special-use'};
const bounce = {
	read: 'RFC 3464',
	recipients: [
		{
			address: 'jane@example.org',
			action: 'failed',
			remote: 'mx.example.org',
			words: '550 5.1.1 User unknown',
		},
	],
	about: {},
} as const;

test('what a mailbox told', () => {
	const answer: ImapAnswer = {
		folders: [{path: 'INBOX', use: 'inbox'}, junk],
		found: [
			{
				folder: junk,
				uid: 7,
				at: '2026-11-23T03:00:00.000Z',
				octets: 2048,
				seen: false,
				header: [{name: 'from', value: 'nas@example.org'}],
			},
		],
		more: 2,
		unsearched: [{path: 'Shared', why: 'NO [NOPERM] not yours'}],
		quota: [{root: '', storage: {used: 10, limit: 20}, messages: {used: 1, limit: 2}}],
		bounces: [{folder: {path: 'INBOX', use: 'inbox'}, at: '2026-11-23T03:01:00.000Z', bounce}],
	};
	expect(mailboxWords(answer)).toEqual([
		'2026-11-23T03:00:00.000Z  Courrier indésirable (junk), 2048 octets, from nas@example.org',
		'and 2 more',
		'not searched: Shared: NO [NOPERM] not yours',
		'quota of the mailbox: 10 of 20 octets, 1 of 2 messages',
		'2026-11-23T03:01:00.000Z  INBOX',
		'failed: jane@example.org at mx.example.org: 550 5.1.1 User unknown',
		'folders: INBOX (inbox), Courrier indésirable (junk)',
	]);
});

test('where the looking ended', () => {
	expect(
		mailboxWords({stop: {stage: 'login', refusal: {code: 'AUTHENTICATIONFAILED', text: 'wrong'}}}),
	).toEqual(['stopped at login: wrong']);
	expect(mailboxWords({stop: {stage: 'connect', failure: {code: 'timeout'}}})).toEqual([
		'stopped at connect: timeout',
	]);
	expect(mailboxWords({found: []})).toEqual(['nothing was found']);
});

test('what a filter thinks', () => {
	expect(
		filterWords({
			filter: 'rspamd',
			score: 12.5,
			threshold: 6,
			spam: true,
			action: 'add header',
			rules: [
				{name: 'R_SPF_FAIL', score: 1, says: 'SPF fails'},
				{name: 'X', score: 0.1},
			],
			ms: 12,
		}),
	).toEqual(['spam: 12.5 of 6, add header', '1  R_SPF_FAIL  SPF fails', '0.1  X']);
});

test('what a message tells', () => {
	expect(
		letterWords({
			from: ['nas@example.org'],
			signatures: [],
			bounce,
			pieces: [{id: 'link.1', kind: 'link', shown: 'a link to example.org', octets: 30}],
			trail: {
				passages: [],
				verdicts: [
					{by: 'SpamAssassin', field: 'X-Spam-Flag', judgement: 'junk', says: 'It is taken for spam.'},
				],
				judged: [{by: 'mx.example.org', method: 'spf', result: 'fail', domain: 'example.com'}],
				date: {state: 'right', says: 'Its date is right.'},
			},
		}),
	).toEqual([
		'from nas@example.org',
		'SpamAssassin, X-Spam-Flag: junk. It is taken for spam.',
		'mx.example.org: spf=fail (example.com)',
		'Its date is right.',
		'failed: jane@example.org at mx.example.org: 550 5.1.1 User unknown',
		'link.1  a link to example.org',
	]);
});

test('a case file may hold anything', () => {
	for (const words of [mailboxWords, filterWords, letterWords] as const)
		expect(() => words({found: 7, rules: 'x', from: {}, trail: {verdicts: 1}} as never)).not.toThrow();
});
