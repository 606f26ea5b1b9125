// Long because every finding of the check, and every failure at each of its questions, has its scenario here.
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {states} from '../../../source/checks/smtp/sweep/state.ts';
import sweep from '../../../source/checks/smtp/sweep.ts';
import type {Failure} from '../../../source/core/failure.ts';
import type {SmtpAnswer} from '../../../source/core/smtp.ts';
import {certificate, passed, reply, stopped, tls, waySays} from '../said.ts';
import {describeCheck, runOn, type When} from '../taped.ts';

const host = 'smtp.provider.test';
const [v4, second, v6] = ['192.0.2.1', '192.0.2.2', '2001:db8::1'];

type Said = SmtpAnswer | Failure;
type Ways = Readonly<Record<string, Said>>;

const dnsOf = (ipv4: readonly string[], ipv6: readonly string[] = []): NonNullable<When['dns']> => ({
	[`${host} A`]: ipv4.length > 0 ? ipv4 : 'no-data',
	[`${host} AAAA`]: ipv6.length > 0 ? ipv6 : 'no-data',
});

const greeted = passed('tls', {stages: {connect: 20, tls: 14}});
const loginless = passed('tls', {extensions: {plain: ['STARTTLS'], encrypted: ['SIZE 1000']}});
const silent = stopped('connect', 'timeout');
const refused = stopped('connect', 'refused');
const noWay = stopped('connect', {code: 'unreachable', detail: 'ENETUNREACH: no route'});
const connected = {address: `${v4}:587`};
const mute = stopped('connect', {code: 'timeout', detail: 'no reply within 5 s'}, connected);
const web = stopped('connect', {code: 'malformed', detail: 'not an SMTP reply: "HTTP/1.1 408"'}, connected);

/** Ended after the greeting (or, at an implicit port, the connection) and before TLS. */
const beforeTls = (code: Failure['code'], detail: string, more: Partial<SmtpAnswer> = {}): SmtpAnswer => {
	const {tls: _, ...rest} = stopped('tls', {code, detail}, more);
	return rest;
};
const ungreeted = (answer: SmtpAnswer): SmtpAnswer => {
	const {greeting: _, ...rest} = answer;
	return rest;
};
const sslError = (name: string): SmtpAnswer =>
	ungreeted(beforeTls('tls', `ERR_SSL_${name}: 40CD:error:0A00010B:SSL routines:f:words:file.c:77:`));
const plainText = sslError('WRONG_VERSION_NUMBER');
const plain = beforeTls('not-offered', 'the server does not offer STARTTLS');
const stripped = beforeTls('not-offered', 'no', {anomalies: ['starttls-stripped']});
const expired = stopped('tls', 'untrusted', {
	tls: tls({
		fault: 'expired',
		reason: 'CERT_HAS_EXPIRED',
		chain: [certificate({validTo: '2026-06-01T00:00:00.000Z'})],
	}),
});
const {tls: _, ...unencrypted} = greeted;
const turnedAway = stopped('connect', reply('554 5.7.1 Go away'));
const busy = stopped('connect', reply('421 4.3.2 Try later'));

const usual = ['587 starttls', '465 implicit', '2525 starttls', '25 starttls'];
const open: Ways = {
	'587 starttls': greeted,
	'587 implicit': plainText,
	'465 starttls': mute,
	'465 implicit': greeted,
	'2525 starttls': greeted,
	'25 starttls': loginless,
};
const all = (answer: Said, more: Ways = {}): Ways => ({
	...Object.fromEntries(
		[...usual, '587 implicit', '465 starttls', '25 implicit', '2525 implicit'].map(way => [way, answer]),
	),
	...more,
});
const at = (address: string, ways: Ways): Ways =>
	Object.fromEntries(Object.entries(ways).map(([way, said]) => [`${address} ${way}`, said]));

