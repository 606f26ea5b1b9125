import {expect, test} from 'vitest';
import connect from '../../../source/checks/smtp/connect.ts';
import type {Inspector} from '../../../source/core/inspector.ts';
import type {MailProvider} from '../../../source/core/provider.ts';
import {bareRule, because, inconclusive, passed, reply, stopped} from '../said.ts';
import {describeCheck, runOn} from '../taped.ts';

const server = {host: 'smtp.provider.test', port: 587, security: 'starttls'};
const greeted = {address: '192.0.2.1:587', greeting: reply('220 smtp.provider.test ESMTP')};
const reached = {address: '192.0.2.1:587'};

const provider = (more: Partial<MailProvider>): MailProvider => ({
	id: 'known',
	name: 'Known Mail',
	domains: [],
	mx: [],
	spf: [],
	selectors: [],
	source: 'https://provider.test/',
	submission: [{host: server.host, port: 587, security: 'starttls'}],
	...more,
});
const greets = (greeting: string) => greeting.endsWith('- known');
const known = {
	gmail: provider({greets}),
	vague: provider({greets, unsure: ['greeting']}),
	silent: provider({id: 'silent', name: 'Silent Mail'}),
};
const inspectors: readonly Inspector[] = [
	{
		id: 'fixup',
		name: 'Fixup',
		kind: 'gateway',
		is: 'It writes over greetings.',
		samples: ['220 ******'],
		off: 'Pull the plug.',
		source: 'https://fixup.test/',
		read: '2026-06-15',
		issued: () => false,
		greets: greeting => greeting.startsWith('220 ****'),
	},
];

