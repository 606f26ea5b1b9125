import {type Facts, type Finding, ok, problem, unknown, warning} from '../../../core/check.ts';
import {doorFindings} from '../../conversation.ts';

export const findings = {
	...doorFindings,
	encrypted: ok('{protocol}, certificate for {subject} by {issuer}, {days} days left.'),
	'expires-soon': warning('{which} {ends}.'),
	'expires-in-a-month': warning('{which} {ends}: it is time to renew it.'),
	'weak-key': warning(
		'The certificates of {host} are weak: {weakness}. Current systems refuse them, older ones do not.',
	),
	inspected: warning(
		'Something opens the encrypted connection to {host}, and this machine trusts it: {why}. The device may not.',
	),
	'not-encrypted': warning('The device is set to send without encryption.'),
	'not-offered': problem('{host} does not offer STARTTLS on port {port}, which the device asks for.'),
	stripped: problem(
		'Something between here and {host} removes the offer of encryption (STARTTLS reads XXXX).',
	),
	injected: problem(
		'Unencrypted text was slipped in after STARTTLS: the connection to {host} is tampered with.',
	),
	intercepted: problem('Something on the way answers in place of {host}: {why}.'),
	'intercepted-here': unknown(
		'{product}, on the machine that lostmail runs on, opens the encrypted connection to {host}, so nothing is known of the server: {why}.',
	),
	clock: problem(
		'The clock of the machine that lostmail runs on is wrong: it says {today}, and by that the certificates of {host} and of {others} {dates}. The clock of the device was not looked at.',
	),
	'certificate-expired': problem(
		'The certificate of {host} ended on {until}; this machine says {today} ({subject}).',
	),
	'certificate-not-yet-valid': problem(
		'The certificate of {host} is valid only from {since}; this machine says {today} ({subject}).',
	),
	'certificate-too-early': problem(
		'The certificate of {host} is valid only from {since}, and no clock explains that: today, {today}, the certificate of {others} is good, and it ends before that day ({subject}).',
	),
	'certificate-self-signed': problem('{host} shows a certificate that it signed itself ({subject}).'),
	'certificate-untrusted': problem(
		'Nobody known vouches for the certificate of {host}: issuer {issuer} ({reason}).',
	),
	'certificate-incomplete': problem(
		'{host} sends its certificate without that of its issuer, so nobody can vouch for it: it has to send the certificate of {issuer} as well.',
	),
	'certificate-weak': problem(
		'This side refuses the certificates of {host}, because they are weak: {weakness}.',
	),
	'certificate-name': problem('The certificate is for {names}, not for {host}.'),
	version: problem(
		'{host} and this side share no version of TLS that is still safe; it offers {offered}: {failure}.',
	),
	'plain-port': problem('Port {port} of {host} begins unencrypted, and the device starts with TLS at once.'),
	refused: problem('{host} offers STARTTLS and then refuses it: {reply}'),
	'turned-away': problem('{host} turns the encrypted connection away: {reply}'),
	'not-smtp': problem('What answers on port {port} of {host}, after TLS, is not a mail server: {failure}.'),
	busy: unknown('{host} encrypts and then asks to come back later: {reply}'),
	'broken-off': unknown('The conversation with {host} broke off after the TLS handshake: {failure}.'),
	temporary: unknown('{host} cannot encrypt just now: {reply}'),
	'no-answer': unknown('{host} did not finish the TLS handshake in time.'),
	'handshake-failed': unknown('The TLS handshake with {host} failed: {failure}.'),
	'not-reached': unknown('The conversation with {host} ended earlier: {failure}.'),
};

type Findings = typeof findings;
type Code = keyof Findings & string;

/** What came of the check, and how its parts say so. */
export type TlsFinding = Finding<Code>;
export type Found = <C extends Code>(code: C, facts: Facts<Findings[C]['says']>) => Finding<C>;