const device = (port: number, security?: 'starttls' | 'implicit' | 'none') => ({port, security});
const on = (ways: Ways, params: object = {}, more: When = {}): When => ({
	params: {...params},
	dns: dnsOf([v4]),
	looks: at(v4, ways),
	...more,
});
const both = (ipv4: Ways, ipv6: Ways, params: object = {}): When => ({
	params: {...params},
	dns: dnsOf([v4], [v6]),
	looks: {...at(v4, ipv4), ...at(v6, ipv6)},
});

const implicit = 'implicit TLS (SSL/TLS)';

describeCheck(
	sweep,
	{host},
	[
		{
			finds: 'fits',
			when: on(open, device(587, 'starttls')),
			says: `${host} works at ${v4} on port 587 with STARTTLS, as the device is set. Other ways: port 465 with ${implicit}, port 2525 with STARTTLS, port 25 with STARTTLS (which offers no login).`,
			facts: {
				advice: 'leave the settings of the device as they are',
				combinations: [
					{
						address: v4,
						port: 587,
						security: 'starttls',
						state: 'works',
						ms: 34,
						protocol: 'TLSv1.3',
						greeting: '220 smtp.provider.test ESMTP',
						login: 'offered',
					},
					{port: 465, security: 'implicit', state: 'works'},
					{port: 2525, state: 'works'},
					{port: 25, state: 'works', login: 'not-offered'},
					{port: 587, security: 'implicit', state: 'wrong-mode'},
				],
				details: [
					`${v4} port 587 with STARTTLS: works, TLSv1.3 after 34 ms (so the device is set)`,
					`${v4} port 465 with ${implicit}: works, TLSv1.3 after 34 ms`,
					`${v4} port 2525 with STARTTLS: works, TLSv1.3 after 34 ms`,
					`${v4} port 25 with STARTTLS: works, TLSv1.3 after 2 ms, offers no login`,
					`${v4} port 587 with ${implicit}: begins unencrypted and offers TLS later, if at all`,
				],
			},
		},
		{
			finds: 'fits',
			when: on(all(silent, {'587 starttls': greeted}), device(587, 'starttls')),
			says: `${host} works at ${v4} on port 587 with STARTTLS, as the device is set. Other ways: none.`,
		},
		{
			finds: 'fits',
			when: on({...open, '994 implicit': greeted, '994 starttls': mute}, device(994, 'implicit')),
		},
		{finds: 'fits', when: both(open, all(noWay), device(587, 'starttls'))},
		{finds: 'fits', when: both(open, all({code: 'cancelled'}), device(587, 'starttls'))},
		{
			finds: 'found',
			when: on(open),
			says: `At ${host} these work, the best first: port 587 with STARTTLS, port 465 with ${implicit}, port 2525 with STARTTLS, port 25 with STARTTLS (which offers no login).`,
			facts: {advice: 'set port 587 with STARTTLS', instead: {port: 587, security: 'starttls'}},
		},
		{
			finds: 'found',
			when: both(open, {...open, '587 starttls': silent}),
			facts: {advice: `set port 465 with ${implicit}`},
		},
		{finds: 'found', when: on(open, device(587))},
		{
			finds: 'without-login',
			when: on(open, device(25, 'starttls')),
			says: `${host} works at ${v4} on port 25 with STARTTLS, as the device is set, but takes no login there; if the device logs in, set port 587 with STARTTLS.`,
		},
		{finds: 'fits', when: on(all(loginless), device(25, 'starttls'))},
		{finds: 'found', when: on(all(refused, {'25 starttls': loginless}))},
		{
			finds: 'change-port',
			when: on({...all(refused), '465 implicit': greeted}, device(587, 'starttls')),
			says: `The device is set to port 587 with STARTTLS, but there ${host} refuses connections; set port 465 with ${implicit}.`,
			facts: {who: 'admin', instead: {port: 465, security: 'implicit'}},
		},
		{
			finds: 'change-port',
			when: on({...open, '587 starttls': refused, '587 implicit': refused}, device(587)),
			says: `The device is set to port 587, but there ${host} refuses connections; set port 465 with ${implicit}.`,
		},
		{
			finds: 'change-port',
			when: on({...open, '587 starttls': web, '587 implicit': plainText}, device(587, 'starttls')),
			says: `The device is set to port 587 with STARTTLS, but there ${host} answers with what is not an SMTP reply: "HTTP/1.1 408"; set port 465 with ${implicit}.`,
		},
		{
			// An address at which nothing is heard says nothing either way.
			finds: 'change-port',
			when: both(all(refused, {'465 implicit': greeted}), all(silent), device(587, 'starttls')),
		},
		{
			finds: 'change-port',
			when: on(all(refused, {'465 implicit': expired}), device(587, 'starttls')),
			says: `The device is set to port 587 with STARTTLS, but there ${host} refuses connections; set port 465 with ${implicit} (which encrypts, with a fault: certificate ended on 2026-06-01).`,
		},
		{
			finds: 'change-mode',
			when: on(open, device(465, 'starttls')),
			says: `The device is set to port 465 with STARTTLS, but that port of ${host} expects TLS from the first byte; set port 465 with ${implicit}.`,
			facts: {instead: {port: 465, security: 'implicit'}},
		},
		{
			finds: 'change-mode',
			when: on(open, device(587, 'implicit')),
			says: `The device is set to port 587 with ${implicit}, but that port of ${host} begins unencrypted and offers TLS later, if at all; set port 587 with STARTTLS.`,
		},
		{finds: 'change-mode', when: on({...open, '465 none': mute}, device(465, 'none'))},
		{
			finds: 'change-port',
			when: on({...open, '587 starttls': plain}, device(587, 'implicit')),
			facts: {instead: {port: 465, security: 'implicit'}},
		},
		{
			finds: 'blocked',
			when: on(all(silent, {'465 implicit': greeted}), device(587, 'starttls')),
			says: `Port 587 of ${host} stays silent while port 465 of the same server answers; set port 465 with ${implicit}.`,
			facts: {who: 'admin', rfc: 'RFC 5068 section 4.1'},
		},
		{
			finds: 'blocked',
			when: on(all(silent, {'25 starttls': turnedAway}), device(587, 'starttls')),
			says: `Port 587 of ${host} stays silent while port 25 of the same server answers; have port 587 opened in router and firewall, or by the internet provider.`,
			facts: {who: 'network-owner'},
		},
		{
			finds: 'blocked',
			when: on({...open, '25 starttls': silent, '25 implicit': silent}, device(25, 'starttls')),
			says: `Port 25 of ${host} stays silent while port 587 of the same server answers; set port 587 with STARTTLS.`,
			facts: {
				details: expect.arrayContaining([
					'Many networks block port 25 outwards: that it is closed from here says nothing about the server.',
				]),
			},
		},
		{finds: 'blocked', when: on(all(silent, {'465 implicit': greeted}), device(587))},
		{
			finds: 'ipv6-broken',
			when: both(open, all(silent), device(587, 'starttls')),
			says: `${host} works over IPv4 on port 587 with STARTTLS, but over IPv6 (${v6}) it stays silent: devices that prefer IPv6 wait there.`,
			facts: {who: 'network-owner'},
		},
		{
			finds: 'ipv6-broken',
			when: both(open, all(refused)),
			says: `${host} works over IPv4 on port 587 with STARTTLS, but over IPv6 (${v6}) it refuses connections: devices that prefer IPv6 wait there.`,
			facts: {who: 'mail-admin'},
		},
		{
			finds: 'some-addresses',
			when: {
				params: device(587, 'starttls'),
				dns: dnsOf([v4, second]),
				looks: {...at(v4, open), ...at(second, all(silent))},
			},
			says: `On port 587 with STARTTLS, ${host} works at some of its addresses only: at ${second} it stays silent.`,
		},
		{finds: 'some-addresses', when: both(open, all(expired), device(587, 'starttls'))},
		{
			finds: 'certificate',
			when: on(all(refused, {'587 starttls': expired}), device(587, 'starttls')),
			says: `On port 587 with STARTTLS, ${host} encrypts, with a fault: certificate ended on 2026-06-01; have the certificate put right.`,
			facts: {who: 'mail-admin'},
		},
		{finds: 'certificate', when: on(all(refused, {'465 implicit': expired}))},
		{
			finds: 'certificate',
			when: on({...open, '587 starttls': expired}, device(587, 'starttls')),
			facts: {advice: `set port 465 with ${implicit}`},
		},
		{
			finds: 'stripped',
			when: on(all(refused, {'587 starttls': stripped}), device(587, 'starttls')),
			says: `Something between here and ${host} removes the offer of encryption on port 587 with STARTTLS; have the inspection of mail switched off in router or firewall.`,
			facts: {who: 'network-owner'},
		},
		{
			finds: 'plain-only',
			when: on({...open, '587 starttls': plain}, device(587, 'starttls')),
			says: `On port 587 with STARTTLS, ${host} offers no STARTTLS; set port 465 with ${implicit}.`,
		},
		{
			finds: 'plain-only',
			when: on(all(refused, {'25 starttls': plain})),
			says: `On port 25 with STARTTLS, ${host} offers no STARTTLS; have encryption switched on at the server.`,
		},
		{
			finds: 'plain-only',
			when: on(all(refused, {'587 starttls': {...unencrypted, ...refusedStartTls()}})),
		},
		{
			finds: 'not-encrypted',
			when: on({...open, '587 none': unencrypted}, device(587, 'none')),
			says: `The device is set to port 587 without encryption, and ${host} answers there; set port 587 with STARTTLS.`,
		},
		{
			finds: 'not-encrypted',
			when: on(all(refused, {'25 none': unencrypted, '25 starttls': busy}), device(25, 'none')),
			facts: {advice: 'have encryption switched on at the server'},
		},
		{
			finds: 'not-proven',
			when: on({...open, '587 starttls': busy}, device(587, 'starttls')),
			says: `Whether ${host} works on port 587 with STARTTLS, as the device is set, could not be found out: it takes no connections just now: 421 4.3.2 Try later. From here these work: port 465 with ${implicit}, port 2525 with STARTTLS, port 25 with STARTTLS (which offers no login).`,
		},
		// The other mode found the very port open.
		{finds: 'not-proven', when: on({...open, '587 starttls': refused}, device(587, 'starttls'))},
		{finds: 'not-proven', when: on({...open, '587 starttls': silent}, device(587, 'starttls'))},
		{finds: 'not-proven', when: on({...open, '587 starttls': turnedAway}, device(587, 'starttls'))},
		{
			// Its address is silent on every port; the other address proves nothing about it.
			finds: 'not-proven',
			when: both(
				all(silent),
				all(refused, {'587 starttls': busy, '465 implicit': greeted}),
				device(587, 'starttls'),
			),
		},
		{
			finds: 'none-works',
			when: on(all(refused, {'587 starttls': turnedAway}), device(587, 'starttls')),
			says: `${host} answers, but nothing that a device could be set to works from here: 1 turned away, 4 refused.`,
		},
		// What port 25 takes without a login is for the server's own users.
		{finds: 'none-works', when: on(all(refused, {'25 starttls': loginless}), device(587, 'starttls'))},
		{finds: 'all-refused', when: on(all(refused))},
		{finds: 'all-refused', when: both(all(refused), all(noWay), device(587, 'starttls'))},
		{
			finds: 'nothing-answers',
			when: on(all(silent, {'25 starttls': refused}), device(587, 'starttls')),
			says: `No port of ${host} answered from here as a mail server: 4 silent, 1 refused.`,
		},
		{
			finds: 'unreachable',
			when: on(all(noWay)),
			says: `This machine has no way to ${host}: it cannot be reached from this machine: ENETUNREACH: no route.`,
		},
		{
			finds: 'no-address',
			when: {
				dns: {
					...dnsOf([]),
					[`${host} A system`]: 'no-such-name',
					[`${host} AAAA system`]: 'no-such-name',
				},
			},
			says: `${host} has no address, so nothing was connected to.`,
		},
		{
			finds: 'unanswered',
			when: {dns: {...dnsOf([]), [`${host} A`]: 'timeout'}},
			says: `Whether ${host} answers could not be found out, because it could not be looked up: timeout.`,
		},
		{finds: 'unanswered', when: on(all({code: 'offline'}))},
		{finds: 'unanswered', when: on(all(stopped('connect', 'bad-name')))},
	],
	honestTable(),
);

