import {expect, test} from 'vitest';
import {publicSuffix, registeredDomain} from '../../source/mail/public-suffix.ts';

test.each([
	['mail.example.co.uk.', 'example.co.uk', 'co.uk'],
	['Example.COM', 'example.com', 'com'],
	['mail.example.test', 'example.test', undefined],
	['co.uk', undefined, 'co.uk'],
	['gmail.con', 'gmail.con', undefined],
	['a.xn--p1ai', 'a.xn--p1ai', 'xn--p1ai'],
])('%s', async (name, domain, suffix) => {
	expect(await registeredDomain(name)).toBe(domain);
	expect(await publicSuffix(name)).toBe(suffix);
});
