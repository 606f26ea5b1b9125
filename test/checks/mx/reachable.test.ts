// Long because every finding of the check, and every failure at each of its questions, has its scenario here.
import {expect, test} from 'vitest';
import reachable from '../../../source/checks/mx/reachable.ts';
import type {Failure} from '../../../source/core/failure.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {certificate, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const [v4, other, v6] = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];

const one = {'a.test MX': ['mx.a.test'], 'mx.a.test A': [v4], 'mx.a.test AAAA': 'no-data'} as const;
const both = {...one, 'mx.a.test AAAA': [v6]} as const;
const two = {
	...one,
	'a.test MX': ['mx.a.test', 'mx2.a.test'],
	'mx2.a.test A': [other],
	'mx2.a.test AAAA': 'no-data',
} as const;

type Said = SmtpAnswer | Failure;
const on25 = (said: Readonly<Record<string, Said>>) =>
	Object.fromEntries(Object.entries(said).map(([address, answer]) => [`${address} 25 starttls`, answer]));
const elsewhere = (address: string, submission: Said, implicit: Said = submission) => ({
	[`${address} 587 starttls`]: submission,
	[`${address} 465 implicit`]: implicit,
});

const greeted = passed('tls', {
	tls: tls({
		chain: [certificate({issuer: "C=US, O=Let's Encrypt, CN=R11", validTo: '2027-01-01T00:00:00.000Z'})],
	}),
	stages: {connect: 33.6, tls: 12},
});
const silent = stopped('connect', 'timeout');
const refused = stopped('connect', 'refused');
const noWay = stopped('connect', 'unreachable');
const connected = {address: '192.0.2.1:25'};
const rubbish = stopped('connect', {code: 'malformed', detail: 'no reply, but "HTTP/1.1 400"'}, connected);
const noStartTls = stopped('tls', 'not-offered');
/** STARTTLS itself is refused. */
const noEncryption = (text: string): SmtpAnswer => {
	const {tls: _, ...plain} = stopped('tls', reply(text));
	return plain;
};
const untrusted = (
	fault: 'expired' | 'not-yet-valid' | 'self-signed' | 'unknown-issuer' | 'wrong-name' | 'other',
) => stopped('tls', 'untrusted', {tls: tls({fault, reason: 'A_REASON'})});

const when = (dns: When['dns'], looks: When['looks'], more: When = {}): When => ({
	...more,
	...(dns ? {dns} : {}),
	...(looks ? {looks} : {}),
});

