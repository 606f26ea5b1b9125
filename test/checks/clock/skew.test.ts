// Long because every finding of the check, and every way in which clocks can contradict each other, has its scenario here.
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import skew from '../../../source/checks/clock/skew.ts';
import {adviceOf} from '../../../source/core/advice.ts';
import type {HttpAnswer} from '../../../source/core/http.ts';
import type {MessageAnswer, Stamp} from '../../../source/core/message.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import type {TimeAnswer} from '../../../source/core/time.ts';
import {inconclusive, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, now, runOn, type Scenario, type When} from '../taped.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const iso = (at: number): string => new Date(at).toISOString();
/** A date as mail and HTTP have it. */
const written = (at: number, zone = '+0000'): string => new Date(at).toUTCString().replace('GMT', zone);

/** What sources say while our clock is so far ahead of the true time; our clock says noon. */
const timeServer = (ahead: number, more: Partial<TimeAnswer> = {}): TimeAnswer => ({
	address: '192.0.2.123:123',
	offset: -ahead,
	delay: 20,
	stratum: 2,
	heardAt: iso(now),
	...more,
});
const page = (ahead: number, more: Partial<HttpAnswer> = {}): HttpAnswer => ({
	address: '192.0.2.80:443',
	status: 200,
	date: iso(now - ahead),
	heardAt: iso(now),
	heardAfter: 30,
	body: '',
	tls: tls(),
	...more,
});
const greeted = (text: string, more: Partial<SmtpAnswer> = {}): SmtpAnswer =>
	passed('connect', {greeting: reply(text), heardAt: iso(now), heardAfter: 25, ...more});
const greeting = (ahead: number, more: Partial<SmtpAnswer> = {}): SmtpAnswer =>
	greeted(`220 smtp.provider.test ESMTP Exim 4.98 ${written(now - ahead)}`, more);

const ntp = 'ntp.example.org';
const url = 'https://www.example.com/';
const plainUrl = 'http://www.example.com/';
const told = {params: {ntp, url}};
const file = '/tmp/sent.eml';

const received = (...stamps: ReadonlyArray<readonly [by: string, at: number, from?: string]>): Stamp[] =>
	stamps.map(([by, at, from = 'nas.home.test']) => ({by, from, date: written(at)})).toReversed();
/** A mail that the device dated so far ahead of the true time. */
const mail = (
	ahead: number,
	stamps = received(['smtp.provider.test', now + second], ['mx.mailbox.test', now + 3 * second]),
): MessageAnswer => ({
	from: ['nas@home.test'],
	signatures: [],
	date: written(now + ahead),
	received: stamps,
});
const sent = (message: MessageAnswer, more: Partial<When> = {}): When => ({
	...more,
	params: {host: undefined, message: file, ...more.params},
	message,
});

