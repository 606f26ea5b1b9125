import {describe, expect, test} from 'vitest';
import {readMsmtp} from '../../source/settings/msmtp.ts';
import {readSettings} from '../../source/settings/read.ts';
import {mistakeIn, told, valuesOf} from './reading.ts';

const name = 'msmtprc';
const read = (text: string, account?: string) => readMsmtp({name, text}, account);

/** As in the manual of msmtp, with a port among the defaults. */
const manual = `# Example for a user configuration file ~/.msmtprc

# Set default values for all following accounts.
defaults
port 587
tls on
#tls_trust_file /etc/ssl/certs/ca-certificates.crt
logfile ~/.msmtp.log

# A freemail service
account freemail
host smtp.freemail.example
from joe_smith@freemail.example
auth on
user joe.smith
passwordeval gpg2 --no-tty -q -d ~/.msmtp-password.gpg

# A second mail address at the same freemail service
account freemail2 : freemail
from joey@freemail.example

# The SMTP server of your ISP
account isp
host mail.isp.example
from smithjoe@isp.example
auth on
user 12345
password secret123

# Set a default account
account default : freemail
`;

test('the example of the manual: the default account, which copies from another', () => {
	expect(valuesOf(read(manual))).toEqual({
		account: 'default',
		host: 'smtp.freemail.example msmtprc:12',
		port: '587 msmtprc:5',
		security: 'starttls msmtprc:6',
		user: 'joe.smith msmtprc:15',
		from: 'joe_smith@freemail.example msmtprc:13',
		password: 'command msmtprc:16',
	});
	expect(told(read(manual))).toEqual([
		'16: The password comes from a command (passwordeval), which lostmail never runs; give it with --secret smtp-password=env:NAME.',
	]);
});

test('another account by its name, and what it inherits', () => {
	expect(valuesOf(read(manual, 'freemail2'))).toMatchObject({
		account: 'freemail2',
		host: 'smtp.freemail.example msmtprc:12',
		from: 'joey@freemail.example msmtprc:20',
		password: 'command msmtprc:16',
	});
	expect(valuesOf(read(manual, 'isp'))).toMatchObject({
		host: 'mail.isp.example msmtprc:24',
		password: 'plain msmtprc:28',
	});
});

test('an account that is not there names those that are', () => {
	expect(mistakeIn(read(manual, 'work'))).toEqual({
		at: 'msmtprc:11:1',
		message: 'There is no account “work” in this file.',
		advice: 'Name one behind the file: --from-config FILE#ACCOUNT (known: freemail, freemail2, isp, default)',
	});
});

test('several accounts and no default; one account and no default; no account line at all', () => {
	expect(mistakeIn(read('account a\nhost a.test\naccount b\nhost b.test')).message).toContain(
		'none of them is the default',
	);
	expect(valuesOf(read('account a\nhost a.test'))).toMatchObject({account: 'a', host: 'a.test msmtprc:2'});
	expect(valuesOf(read('host a.test'))).toMatchObject({account: 'default', host: 'a.test msmtprc:1'});
	expect(mistakeIn(read('# nothing\n')).message).toBe('There is no account in this file.');
});

test('defaults hold for the accounts below them, and only as they stand there', () => {
	const text =
		'account a\nhost a.test\ndefaults\nport 2525\naccount b\nhost b.test\ndefaults\nport 26\naccount c : b\n';
	expect(valuesOf(read(text, 'a'))['port']).toMatch(/^25 /);
	expect(valuesOf(read(text, 'b'))['port']).toBe('2525 msmtprc:4');
	// What the copied account had from the defaults of its own is not copied.
	expect(valuesOf(read(text, 'c'))['port']).toBe('26 msmtprc:8');
});

test.each([
	['account a : nope', 'copies from one that does not stand above it'],
	['account a\nhost x.test\naccount a', 'stands in the file twice'],
	['account', 'has no name'],
])('%j is a mistake, because msmtp refuses it', (text, message) => {
	expect(mistakeIn(read(text)).message).toContain(message);
});

describe('port and encryption', () => {
	test.each([
		['', '25 implied', 'none implied'],
		['tls off', '25 implied', 'none msmtprc:2'],
		['tls', '25 implied', 'starttls msmtprc:2'],
		['tls on\ntls_starttls off', '465 implied', 'implicit msmtprc:3'],
		['tls on\ntls_starttls on', '25 implied', 'starttls msmtprc:3'],
		['tls on\ntls_nostarttls', '465 implied', 'implicit msmtprc:3'],
		['tls on\nport 465', '465 msmtprc:3', 'starttls msmtprc:2'],
		['tls_starttls off\nport 587', '587 msmtprc:3', 'none implied'],
		['tls on\nport submissions', '465 msmtprc:3', 'starttls msmtprc:2'],
		['port SUBMISSION', '587 msmtprc:2', 'none implied'],
		['port smtp', '25 msmtprc:2', 'none implied'],
		['port smtps', '465 msmtprc:2', 'none implied'],
		['port 70000', undefined, 'none implied'],
		['port', '25 implied', 'none implied'],
		['tls yes', undefined, undefined],
	])('%j', (lines, port, security) => {
		const values = valuesOf(read(`host a.test\n${lines}`));
		expect([values['port'], values['security']]).toEqual([port, security]);
	});

	test('what msmtp would refuse is named', () => {
		expect(told(read('host a.test\ntls yes\nport smtp'))).toEqual([
			'2: The argument of tls is neither on nor off, which msmtp refuses; the setting is not taken.',
			'3: msmtp takes a port as a number only; lostmail took the service that is named.',
		]);
	});
});

