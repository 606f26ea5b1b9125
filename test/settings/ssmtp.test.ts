import {describe, expect, test} from 'vitest';
import type {Fetched} from '../../source/settings/found.ts';
import {readSettings} from '../../source/settings/read.ts';
import {readSsmtp, ssmtpSecret} from '../../source/settings/ssmtp.ts';
import {mistakeIn, told, valuesOf} from './reading.ts';

const name = 'ssmtp.conf';
const read = (text: string, aliases?: string, user?: string) => {
	const fetched: readonly Fetched[] =
		aliases === undefined
			? [{asked: 'revaliases', why: 'it is not there'}]
			: [{asked: 'revaliases', file: {name: 'revaliases', text: aliases}}];
	return readSsmtp({name, text}, fetched, user);
};

/** As Debian installs it, filled in as guides for Gmail say. */
const debian = `#
# Config file for sSMTP sendmail
#
# The person who gets all mail for userids < 1000
# Make this empty to disable rewriting.
root=postmaster

# The place where the mail goes. The actual machine name is required no
# MX records are consulted. Commonly mailhosts are named mail.domain.com
mailhub=smtp.gmail.com:587

# Where will the mail seem to come from?
rewriteDomain=example.org

# The full hostname
hostname=nas.example.org

UseTLS=YES
UseSTARTTLS=YES
AuthUser=kim@example.org
AuthPass=canary-1

# Are users allowed to set their own From: address?
FromLineOverride=YES
`;

/** As sSMTP installs it. */
const revaliases = `# sSMTP aliases
#
# Format:       local_account:outgoing_address:mailhub
#
# Example: root:your_login@your.domain:mailhub.your.domain[:port]
# where [:port] is an optional port number that defaults to 25.
root:nas@example.org:smtp.gmail.com:465
www-data:web
`;

test('a configuration and the sender of root', () => {
	expect(valuesOf(read(debian, revaliases))).toEqual({
		account: 'root',
		host: 'smtp.gmail.com revaliases:7',
		port: '465 revaliases:7',
		security: 'starttls ssmtp.conf:19',
		user: 'kim@example.org ssmtp.conf:20',
		from: 'nas@example.org revaliases:7',
		helo: 'nas.example.org ssmtp.conf:16',
		password: 'plain ssmtp.conf:21',
	});
	expect(ssmtpSecret(debian, 21)).toBe('canary-1');
});

test('another local user; a sender without a domain gets the one that sSMTP appends', () => {
	expect(valuesOf(read(debian, revaliases, 'www-data'))).toMatchObject({
		account: 'www-data',
		host: 'smtp.gmail.com ssmtp.conf:10',
		from: 'web@example.org revaliases:8',
	});
	expect(mistakeIn(read(debian, revaliases, 'kim'))).toEqual({
		at: 'revaliases:1:1',
		message: 'There is no local user “kim” in revaliases.',
		advice: 'Name one behind the file: --from-config FILE#USER (known: root, www-data)',
	});
	expect(mistakeIn(read(debian, undefined, 'kim')).advice).toContain('no revaliases with a user was found');
});

test('who sends is not guessed', () => {
	expect(told(read(debian)).at(-1)).toBe(
		'1: No line names the sender; sSMTP takes the local user’s name @example.org. Give smtp-from yourself.',
	);
	const two = read(debian, 'a:a@a.test\nb:b@a.test\n');
	expect(valuesOf(two)['from']).toBeUndefined();
	expect(told(two).at(-1)).toContain('name one behind the file, as in ssmtp.conf#USER (known: a, b)');
	expect(valuesOf(read(debian, 'a:a@a.test\na:c@a.test\n'))).toMatchObject({
		account: 'a',
		from: 'c@a.test revaliases:2',
	});
});

describe('encryption, played line by line', () => {
	test.each([
		['', 'none implied'],
		['UseTLS=YES', 'implicit ssmtp.conf:2'],
		['UseTLS=No', 'none ssmtp.conf:2'],
		['usestarttls=yes', 'starttls ssmtp.conf:2'],
		['UseTLS=YES\nUseSTARTTLS=YES', 'starttls ssmtp.conf:3'],
		['UseSTARTTLS=YES\nUseTLS=YES', 'starttls ssmtp.conf:3'],
		['UseSTARTTLS=YES\nUseTLS=NO', 'none ssmtp.conf:3'],
		['UseTLS=NO\nUseSTARTTLS=YES', 'starttls ssmtp.conf:3'],
		['UseSTARTTLS=YES\nUseSTARTTLS=NO', 'implicit ssmtp.conf:3'],
		['UseTLS=on', 'none ssmtp.conf:2'],
	])('%j', (lines, security) => {
		expect(valuesOf(read(`mailhub=a.test\n${lines}`))['security']).toBe(security);
	});
});