const machine: readonly Scenario[] = [
	{
		finds: 'right',
		when: {smtp: greeting(2 * second)},
		says: 'The clock of the machine that lostmail runs on is right: it differs from the greeting of smtp.provider.test by at most 2 seconds. The clock of the device itself, where that is another machine, was not looked at.',
	},
	{
		finds: 'right',
		when: {...told, smtp: greeting(0), time: {[ntp]: timeServer(300)}, http: {[url]: page(0)}},
		facts: {source: 'the web server www.example.com', difference: '2 seconds', host: 'smtp.provider.test'},
	},
	// What is proved outweighs what is only said.
	{
		finds: 'right',
		when: {...told, time: {[ntp]: timeServer(0)}, http: {[url]: page(0)}, smtp: greeting(hour)},
	},
	{finds: 'right', when: {params: {ntp: `${ntp}:1123`}, time: {[`${ntp}:1123`]: timeServer(0)}}},
	{finds: 'right', when: {params: {ntp: '[2001:db8::1]:123'}, time: {'2001:db8::1:123': timeServer(0)}}},
	// What a slow server adds is not our clock's fault.
	{finds: 'right', when: {smtp: greeting(100 * second, {heardAfter: 50_000})}},
	{finds: 'right', when: {smtp: greeting(59 * second)}},
	{
		finds: 'right',
		when: {
			params: {security: 'implicit'},
			smtp: passed('tls', {
				greeting: reply(`220-smtp.provider.test\n ready at ${written(now)} [08DD]`),
				heardAt: iso(now),
			}),
		},
	},
	// A greeting that turns us away has the time as well.
	{
		finds: 'right',
		when: {
			smtp: stopped('connect', reply(`554 5.7.1 blocked; ${written(now)}`), {heardAt: iso(now)}),
		},
	},

	{
		finds: 'slightly-off',
		when: {params: {ntp}, smtp: greeted('220 x ESMTP'), time: {[ntp]: timeServer(-2 * minute)}},
		facts: {skew: '2 minutes behind', source: 'the time server ntp.example.org', skewMs: -120_000},
	},
	{finds: 'slightly-off', when: {smtp: greeting(4 * minute)}, facts: {skew: '3 minutes 59 seconds ahead'}},

	{
		finds: 'wrong',
		when: {...told, time: {[ntp]: timeServer(-(day + 2 * hour))}, http: {[url]: page(-(day + 2 * hour))}},
		facts: {skewMs: expect.any(Number), source: 'the web server www.example.com', who: 'admin'},
		says: 'The clock of the machine that lostmail runs on is 1 day 2 hours behind by the web server www.example.com and the time server ntp.example.org: to it, certificates look not yet valid and codes of an authenticator app do not match, and what this run says of dates rests on it. The clock of the device itself, where that is another machine, was not looked at.',
	},
	{finds: 'wrong', when: {params: {url}, http: {[url]: page(hour)}}, facts: {skewMs: 3_599_485}},
	// Two owners that tell it in two ways, neither of them by a certificate.
	{
		finds: 'wrong',
		when: {params: {ntp}, smtp: greeting(-400 * day), time: {[ntp]: timeServer(-400 * day)}},
		facts: {
			sources: 'the time server ntp.example.org and the greeting of smtp.provider.test',
			skew: '1 year 35 days behind',
		},
	},
	{
		finds: 'wrong',
		when: {params: {ntp, url: plainUrl}, time: {[ntp]: timeServer(hour)}, http: {[plainUrl]: page(hour)}},
	},
	// A proof and another who says the same outweigh one that happens to agree with us.
	{
		finds: 'wrong',
		when: {...told, smtp: greeting(0), time: {[ntp]: timeServer(hour)}, http: {[url]: page(hour)}},
	},

	{
		finds: 'perhaps-wrong',
		when: {smtp: greeting(hour)},
		facts: {skew: '1 hour ahead', source: 'the greeting of smtp.provider.test'},
	},
	...[page(hour, {tls: tls({fault: 'expired'})}), page(hour, {tls: tls({fault: 'self-signed'})})].map(
		one => ({
			finds: 'perhaps-wrong',
			when: {params: {url}, http: {[url]: one}},
		}),
	),
	{finds: 'perhaps-wrong', when: {params: {url: plainUrl}, http: {[plainUrl]: page(hour)}}},
	// A time server signs nothing, and one proxy can write whatever comes over connections without a certificate.
	{
		finds: 'perhaps-wrong',
		when: {params: {ntp}, smtp: greeted('220 x ESMTP'), time: {[ntp]: timeServer(-hour)}},
		says: 'The clock of the machine that lostmail runs on may be 1 hour behind by the time server ntp.example.org, and that alone proves nothing. The clock of the device itself, where that is another machine, was not looked at.',
	},
	{
		finds: 'perhaps-wrong',
		when: {params: {url: plainUrl}, smtp: greeting(hour), http: {[plainUrl]: page(hour)}},
		facts: {sources: 'the greeting of smtp.provider.test and the web server www.example.com'},
	},
	{
		finds: 'perhaps-wrong',
		when: {
			params: {url},
			smtp: greeting(-400 * day),
			http: {[url]: page(-400 * day, {tls: tls({fault: 'not-yet-valid'})})},
		},
	},
	{
		finds: 'perhaps-wrong',
		when: {
			params: {ntp: 'ntp.provider.test'},
			smtp: greeting(hour),
			time: {'ntp.provider.test': timeServer(hour)},
		},
	},
	// Two of one owner are one.
	{
		finds: 'perhaps-wrong',
		when: {
			params: {url: 'http://www.provider.test/'},
			smtp: greeting(hour),
			http: {'http://www.provider.test/': page(hour)},
		},
	},

	{
		finds: 'sources-disagree',
		when: {...told, time: {[ntp]: timeServer(0)}, http: {[url]: page(hour)}},
		facts: {
			summary:
				'by the time server ntp.example.org it is less than a second ahead, by the web server www.example.com it is 1 hour ahead',
		},
	},
	{
		finds: 'sources-disagree',
		when: {params: {url: plainUrl}, smtp: greeting(hour), http: {[plainUrl]: page(0)}},
	},
	{finds: 'sources-disagree', when: {params: {url}, smtp: greeting(0), http: {[url]: page(hour)}}},
	// What a certificate stands for outweighs a time server that is off.
	{finds: 'right', when: {...told, time: {[ntp]: timeServer(hour)}, http: {[url]: page(0)}}},
	{
		finds: 'sources-disagree',
		when: {params: {ntp}, smtp: greeting(0), time: {[ntp]: timeServer(2 * minute)}},
	},

	{
		finds: 'not-found-out',
		when: {
			...told,
			smtp: greeted('220 x ESMTP'),
			time: {[ntp]: {code: 'timeout'}},
			http: {[url]: {code: 'untrusted'}},
		},
		facts: {
			why: 'the time server ntp.example.org: timeout; the web server www.example.com: untrusted; the greeting of smtp.provider.test: it carries no date with a time zone',
		},
	},
	{finds: 'not-found-out', when: {params: {host: undefined}}, facts: {why: 'nothing was named to ask'}},
	...[
		page(0, {age: 7200}),
		{...page(0), date: undefined},
		{...page(0), heardAt: undefined},
		page(0, {heardAt: 'x'}),
	].map(one => ({
		finds: 'not-found-out',
		when: {params: {host: undefined, url}, http: {[url]: one as HttpAnswer}},
	})),
	...[1e300, 1e15, -101 * 366 * day].map(ahead => ({
		finds: 'not-found-out',
		when: {params: {host: undefined, ntp}, time: {[ntp]: timeServer(ahead)}},
	})),
	{
		finds: 'not-found-out',
		when: {params: {host: undefined, url}, http: {[url]: page(-101 * 366 * day)}},
		facts: {why: 'the web server www.example.com: what it says is more than a century off'},
	},
	// A machine that has lost its time counts from 1970 on.
	{
		finds: 'wrong',
		when: {params: {host: undefined, url}, http: {[url]: page(-20_000 * day)}},
		facts: {skew: '54 years 290 days behind'},
	},
	...[
		`220 x ${written(now)}, ${written(now + hour)}`,
		`220 x ${written(now, 'CET')}`,
		'220 x Mon Jun 15 12:00:00 2026',
		'220 x Tue, 15 Jun 2026 12:00:00 +0000',
		'220 x 4.98 2026 06 15',
	].map(text => ({finds: 'not-found-out', when: {smtp: greeted(text)}})),
];

