import {describe, expect, test} from 'vitest';
import {readSettings} from '../../source/settings/read.ts';
import {readUrl, urlSecret} from '../../source/settings/url.ts';
import {mistakeIn, told, valuesOf} from './reading.ts';

const read = (text: string, account?: string) => readUrl({name: '.env', text}, account);

test('a URL alone', () => {
	const text = 'smtps://kim%40a.test:p%40ss%2Fw%3Ard@smtp.a.test/?pool=true\n';
	expect(valuesOf(read(text))).toEqual({
		host: 'smtp.a.test .env:1',
		port: '465 implied',
		security: 'implicit .env:1',
		user: 'kim@a.test .env:1',
		password: 'plain .env:1',
	});
	expect(urlSecret(text, 1)).toBe('p@ss/w:rd');
});

/** As the guide of Auth.js says, and what stands around it in such files. */
const env = `# Auth.js
AUTH_SECRET="canary-0"
DATABASE_URL=postgres://app:canary-1@db.test/app
EMAIL_SERVER=smtp://kim:canary-2@smtp.example.com:587
EMAIL_FROM="The Shop <noreply@example.com>"
`;

test('a variable in a file of them, and the sender beside it', () => {
	expect(valuesOf(read(env))).toEqual({
		account: 'EMAIL_SERVER',
		host: 'smtp.example.com .env:4',
		port: '587 .env:4',
		security: 'starttls .env:4',
		user: 'kim .env:4',
		from: 'noreply@example.com .env:5',
		password: 'plain .env:4',
	});
	expect(told(read(env))).toEqual([
		'4: The program encrypts only if the server offers STARTTLS, unless it is told otherwise; lostmail takes STARTTLS.',
	]);
	expect(JSON.stringify(read(env))).not.toContain('canary');
});

describe('how a variable is written', () => {
	test.each([
		['SMTP_URL=smtp://k:canary@a.test'],
		['export SMTP_URL=smtp://k:canary@a.test'],
		['SMTP_URL = "smtp://k:canary@a.test"'],
		["SMTP_URL='smtp://k:canary@a.test' # a comment"],
		['SMTP_URL=`smtp://k:canary@a.test`'],
		['SMTP_URL=smtp://k:canary@a.test # a comment'],
		['\uFEFFSMTP_URL=smtp://k:canary@a.test\r\n'],
		['  SMTP_URL: smtp://k:canary@a.test'],
		['  - SMTP_URL=smtp://k:canary@a.test'],
		['SMTP_URL=SMTP://k:canary@a.test'],
	])('%j', text => {
		expect(valuesOf(read(text))).toMatchObject({
			account: 'SMTP_URL',
			host: 'a.test .env:1',
			password: 'plain .env:1',
		});
		expect(urlSecret(text, 1)).toBe('canary');
	});

	test('of two the last one counts; of several variables the usual one, or that which is named', () => {
		const twice = read('SMTP_URL=smtp://a.test\nSMTP_URL=smtp://b.test\n');
		expect(valuesOf(twice)['host']).toBe('b.test .env:2');
		expect(told(twice)).toContain('2: SMTP_URL stands here again; line 1 does not count.');
		const several = 'OLD=smtp://old.test\nMAILER_DSN=smtp://dsn.test:25\nEMAIL_SERVER=smtp://server.test\n';
		expect(valuesOf(read(several))['account']).toBe('EMAIL_SERVER');
		expect(told(read(several)).at(-1)).toContain('(known: OLD, MAILER_DSN)');
		expect(valuesOf(read(several, 'OLD'))['host']).toBe('old.test .env:1');
		expect(mistakeIn(read(several, 'NEW'))).toMatchObject({
			message: 'There is no variable “NEW” with a connection URL in this file.',
			advice: 'Name one behind the file: --from-config FILE#VARIABLE (known: OLD, MAILER_DSN, EMAIL_SERVER)',
		});
	});
});

describe('port and encryption', () => {
	test.each([
		['smtp://a.test', '587 implied', 'starttls .env:1'],
		['smtps://a.test', '465 implied', 'implicit .env:1'],
		['smtps://a.test:587', '587 .env:1', 'implicit .env:1'],
		['smtp://a.test:465', '465 .env:1', 'starttls .env:1'],
		['smtp://a.test?ignoreTLS=true', '587 implied', 'none .env:1'],
		['smtp://a.test?ignoreTLS=true&requireTLS=true', '587 implied', 'starttls .env:1'],
		['smtp://a.test:25/?secure=true', '25 .env:1', 'starttls .env:1'],
		['smtp://[2001:db8::1]:2525', '2525 .env:1', 'starttls .env:1'],
		// Symfony’s own rules
		['MAILER_DSN=smtp://a.test', '465 implied', 'implicit .env:1'],
		['MAILER_DSN=smtp://a.test:465', '465 .env:1', 'implicit .env:1'],
		['MAILER_DSN=smtp://a.test:587', '587 .env:1', 'starttls .env:1'],
		['MAILER_DSN=smtp://a.test:25?auto_tls=false', '25 .env:1', 'none .env:1'],
		['MAILER_DSN=smtp://localhost', '25 implied', 'starttls .env:1'],
	])('%s', (text, port, security) => {
		const values = valuesOf(read(text));
		expect([values['port'], values['security']]).toEqual([port, security]);
	});
});

