import {expect, test} from 'vitest';
import {tlsFailureOf} from '../../../source/sink/server/tls-failure.ts';

const openssl = (words: string, tail = '') =>
	`405DA7F0407F0000:error:0A000418:SSL routines:ssl3_read_bytes:${words}:../deps/openssl/rec.c:907:${tail}\n`;
const failing = (code: string, message = code) => tlsFailureOf(Object.assign(new Error(message), {code}));

test.each([
	['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'unknown_ca', 'distrust'],
	['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 'bad_certificate', 'distrust'],
	['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'bad_certificate', 'distrust'],
	['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN', 'certificate_unknown', 'distrust'],
	['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'certificate_expired', 'distrust'],
	['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'handshake_failure', 'cipher'],
	['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'protocol_version', 'version'],
	['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'internal_error', 'other'],
	['ERR_SSL_TLSV1_ALERT_NEVER_HEARD_OF', 'never_heard_of', 'other'],
	['ERR_SSL_TLSV1_ALERT_USER_CANCELED', 'user_canceled', 'left'],
	['ERR_SSL_UNSUPPORTED_PROTOCOL', undefined, 'version'],
	['ERR_SSL_NO_SHARED_CIPHER', undefined, 'cipher'],
	['ERR_SSL_NO_SUITABLE_KEY_SHARE', undefined, 'cipher'],
	['ERR_SSL_HTTP_REQUEST', undefined, 'not-tls'],
	['ERR_SSL_WRONG_VERSION_NUMBER', undefined, 'not-tls'],
	['ECONNRESET', undefined, 'left'],
	['ERR_SSL_BAD_EXTENSION', undefined, 'other'],
])('%s', (code, alert, fault) => {
	expect(failing(code)).toEqual({is: 'failed', ...(alert ? {alert} : {}), fault, reason: code});
});

test('the number of an alert counts more than its words, and the words are those of OpenSSL', () => {
	const message = openssl('tlsv1 alert unknown ca', 'SSL alert number 48');
	expect(failing('ERR_SSL_WHATEVER', message)).toEqual({
		is: 'failed',
		alert: 'unknown_ca',
		fault: 'distrust',
		reason: 'tlsv1 alert unknown ca',
	});
});

test('a reason is bounded and safe to print; what was offered goes with it', () => {
	const failure = tlsFailureOf(new Error(`\u{1b}[31m${'x'.repeat(999)}`), 'TLSv1');
	expect(failure.reason).toMatch(/^\\u\{1b\}\[31mx+$/);
	expect(failure.reason.length).toBeLessThan(250);
	expect(failure.offered).toBe('TLSv1');
});
