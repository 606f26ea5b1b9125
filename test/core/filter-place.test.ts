import {expect, test} from 'vitest';
import {readFilterPlace} from '../../source/core/filter-place.ts';

test.each([
	['spamd:127.0.0.1:783', {speaks: 'spamd', host: '127.0.0.1', port: 783}],
	['spamd:[::1]:783', {speaks: 'spamd', host: '::1', port: 783}],
	['SPAMD:Bücher.example:1', {speaks: 'spamd', host: 'Bücher.example', port: 1}],
	[' spamd:/run/spamd.sock ', {speaks: 'spamd', path: '/run/spamd.sock'}],
	['rspamd:127.0.0.1:11333', {speaks: 'rspamd', host: '127.0.0.1', port: 11_333}],
	['rspamd:http://a.test:1/spam', {speaks: 'rspamd', url: new URL('http://a.test:1/spam')}],
])('%s', (written, place) => {
	expect(readFilterPlace(written)).toEqual({ok: true, value: place});
});

test.each([
	'',
	'nonsense',
	'spamd:',
	'spamd:host',
	'spamd:host:0',
	'spamd:host:65536',
	'spamd:a b:783',
	'spamd:/run/a\nb',
	'rspamd:ftp://a.test/',
	'rspamd:http://',
	'clamd:127.0.0.1:3310',
	`spamd:${'x'.repeat(3000)}:1`,
])('%j is no place', written => {
	expect(readFilterPlace(written)).toMatchObject({
		ok: false,
		failure: expect.stringMatching(/^expected spamd:/),
	});
});

test.each([
	['rspamd:http://me:secret@a.test/', 'the URL of the filter carries credentials'],
	['rspamd:http://a.test/?password=secret', 'the URL of the filter carries a query or a fragment'],
	[`spamd:/${'x'.repeat(103)}`, 'the path of a socket has at most 103 octets'],
])('%s is refused, and told without what is in it', (written, failure) => {
	expect(readFilterPlace(written)).toEqual({ok: false, failure});
});