describe('parts of a URL', () => {
	test.each([
		[
			'an address as name',
			'smtp://kim@a.test:canary@b.test',
			{user: 'kim@a.test .env:1', host: 'b.test .env:1'},
			'canary',
		],
		[
			'an @ in the password',
			'smtp://kim:can@ry@b.test',
			{user: 'kim .env:1', host: 'b.test .env:1'},
			'can@ry',
		],
		['a colon in the password', 'smtp://kim:can:ary@b.test', {user: 'kim .env:1'}, 'can:ary'],
		['a % that is no code', 'smtp://kim:can%ary@b.test', {user: 'kim .env:1'}, 'can%ary'],
		['a plus sign', 'smtp://kim:can+ary@b.test', {user: 'kim .env:1'}, 'can+ary'],
		['codes', 'smtp://kim:can%23%25%C3%BC@b.test', {user: 'kim .env:1'}, 'can#%ü'],
		['an IPv6 address', 'smtp://kim:canary@[2001:db8::1]:25', {host: '2001:db8::1 .env:1'}, 'canary'],
		['a name for EHLO', 'smtp://b.test?name=nas.b.test', {helo: 'nas.b.test .env:1'}, undefined],
		['no password', 'smtp://kim@b.test', {user: 'kim .env:1'}, undefined],
		['an empty password', 'smtp://kim:@b.test', {user: 'kim .env:1'}, undefined],
		['a domain in other letters', 'smtp://B%C3%BCcher.test', undefined, undefined],
	])('%s', (_what, text, wanted, secret) => {
		if (wanted) expect(valuesOf(read(text))).toMatchObject(wanted);
		else expect(read(text).ok).toBe(false);
		expect(urlSecret(text, 1)).toBe(secret);
	});

	test('what lostmail does otherwise is named', () => {
		const said = (url: string) => told(read(url)).join('\n');
		expect(said('smtps://k:x@a.test?tls.rejectUnauthorized=false')).toContain(
			'does not check the certificate',
		);
		expect(said('smtps://k:x@a.test?verify_peer=0')).toContain('does not check the certificate');
		expect(said('smtps://k@a.test')).toContain('no password; give it with --secret');
		expect(said('EMAIL_URL=smtps://k:x@a.test')).toContain('for STARTTLS');
		expect(said('smtps://k:x@a.test?proxy=http://p.test&service=gmail')).toMatch(/provider[\s\S]*proxy/);
	});
});

/** In each of them a careless reader takes a piece of the password for a host, a port or a parameter. */
test.each([
	'smtp://kim:9871/canary@a.test',
	'smtp://kim:9871?canary@a.test',
	'smtp://kim:9871#canary@a.test',
	'"smtp://kim:9871#canary@a.test"',
	'SMTP_URL="smtp://kim:9871#canary@a.test"',
	'SMTP_URL=smtp://kim:9871#canary@a.test',
	'smtp://kim@b.test:9871/canary@a.test',
	'smtp://kim@b.test:9871?canary@a.test',
	'smtp://kim:canary/x@a.test',
	'smtp://kim:canary@a.test:port',
	'smtp://kim:canary@a.test:99999',
	'smtp://kim:canary@',
	'smtp://kim:canary@/x',
	'smtp://kim:can ary@a.test',
	'smtp://kim:can\\ary@a.test',
	'smtp://kim:canary@a%00.test',
	'smtp://\u0024{NAME}:canary@a.test',
])('%s is refused, and nothing of it is repeated', async text => {
	const warnings: Error[] = [];
	const listen = (warning: Error) => void warnings.push(warning);
	process.on('warning', listen);
	const reading = read(text);
	expect(mistakeIn(reading).at).toMatch(/^\.env:1:\d+$/);
	expect(JSON.stringify(reading)).not.toMatch(/canary|9871|can ary/);
	expect(urlSecret(text, 1)).toBeUndefined();
	await new Promise(setImmediate);
	process.off('warning', listen);
	expect(warnings).toEqual([]);
});

test('settings that stand apart are not guessed together', () => {
	const text = 'SMTP_HOST=a.test\nSMTP_PASSWORD=canary\n';
	const mistake = mistakeIn(readSettings({name: '.env', text}));
	expect(mistake.advice).toContain('give settings that stand apart with --set');
	expect(JSON.stringify(mistake)).not.toContain('canary');
});
