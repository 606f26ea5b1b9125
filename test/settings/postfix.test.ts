import {describe, expect, test} from 'vitest';
import type {Fetched} from '../../source/settings/found.ts';
import {postfixCompanions, postfixSecret, readPostfix} from '../../source/settings/postfix.ts';
import {readSettings} from '../../source/settings/read.ts';
import {mistakeIn, told, valuesOf} from './reading.ts';

const table = '/etc/postfix/sasl_passwd';
const read = (text: string, entries?: string) => {
	const fetched: readonly Fetched[] = postfixCompanions({name: 'main.cf', text}).map(({asked}) =>
		entries === undefined
			? {asked, why: 'it is not there'}
			: {asked, file: {name: 'sasl_passwd', text: entries}},
	);
	return readPostfix({name: 'main.cf', text}, fetched);
};

/** As Debian installs it, set up for a provider as the SASL_README and TLS_README of Postfix say. */
const debian = `# See /usr/share/postfix/main.cf.dist for a commented, more complete version
smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)
biff = no
compatibility_level = 3.6

smtp_tls_security_level = encrypt
smtp_tls_session_cache_database = btree:\${data_directory}/smtp_scache

myhostname = nas.example.org
alias_maps = hash:/etc/aliases
mydestination = $myhostname, localhost
relayhost = [mail.isp.example]:submission
smtp_sasl_auth_enable = yes
smtp_sasl_password_maps = hash:${table}
smtp_sasl_security_options =
`;

/** As in the SASL_README. */
const passwords = `# destination                   credentials
[mail.isp.example]              username:canary-0
# Alternative form:
[mail.isp.example]:submission   kim@isp.example:canary:1#2
`;

test('a main.cf and its passwords', () => {
	const reading = read(debian, passwords);
	expect(valuesOf(reading)).toEqual({
		host: 'mail.isp.example main.cf:12',
		port: '587 main.cf:12',
		security: 'starttls main.cf:6',
		user: 'kim@isp.example sasl_passwd:4',
		helo: 'nas.example.org main.cf:9',
		password: 'plain sasl_passwd:4',
	});
	expect(postfixCompanions({name: 'main.cf', text: debian})).toEqual([{asked: table}]);
	expect(postfixSecret(passwords, 4)).toBe('canary:1#2');
	expect(JSON.stringify(reading)).not.toContain('canary');
});

test('the example of the manual for TLS from the start', () => {
	const text = `smtp_tls_security_level = encrypt
smtp_tls_wrappermode = yes
relayhost = [mail.example.com]:465
`;
	expect(valuesOf(read(text))).toEqual({
		host: 'mail.example.com main.cf:3',
		port: '465 main.cf:3',
		security: 'implicit main.cf:2',
	});
});

describe('relayhost', () => {
	test.each([
		['[a.test]:587', 'a.test', '587'],
		['[a.test]', 'a.test', '25 implied'],
		['a.test', 'a.test', '25 implied'],
		['a.test:smtps', 'a.test', '465'],
		['[192.0.2.1]:ssmtp', '192.0.2.1', '465'],
		['[2001:db8::1]:587', '2001:db8::1', '587'],
		['[ipv6:2001:db8::1]', '2001:db8::1', '25 implied'],
		['[a.test]:nope', 'a.test', undefined],
		['[a.test]:587, [b.test]:587', 'a.test', '587'],
		['[mail.$mydomain]:587', 'mail.example.org', '587'],
		['[mail.\u0024{mydomain}]:587', 'mail.example.org', '587'],
		['[a.test]:', undefined, undefined],
		['2001:db8::1', undefined, undefined],
		['$unset', undefined, undefined],
		['', undefined, undefined],
		['\u0024{mydomain?[a.test]}', undefined, undefined],
	])('%j', (written, host, port) => {
		const values = valuesOf(read(`myhostname = nas.example.org\nrelayhost = ${written}\n`));
		expect([values['host']?.split(' ')[0], values['port']?.replace(' main.cf:2', '')]).toEqual([host, port]);
	});

	test('what Postfix would do otherwise is named', () => {
		const said = (lines: string) => told(read(lines)).join('\n');
		expect(said('relayhost = a.test')).toContain('1: relayhost has no brackets');
		expect(said('relayhost = [a.test] [b.test]')).toContain('1: relayhost names several servers');
		expect(said('relayhost =')).toContain('1: There is no relayhost');
		expect(said('myhostname = a.test')).toContain('There is no relayhost');
		expect(said('relayhost = $nope')).toContain('1: relayhost rests on a variable');
		expect(said('relayhost = a b')).not.toContain('forms');
		expect(said('relayhost = [a.test]\ntransport_maps = hash:/etc/postfix/transport')).toContain(
			'2: transport_maps may name',
		);
		expect(said('relayhost = [a.test]\ndefault_transport = smtp')).not.toContain('default_transport');
		expect(said('relayhost = [a.test]\nrelayhost = [b.test]')).toContain(
			'2: relayhost stands here again; line 1 does not count.',
		);
		expect(said('relayhost = [a.test]\ncanary words')).toContain('2: This line is not “parameter = value”');
		expect(said('relayhost = [a.test]\ncanary words')).not.toContain('canary');
	});
});