describeCheck(
	connect,
	server,
	[
		{
			finds: 'greeted',
			when: {smtp: passed('connect')},
			says: 'smtp.provider.test answers on port 587: 220 smtp.provider.test ESMTP',
		},
		{finds: 'greeted', when: {smtp: stopped('login', reply('535 5.7.8 No'))}},
		...[known.gmail, known.vague, known.silent].map(provider => ({
			finds: 'greeted',
			when: {
				providers: [provider],
				inspectors,
				smtp: passed('connect', {greeting: reply('220 ours - known')}),
			},
		})),
		{finds: 'greeted', when: {providers: [known.vague, known.silent], smtp: passed('connect')}},
		{
			finds: 'greeted',
			when: {providers: [known.gmail], params: {host: 'mx.provider.test'}, smtp: passed('connect')},
		},
		{finds: 'greeted', when: {inspectors, smtp: passed('connect', {greeting: reply('220 ******')})}},
		{
			finds: 'foreign-greeting',
			when: {providers: [known.silent, known.gmail], smtp: passed('connect')},
			says: 'smtp.provider.test belongs to Silent Mail or Known Mail, and what answers on port 587 does not greet like it (whose it is, is not known): 220 smtp.provider.test ESMTP',
			facts: {who: 'network-owner'},
		},
		{
			finds: 'foreign-greeting',
			when: {
				providers: [known.silent],
				inspectors,
				smtp: passed('connect', {greeting: reply('220 **********')}),
			},
			facts: {product: 'it is known from Fixup', provider: 'Silent Mail'},
		},
		{
			finds: 'connected',
			when: {
				providers: [known.gmail],
				params: {security: 'implicit', port: 465},
				smtp: passed('connect', {greeting: reply('220 another')}),
			},
		},
		{finds: 'connected', when: {params: {security: 'implicit', port: 465}, smtp: passed('connect')}},
		{finds: 'no-answer', when: {smtp: stopped('connect', 'timeout')}},
		{finds: 'no-answer', when: {smtp: {code: 'timeout'}}},
		{
			finds: 'port-blocked',
			when: {
				smtp: stopped('connect', 'timeout'),
				looks: {'465 implicit': passed('tls'), '2525 starttls': stopped('connect', 'timeout')},
			},
			facts: {other: 465},
		},
		{finds: 'refused', when: {smtp: stopped('connect', 'refused')}},
		{finds: 'unreachable', when: {smtp: stopped('connect', {code: 'unreachable', detail: 'ENETUNREACH'})}},
		{finds: 'unreachable', when: {smtp: stopped('connect', 'not-permitted')}},
		{finds: 'no-greeting', when: {smtp: stopped('connect', 'timeout', reached)}},
		{
			finds: 'speaks-tls',
			when: {smtp: stopped('connect', 'closed', reached), looks: {'587 implicit': passed('tls')}},
		},
		{
			finds: 'speaks-tls',
			when: {
				params: {security: 'none'},
				smtp: stopped('connect', 'timeout', reached),
				looks: {
					'587 implicit': stopped('tls', 'untrusted', {
						tls: {protocol: 'x', cipher: 'x', chain: [], fault: 'expired'},
					}),
				},
			},
		},
		{
			finds: 'not-smtp',
			when: {smtp: stopped('connect', {code: 'malformed', detail: 'not an SMTP reply: "SSH-2.0"'}, reached)},
		},
		{
			finds: 'not-smtp',
			when: {smtp: stopped('connect', reply('500 5.5.1 Unknown command HELO'), greeted)},
			says: 'What answers on port 587 of smtp.provider.test is not a mail server: 500 5.5.1 Unknown command HELO.',
		},
		{finds: 'turned-away', when: {smtp: stopped('connect', reply('554 5.3.2 No service'))}},
		{finds: 'turned-away', when: {smtp: stopped('connect', because('sender.helo-rejected'))}},
		{finds: 'blocklisted', when: {smtp: stopped('connect', because('reputation.blocklisted'))}},
		{finds: 'no-reverse-name', when: {smtp: stopped('connect', because('reputation.ptr'))}},
		{
			finds: 'turned-away',
			when: {
				replies: [bareRule(554, 'reputation.blocklisted')],
				smtp: stopped('connect', reply('554 5.7.1 No')),
			},
		},
		{
			finds: 'helo-rejected',
			when: {
				params: {helo: 'TNAS-0815.local'},
				smtp: stopped('connect', because('sender.helo-rejected'), greeted),
			},
		},
		{
			finds: 'turned-away',
			when: {
				params: {helo: 'TNAS-0815.local'},
				replies: [bareRule(550, 'sender.helo-rejected')],
				smtp: stopped('connect', reply('550 5.7.1 No'), greeted),
			},
		},
		{
			finds: 'our-name-rejected',
			when: {smtp: stopped('connect', because('sender.helo-rejected'), greeted)},
		},
		{finds: 'busy', when: {smtp: stopped('connect', reply('421 4.3.2 Too many connections'))}},
		{finds: 'dropped', when: {smtp: stopped('connect', 'closed', reached)}},
		{finds: 'dropped', when: {smtp: stopped('connect', 'reset')}},
		{finds: 'dropped', when: {smtp: stopped('connect', 'closed', greeted)}},
		{finds: 'no-address', when: {smtp: stopped('connect', 'server-failure')}},
		{finds: 'no-address', when: {smtp: stopped('connect', 'no-such-name')}},
		{finds: 'not-asked', when: {smtp: {code: 'offline', detail: 'the run was told to stay offline'}}},
		{finds: 'not-asked', when: {smtp: stopped('connect', 'timeout', greeted)}},
		{finds: 'not-asked', when: {smtp: stopped('connect', {code: 'malformed', detail: ''}, greeted)}},
		{finds: 'not-asked', when: {smtp: stopped('connect', 'bad-name')}},
	],
	{
		...inconclusive('connect'),
		'a name that is not the device’s': {
			smtp: stopped('connect', because('sender.helo-rejected'), greeted),
		},
	},
);

test('second looks carry nothing but the server', async () => {
	const params = {...server, user: 'nas', password: 'smtp-password', from: 'nas@home.test', to: 'a@b.test'};
	const {asked} = await runOn(connect, {params, smtp: stopped('connect', 'timeout')});
	expect(asked.slice(1)).toEqual([
		{host: server.host, port: 465, security: 'implicit', stage: 'tls', dialogue: 'second look'},
		{host: server.host, port: 2525, security: 'starttls', stage: 'connect', dialogue: 'second look'},
	]);
});

test('a reply of any length makes a sentence of bounded length', async () => {
	const {finding} = await runOn(
		connect,
		{smtp: stopped('connect', reply(`554 ${'x'.repeat(60_000)}`))},
		server,
	);
	expect(finding.text.length).toBeLessThan(700);
});
