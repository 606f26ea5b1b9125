import {expect, test} from 'vitest';
import login from '../../../source/checks/smtp/login.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {bareRule, because, inconclusive, passed, reply, stopped} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
};
const refusedBecause = (cause: string) => ({smtp: stopped('login', because(cause, 535))});

const none = {security: 'none'};
const plain = (...extensions: string[]) =>
	({tls: undefined, extensions: {plain: extensions}}) as unknown as Partial<SmtpAnswer>;
const noAuth = reply('503 5.5.1 Error: authentication not enabled');

describeCheck(
	login,
	server,
	[
		{
			finds: 'accepted',
			when: {smtp: passed('login', {mechanism: 'PLAIN'})},
			facts: {user: 'nas', mechanism: 'PLAIN'},
		},
		{finds: 'no-login', when: {params: {user: ''}, smtp: passed('login')}},
		{finds: 'not-told', when: {params: {user: undefined}, smtp: passed('login')}},
		{finds: 'no-password', when: {smtp: stopped('login', 'no-secret')}},
		{finds: 'already-tried', when: {smtp: stopped('login', 'already-tried')}},
		{
			finds: 'other-mechanisms',
			when: {smtp: stopped('login', {code: 'not-offered', detail: 'XOAUTH2 NTLM'})},
			facts: {offered: 'XOAUTH2 NTLM'},
		},
		{
			finds: 'not-offered',
			when: {smtp: stopped('login', {code: 'not-offered', detail: 'no login at all'})},
			says: 'smtp.provider.test offers no way to log in: no login at all.',
		},
		{finds: 'not-offered', when: refusedBecause('auth.not-offered')},
		{finds: 'tls-required', when: refusedBecause('tls.required')},
		{finds: 'wrong-credentials', when: refusedBecause('auth.wrong-credentials')},
		{finds: 'app-password-needed', when: refusedBecause('auth.app-password-needed')},
		{finds: 'basic-auth-disabled', when: refusedBecause('auth.basic-auth-disabled')},
		{finds: 'smtp-service-off', when: refusedBecause('auth.smtp-service-off')},
		{finds: 'locked-out', when: refusedBecause('auth.locked-out')},
		{finds: 'oauth-expired', when: refusedBecause('auth.oauth-expired')},
		{finds: 'too-many-tries', when: {smtp: stopped('login', because('auth.locked-out', 454))}},
		{finds: 'refused', when: {smtp: stopped('login', reply('535 5.7.8 Nope'))}, facts: {matched: false}},
		{
			finds: 'refused',
			when: refusedBecause('auth.refused'),
			facts: {matched: true, means: 'a rule of the tests'},
		},
		...['auth.wrong-credentials', 'auth.not-offered', 'tls.required'].map(cause => ({
			finds: 'refused',
			when: {replies: [bareRule(535, cause)], smtp: stopped('login', reply('535 5.7.8 No'))},
			facts: {matched: false, means: 'a rule of the tests'},
		})),
		{finds: 'temporary', when: {smtp: stopped('login', reply('454 4.7.0 Temporary'))}},
		{finds: 'no-answer', when: {smtp: stopped('login', 'timeout')}},
		{finds: 'not-reached', when: {smtp: stopped('tls', 'not-offered')}},

		// Without encryption, nothing secret is said.
		{
			finds: 'not-encrypted',
			when: {params: none, smtp: stopped('login', 'not-permitted', plain('AUTH PLAIN'))},
		},
		{
			finds: 'tls-required',
			when: {params: none, smtp: stopped('login', because('tls.required', 530), plain('STARTTLS'))},
		},
		{
			finds: 'not-offered',
			when: {params: none, smtp: stopped('login', noAuth, plain('SIZE 1'))},
			facts: {offered: 'no login at all'},
		},
		{
			finds: 'tls-required',
			when: {
				params: none,
				smtp: stopped('login', noAuth, plain('STARTTLS')),
				looks: {'587 starttls': passed('tls')},
			},
		},
		{
			finds: 'not-offered',
			when: {
				params: none,
				smtp: stopped('login', noAuth, plain('STARTTLS')),
				looks: {'587 starttls': passed('tls', {extensions: {encrypted: ['SIZE 1']}})},
			},
		},
		{
			finds: 'not-encrypted',
			when: {
				params: none,
				smtp: stopped('login', noAuth, plain('STARTTLS')),
				looks: {'587 starttls': stopped('tls', 'untrusted')},
			},
		},
		{
			finds: 'not-encrypted',
			when: {
				params: none,
				smtp: stopped('login', because('auth.wrong-credentials', 535), plain('AUTH=PLAIN')),
			},
		},
		{
			finds: 'not-encrypted',
			when: {params: none, smtp: stopped('login', because('auth.locked-out', 535), plain('AUTH PLAIN'))},
		},
		{
			finds: 'tls-required',
			when: {
				params: none,
				replies: [bareRule(530, 'auth.wrong-credentials')],
				smtp: stopped('login', reply('530 5.7.0 Must use TLS'), plain('STARTTLS')),
				looks: {'587 starttls': passed('tls')},
			},
		},
	],
	{
		...inconclusive('login'),
		'a login name that nobody told': {
			params: {user: undefined},
			smtp: stopped('login', because('auth.wrong-credentials', 535)),
		},
		'mechanisms that only the device may speak': {
			smtp: stopped('login', {code: 'not-offered', detail: 'GSSAPI'}),
		},
	},
);

test('the second look behind TLS carries no account', async () => {
	const {asked} = await runOn(
		login,
		{params: none, smtp: stopped('login', noAuth, plain('STARTTLS'))},
		server,
	);
	expect(asked.slice(1)).toEqual([
		{host: server.host, port: 587, security: 'starttls', stage: 'tls', dialogue: 'second look'},
	]);
});

test('nothing is asked of the server for a login name that nobody told', async () => {
	expect((await runOn(login, {params: {user: undefined}}, server)).asked).toEqual([]);
});