const device: readonly Scenario[] = [
	{
		finds: 'device-right',
		when: sent(mail(0)),
		says: 'The device’s clock is right: its mail is dated 2026-06-15 12:00:00 UTC, and smtp.provider.test received it at 2026-06-15 12:00:01 UTC. The clock of the machine that lostmail runs on was compared with nothing.',
	},
	{finds: 'device-right', when: sent(mail(30 * second))},
	{finds: 'device-slightly-off', when: sent(mail(3 * minute)), facts: {skew: '2 minutes 59 seconds ahead'}},
	{
		finds: 'device-slightly-off',
		when: sent(mail(-3 * minute)),
		facts: {skew: '3 minutes 1 second behind', reason: 'unless the mail waited that long'},
	},
	{
		finds: 'device-wrong',
		when: sent(mail(8 * hour)),
		facts: {
			skew: '8 hours ahead',
			reason:
				'8 hours to the minute is what a wrong time zone or daylight saving time looks like; no mail is received before it is written',
			who: 'admin',
			rfc: 'RFC 5322 section 3.6.1',
		},
	},
	{
		finds: 'device-wrong',
		when: sent(mail(7 * minute)),
		facts: {reason: 'no mail is received before it is written'},
	},
	// The device itself may have held it for as long as it likes.
	...[-14 * day, -20_000 * day].map(ahead => ({
		finds: 'device-perhaps-wrong',
		when: sent(mail(ahead)),
		facts: {reason: 'unless the mail waited that long before it left'},
	})),
	// Two servers of one owner may have one clock.
	{
		finds: 'device-perhaps-wrong',
		when: sent(mail(7 * minute, received(['mx1.provider.test', now], ['MX2.Provider.test', now + second]))),
		facts: {reason: 'only servers of provider.test say so'},
	},
	// The device's own mail server stamps by the same wrong clock.
	{
		finds: 'device-wrong',
		when: sent(
			mail(
				8 * hour,
				received(
					['nas.local', now + 8 * hour, 'localhost'],
					['smtp.provider.test', now + second],
					['mx.mailbox.test', now + 3 * second],
				),
			),
		),
		facts: {server: 'smtp.provider.test'},
	},
	{
		finds: 'device-wrong',
		when: sent(
			mail(
				8 * hour,
				received(
					['nas.home-mail.test', now + 8 * hour],
					['smtp.provider.test', now + second],
					['mx.mailbox.test', now + 3 * second],
				),
			),
		),
	},
	{finds: 'device-wrong', when: sent(mail(8 * hour), {params: {url}, http: {[url]: page(hour)}})},
	{
		finds: 'device-perhaps-wrong',
		when: sent(mail(8 * hour, received(['smtp.provider.test', now]))),
		facts: {
			reason:
				'8 hours to the minute is what a wrong time zone or daylight saving time looks like; only one server says so',
		},
	},
	{
		finds: 'device-perhaps-wrong',
		when: sent(mail(-5 * hour - 30 * minute)),
		facts: {reason: expect.stringMatching(/^5 hours 30 minutes .* unless the mail waited that long/)},
	},
	{
		finds: 'device-perhaps-wrong',
		when: sent(mail(-83 * minute), {params: {ntp}, time: {[ntp]: timeServer(0)}}),
	},
	{
		finds: 'device-not-found-out',
		when: sent({from: [], signatures: []}),
		facts: {why: 'it has no Date field'},
	},
	{finds: 'device-not-found-out', when: sent({...mail(0), date: '31 Feb 2026 12:00:00 +0000'})},
	...[
		[],
		received(['nas', now]),
		received(['nas.lan', now]),
		received(['mx.test', now, '127.0.0.1']),
		[{by: 'smtp.provider.test', from: 'nas', date: 'today'}],
		[{by: 'smtp.provider.test', date: written(now)}],
	].map(stamps => ({
		finds: 'device-not-found-out',
		when: sent(mail(0, stamps)),
		facts: {why: 'no server besides the device put a time into it that can be read'},
	})),
	// The first may be the device's own server, and so of its own wrong clock.
	{
		finds: 'device-not-found-out',
		when: sent(
			mail(-8 * hour, received(['nas.home-mail.test', now - 8 * hour], ['smtp.provider.test', now])),
		),
	},
	{
		finds: 'device-not-found-out',
		when: {
			params: {message: file, ntp},
			time: {[ntp]: timeServer(0)},
			message: {code: 'unreadable', detail: 'gone'},
		},
		says: 'The device’s clock could not be told from its mail: it could not be read (gone). The clock of the machine that lostmail runs on is right.',
	},
	{
		finds: 'wrong',
		when: {params: {message: file, url}, http: {[url]: page(hour)}, message: {code: 'unreadable'}},
	},
	{finds: 'right', when: sent(mail(0), {params: {ntp}, time: {[ntp]: timeServer(0)}})},
	{
		finds: 'sources-disagree',
		when: sent(mail(0), {
			...told,
			params: {...told.params, host: undefined, message: file},
			time: {[ntp]: timeServer(0)},
			http: {[url]: page(hour)},
		}),
	},
];

