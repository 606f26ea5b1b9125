import {expect, test} from 'vitest';
import {nearestDomain} from '../../source/mail/nearest-domain.ts';

const known = [
	'gmail.com',
	'hotmail.com',
	'hotmail.ca',
	'protonmail.com',
	'fastmail.com',
	'gmx.de',
	'qq.com',
];

test.each([
	['gmial.com', 'gmail.com', 1],
	['gmail.co', 'gmail.com', 1],
	['hotmail.co', 'hotmail.com', 1],
	['protomnail.com', 'protonmail.com', 1],
	['prtonmial.com', 'protonmail.com', 2],
])('%s is near %s', (domain, near, slips) => {
	expect(nearestDomain(domain, known, 'known-end')).toEqual({domain: near, slips});
});

test.each(['gnial.com', 'gmx.at', 'gm.de', 'qqq.com', 'postmail.com', 'example.com', 'gmail.com.br', ''])(
	'%s is near none',
	domain => {
		expect(nearestDomain(domain, known, 'known-end')).toBeUndefined();
	},
);

test('behind an end that does not exist one more slip is forgiven', () => {
	expect(nearestDomain('gmial.con', known, 'unknown-end')?.domain).toBe('gmail.com');
	expect(nearestDomain('qq.con', known, 'unknown-end')?.domain).toBe('qq.com');
	expect(nearestDomain('gmial.con', known, 'known-end')).toBeUndefined();
});

test('a domain that is known is near nothing else', () => {
	expect(nearestDomain('hotmail.ca', ['hotmail.ca'], 'known-end')).toBeUndefined();
});