describeCheck(
	reachable,
	{domain: 'a.test'},
	[
		{
			finds: 'all-answer',
			when: when(both, on25({[v4]: greeted, [v6]: greeted})),
			says: 'Every exchanger of a.test answers on port 25: mx.a.test.',
			facts: {
				details: [
					`mx.a.test ${v4} greeted in 34 ms, TLSv1.3, certificate until 2027-01-01 (R11)`,
					`mx.a.test ${v6} greeted in 34 ms, TLSv1.3, certificate until 2027-01-01 (R11)`,
				],
				exchangers: [
					{
						host: 'mx.a.test',
						preference: 10,
						state: 'living',
						addresses: [
							{
								address: v4,
								state: 'answers',
								ms: 33.6,
								greeting: '220 smtp.provider.test ESMTP',
								protocol: 'TLSv1.3',
								until: '2027-01-01T00:00:00.000Z',
							},
							{address: v6, state: 'answers'},
						],
					},
				],
			},
		},
		{
			finds: 'all-answer',
			when: when(
				{'a.test MX': 'no-data', 'a.test A': [v4], 'a.test AAAA': 'no-data'},
				on25({[v4]: greeted}),
				{params: {domain: 'name@a.test'}},
			),
			says: 'Every exchanger of a.test answers on port 25: a.test.',
		},
		{
			finds: 'tried-answer',
			when: when(both, on25({[v4]: greeted, [v6]: noWay})),
			says: `For a.test, mx.a.test answered on port 25; what could not be tried: mx.a.test ${v6}.`,
		},
		{
			finds: 'tried-answer',
			when: when({...two, 'mx2.a.test A': 'no-data'}, on25({[v4]: greeted})),
			says: 'For a.test, mx.a.test answered on port 25; what could not be tried: mx2.a.test (no address).',
		},
		{
			finds: 'tried-answer',
			when: when({...one, 'mx.a.test AAAA': 'timeout'}, on25({[v4]: greeted})),
			says: 'For a.test, mx.a.test answered on port 25; what could not be tried: AAAA of mx.a.test (timeout).',
		},
		{
			finds: 'some-refuse',
			when: when(two, on25({[v4]: greeted, [other]: refused})),
			says: `For a.test, mx.a.test answered on port 25, but these refused or are no mail server: mx2.a.test ${other} (refused the connection).`,
			facts: {who: 'recipient-admin', rfc: 'RFC 5321 section 5.1'},
		},
		{finds: 'some-refuse', when: when(two, on25({[v4]: greeted, [other]: rubbish}))},
		{
			finds: 'some-silent',
			when: when(two, on25({[v4]: silent, [other]: greeted})),
			says: `For a.test, mx2.a.test answered on port 25, but from here these did not, or broke off: mx.a.test ${v4} (timeout).`,
		},
		{
			finds: 'some-turn-away',
			when: when(two, on25({[v4]: greeted, [other]: stopped('connect', reply('554 5.7.1 no'))})),
		},
		{
			finds: 'starttls-stripped',
			when: when(one, on25({[v4]: stopped('tls', 'not-offered', {anomalies: ['starttls-stripped']})})),
			facts: {who: 'network-owner'},
		},
		{
			finds: 'certificate',
			when: when(one, on25({[v4]: untrusted('expired')})),
			says: `The exchangers of a.test answer, but not all with a certificate that senders trust: mx.a.test ${v4} (certificate ended on 2026-12-31).`,
		},
		...(['not-yet-valid', 'self-signed', 'unknown-issuer', 'wrong-name', 'other'] as const).map(fault => ({
			finds: 'certificate',
			when: when(one, on25({[v4]: untrusted(fault)})),
		})),
		{
			finds: 'no-starttls',
			when: when(one, on25({[v4]: noStartTls})),
			says: `The exchangers of a.test answer, but mail travels without encryption to mx.a.test ${v4} (offers no STARTTLS).`,
		},
		{finds: 'no-starttls', when: when(one, on25({[v4]: noEncryption('502 no')}))},
		{
			finds: 'handshake-failed',
			when: when(one, on25({[v4]: stopped('tls', {code: 'tls', detail: 'EPROTO: alert 40'})})),
			says: `The exchangers of a.test answer, but a TLS handshake did not come about with mx.a.test ${v4} (not encrypted: EPROTO: alert 40).`,
		},
		{
			finds: 'handshake-failed',
			when: when(
				one,
				on25({
					[v4]: stopped('tls', {
						code: 'tls',
						detail:
							'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 406DC2D7867F0000:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/openssl/rec_layer_s3.c:918:SSL alert number 70\n',
					}),
				}),
			),
			says: `The exchangers of a.test answer, but a TLS handshake did not come about with mx.a.test ${v4} (not encrypted: tlsv1 alert protocol version).`,
		},
		{finds: 'handshake-failed', when: when(one, on25({[v4]: noEncryption('454 later')}))},
		{
			finds: 'refused',
			when: when(two, {
				...on25({[v4]: refused, [other]: refused}),
				...elsewhere(v4, refused),
				...elsewhere(other, refused),
			}),
			says: 'Every exchanger of a.test refuses connections from here, on port 25 and on the other mail ports: nothing listens there, or a firewall rejects them, be it theirs or one on this side.',
		},
		{
			finds: 'not-smtp',
			when: when(one, on25({[v4]: rubbish})),
			says: `What answers on port 25 of the exchangers of a.test is no mail server: mx.a.test ${v4} answered with what is no reply, but "HTTP/1.1 400".`,
		},
		{
			finds: 'not-smtp',
			when: when(one, on25({[v4]: stopped('connect', reply('502 what?'), {greeting: reply('220 hi')})})),
		},
		{
			finds: 'port-25-blocked',
			when: when(one, {...on25({[v4]: silent}), ...elsewhere(v4, greeted)}),
			says: 'No exchanger of a.test accepts connections on port 25 from here, while port 587 of mx.a.test answers: most home and cloud networks block port 25.',
		},
		{
			finds: 'port-25-blocked',
			when: when(one, {...on25({[v4]: refused}), ...elsewhere(v4, refused, greeted)}),
		},
		{
			finds: 'turned-away',
			when: when(one, on25({[v4]: stopped('connect', reply('554 5.7.1 listed'))})),
			says: `The exchangers of a.test turn this connection away, which may be about the address that it comes from: mx.a.test ${v4} said 554 5.7.1 listed.`,
		},
		{finds: 'turned-away', when: when(one, on25({[v4]: stopped('tls', reply('550 no'), {tls: tls()})}))},
		{finds: 'busy', when: when(one, on25({[v4]: stopped('connect', reply('421 later'))}))},
		{finds: 'dropped', when: when(one, on25({[v4]: stopped('connect', 'timeout', connected)}))},
		{
			finds: 'dropped',
			when: when(one, on25({[v4]: stopped('connect', 'closed', {...connected, greeting: reply('220 hi')})})),
		},
		{
			finds: 'silent',
			when: when(two, {
				...on25({[v4]: silent, [other]: refused}),
				...elsewhere(v4, silent),
				...elsewhere(other, refused),
			}),
			says: 'No exchanger of a.test answered from here as a mail server (addresses: 1 silent, 1 refused).',
		},
		{finds: 'silent', when: when(one, {...on25({[v4]: refused}), ...elsewhere(v4, refused, silent)})},
		{finds: 'silent', when: when(both, {...on25({[v4]: refused, [v6]: noWay}), ...elsewhere(v4, refused)})},
		{finds: 'silent', when: when(both, on25({[v4]: rubbish, [v6]: noWay}))},
		{finds: 'unreachable', when: when(one, on25({[v4]: noWay}))},
		{finds: 'nothing-to-reach', when: when({'a.test MX': ['.']}, {})},
		{
			finds: 'nothing-to-reach',
			when: when({'a.test MX': 'no-such-name', 'a.test CNAME': 'no-such-name'}, {}),
			says: 'a.test has no exchanger to connect to: it does not exist.',
		},
		{
			finds: 'nothing-to-reach',
			when: when({...one, 'mx.a.test A': 'no-such-name', 'mx.a.test AAAA': 'no-such-name'}, {}),
		},
		{finds: 'unanswered', when: when({'a.test MX': 'server-failure'}, {})},
		{finds: 'unanswered', when: when({...one, 'mx.a.test A': 'timeout'}, {})},
		{finds: 'unanswered', when: when(both, on25({[v4]: {code: 'offline'}, [v6]: noWay}))},
	],
	Object.fromEntries(
		[...waySays, 'malformed', 'bad-name', 'refused', 'tls', 'untrusted'].flatMap(name => {
			const code = name as Failure['code'];
			const at = (said: Said) =>
				when(one, {...on25({[v4]: said}), ...elsewhere(v4, stopped('connect', code))});
			return [
				[`${code} for the domain`, when({'a.test MX': code}, {})],
				[`${code} for an address`, when({...one, 'mx.a.test A': code}, {})],
				[`${code} for one kind of address`, when({...one, 'mx.a.test AAAA': code}, on25({[v4]: refused}))],
				[`${code} instead of a conversation`, at({code})],
				...(code === 'refused' ? [] : [[`${code} at connect`, at(stopped('connect', code))] as const]),
				...(code === 'malformed'
					? []
					: [[`${code} after connect`, at(stopped('connect', code, connected))] as const]),
				[
					`${code} after the greeting`,
					at(stopped('connect', code, {...connected, greeting: reply('220 hi')})),
				],
				[`${code} at STARTTLS`, at(stopped('tls', code))],
				...(code === 'refused'
					? []
					: [
							[
								`${code} at the second look`,
								when(one, {...on25({[v4]: refused}), ...elsewhere(v4, refused, stopped('connect', code))}),
							] as const,
						]),
				['4xx at the greeting', at(stopped('connect', reply('421 later')))],
				['4xx after TLS', at(stopped('tls', reply('421 later'), {tls: tls()}))],
			];
		}),
	),
);

