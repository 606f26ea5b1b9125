import {expect, test} from 'vitest';
import {filterPlace} from '../../../source/probes/spam/place.ts';

test.each([
	['spamd:127.0.0.1:783', {speaks: 'spamd', host: '127.0.0.1', port: 783}],
	['spamd:[::1]:783', {speaks: 'spamd', host: '::1', port: 783}],
	['SPAMD:Filter.Example.org:1', {speaks: 'spamd', host: 'filter.example.org', port: 1}],
	[' spamd:/run/spamd.sock ', {speaks: 'spamd', path: '/run/spamd.sock'}],
	['rspamd:http://127.0.0.1:11333', {speaks: 'rspamd', host: '127.0.0.1', port: 11_333}],
	['rspamd:127.0.0.1:11333', {speaks: 'rspamd', host: '127.0.0.1', port: 11_333}],
	['rspamd:[::1]:11333', {speaks: 'rspamd', host: '::1', port: 11_333}],
	['rspamd:https://filter.example.org', {speaks: 'rspamd', host: 'filter.example.org', port: 443}],
	['rspamd:http://filter.example.org', {speaks: 'rspamd', host: 'filter.example.org', port: 80}],
])('%s', (typed, place) => {
	expect(filterPlace(typed)).toMatchObject({ok: true, value: place});
});

test.each([
	['rspamd:http://a.test:1', '/checkv2'],
	['rspamd:http://a.test:1/', '/checkv2'],
	['rspamd:http://a.test:1/checkv2', '/checkv2'],
	['rspamd:https://a.test/spam//', '/spam/checkv2'],
])('%s is asked at %s', (typed, path) => {
	const place = filterPlace(typed);
	expect(place.ok && 'url' in place.value && place.value.url.pathname).toBe(path);
});

test.each([
	'',
	'spamd',
	'spamd:',
	'spamd:host',
	'spamd:host:0',
	'spamd:host:65536',
	'spamd:::1:783',
	'spamd:[example.org]:783',
	'spamd:a b:783',
	'spamd:socket',
	'rspamd:ftp://a.test/',
	'rspamd:a.test',
	'rspamd:http://',
	'http://127.0.0.1:11333',
	'clamd:127.0.0.1:3310',
	'spamd:/run/a\nb',
	`spamd:${'x'.repeat(3000)}:1`,
])('%j is no place', typed => {
	expect(filterPlace(typed)).toMatchObject({
		ok: false,
		failure: {code: 'bad-name', detail: expect.stringMatching(/^expected spamd:HOST:PORT, spamd:\/path/)},
	});
});

test.each([
	['rspamd:http://me:secret@a.test/', 'the URL of the filter carries credentials'],
	['rspamd:http://a.test/?password=secret', 'the URL of the filter carries a query or a fragment'],
	[`spamd:/${'x'.repeat(103)}`, 'the path of a socket has at most 103 octets'],
])('%s is refused, and told without what is in it', (typed, detail) => {
	expect(filterPlace(typed)).toEqual({ok: false, failure: {code: 'bad-name', detail}});
});
