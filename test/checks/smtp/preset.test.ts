import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import preset from '../../../source/checks/smtp/preset.ts';
import {failureCodes} from '../../../source/core/failure.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';
import {waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

// Long because one table holds a scenario for every way in which a server and an address can go together.
const {knowledge} = await loadKnowledge(fileURLToPath(new URL('../../../playbooks', import.meta.url)));
const providers = knowledge?.providers ?? [];

const told = (params: NonNullable<When['params']>, dns: When['dns'] = {}): When => ({params, dns, providers});
const at = (host: string, port: number, security: string) => ({host, port, security});
const mx = (...hosts: readonly string[]) => ({'shop.test MX': hosts});

describeCheck(
	preset,
	{},
	[
		{
			finds: 'needs-app-password',
			when: told({address: 'person@gmail.com', ...at('smtp.gmail.com', 465, 'implicit')}),
			says: 'These are settings of Gmail, where the password of the account is not accepted: Turn on 2-Step Verification, create an app password of 16 letters at myaccount.google.com/apppasswords, and enter that without its spaces.',
			facts: {
				providers: ['gmail'],
				preset: 'smtp.gmail.com, port 465, TLS from the first byte (SSL/TLS)',
				presets: [
					{host: 'smtp.gmail.com', port: 465, security: 'implicit'},
					{host: 'smtp.gmail.com', port: 587, security: 'starttls'},
				],
				passwordKind: 'app-password',
				differing: [],
				unsure: ['junk', 'sender', 'limits'],
			},
		},
		{finds: 'needs-app-password', when: told(at('SMTP.Gmail.com.', 587, 'starttls'))},
		{
			finds: 'needs-app-password',
			when: told(
				{address: 'shop@shop.test', ...at('smtp.gmail.com', 587, 'starttls')},
				mx('aspmx.l.google.com'),
			),
			facts: {provider: 'Google Workspace', preset: 'smtp.gmail.com, port 587, STARTTLS'},
		},
		{
			finds: 'needs-app-password',
			when: told(
				{address: 'post@shop.test', user: 'apikey', ...at('smtp.sendgrid.net', 587, 'starttls')},
				mx('aspmx.l.google.com'),
			),
			facts: {provider: 'Twilio SendGrid'},
		},
		{
			finds: 'needs-app-password',
			when: told(at('email-smtp.ap-south-1.amazonaws.com', 2587, 'starttls')),
			facts: {preset: 'email-smtp.REGION.amazonaws.com, port 2587, STARTTLS'},
		},
		{
			finds: 'fits',
			when: told({address: 'person@gmx.net', ...at('mail.gmx.net', 587, 'starttls')}),
			says: 'These are settings of GMX: mail.gmx.net, port 587, STARTTLS.',
			facts: {passwordKind: 'app-password-with-2fa'},
		},
		{
			finds: 'fits',
			when: told(
				{address: 'shop@shop.test', ...at('smtp.office365.com', 587, 'starttls')},
				mx('shop-test.mail.protection.outlook.com'),
			),
			facts: {providers: ['microsoft-365'], domain: 'shop.test'},
		},
		{
			finds: 'fits',
			when: told(
				{address: 'shop@shop.test', ...at('smtp.office365.com', 587, 'starttls')},
				mx('mx.gateway.test'),
			),
			facts: {providers: ['microsoft-365']},
		},
		{
			finds: 'differs',
			when: told({address: 'person@gmail.com', ...at('smtp.gmail.com', 465, 'starttls')}),
			says: 'Gmail is known to want other settings: TLS from the first byte (SSL/TLS) instead of STARTTLS.',
			facts: {differing: ['security'], rfc: 'RFC 8314 section 3.3', who: 'admin'},
		},
		{
			finds: 'differs',
			when: told({user: 'person@163.com', ...at('smtp.163.com', 587, 'starttls')}),
			says: 'NetEase (163, 126, yeah) is known to want other settings: port 465 instead of port 587, TLS from the first byte (SSL/TLS) instead of STARTTLS.',
		},
		{
			finds: 'differs',
			when: told({address: 'person@163.com', ...at('smtp.126.com', 465, 'implicit')}),
			says: 'NetEase (163, 126, yeah) is known to want other settings: smtp.163.com instead of smtp.126.com.',
			facts: {differing: ['host']},
		},
		{
			finds: 'differs',
			when: told({address: 'person@yahoo.com', ...at('smtp.mail.yahoo.com', 25, 'none')}),
			says: 'Yahoo Mail is known to want other settings: port 465 instead of port 25, TLS from the first byte (SSL/TLS) instead of no encryption.',
		},
		{
			finds: 'differs',
			when: told({user: 'shop', ...at('smtp.sendgrid.net', 587, 'starttls')}),
			says: 'Twilio SendGrid is known to want other settings: the word apikey instead of the login shop.',
			facts: {differing: ['user']},
		},
		{finds: 'differs', when: told({user: 'person', ...at('smtp.gmail.com', 465, 'implicit')})},
		{finds: 'differs', when: told({address: 'person@gmail.com', host: 'gmail-smtp-in.l.google.com'})},
		{
			finds: 'wrong-host',
			when: told({address: 'person@qq.com', ...at('smtp.163.com', 465, 'implicit')}),
			says: 'smtp.163.com belongs to NetEase (163, 126, yeah), while the mail of qq.com is with QQ Mail; that may be on purpose.',
			facts: {rfc: 'RFC 6409 section 6.1', who: 'admin', providers: ['qq']},
		},
		{
			finds: 'wrong-host',
			when: told({address: 'shop@shop.test', ...at('smtp.gmail.com', 465, 'implicit')}, mx('mx.yandex.net')),
		},
		{
			finds: 'wrong-host',
			when: told({address: 'person@gmail.com', ...at('smtp.sendgrid.net', 587, 'starttls')}),
		},
		{
			finds: 'oauth-only',
			when: told({address: 'person@hotmail.com', ...at('smtp-mail.outlook.com', 587, 'starttls')}),
			says: 'Outlook.com and Hotmail accepts no password for sending since 2024-09-16: a device has to log in with OAuth there, or to send through another provider.',
			facts: {who: 'mail-owner', differing: []},
		},
		{finds: 'oauth-only', when: told({address: 'person@outlook.com'})},
		{
			finds: 'oauth-only',
			when: told({address: 'person@live.com', host: 'smtp.live.com', port: '25'}),
			facts: {differing: ['host', 'port']},
		},
		{
			finds: 'no-smtp',
			when: told({address: 'person@tuta.com'}),
			says: 'The mail of tuta.com is with Tuta. Tuta has neither SMTP nor IMAP: only its own apps can send.',
		},
		{finds: 'no-smtp', when: told({address: 'shop.test'}, mx('mail.tutanota.de'))},
		{finds: 'no-smtp', when: told({address: 'person@proton.me', host: '127.0.0.1', port: 1025})},
		{
			finds: 'preset',
			when: told({address: 'shop@shop.test'}, mx('mail.protonmail.ch')),
			says: 'For Proton Mail enter smtp.protonmail.ch, port 587, STARTTLS.',
			facts: {passwordKind: 'token'},
		},
		{
			finds: 'preset',
			when: told({address: 'person@GMX.com'}),
			says: 'For GMX enter mail.gmx.com, port 465, TLS from the first byte (SSL/TLS).',
		},
		{finds: 'preset', when: told({from: 'person@web.de', user: 'person', host: 'smtp.web.de', port: 587})},
		{
			finds: 'no-preset',
			when: told({address: 'shop@shop.test', host: 'mail.shop.test'}, mx('mail.shop.test', 'b.shop.test')),
			says: 'No settings are known for shop.test and mail.shop.test; that says nothing against those that are configured.',
			facts: {details: ['the mail of shop.test goes to mail.shop.test, b.shop.test']},
		},
		{finds: 'no-preset', when: told({host: 'ec2-192-0-2-1.compute-1.amazonaws.com'})},
		{
			finds: 'no-preset',
			when: told({address: 'person@kakao.com'}),
			says: 'No settings are known for Daum and Kakao Mail; that says nothing against those that are configured.',
		},
		{finds: 'no-preset', when: told({address: 'shop.test'}, {'shop.test MX': 'no-data'})},
		{finds: 'no-preset', when: told({address: 'shop.test'}, {'shop.test MX': 'no-such-name'})},
		{
			finds: 'unanswered',
			when: told({address: 'shop@shop.test'}, {'shop.test MX': 'timeout'}),
			says: 'Who has the mail of shop.test could not be looked up (timeout), so the settings were compared with nothing.',
		},
		{finds: 'not-told', when: told({user: 'admin', port: 465, security: 'implicit'})},
		{finds: 'not-told', when: told({address: ''})},
	],
	Object.fromEntries(
		[...failureCodes].flatMap(code => [
			[`${code} for the domain`, told({address: 'shop.test'}, {'shop.test MX': code})],
			[
				`${code} for the domain, with a server`,
				told({address: 'shop.test', ...at('smtp.gmail.com', 465, 'implicit')}, {'shop.test MX': code}),
			],
		]) as ReadonlyArray<readonly [string, When]>,
	),
);

test.each([...waySays, 'malformed', 'bad-name'] as const)(
	'%s leaves the domain open, and with a known server that is told',
	async code => {
		const dns = {'shop.test MX': code};
		const alone = await runOn(preset, told({address: 'shop.test'}, dns));
		expect(alone.finding.code).toBe('unanswered');
		const served = await runOn(
			preset,
			told({address: 'shop.test', ...at('smtp.fastmail.com', 465, 'implicit')}, dns),
		);
		expect(served.finding.code).toBe('needs-app-password');
		expect(served.finding.facts['details']).toContainEqual(
			expect.stringMatching(/^MX of shop\.test could not be looked up/),
		);
	},
);

test('what to enter, limits and changes are told, with what is not certain', async () => {
	const {finding} = await runOn(
		preset,
		told(
			{address: 'a@shop.test', user: 'a@shop.test', from: 'b@shop.test'},
			mx('x.mail.protection.outlook.com'),
		),
	);
	expect(finding.facts['details']).toEqual([
		'server: smtp.office365.com, port 587 with STARTTLS',
		'login: the whole address',
		expect.stringMatching(/^password: The password of the mailbox works only where/),
		'sender: only the address of the login, or an alias of it',
		'limit: 10,000 recipients a day.',
		'limit: 30 messages a minute.',
		expect.stringMatching(/^2026-12: At the end of the month .* \(https:\/\//),
		expect.stringMatching(/^2026-01-27: /),
		expect.stringMatching(/^2022-10-01: /),
		'not certain: sender, limit',
		expect.stringMatching(/^source: https:\/\/.*, read 2026-11-22$/),
		'as configured: the sender b@shop.test is another address than the login a@shop.test',
		'the mail of shop.test goes to x.mail.protection.outlook.com',
	]);
});

test('only a domain that no provider gives to people is asked for', async () => {
	const known = await runOn(preset, told({address: 'person@gmail.com', host: 'mail.shop.test'}));
	expect(known.asked).toEqual([]);
	const own = await runOn(preset, told({address: 'shop@Shop.test.'}, mx('mx.test')));
	expect(own.asked).toEqual([{name: 'shop.test', type: 'MX'}]);
});

test('the first exchanger that is known counts, and no more than twenty are looked at', async () => {
	const records = (hosts: readonly string[]) => ({
		data: [],
		records: hosts.map((data, index) => ({
			name: 'shop.test',
			type: 'MX',
			ttl: 60,
			data,
			priority: 90 - index,
		})),
	});
	const first = await runOn(
		preset,
		told(
			{address: 'shop.test'},
			{'shop.test MX': records(['mx.yandex.net', 'mx.test', 'aspmx.l.google.com'])},
		),
	);
	expect(first.finding.facts['providers']).toEqual(['google-workspace']);
	const many = ['mx.yandex.net', ...Array.from({length: 20}, (_, index) => `mx${index}.test`)];
	const cut = await runOn(preset, told({address: 'shop.test'}, {'shop.test MX': records(many)}));
	expect(cut.finding.code).toBe('no-preset');
});

test('names that would reorder the line are shown by their codes', async () => {
	const evil = '\u202Eevil.test';
	const {finding} = await runOn(
		preset,
		told({address: 'shop.test', user: `${evil}@a.test`, from: 'b@a.test'}, mx(evil, 'aspmx.l.google.com')),
	);
	expect(JSON.stringify(finding)).not.toContain('\u202E');
});