describe('mailhub', () => {
	test.each([
		['mailhub=a.test', 'a.test ssmtp.conf:1', '25 implied'],
		['MailHub=a.test:', 'a.test ssmtp.conf:1', '25 implied'],
		['mailhub=a.test:465', 'a.test ssmtp.conf:1', '465 ssmtp.conf:1'],
		['mailhub=a.test:submission', 'a.test ssmtp.conf:1', '587 ssmtp.conf:1'],
		['mailhub=a.test:0', 'a.test ssmtp.conf:1', undefined],
		['mailhub=[2001:db8::1]:587', '2001:db8::1 ssmtp.conf:1', '587 ssmtp.conf:1'],
		['mailhub=a.test:587\nRemotePort=2525', 'a.test ssmtp.conf:1', '2525 ssmtp.conf:2'],
		['mailhub=a.test\nmailhub=b.test', 'b.test ssmtp.conf:2', '25 implied'],
		['mailhub = a.test # the hub', 'a.test ssmtp.conf:1', '25 implied'],
		['mailhub=a.test\r\nAuthUser=\r\n', 'a.test ssmtp.conf:1', '25 implied'],
	])('%j', (text, host, port) => {
		const values = valuesOf(read(text));
		expect([values['host'], values['port']]).toEqual([host, port]);
	});

	test('without one, only what else stands there is taken', () => {
		const reading = read('AuthUser=kim\nAuthPass=x\n');
		expect(valuesOf(reading)['host']).toBeUndefined();
		expect(told(reading).join('\n')).toContain('a host named mailhub');
	});
});

describe('login', () => {
	test('the first AuthUser and AuthPass count, as in sSMTP', () => {
		const text = 'mailhub=a.test\nAuthUser=kim\nAuthUser=joe\nAuthPass=canary-1\nAuthPass=canary-2\n';
		expect(valuesOf(read(text))).toMatchObject({user: 'kim ssmtp.conf:2', password: 'plain ssmtp.conf:4'});
	});

	test.each([
		['AuthPass=canary#rest', 'canary'],
		['AuthPass=canary=rest', 'canary'],
		['AuthPass=canary rest', 'canary'],
		['authpass=can:ary@%41', 'can:ary@%41'],
		['AuthPass = canary', 'canary'],
		['AuthPass=', undefined],
		['AuthPass=#canary', undefined],
		['#AuthPass=canary', undefined],
	])('%j is the password %j', (line, secret) => {
		expect(ssmtpSecret(line, 1)).toBe(secret);
	});

	test('where sSMTP ends a password is said, and nothing of it', () => {
		const reading = read('mailhub=a.test\nAuthUser=kim\nAuthPass=canary#rest-canary\n');
		expect(told(reading)[0]).toBe(
			'3: sSMTP ends the value at the first “#”, “=” or white space in it; what stands behind that is not part of it.',
		);
		expect(JSON.stringify(reading)).not.toContain('canary');
	});

	test('without AuthUser there is no login', () => {
		const reading = read('mailhub=a.test\nAuthPass=x\n');
		expect(valuesOf(reading)['password']).toBeUndefined();
		expect(told(reading).at(-1)).toBe(
			'2: sSMTP does not log in, because there is no AuthUser; the password is not taken.',
		);
	});
});

test('what is not understood is named by its line and stops nothing', () => {
	expect(told(read('mailhub=a.test\ncanary\nAuthPas=canary\nAuthUser = kim\n', 'root:a@a.test'))).toEqual([
		'2: This line has no “=”, so sSMTP ignores it.',
		'3: This line is not a keyword of sSMTP that lostmail knows; it is left out, and not shown in case it is a secret.',
		'4: White space stands beside the “=”, for which sSMTP 2.64 takes the value to be empty.',
	]);
});

test('a file is recognized by its lines; revaliases alone is not one', () => {
	const reading = readSettings({name: 'copy', text: debian});
	expect(reading.ok && reading.value.format).toBe('ssmtp');
	expect(mistakeIn(readSettings({name: '/etc/ssmtp/revaliases', text: revaliases})).advice).toContain(
		'Name ssmtp.conf instead',
	);
});
