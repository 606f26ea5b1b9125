import {expect, test} from 'vitest';
import {readReceivedSpf, readResults} from '../../../source/mail/trail/results.ts';

const brief = (body: string) => {
	const {by, instance, results} = readResults(body);
	return [by, instance, results.map(({method, result}) => `${method}=${result}`)];
};

// RFC 8601 appendix B, and what providers write.
test.each([
	['example.org 1; none', ['example.org', undefined, []]],
	['example.com; spf=pass smtp.mailfrom=example.net', ['example.com', undefined, ['spf=pass']]],
	[
		'example.com; auth=pass (cleartext) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net',
		['example.com', undefined, ['auth=pass', 'spf=pass']],
	],
	[
		'foo.example.net (foobar) 1 (baz);\r\n dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired = (This header expired) 1362471462',
		['foo.example.net', undefined, ['dkim=fail']],
	],
	['i=1; mx.google.com; dkim=pass; dkim=fail', ['mx.google.com', 1, ['dkim=pass', 'dkim=fail']]],
	[
		'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example;dmarc=none',
		['', undefined, ['spf=pass', 'dmarc=none']],
	],
	['a.example; spf=fail (a; b) smtp.mailfrom="x;y"@b.example', ['a.example', undefined, ['spf=fail']]],
	['', ['', undefined, []]],
	['i=1', ['', undefined, []]],
	[';;;', ['', undefined, []]],
])('%j', (body, expected) => {
	expect(brief(body)).toEqual(expected);
});

test('comments and properties stay with their result', () => {
	const [dmarc] = readResults(
		'a.example; dmarc=fail (p=REJECT (sic) sp=NONE) header.from=b.example reason="x \\"y\\""',
	).results;
	expect(dmarc?.comment).toBe('p=REJECT (sic) sp=NONE');
	expect(dmarc?.properties.get('header.from')).toBe('b.example');
});

test('Received-SPF (RFC 7208 section 9.1)', () => {
	expect(
		readReceivedSpf(
			'pass (mybox.example.org: domain of myname@example.com designates 192.0.2.1 as permitted sender) receiver=mybox.example.org; client-ip=192.0.2.1; envelope-from="myname@example.com"; helo=foo.example.com;',
		),
	).toMatchObject({result: 'pass', by: 'mybox.example.org', domain: 'example.com'});
	expect(
		readReceivedSpf('Fail (protection.outlook.com: domain of b.example does not designate)'),
	).toMatchObject({
		result: 'fail',
		by: 'protection.outlook.com',
		domain: 'b.example',
	});
	expect(readReceivedSpf('(')).toBeUndefined();
});
