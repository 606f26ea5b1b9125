import {describe, expect, test} from 'vitest';
import {readMisbehaviour} from '../../../source/sink/misbehave/document.ts';

test('a file of rules has the same rules as their short form, and a seed', () => {
	const file = `
seed: 7
rules:
  - at: rcpt
    say: 450 4.2.0 Later
    for: '*@example.org'
    from-source: 192.0.2.0/24
    first: 3
    every: 2
    chance: 0.5
  - {at: rcpt, greylist: {for: 2m, say: 450 4.7.1 Later}}
  - {at: mail, delay: 5, throttle: 200, then: reset}
  - at: ehlo
    say: |
      550-One
      550 Two
  - tls: unknown-issuer
`;
	expect(readMisbehaviour(file, 'rules.yaml')).toEqual({
		ok: true,
		value: {
			seed: 7,
			rules: [
				{
					at: 'rcpt',
					say: '450 4.2.0 Later',
					for: '*@example.org',
					source: '192.0.2.0/24',
					first: 3,
					every: 2,
					chance: 0.5,
				},
				{at: 'rcpt', greylist: {ms: 120_000, say: '450 4.7.1 Later'}},
				// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
				{at: 'mail', delay: 5000, throttle: 200, then: 'reset'},
				{at: 'ehlo', say: '550-One\r\n550 Two'},
				{at: 'tls', fault: 'unknown-issuer'},
			],
		},
	});
});

describe('a mistake has its file, line, column and key', () => {
	test.each([
		['', 'x.yaml:1:1: ', 'expected'],
		['rules: []', 'x.yaml:1:1: rules: ', 'expected at least 1 of them'],
		['rules:\n  - {at: rctp, then: drop}', 'x.yaml:2:6: rules.0.at: ', 'did you mean "rcpt"?'],
		['rules:\n  - {at: rcpt, dealy: 5s}', 'x.yaml:2:16: rules.0.dealy: ', 'did you mean "delay"?'],
		['rules:\n  - at: rcpt\n    delay: soon', 'x.yaml:3:5: rules.0.delay: ', 'expected a duration'],
		['rules:\n  - at: rcpt\n    delay: [1]', 'x.yaml:3:5: rules.0.delay: ', 'expected a duration'],
		['rules:\n  - at: rcpt', 'x.yaml:2:5: rules.0.at: ', 'a rule does something'],
		['rules:\n  - {then: drop}', 'x.yaml:2:5: rules.0: ', '`at` (a stage) or `tls` (a fault)'],
		['rules:\n  - {at: tls, tls: cut}', 'x.yaml:2:6: rules.0.at: ', 'expected one of'],
		['rules:\n  - {tls: cut, say: 550 x}', 'x.yaml:2:16: rules.0.say: ', 'a rule for TLS has no say'],
		[
			'rules:\n  - {at: rcpt, greylist: {tires: 2}}',
			'x.yaml:2:27: rules.0.greylist.tires: ',
			'did you mean "tries"?',
		],
		[
			'rules:\n  - {at: rcpt, greylist: {}}',
			'x.yaml:2:16: rules.0.greylist: ',
			'`for` (a duration) or `tries`',
		],
		[
			'rules:\n  - {at: rcpt, say: 354 Ok}',
			'x.yaml:2:16: rules.0.say: ',
			'at rcpt, expected a 4xx or 5xx reply, or 250',
		],
		['rules:\n  - {at: rcpt, say: 550}', 'x.yaml:2:16: rules.0.say: ', 'expected a text'],
		['rules:\n  - {at: rcpt, then: drop, for: John Doe}', 'x.yaml:2:28: rules.0.for: ', 'without blanks'],
		['sede: 1\nrules:\n  - {tls: cut}', 'x.yaml:1:1: sede: ', 'did you mean "seed"?'],
		['seed: -1\nrules:\n  - {tls: cut}', 'x.yaml:1:1: seed: ', 'expected a number of at least 0'],
		['rules:\n  - {tls: cut', 'x.yaml:2:', 'Flow map'],
		['rules:\n  - {tls: cut, tls: cut}', 'x.yaml:2:', 'unique'],
		['a: &a [1]\nb: *a', 'x.yaml:1:1: ', 'aliases are not allowed'],
		['rules: !!js/function x', 'x.yaml:1:8: ', 'tag'],
		['rules:\n  - {tls: cut}\n---\nrules: []', 'x.yaml:', 'document'],
		['rules:\n  - {__proto__: {at: rcpt}, tls: cut}', 'x.yaml:2:6: ', '__proto__'],
		[`rules: ${'['.repeat(20_000)}`, 'x.yaml:', ''],
		[`rules: ${'x'.repeat(70_000)}`, 'x.yaml:1:1: ', 'longer than 65536 characters'],
		[`rules:\n${'  - {tls: cut}\n'.repeat(201)}`, 'x.yaml:1:1: rules: ', 'expected at most 200 of them'],
	])('%s', (source, place, expected) => {
		const read = readMisbehaviour(source, 'x.yaml');
		expect(read).toMatchObject({ok: false});
		const [first = ''] = read.ok ? [] : read.failure;
		expect(first.slice(0, place.length)).toBe(place);
		expect(first).toContain(expected);
	});

	test('all of them are told', () => {
		const read = readMisbehaviour('rules:\n  - {at: a, then: b}\n  - {tls: c}\n', 'x.yaml');
		expect(read.ok ? [] : read.failure.map(line => line.split(': ')[0])).toEqual([
			'x.yaml:2:6',
			'x.yaml:2:13',
			'x.yaml:3:6',
		]);
	});

	test('what it repeats can do nothing to a terminal', () => {
		const read = readMisbehaviour('"ru\\u001b\\u202eles": 1', 'x\u001b.yaml');
		expect(read.ok ? '' : read.failure.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	});
});