describe('lines', () => {
	test.each([
		['tabs and blanks', '\thost \t a.test \t\n', {host: 'a.test msmtprc:1'}],
		['CR LF', 'host a.test\r\nfrom kim@a.test\r\n', {host: 'a.test msmtprc:1', from: 'kim@a.test msmtprc:2'}],
		['a byte order mark', '\uFEFFhost a.test\n', {host: 'a.test msmtprc:1'}],
		['double quotes', 'host "a.test"\n', {host: 'a.test msmtprc:1'}],
		['no line end', 'host a.test', {host: 'a.test msmtprc:1'}],
		['a key that stands there twice', 'host a.test\nhost b.test', {host: 'b.test msmtprc:2'}],
		['an IPv6 address', 'host 2001:db8::1', {host: '2001:db8::1 msmtprc:1'}],
		['an @ in the user', 'host a.test\nauth on\nuser kim@a.test', {user: 'kim@a.test msmtprc:3'}],
		['the name for EHLO', 'host a.test\ndomain nas.a.test', {helo: 'nas.a.test msmtprc:2'}],
		[
			'an account without blanks',
			'account a\nhost a.test\naccount default: a',
			{account: 'default', host: 'a.test msmtprc:2'},
		],
	])('%s', (_what, text, wanted) => {
		expect(valuesOf(read(text))).toMatchObject(wanted);
	});

	test('what is not understood is named by its line and stops nothing', () => {
		const reading = read(
			'host a.test\nhunter2-canary\npasswrod hunter2-canary\nset_from_header on\nfrom root\n',
		);
		expect(told(reading)).toEqual([
			'2: This line is not a command of msmtp that lostmail knows; it is left out, and not shown in case it is a secret.',
			'3: This line is not a command of msmtp that lostmail knows; it is left out, and not shown in case it is a secret.',
			'5: The sender address is not taken, because it is not an e-mail address.',
		]);
		expect(JSON.stringify(reading)).not.toContain('canary');
	});

	test('an account with blanks in its name is found by it, and never named by itself', () => {
		const text = 'account "my a"\nhost a.test\naccount b\nhost b.test\n';
		expect(valuesOf(read(text, 'my a'))).toMatchObject({host: 'a.test msmtprc:2'});
		expect(mistakeIn(read(text)).advice).toContain('(known: b and 1 more)');
		expect(told(read('host a.test\nauth on\nuser kimpassword canary\n')).join()).toContain(
			'as if two lines had run together',
		);
	});

	test('patterns that msmtp fills in are not taken', () => {
		const values = valuesOf(read('host a.test\nfrom %U@a.test\ndomain %H\n'));
		expect([values['from'], values['helo']]).toEqual([undefined, undefined]);
	});
});

describe('login', () => {
	test.each([
		['auth is off by default', 'user kim\npassword x', undefined, undefined],
		['auth off', 'auth off\nuser kim\npassword x', undefined, undefined],
		['auth without argument', 'auth\nuser kim\npassword x', 'kim msmtprc:3', 'plain msmtprc:4'],
		['auth by a method', 'auth login\nuser kim\npassword x', 'kim msmtprc:3', 'plain msmtprc:4'],
		['a password before a command', 'auth on\npasswordeval cat x\npassword x', undefined, 'plain msmtprc:4'],
		['an empty password unsets it', 'auth on\npassword x\npassword', undefined, undefined],
		['an empty user unsets it', 'auth on\nuser kim\nuser', undefined, undefined],
	])('%s', (_what, lines, user, password) => {
		const values = valuesOf(read(`host a.test\n${lines}`));
		expect([values['user'], values['password']]).toEqual([user, password]);
	});

	test.each([
		['user kim\npassword x', 'because auth is off'],
		['auth oauthbearer\nuser kim\npassword x', 'does not log in by the method'],
		['auth on\nuser kim', 'asks a keyring'],
	])('%j is explained', (lines, remark) => {
		expect(told(read(`host a.test\n${lines}`)).join('\n')).toContain(remark);
	});
});

test('ways that lostmail does not go are named', () => {
	const lines = [
		'proxy_host 127.0.0.1',
		'socket /run/x',
		'tls_certcheck off',
		'protocol lmtp',
		'source_ip 192.0.2.1',
		'tls_host_override x',
		'eval echo x',
		'auto_from on',
	];
	expect(told(read(`host a.test\n${lines.join('\n')}`))).toHaveLength(lines.length);
	expect(told(read('from kim@a.test\n'))).toEqual([
		'1: This account has no host, for which msmtp refuses it.',
	]);
});

test('a file is recognized by its lines, whatever its name', () => {
	const reading = readSettings({name: 'backup.txt', text: manual});
	expect(reading.ok && reading.value.format).toBe('msmtp');
});