const base = {
	host: 'smtp.provider.test',
	port: 587,
	security: 'starttls',
	user: 'nas',
	password: 'smtp-password',
};

describeCheck(skew, base, [...machine, ...device], {
	...inconclusive('tls'),
	...Object.fromEntries(
		waySays.flatMap(code => [
			[
				`${code} of all`,
				{
					params: {ntp, url, message: file},
					time: {[ntp]: {code}},
					http: {[url]: {code}},
					message: {code},
					smtp: {code},
				},
			],
			[
				`one greeting, and ${code} of the others`,
				{...told, time: {[ntp]: {code}}, http: {[url]: {code}}, smtp: greeting(day)},
			],
		]),
	),
	'a greeting that is years off': {smtp: greeting(-9000 * day)},
	'a page out of a cache': {params: {url}, http: {[url]: page(9 * day, {age: 777_600})}},
	'a mail that waited': sent(mail(-14 * day)),
	'a mail of a device that begins in 1970': sent(mail(-20_000 * day)),
	'a time server alone': {params: {ntp}, smtp: greeted('220 x'), time: {[ntp]: timeServer(day)}},
	'what one proxy can write': {
		params: {url: plainUrl},
		smtp: greeting(day),
		http: {[plainUrl]: page(day)},
	},
});

test('the same dialogue as the checks on the server is used, and nothing is asked that was not named', async () => {
	const {asked} = await runOn(skew, {smtp: greeting(0)}, base);
	expect(asked).toEqual([
		{
			host: base.host,
			port: 587,
			security: 'starttls',
			stage: 'connect',
			user: 'nas',
			secret: 'smtp-password',
		},
	]);
	const implicit = await runOn(skew, {params: {security: 'implicit'}}, base);
	expect(implicit.asked).toMatchObject([{stage: 'tls'}]);
});