function refusedStartTls(): Partial<SmtpAnswer> {
	return {stop: {stage: 'tls', reply: reply('502 5.5.1 no')}};
}

/** One question comes to nothing, at each of its stages; the rest of the server is well. */
function honestTable(): Readonly<Record<string, When>> {
	const codes = [...waySays, 'malformed', 'bad-name', 'tls', 'untrusted'] as const;
	const devices = [device(587, 'starttls'), device(465, 'implicit'), device(25, 'none')];
	const withNone: Ways = {...open, '25 none': unencrypted, '25 implicit': plainText};
	const answers = (code: (typeof codes)[number]): Readonly<Record<string, Said>> => ({
		'as a whole': {code},
		'before the connection': stopped('connect', code),
		// What is not SMTP, said right after the connection, is an answer.
		...(code === 'malformed' ? {} : {'before the greeting': stopped('connect', code, connected)}),
		'before TLS': beforeTls(code, 'EXXX: some words'),
		'after TLS': stopped('tls', code),
	});
	const questions = ['587 starttls', '465 implicit', '2525 starttls', '25 starttls', '25 none'];
	return Object.fromEntries([
		...codes.flatMap(code =>
			Object.entries(answers(code)).flatMap(
				([when, said]): ReadonlyArray<readonly [string, When]> => [
					...questions.flatMap(way =>
						devices.map(
							own =>
								[
									`${code} ${when} at ${way}, device on ${own.port} ${own.security}`,
									on({...withNone, [way]: said}, own),
								] as const,
						),
					),
					[`${code} ${when} everywhere`, on(all(said, {'25 none': said}), device(587, 'starttls'))],
					// What greets in plain text proves by that alone that TLS at once is the wrong mode.
					...(when.endsWith('TLS')
						? []
						: ([
								[
									`${code} ${when} in the right mode`,
									on({...open, '587 starttls': said}, device(587, 'implicit')),
								],
							] as const)),
				],
			),
		),
		...codes.flatMap(code =>
			[`${host} A`, `${host} AAAA`].map(
				name =>
					[`${code} at ${name}`, on(open, device(587, 'starttls'), {dns: dnsWithout(name, code)})] as const,
			),
		),
		...['421 4.3.2 Try later', '450 4.2.0 Greylisted', '554 5.7.1 Go away'].map(
			text =>
				[
					text,
					on({...open, '587 starttls': stopped('connect', reply(text))}, device(587, 'starttls')),
				] as const,
		),
		...['TLSV1_ALERT_PROTOCOL_VERSION', 'UNEXPECTED_EOF_WHILE_READING', 'DH_KEY_TOO_SMALL'].map(
			name => [name, on({...open, '587 implicit': sslError(name)}, device(587, 'implicit'))] as const,
		),
	]);
}

