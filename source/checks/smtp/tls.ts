import {defineCheck, ok, problem, type Reach, unknown, warning} from '../../core/check.ts';
import {inWords} from '../../core/failure.ts';
import type {Certificate, TlsFacts} from '../../core/smtp.ts';
import {
	atTheDoor,
	doorFindings,
	ofTheDevice,
	questionFor,
	type ServerParams,
	serverFacts,
	serverParams,
	shown,
	takeTo,
} from '../conversation.ts';

const day = 86_400_000;

export default defineCheck({
	id: 'smtp.tls',
	title: 'Encryption',
	about: 'Encrypts the session as the device is set to, and judges the certificate.',
	hop: 'tls',
	params: serverParams,

	findings: {
		...doorFindings,
		encrypted: ok('{protocol}, certificate for {subject} by {issuer}, {days} days left.'),
		'expires-soon': warning('The certificate of {host} ends in {days} days.'),
		'not-encrypted': warning('The device is set to send without encryption.'),
		'not-offered': problem('{host} does not offer STARTTLS on port {port}, which the device asks for.'),
		stripped: problem(
			'Something between here and {host} removes the offer of encryption (STARTTLS reads XXXX).',
		),
		injected: problem(
			'Unencrypted text was slipped in after STARTTLS: the connection to {host} is tampered with.',
		),
		'certificate-expired': problem('The certificate of {host} ended on {until} ({subject}).'),
		'certificate-not-yet-valid': problem(
			'The certificate of {host} is valid only from {since}; this machine says {today} ({subject}).',
		),
		'certificate-self-signed': problem('{host} shows a certificate that it signed itself ({subject}).'),
		'certificate-untrusted': problem(
			'Nobody known vouches for the certificate of {host}: issuer {issuer} ({reason}).',
		),
		'certificate-name': problem('The certificate is for {names}, not for {host}.'),
		version: problem('{host} and this side share no version of TLS that is still safe: {failure}.'),
		'plain-port': problem(
			'Port {port} of {host} begins unencrypted, and the device starts with TLS at once.',
		),
		refused: problem('{host} offers STARTTLS and then refuses it: {reply}'),
		'turned-away': problem('{host} turns the encrypted connection away: {reply}'),
		'not-smtp': problem('What answers on port {port} of {host}, after TLS, is not a mail server: {failure}.'),
		busy: unknown('{host} encrypts and then asks to come back later: {reply}'),
		'broken-off': unknown('The conversation with {host} broke off after the TLS handshake: {failure}.'),
		temporary: unknown('{host} cannot encrypt just now: {reply}'),
		'no-answer': unknown('{host} did not finish the TLS handshake in time.'),
		'handshake-failed': unknown('The TLS handshake with {host} failed: {failure}.'),
		'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
	},

	async run({params, found, startedAt, ...reach}) {
		const facts = serverFacts(params);
		const outcome = await takeTo('tls', params, reach);
		switch (outcome.is) {
			case 'passed': {
				const {tls} = outcome.answer;
				if (!tls) return found('not-encrypted', facts);
				const certificate = certificateFacts(tls, startedAt);
				return certificate.days < 14
					? found('expires-soon', {...facts, ...certificate})
					: found('encrypted', {...facts, ...certificate});
			}
			case 'refused': {
				const reply = shown(outcome.reply);
				return outcome.answer.tls
					? found(ofTheDevice(atTheDoor(outcome, reach.replies), params), {...facts, reply, failure: reply})
					: found('refused', {...facts, reply});
			}
			case 'deferred':
				return found(outcome.answer.tls ? 'busy' : 'temporary', {...facts, reply: shown(outcome.reply)});
			case 'not-reached':
				return found('not-reached', {...facts, failure: outcome.said});
			case 'failed':
				break;
		}

		const {failure, answer} = outcome;
		const why = {...facts, failure: inWords(failure)};
		if (failure.code === 'not-offered')
			return found(answer?.anomalies.includes('starttls-stripped') ? 'stripped' : 'not-offered', facts);
		if (failure.code === 'untrusted' && answer?.anomalies.includes('plaintext-after-starttls'))
			return found('injected', facts);
		const tls = answer?.tls;
		if (tls?.fault && failure.code === 'untrusted') {
			const certificate = {...facts, ...certificateFacts(tls, startedAt)};
			switch (tls.fault) {
				case 'expired':
					return found('certificate-expired', certificate);
				case 'not-yet-valid':
					return found('certificate-not-yet-valid', certificate);
				case 'self-signed':
					return found('certificate-self-signed', certificate);
				case 'wrong-name':
					return found('certificate-name', certificate);
				case 'unknown-issuer':
				case 'other':
					return found('certificate-untrusted', certificate);
			}
		}
		if (tls)
			return failure.code === 'malformed' && !answer?.greeting
				? found('not-smtp', why)
				: found('broken-off', why);
		if (failure.code === 'timeout') return found('no-answer', facts);
		// OpenSSL names the side that gave up: alert 70, or a version that is too old for us.
		if (failure.code === 'tls' && /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/i.test(failure.detail ?? ''))
			return found('version', why);
		if (params.security === 'implicit' && (await speaksPlain(params, reach)))
			return found('plain-port', facts);
		return found('handshake-failed', why);
	},
});

const certificateFacts = ({protocol, chain, fault, reason}: TlsFacts, now: number) => {
	const at = chain.find(certificate => isAtFault(certificate, fault, now)) ?? chain[0];
	const names = at?.names.map(name => name.replace(/^DNS:/, '')).join(', ') ?? '';
	const left = at ? (Date.parse(at.validTo) - now) / day : 0;
	return {
		protocol,
		reason: reason || fault || 'no fault',
		subject: at?.subject || names || 'a name that is left empty',
		issuer: at?.issuer || 'somebody unnamed',
		names: names || at?.subject || 'nobody',
		since: at?.validFrom.slice(0, 10) || 'an unreadable date',
		until: at?.validTo.slice(0, 10) || 'an unreadable date',
		today: new Date(now).toISOString().slice(0, 10),
		days: Number.isNaN(left) ? 0 : Math.max(0, Math.floor(left)),
	};
};

/** The one certificate of a chain that its dates put at fault: it need not be the server's own. */
const isAtFault = ({validFrom, validTo}: Certificate, fault: TlsFacts['fault'], now: number): boolean =>
	fault === 'expired' ? Date.parse(validTo) < now : fault === 'not-yet-valid' && Date.parse(validFrom) > now;

/** A second look without any credentials: whether the port greets before TLS. */
const speaksPlain = async (
	{host, port}: ServerParams,
	{probes, signal}: Pick<Reach, 'probes' | 'signal'>,
): Promise<boolean> => {
	const question = questionFor({host, port, security: 'starttls'}, 'connect');
	const result = await probes.smtp({...question, dialogue: 'second look'}, signal);
	return result.ok && result.value.greeting !== undefined;
};
