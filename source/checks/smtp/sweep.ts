import {z} from 'zod';
import {advise} from '../../core/advice.ts';
import {defineCheck, ok, problem, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import {printable} from '../../core/printable.ts';
import {smtpSecurities} from '../../core/smtp.ts';
import {host, port, text} from '../../core/value.ts';
import {addressesOf} from './sweep/addresses.ts';
import {tryAll, waysFor} from './sweep/attempts.ts';
import {verdictOn} from './sweep/verdict.ts';
import {factsOf} from './sweep/words.ts';

export default defineCheck({
	id: 'smtp.sweep',
	title: 'Ports and encryption',
	about:
		'Tries every usual port and kind of encryption, over IPv4 and IPv6, without logging in, and says what to set.',
	hop: 'connect',

	params: z.strictObject({
		host: host().describe('The submission server, as the device has it.'),
		port: port().optional().describe('The TCP port that the device uses.'),
		security: z
			.enum(smtpSecurities)
			.optional()
			.describe('What the device uses: starttls, implicit (SSL/TLS from the first byte) or none.'),
		helo: text().optional().describe('How the device introduces itself.'),
	}),

	findings: {
		fits: ok('{host} works at {addresses} on {place}, as the device is set. Other ways: {others}.'),
		found: ok('At {host} these work, the best first: {works}.'),
		'without-login': warning(
			'{host} works at {addresses} on {place}, as the device is set, but takes no login there; if the device logs in, {advice}.',
		),
		'change-port': problem('The device is set to {place}, but there {host} {why}; {advice}.'),
		'change-mode': problem('The device is set to {place}, but that port of {host} {why}; {advice}.'),
		blocked: problem(
			'Port {port} of {host} stays silent while port {other} of the same server answers; {advice}.',
		),
		'ipv6-broken': warning(
			'{host} works over IPv4 on {place}, but over IPv6 ({addresses}) it {why}: devices that prefer IPv6 wait there.',
		),
		'some-addresses': warning(
			'On {place}, {host} works at some of its addresses only: at {addresses} it {why}.',
		),
		certificate: warning('On {place}, {host} {why}; {advice}.'),
		stripped: warning(
			'Something between here and {host} removes the offer of encryption on {place}; {advice}.',
		),
		'plain-only': warning('On {place}, {host} {why}; {advice}.'),
		'not-encrypted': warning('The device is set to {place}, and {host} answers there; {advice}.'),
		'not-proven': unknown(
			'Whether {host} works on {place}, as the device is set, could not be found out: it {why}. From here these work: {works}.',
		),
		'none-works': unknown(
			'{host} answers, but nothing that a device could be set to works from here: {summary}.',
		),
		'all-refused': unknown(
			'{host} refuses connections on every port that was tried: nothing listens there, or a firewall rejects them, be it its own or one on this side.',
		),
		'nothing-answers': unknown('No port of {host} answered from here as a mail server: {summary}.'),
		unreachable: unknown('This machine has no way to {host}: it {why}.'),
		'no-address': unknown('{host} has no address, so nothing was connected to.'),
		unanswered: unknown('Whether {host} answers could not be found out, because it {why}.'),
	},

	async run({params, found, probes, signal}) {
		const asking = {probes, signal};
		const {addresses, failure, remarks} = await addressesOf(params.host, asking);
		if (addresses.length === 0) {
			const facts = {host: params.host, ...advise({details: remarks})};
			return failure
				? found('unanswered', {...facts, why: `could not be looked up: ${printable(inWords(failure))}`})
				: found('no-address', facts);
		}
		const device = params.port === undefined ? undefined : {port: params.port, security: params.security};
		const attempts = await tryAll(addresses, waysFor(device), {...params, ...asking});
		const verdict = verdictOn(attempts, device);
		const facts = factsOf(verdict, attempts, {host: params.host, device, remarks});
		return verdict.code === 'blocked'
			? found('blocked', {...facts, other: verdict.beside.port})
			: found(verdict.code, facts);
	},
});