function dnsWithout(name: string, code: Failure['code']): NonNullable<When['dns']> {
	return {...dnsOf([v4], []), [name]: code};
}

const questionsIn = (asked: readonly object[]) => asked.filter(question => 'port' in question);

test('asks every usual way at every address, and the own port in both modes, without naming anybody', async () => {
	const {asked} = await runOn(sweep, both({}, {}, {...device(2526, 'none'), helo: 'tnas.local'}), {host});
	const ways = [...usual, '2526 starttls', '2526 implicit', '2526 none'].map(way => way.split(' '));
	expect(questionsIn(asked)).toEqual(
		[v4, v6].flatMap(address =>
			ways.map(([port, security]) => ({
				host,
				address,
				port: Number(port),
				security,
				stage: 'tls',
				dialogue: 'sweep',
				helo: 'tnas.local',
			})),
		),
	);
});

test('an address in the place of a name is not looked up', async () => {
	const {asked, finding} = await runOn(sweep, {...on(open, device(587, 'starttls'))}, {host: v4});
	expect(finding.code).toBe('fits');
	expect(asked.every(question => 'port' in question)).toBe(true);
});

test('of many addresses two of each kind are tried, and the others are told', async () => {
	const ipv4 = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
	const {asked, finding} = await runOn(sweep, {dns: dnsOf(ipv4, [v6])}, {host});
	expect(questionsIn(asked)).toHaveLength(3 * usual.length);
	expect(finding.facts['details']).toContain('IPv4 addresses that were not tried: 192.0.2.3.');
});

