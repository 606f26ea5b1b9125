import {printable} from '../../core/printable.ts';
import type {SinkTls} from '../../core/sink.ts';

type Fault = Extract<SinkTls, {is: 'failed'}>['fault'];

/** Alerts by their number (RFC 8446 section 6), with what each says about the handshake. */
const alerts = new Map<number, readonly [name: string, fault: Fault]>([
	[0, ['close_notify', 'left']],
	[10, ['unexpected_message', 'other']],
	[20, ['bad_record_mac', 'other']],
	[21, ['decryption_failed', 'other']],
	[22, ['record_overflow', 'other']],
	[40, ['handshake_failure', 'cipher']],
	[42, ['bad_certificate', 'distrust']],
	[43, ['unsupported_certificate', 'distrust']],
	[44, ['certificate_revoked', 'distrust']],
	[45, ['certificate_expired', 'distrust']],
	[46, ['certificate_unknown', 'distrust']],
	[47, ['illegal_parameter', 'other']],
	[48, ['unknown_ca', 'distrust']],
	[49, ['access_denied', 'other']],
	[50, ['decode_error', 'other']],
	[51, ['decrypt_error', 'other']],
	[70, ['protocol_version', 'version']],
	[71, ['insufficient_security', 'cipher']],
	[80, ['internal_error', 'other']],
	[86, ['inappropriate_fallback', 'version']],
	[90, ['user_canceled', 'left']],
	[109, ['missing_extension', 'other']],
	[110, ['unsupported_extension', 'other']],
	[112, ['unrecognized_name', 'other']],
	[113, ['bad_certificate_status_response', 'distrust']],
	[116, ['certificate_required', 'other']],
	[120, ['no_application_protocol', 'other']],
]);
const faultsByName = new Map<string, Fault>(alerts.values());

/** What OpenSSL itself found, by its code in Node. */
const found: ReadonlyArray<readonly [RegExp, Fault]> = [
	[/NO_SHARED_|NO_SUITABLE_|NO_CIPHERS|NO_COMMON_|_GROUP|UNSUPPORTED_ELLIPTIC|DH_KEY_TOO_SMALL/, 'cipher'],
	[/UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|VERSION_TOO_HIGH|NO_PROTOCOLS|UNKNOWN_PROTOCOL/, 'version'],
	[/HTTP_REQUEST|HTTPS_PROXY|WRONG_VERSION_NUMBER|NOT_SSL|RECORD_TOO_/, 'not-tls'],
	[/^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT)$/, 'left'],
];

/** Characters of a reason that are kept. */
const longestReason = 200;

/**
 * What an error of a TLS socket says about why encryption failed: the alert that the client sent, if one did, and
 * OpenSSL's words without its numbers and file names.
 */
export const tlsFailureOf = (
	error: Error & {readonly code?: string},
	offered?: string,
): Extract<SinkTls, {is: 'failed'}> => {
	const code = error.code ?? '';
	const alert = alertOf(code, error.message);
	const fault =
		alert === undefined
			? (found.find(([pattern]) => pattern.test(code))?.[1] ?? 'other')
			: (faultsByName.get(alert) ?? 'other');
	return {
		is: 'failed',
		...(alert === undefined ? {} : {alert}),
		fault,
		reason: reasonOf(error),
		...(offered === undefined ? {} : {offered}),
	};
};

const alertOf = (code: string, message: string): string | undefined => {
	const number = /SSL alert number (\d{1,3})/.exec(message)?.[1];
	const known = number === undefined ? undefined : alerts.get(Number(number))?.[0];
	return known ?? /_ALERT_([A-Z_]{1,60})$/.exec(code)?.[1]?.toLowerCase();
};

/** `4020…:error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:../deps/…:907:SSL alert number 48`. */
const reasonOf = ({message}: Error): string => {
	const words = /:error:[0-9A-F]{1,16}:[^:]*:[^:]*:([^:\n]{1,200})/.exec(message)?.[1] ?? message;
	return printable(words.slice(0, longestReason));
};