test('each source has its line', async () => {
	const {finding} = await runOn(
		skew,
		{
			params: {...told.params, message: file},
			time: {[ntp]: timeServer(2 * hour)},
			http: {[url]: page(2 * hour, {tls: tls({fault: 'expired'})})},
			smtp: greeted('220 x'),
			message: mail(0),
		},
		base,
	);
	expect(finding.code).toBe('wrong');
	expect(adviceOf(finding.facts).details).toEqual([
		'The time server ntp.example.org says 2026-06-15 10:00:00 UTC, ours said 2026-06-15 12:00:00 UTC: ours is 2 hours ahead, to within 1 second (20 ms under way).',
		'The web server www.example.com says 2026-06-15 10:00:00 UTC, ours said 2026-06-15 12:00:00 UTC: ours is 2 hours ahead, to within 1 second (30 ms under way); its certificate is not trusted (expired).',
		'The greeting of smtp.provider.test tells no time: it carries no date with a time zone.',
		'The mail of the device is dated 2026-06-15 12:00:00 UTC (Mon, 15 Jun 2026 12:00:00 +0000).',
		'smtp.provider.test received it at 2026-06-15 12:00:01 UTC: its Date is 1 second behind.',
		'mx.mailbox.test received it at 2026-06-15 12:00:03 UTC: its Date is 3 seconds behind.',
	]);
});

describe('what is typed', () => {
	test.each([
		{url: 'ftp://a.test/'},
		{url: 'https://user:pass@a.test/'},
		{url: 'a.test'},
		{ntp: 'a b'},
		{ntp: 'a.test:0'},
		{ntp: 'a.test:99999'},
		{ntp: '[2001:db8::1]:x'},
	])('%j is refused', params => {
		expect(skew.params.safeParse(params).success).toBe(false);
	});
});

test('whatever the others say, it is borne and safe to print', async () => {
	const acting = fc.constantFrom('\u001B[2J', '\u202E', 'x'.repeat(5000), 'a\r\nb', 'mx.test', '');
	const time = fc.oneof(
		fc.constantFrom('', 'x', iso(now), '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00.000Z'),
		fc.date().map(String),
	);
	const amount = fc.oneof(fc.double(), fc.integer());
	const stamp = fc.record({by: acting, from: acting, date: fc.oneof(acting, fc.constant(written(now)))});
	await fc.assert(
		fc.asyncProperty(
			acting,
			time,
			time,
			amount,
			amount,
			fc.array(stamp, {maxLength: 100}),
			async (text, one, other, much, more, stamps) => {
				const {finding} = await runOn(
					skew,
					{
						params: {...told.params, message: file},
						time: {[ntp]: timeServer(0, {offset: much, delay: more, heardAt: one})},
						http: {[url]: page(0, {date: one, heardAt: other, heardAfter: more})},
						smtp: greeted(`220 ${text} ${written(now)}`, {heardAt: other, heardAfter: much}),
						message: {from: [], signatures: [], date: text, received: stamps},
					},
					base,
				);
				const said = [finding.text, ...(adviceOf(finding.facts).details ?? [])];
				expect(said.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|NaN|undefined/u);
				expect(Math.max(...said.map(({length}) => length))).toBeLessThan(3000);
			},
		),
		{numRuns: 200},
	);
});
