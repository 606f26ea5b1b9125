import sender from '../../../source/checks/smtp/sender.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {bareRule, because, inconclusive, passed, reply, stopped} from '../said.ts';
import {describeCheck} from '../taped.ts';

const server = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	from: 'nas@home.test',
};
const refusedBecause = (cause: string) => ({smtp: stopped('sender', because(cause))});

const plain = (...extensions: string[]) =>
	({tls: undefined, extensions: {plain: extensions}}) as unknown as Partial<SmtpAnswer>;
const demands = (text: string, ...extensions: string[]) => ({
	params: {security: 'none', user: undefined},
	replies: [bareRule(530, 'auth.wrong-credentials')],
	smtp: stopped('sender', reply(text), plain(...extensions)),
});

describeCheck(
	sender,
	server,
	[
		{
			finds: 'accepted',
			when: {smtp: passed('sender')},
			says: 'smtp.provider.test accepts nas@home.test as sender.',
		},
		{finds: 'accepted', when: {smtp: stopped('recipient', because('recipient.unknown'))}},
		{finds: 'not-allowed', when: refusedBecause('sender.not-allowed')},
		{finds: 'not-allowed', when: refusedBecause('settings.sender-mismatch')},
		{
			finds: 'helo-rejected',
			when: {params: {helo: 'TNAS-0815.local'}, ...refusedBecause('sender.helo-rejected')},
		},
		{finds: 'our-name-rejected', when: refusedBecause('sender.helo-rejected')},
		{finds: 'relay-denied', when: refusedBecause('sender.relay-denied')},
		{finds: 'quota', when: refusedBecause('sender.quota')},
		{finds: 'quota-for-now', when: {smtp: stopped('sender', because('sender.quota', 450))}},
		{finds: 'login-required', when: refusedBecause('auth.wrong-credentials')},
		{
			finds: 'login-required',
			when: {
				replies: [bareRule(530, 'auth.wrong-credentials')],
				smtp: stopped('sender', reply('530 5.7.0 No')),
			},
		},
		{finds: 'login-required', when: demands('530 5.7.0 No', 'AUTH PLAIN')},
		{finds: 'smtp-service-off', when: refusedBecause('auth.smtp-service-off')},
		{finds: 'tls-required', when: refusedBecause('tls.required')},
		{finds: 'tls-required', when: demands('530 5.7.0 Please use TLS', 'STARTTLS')},
		{finds: 'no-reverse-name', when: refusedBecause('reputation.ptr')},
		{finds: 'blocklisted', when: refusedBecause('reputation.blocklisted')},
		{finds: 'refused', when: {smtp: stopped('sender', reply('550 5.7.1 No'))}, facts: {matched: false}},
		{finds: 'refused', when: demands('530 5.7.0 No', 'STARTTLS')},
		{finds: 'login-required', when: {smtp: stopped('sender', reply('530 5.7.0 No'))}},
		{
			finds: 'tls-required',
			when: {
				params: {security: 'none'},
				smtp: stopped('sender', reply('530 5.7.0 STARTTLS first'), plain('STARTTLS')),
			},
		},
		{
			finds: 'refused',
			when: {
				replies: [bareRule(530, 'auth.wrong-credentials')],
				smtp: stopped('sender', reply('530 5.7.0 No'), {mechanism: 'PLAIN'}),
			},
		},
		{finds: 'refused', when: {smtp: stopped('sender', because('accept.too-large', 530))}},
		{
			finds: 'refused',
			when: {
				replies: [bareRule(550, 'sender.not-allowed')],
				smtp: stopped('sender', reply('550 5.1.8 No')),
			},
			facts: {matched: false},
		},
		{finds: 'temporary', when: {smtp: stopped('sender', reply('451 4.3.0 Later'))}},
		{
			finds: 'not-international',
			when: {params: {from: 'jürgen@home.test'}, smtp: stopped('sender', 'not-offered')},
		},
		{finds: 'no-sender', when: {params: {from: undefined}}},
		{finds: 'no-answer', when: {smtp: stopped('sender', 'timeout')}},
		{finds: 'basic-auth-disabled', when: refusedBecause('auth.basic-auth-disabled')},
		{finds: 'not-reached', when: {smtp: stopped('login', because('auth.wrong-credentials', 535))}},
	],
	{...inconclusive('sender'), 'a name that is not the device’s': refusedBecause('sender.helo-rejected')},
);
