import {expect, it} from 'vitest';
import {expected, nearest} from '../../source/core/nearest.ts';

it.each([
	['dns.xm', 'dns.mx'],
	['conect', 'connect'],
	['DNS.MX', 'dns.mx'],
	['something', undefined],
	['', undefined],
	['x'.repeat(10_000), undefined],
])('finds what %j may have meant', (word, known) => {
	expect(nearest(word, ['connect', 'dns.mx', 'login'])).toBe(known);
});

it('lists what would have been right, the nearest first', () => {
	expect(expected('b', [])).toBe('there are none');
	expect(expected('logn', ['connect', 'login'])).toBe(
		'did you mean "login"? expected one of: connect, login',
	);
	expect(
		expected(
			'x',
			Array.from({length: 50}, (_, index) => `name-${index}`),
		),
	).toMatch(/name-39 and 10 more$/);
});
