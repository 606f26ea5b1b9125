import {expect, test} from 'vitest';
import login from '../../../source/checks/mailbox/login.ts';
import {loadKnowledge} from '../../../source/playbook/knowledge.ts';
import {box, inOurWay, opened, shut} from '../boxed.ts';
import {describeCheck, runOn} from '../taped.ts';

const {knowledge} = await loadKnowledge('playbooks');
const providers = knowledge?.providers ?? [];

const refusedBy = (text: string, code?: string) => ({
	imap: {login: shut('login', {...(code === undefined ? {} : {code}), text})},
});
const saysGmail = {host: 'imap.gmail.com', user: 'person@gmail.com'};

describeCheck(
	login,
	box,
	[
		{
			finds: 'logged-in',
			when: {imap: {login: opened()}},
			says: 'imap.mailbox.test lets person@mailbox.test into the mailbox.',
			facts: {
				encryption: 'TLSv1.3 (TLS_AES_256_GCM_SHA384)',
				capabilities: ['IDLE', 'QUOTA', 'SPECIAL-USE'],
				folders: ['INBOX (inbox)', 'Junk (junk, as the server says)', 'Trash (trash, as the server says)'],
			},
		},
		{finds: 'logged-in', when: {imap: {login: opened({capabilities: []})}, params: {security: 'none'}}},
		{
			finds: 'app-password-needed',
			when: {
				params: saysGmail,
				providers,
				...refusedBy(
					'Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
					'ALERT',
				),
			},
			facts: {provider: 'Gmail', passwordKind: 'app-password'},
		},
		{
			finds: 'app-password-needed',
			when: refusedBy(
				'NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Aplication password is REQUIRED',
			),
		},
		{
			finds: 'app-password-needed',
			when: refusedBy(
				'Please using authorized code to login. More information at http://service.mail.qq.com/',
			),
		},
		{
			finds: 'oauth-only',
			when: {
				providers,
				params: {host: 'outlook.office365.com', user: 'person@outlook.com'},
				...refusedBy('Basic authentication is disabled.'),
			},
			facts: {provider: 'Outlook.com and Hotmail'},
		},
		{finds: 'oauth-only', when: refusedBy('AUTHENTICATE failed. BasicAuthBlocked')},
		{
			finds: 'imap-off',
			when: refusedBy(
				'Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
				'ALERT',
			),
		},
		{
			finds: 'imap-off',
			when: refusedBy(
				'IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature.',
				'ALERT',
			),
		},
		{
			finds: 'imap-off',
			when: refusedBy(
				'You are yet to enable IMAP for your account. Please contact your administrator (Failure)',
				'ALERT',
			),
		},
		{finds: 'locked', when: refusedBy('Too many simultaneous connections. (Failure)', 'ALERT')},
		{
			finds: 'locked',
			when: refusedBy(
				'LOGIN failed. Account is blocked. Login to your account via a web browser to verify your identity.',
			),
		},
		{
			finds: 'locked',
			when: refusedBy(
				'Please log in via your web browser: http://support.google.com/mail/accounts/bin/answer.py?answer=78754 (Failure)',
				'ALERT',
			),
		},
		{finds: 'locked', when: refusedBy('Slow down', 'LIMIT')},
		{
			finds: 'refused',
			when: {
				providers,
				params: saysGmail,
				...refusedBy('Wrong credentials (Failure)', 'AUTHENTICATIONFAILED'),
			},
			says: 'imap.gmail.com refuses the login person@gmail.com, so the mailbox was not looked into: [AUTHENTICATIONFAILED] Wrong credentials (Failure). Gmail takes an app password here, not that of the account.',
		},
		{
			finds: 'refused',
			when: refusedBy(
				'LOGIN invalid credentials or IMAP is disabled sc=cYXlpv732Cg1',
				'AUTHENTICATIONFAILED',
			),
			facts: {hint: expect.stringContaining('Yandex says the same') as string},
		},
		{
			finds: 'refused',
			when: refusedBy(
				'Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.',
			),
			facts: {hint: expect.stringContaining('QQ says the same') as string},
		},
		{
			finds: 'refused',
			when: {params: {password: undefined, token: 'imap-token'}, ...refusedBy('AUTHENTICATE failed.')},
			facts: {hint: expect.stringContaining('token') as string},
		},
		{
			finds: 'not-opened',
			when: {imap: {login: shut('mailbox', {text: 'User is authenticated but not connected.'})}},
		},
		{
			finds: 'not-opened',
			when: {
				imap: {login: shut('mailbox', {text: 'EXAMINE Unsafe Login. Please contact kefu@188.com for help'})},
			},
		},
		{finds: 'not-offered', when: {imap: {login: shut('login', 'not-offered')}}},
		{finds: 'not-usable', when: {imap: {login: shut('login', 'bad-name')}}},
		{finds: 'not-encrypted', when: {imap: {login: shut('tls', 'not-offered')}}},
		{finds: 'not-encrypted', when: {imap: {login: shut('login', 'not-permitted')}}},
		{
			finds: 'not-encrypted',
			when: {imap: {login: {stop: {stage: 'login', failure: {code: 'not-offered'}}}}},
		},
		{finds: 'not-encrypted', when: refusedBy('Plaintext authentication disallowed', 'PRIVACYREQUIRED')},
		{finds: 'untrusted', when: {imap: {login: shut('tls', 'untrusted')}}},
		{finds: 'not-reached', when: {imap: {login: shut('connect', 'timeout')}}},
		{finds: 'not-reached', when: {imap: {login: {code: 'refused'}}}},
		{
			finds: 'not-reached',
			when: {
				imap: {login: shut('connect', 'timeout')},
				providers,
				params: {host: 'pop.gmail.com', user: 'person@gmail.com'},
			},
			facts: {details: ['IMAP at Gmail: imap.gmail.com, port 993, implicit.']},
		},
		{finds: 'no-secret', when: {params: {password: undefined}}},
		{finds: 'no-secret', when: {imap: {login: shut('login', 'no-secret')}}},
		{finds: 'already-tried', when: {imap: {login: shut('login', 'already-tried')}}},
	],
	inOurWay('login'),
);

test('whatever comes of it, a login of ours is never a problem', () => {
	expect(Object.values(login.findings).map(({level}) => level)).not.toContain('problem');
});

test('without a password or a token nobody is asked', async () => {
	expect((await runOn(login, {params: {password: undefined}}, box)).asked).toEqual([]);
});

test('the password is named and not carried', async () => {
	const {asked} = await runOn(login, {imap: {login: opened()}}, box);
	expect(asked).toEqual([
		{
			host: 'imap.mailbox.test',
			port: 993,
			security: 'implicit',
			user: 'person@mailbox.test',
			secret: 'imap-password',
			do: 'login',
		},
	]);
});

test('what a server says cannot drive a terminal', async () => {
	const {finding} = await runOn(login, refusedBy('No \u001b[2J\u202eway'), box);
	expect(JSON.stringify(finding)).not.toMatch(/\\u001b\[|\u202e/);
});
