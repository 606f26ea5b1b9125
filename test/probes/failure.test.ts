import fc from 'fast-check';
import {expect, test} from 'vitest';
import {failureCodes} from '../../source/core/failure.ts';
import {failureOf} from '../../source/probes/failure.ts';

const thrown = (code: string) => Object.assign(new Error('what happened'), {code});

test.each([
	['ETIMEDOUT', 'timeout'],
	['ECONNREFUSED', 'refused'],
	['ECONNRESET', 'reset'],
	['ECONNABORTED', 'reset'],
	['EPIPE', 'closed'],
	['ENETUNREACH', 'unreachable'],
	['EHOSTUNREACH', 'unreachable'],
	['EAFNOSUPPORT', 'unreachable'],
	['EACCES', 'not-permitted'],
	['ENOTFOUND', 'no-such-name'],
	['EAI_AGAIN', 'server-failure'],
	['ABORT_ERR', 'cancelled'],
	['EPROTO', 'tls'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
	['EMFILE', 'unexpected'],
	['constructor', 'unexpected'],
])('%s is %s', (code, wanted) => {
	expect(failureOf(thrown(code))).toEqual({code: wanted, detail: `${code}: what happened`});
});

test('of OpenSSL’s words the reason is told, not where in memory and in its source it arose', () => {
	const message =
		'406DC2D7867F0000:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:../deps/openssl/rec_layer_s3.c:918:SSL alert number 70\n';
	const error = Object.assign(new Error(message), {code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'});
	expect(failureOf(error)).toEqual({
		code: 'tls',
		detail: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tlsv1 alert protocol version',
	});
});

test('the word of the operating system is told once', () => {
	const error = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:53'), {code: 'ECONNREFUSED'});
	expect(failureOf(error)).toEqual({code: 'refused', detail: 'connect ECONNREFUSED 192.0.2.1:53'});
});

test('a failure stays what it is, and what only looks like one does not', () => {
	const failure = {code: 'timeout', detail: 'no reply'} as const;
	expect(failureOf(failure)).toBe(failure);
	expect(failureOf({code: 'made-up'}).code).toBe('unexpected');
	expect(failureOf(AbortSignal.abort().reason).code).toBe('cancelled');
});

test('anything that can be thrown is a failure with a detail of bounded length', () => {
	fc.assert(
		fc.property(fc.anything(), thing => {
			const {code, detail} = failureOf(thing);
			expect(failureCodes).toContain(code);
			expect(detail?.length ?? 0).toBeLessThanOrEqual(300);
		}),
		{numRuns: 2000, examples: [[{toString: []}], [Object.create(null)]]},
	);
});