test('an address that only this machine knows is tried, and told', async () => {
	const dns = {...dnsOf([]), [`${host} A system`]: [v4], [`${host} AAAA system`]: 'no-data' as const};
	const {finding} = await runOn(sweep, on(open, {}, {dns}), {host});
	expect(finding.code).toBe('found');
	expect(finding.facts['details']).toContain('This machine knows the addresses by itself, and not from DNS.');
});

test('what a server says is bounded and cannot act', async () => {
	const hostile = reply(`220 \u202e\u001b[31m${'x'.repeat(2000)}`);
	const {finding} = await runOn(
		sweep,
		on(
			{...open, '587 starttls': stopped('connect', reply(`554 ${hostile.lines[0]}`))},
			device(587, 'starttls'),
		),
		{host},
	);
	const said = JSON.stringify([finding.text, finding.facts]);
	expect(said).not.toMatch(/\\u001b|\u202e/);
	expect(finding.text.length).toBeLessThan(1200);
});

test('noise that is no refusal and no silence is never called a problem', async () => {
	const noise = fc.constantFrom<Said>(
		...waySays.flatMap((code): readonly Said[] => [
			{code},
			...(code === 'timeout' ? [] : [stopped('connect', code)]),
			stopped('tls', code),
			beforeTls(code, 'EXXX: words'),
		]),
		busy,
		turnedAway,
		greeted,
		noWay,
	);
	const ways = fc.record(Object.fromEntries(Object.keys(all(silent)).map(way => [way, noise])));
	const own = fc.constantFrom(device(587, 'starttls'), device(465, 'implicit'), device(25, 'starttls'), {});
	await fc.assert(
		fc.asyncProperty(ways, ways, own, async (ipv4, ipv6, settings) => {
			const {finding} = await runOn(sweep, both(ipv4, ipv6, settings), {host});
			expect(finding.level, finding.text).not.toBe('problem');
		}),
	);
});

test('every state that can come up does', async () => {
	const seen = new Set<unknown>();
	const worlds: readonly Ways[] = [
		all(noWay, {...open, '587 starttls': plain, '25 starttls': busy}),
		all(turnedAway, {'465 implicit': expired, '25 starttls': stripped, '2525 starttls': web}),
		all(silent, {'465 implicit': sslError('TLSV1_ALERT_PROTOCOL_VERSION'), '25 starttls': mute}),
		all(refused, {'2525 starttls': {code: 'cancelled'}, '465 implicit': noWay}),
	];
	for (const world of worlds) {
		const {finding} = await runOn(sweep, on(world, device(587, 'implicit')), {host});
		const combinations = finding.facts['combinations'] as ReadonlyArray<{state: string}>;
		for (const {state} of combinations) seen.add(state);
	}
	expect([...seen].sort()).toEqual([...states].sort());
});
