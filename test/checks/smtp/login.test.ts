// Long because every finding of the check, with a password, a token and neither, has its scenario here.
import {expect, test} from 'vitest';
import login from '../../../source/checks/smtp/login.ts';
import type {Reply, SmtpAnswer, TokenRefusal} from '../../../source/core/smtp.ts';
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

const no = reply('535 5.7.8 No');
const byToken = {token: 'smtp-token', password: undefined};
const tokenRefused = (reason: TokenRefusal, by: Reply) =>
	stopped('login', by, {mechanism: 'XOAUTH2', tokenRefused: reason});
const notOffered = (...encrypted: string[]) =>
	stopped('login', {code: 'not-offered', detail: 'whatever'}, {extensions: {plain: ['STARTTLS'], encrypted}});

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
			finds: 'not-usable',
			when: {smtp: stopped('login', {code: 'bad-name', detail: 'a control character in the login name'})},
			says: 'The login was not tried: a control character in the login name.',
		},
		{
			finds: 'other-mechanisms',
			when: {smtp: notOffered('AUTH XOAUTH2 NTLM')},
			facts: {offered: 'XOAUTH2 NTLM', offeredAfterTls: 'XOAUTH2 NTLM', offeredBeforeTls: 'no login at all'},
		},
		{finds: 'other-mechanisms', when: {params: byToken, smtp: notOffered('AUTH XOAUTH')}},
		{
			finds: 'not-offered',
			when: {smtp: notOffered('SIZE 1')},
			says: 'smtp.provider.test does not take a login this way: it offers no login at all',
			facts: {offered: 'no login at all'},
		},
		{
			finds: 'oauth-only',
			when: {smtp: notOffered('AUTH XOAUTH2 OAUTHBEARER')},
			facts: {reply: 'it offers XOAUTH2 OAUTHBEARER'},
		},
		{finds: 'token-needed', when: {params: {password: undefined}, smtp: notOffered('AUTH=XOAUTH2')}},
		{finds: 'token-needed', when: {params: {token: 'smtp-token'}, smtp: notOffered('AUTH XOAUTH2')}},
		{
			finds: 'no-oauth',
			when: {params: byToken, smtp: notOffered('AUTH PLAIN LOGIN')},
			facts: {offered: 'PLAIN LOGIN'},
		},
		// Beside a token no password is tried, so it is not the server that lacks a way.
		...['AUTH PLAIN LOGIN', 'AUTH CRAM-MD5'].map(offer => ({
			finds: 'password-not-tried',
			when: {params: {token: 'smtp-token'}, smtp: notOffered(offer)},
		})),
		{finds: 'other-mechanisms', when: {params: {token: 'smtp-token'}, smtp: notOffered('AUTH NTLM')}},
		{finds: 'not-offered', when: {params: byToken, smtp: notOffered('SIZE 1')}},
		{finds: 'not-offered', when: refusedBecause('auth.not-offered')},
		{finds: 'tls-required', when: refusedBecause('tls.required')},
		{finds: 'wrong-credentials', when: refusedBecause('auth.wrong-credentials')},
		{finds: 'app-password-needed', when: refusedBecause('auth.app-password-needed')},
		{finds: 'basic-auth-disabled', when: refusedBecause('auth.basic-auth-disabled')},
		{finds: 'smtp-service-off', when: refusedBecause('auth.smtp-service-off')},
		{finds: 'locked-out', when: refusedBecause('auth.locked-out')},
		{finds: 'oauth-expired', when: refusedBecause('auth.oauth-expired')},
		...['400', '401', 'invalid_token', 'INVALID_TOKEN'].map(status => ({
			finds: 'oauth-expired',
			when: {params: byToken, smtp: tokenRefused({status}, because('auth.wrong-credentials', 535))},
			facts: {mechanism: 'XOAUTH2', matched: true},
		})),
		{finds: 'oauth-expired', when: {params: byToken, smtp: tokenRefused({status: '401'}, no)}},
		{
			finds: 'oauth-expired',
			when: {params: byToken, smtp: tokenRefused({status: 'invalid_token'}, no)},
			says: 'smtp.provider.test does not accept the token (OAuth) of the device; it may be expired, withdrawn or not for this account: 535 5.7.8 No',
		},
		{
			finds: 'oauth-expired',
			when: {params: byToken, smtp: tokenRefused({}, because('auth.wrong-credentials', 535))},
		},
		...['403', 'insufficient_scope', 'invalid_scope'].map(status => ({
			finds: 'oauth-scope',
			when: {params: byToken, smtp: tokenRefused({status, scope: 'https://mail.example/send'}, no)},
			facts: {scope: 'https://mail.example/send'},
		})),
		{
			finds: 'oauth-scope',
			when: {params: byToken, smtp: tokenRefused({status: 'insufficient_scope'}, no)},
			facts: {scope: 'another purpose'},
		},
		// By itself, 403 says no more than that it is forbidden.
		...[no, because('auth.wrong-credentials', 535)].map(said => ({
			finds: 'refused',
			when: {params: byToken, smtp: tokenRefused({status: '403'}, said)},
		})),
		...['500', '503', 'server_error', 'temporarily_unavailable'].map(status => ({
			finds: 'temporary',
			when: {params: byToken, smtp: tokenRefused({status}, because('auth.wrong-credentials', 535))},
		})),
		...['invalid_request', '404', 'constructor'].map(status => ({
			finds: 'refused',
			when: {params: byToken, smtp: tokenRefused({status}, because('auth.wrong-credentials', 535))},
		})),
		{finds: 'refused', when: {params: byToken, smtp: tokenRefused({}, no)}},
		{finds: 'refused', when: {params: byToken, smtp: stopped('login', no, {mechanism: 'OAUTHBEARER'})}},
		{
			finds: 'smtp-service-off',
			when: {params: byToken, smtp: tokenRefused({status: '401'}, because('auth.smtp-service-off', 535))},
		},
		{
			finds: 'temporary',
			when: {params: byToken, smtp: tokenRefused({status: '401'}, reply('454 4.7.0 Later'))},
		},
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
			finds: 'tls-required',
			when: {params: none, smtp: stopped('login', reply('538 Refused'), plain('AUTH PLAIN'))},
			facts: {offeredBeforeTls: 'PLAIN'},
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
			facts: {
				offeredBeforeTls: 'no login at all',
				offeredAfterTls: 'PLAIN LOGIN',
				details: ['Logins offered before TLS: no login at all.', 'Logins offered after TLS: PLAIN LOGIN.'],
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
			smtp: notOffered('AUTH GSSAPI SCRAM-SHA-256 NTLM'),
		},
		'tokens alone, where nobody knows what the device has': {
			params: {password: undefined},
			smtp: notOffered('AUTH XOAUTH2'),
		},
		'a token and a password, where passwords alone are taken': {
			params: {token: 'smtp-token'},
			smtp: notOffered('AUTH PLAIN LOGIN'),
		},
		'a token that was named and not given': {
			params: {token: 'smtp-token'},
			smtp: notOffered('AUTH XOAUTH2'),
		},
		'a token that cannot be judged just now': {params: byToken, smtp: tokenRefused({status: '503'}, no)},
		'a login that the server never decides': {
			smtp: stopped('login', {code: 'malformed', detail: 'the server asked twice for the name'}),
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