describe('lines', () => {
	test.each([
		['continued', 'relayhost =\n\t[a.test]:587\n', 'a.test main.cf:1'],
		['continued behind a comment', 'relayhost =\n# x\n   [a.test]:587\n', 'a.test main.cf:1'],
		['CR LF', 'myhostname = x.test\r\nrelayhost = [a.test]:587\r\n', 'a.test main.cf:2'],
		['a byte order mark', '\uFEFFrelayhost = [a.test]:587', 'a.test main.cf:1'],
		['no blanks', 'relayhost=[a.test]', 'a.test main.cf:1'],
		['the last one counts', 'relayhost=[b.test]\nrelayhost=[a.test]', 'a.test main.cf:2'],
	])('%s', (_what, text, host) => {
		expect(valuesOf(read(text))['host']).toBe(host);
	});

	test('variables that lead back to themselves or grow without end are given up', () => {
		const loop = read('relayhost = $a\na = $b\nb = $a\n');
		expect(told(loop)[0]).toBe(
			'1: relayhost rests on a variable that this file alone does not tell, or on more than 50, one behind the other; it is not taken.',
		);
		const letters = [...'abcdefghijklmno'];
		const bomb = letters.map((letter, index) => `${letter} = ${`$${letters[index + 1] ?? 'z'}`.repeat(100)}`);
		expect(valuesOf(read(`relayhost = $a\n${bomb.join('\n')}\nz = xxxxxxxxxx\n`))['host']).toBeUndefined();
	});
});

describe('encryption', () => {
	test.each([
		['', 'none implied'],
		['smtp_tls_security_level = none', 'none main.cf:2'],
		['smtp_tls_security_level = may', 'starttls main.cf:2'],
		['smtp_tls_security_level = Encrypt', 'starttls main.cf:2'],
		['smtp_tls_security_level = secure', 'starttls main.cf:2'],
		['smtp_tls_security_level = nope', undefined],
		['smtp_tls_security_level =', 'none implied'],
		['smtp_tls_security_level = $x', undefined],
		['smtp_use_tls = yes', 'starttls main.cf:2'],
		['smtp_enforce_tls = yes', 'starttls main.cf:2'],
		['smtp_use_tls = yes\nsmtp_tls_security_level = none', 'none main.cf:3'],
		['smtp_tls_wrappermode = yes', 'implicit main.cf:2'],
		['smtp_tls_wrappermode = no\nsmtp_tls_security_level = encrypt', 'starttls main.cf:3'],
	])('%j', (lines, security) => {
		expect(valuesOf(read(`relayhost = [a.test]:587\n${lines}\n`))['security']).toBe(security);
	});

	test('what Postfix leaves open is named', () => {
		const said = (lines: string) => told(read(`relayhost = [a.test]\n${lines}`)).join('\n');
		expect(said('smtp_tls_security_level = may')).toContain('2: Postfix encrypts only if');
		expect(said('smtp_use_tls = yes')).toContain('2: Postfix encrypts only if');
		expect(said('smtp_tls_wrappermode = yes')).toContain('2: smtp_tls_wrappermode needs');
		expect(said('smtp_tls_security_level = nope')).toContain('2: smtp_tls_security_level is not a level');
	});
});

test('the name for EHLO', () => {
	const helo = (lines: string) => valuesOf(read(`relayhost = [a.test]\n${lines}`))['helo'];
	expect(helo('myhostname = nas.a.test\nsmtp_helo_name = out.a.test')).toBe('out.a.test main.cf:3');
	expect(helo('myhostname = nas.a.test\nsmtp_helo_name = $myhostname')).toBe('nas.a.test main.cf:3');
	expect(helo('myhostname = nas.a.test\nsmtp_helo_name = $nope')).toBeUndefined();
	expect(helo('')).toBeUndefined();
});

test('a file is recognized by its lines; it has no accounts, and without a server there is nothing to take', () => {
	const reading = readSettings({name: 'copy', text: debian});
	expect(reading.ok && reading.value.format).toBe('postfix');
	expect(mistakeIn(readSettings({name: 'main.cf', text: debian}, {account: 'x'})).message).toBe(
		'A main.cf has no accounts.',
	);
	expect(mistakeIn(readSettings({name: 'main.cf', text: 'inet_protocols = all\n'})).advice).toContain(
		'no submission server',
	);
	expect(mistakeIn(readSettings({name: '/x/sasl_passwd', text: passwords})).advice).toContain(
		'Name main.cf instead',
	);
});