test('no sender is named, and the questions of every check are alike', async () => {
	const {asked} = await runOn(reachable, when(one, on25({[v4]: greeted})), {
		domain: 'a.test',
		helo: 'me.test',
	});
	expect(asked.at(-1)).toEqual({
		host: 'mx.a.test',
		port: 25,
		security: 'starttls',
		stage: 'tls',
		dialogue: 'exchanger',
		address: v4,
		helo: 'me.test',
	});
});

test('no more than five exchangers and four addresses of a kind are visited', async () => {
	const hosts = Array.from({length: 7}, (_, index) => `mx${index}.a.test`);
	const addresses = Array.from({length: 9}, (_, index) => `192.0.2.${index}`);
	const dns = {
		'a.test MX': hosts,
		...Object.fromEntries(
			hosts.flatMap(host => [
				[`${host} A`, addresses],
				[`${host} AAAA`, 'no-data'],
			]),
		),
	};
	const {asked, finding} = await runOn(
		reachable,
		when(dns, on25(Object.fromEntries(addresses.map(address => [address, greeted])))),
		{domain: 'a.test'},
	);
	expect(asked.filter(question => 'port' in question)).toHaveLength(20);
	expect(finding.code).toBe('tried-answer');
	expect(finding.text).toContain('25 more addresses, 2 more exchangers');
});

test('those that have an address are visited, wherever they stand', async () => {
	const hosts = Array.from({length: 6}, (_, index) => `mx${index}.a.test`);
	const addresses = hosts.flatMap(host => [
		[`${host} A`, host === 'mx5.a.test' ? [v4] : 'no-data'],
		[`${host} AAAA`, 'no-data'],
	]);
	const dns = {'a.test MX': hosts, ...Object.fromEntries(addresses)};
	const {finding} = await runOn(reachable, when(dns, on25({[v4]: greeted})), {domain: 'a.test'});
	expect(finding.text).toBe(
		`For a.test, mx5.a.test answered on port 25; what could not be tried: ${hosts
			.slice(0, 5)
			.map(host => `${host} (no address)`)
			.join(', ')}.`,
	);
});

test('exchangers that were not looked up may have an address', async () => {
	const hosts = Array.from({length: 11}, (_, index) => `mx${index}.a.test`);
	const looked = hosts
		.slice(0, 10)
		.flatMap(host => ['A', 'AAAA'].map(type => [`${host} ${type}`, 'no-data']));
	const dns = {'a.test MX': hosts, ...Object.fromEntries(looked)};
	const {finding} = await runOn(reachable, {dns}, {domain: 'a.test'});
	expect(finding).toMatchObject({
		code: 'unanswered',
		facts: {failure: 'only 10 of 11 exchangers were looked up'},
	});
});
