import {expect, test} from 'vitest';
import {type InboxRule, inboxOf, parseInboxRule} from '../../source/sink/inbox.ts';

const message = {user: 'NAS@home.test', recipients: ['a@x.test', 'me@mailbox.test'], remote: '192.0.2.7'};
const inbox = (by: InboxRule['by'], matches: string, changes = {}) =>
	inboxOf([{inbox: 'own', by, matches}], {...message, ...changes});

test.each([
	['login', 'nas@home.test'],
	['login', 'nas@*'],
	['login', '*'],
	['login', '*@*.test'],
	['login', 'n*s@home.test'],
	['to', 'me@mailbox.test'],
	['to', '*@mailbox.test'],
	['source', '192.0.2.7'],
	['source', '192.0.2.0/24'],
	['source', '192.0.2.*'],
	['source', '0.0.0.0/0'],
] as const)('%s:%s matches', (by, matches) => {
	expect(inbox(by, matches)).toBe('own');
});

test.each([
	['login', 'nas'],
	['login', '*@other.test'],
	['login', 'nas@home.test*x'],
	['login', 'nas@home.testnas@home.test'],
	['to', 'you@mailbox.test'],
	['source', '192.0.3.0/24'],
	['source', '2001:db8::/32'],
	['source', 'nonsense'],
] as const)('%s:%s does not match', (by, matches) => {
	expect(inbox(by, matches)).toBe('inbox');
});

test('IPv6 has networks, too; a message without login matches no login', () => {
	expect(inbox('source', '2001:db8::/32', {remote: '2001:db8::7'})).toBe('own');
	expect(inbox('source', '192.0.2.0/24', {remote: '2001:db8::7'})).toBe('inbox');
	expect(inbox('login', '*', {user: undefined})).toBe('inbox');
});

test('the same part is not matched twice', () => {
	expect(inbox('login', 'ab*ba', {user: 'aba'})).toBe('inbox');
	expect(inbox('login', 'ab*ba', {user: 'abba'})).toBe('own');
});

test('the first rule that matches decides', () => {
	const rules: InboxRule[] = [
		{inbox: 'one', by: 'login', matches: 'nobody'},
		{inbox: 'two', by: 'to', matches: '*'},
		{inbox: 'three', by: 'login', matches: '*'},
	];
	expect(inboxOf(rules, message)).toBe('two');
});

test('many stars take no time', () => {
	expect(inbox('login', `${'*a'.repeat(150)}*b`, {user: 'a'.repeat(320)})).toBe('inbox');
});

test.each([
	['NAS=login:nas@*', {inbox: 'NAS', by: 'login', matches: 'nas@*'}],
	['lab 2=source:192.0.2.0/24', {inbox: 'lab 2', by: 'source', matches: '192.0.2.0/24'}],
	['v6=source:2001:db8::/32', {inbox: 'v6', by: 'source', matches: '2001:db8::/32'}],
	[' me = to: me@mailbox.test ', {inbox: 'me', by: 'to', matches: 'me@mailbox.test'}],
])('%s is a rule', (text, rule) => {
	expect(parseInboxRule(text)).toEqual({ok: true, value: rule});
});

test.each([
	['', /^expected NAME=login:PATTERN/],
	['NAS', /^expected NAME=login:PATTERN/],
	['NAS=login', /^expected NAME=login:PATTERN/],
	['=login:x', /^the name of an inbox/],
	['a\u{1b}b=login:x', /^the name of an inbox/],
	['NAS=from:x', /^expected login, to or source before the colon, got "from"/],
	['NAS=login:', /^expected a pattern/],
	['NAS=source:10.0.0.0/33', /^expected an address or a network/],
	['NAS=source:home', /^expected an address or a network/],
])('%j is none', (text, complaint) => {
	expect(parseInboxRule(text)).toEqual({ok: false, failure: expect.stringMatching(complaint)});
});
