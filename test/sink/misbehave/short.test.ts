import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {tlsFaults} from '../../../source/sink/misbehave/act.ts';
import {endings, type Rule, ruleSchema, ruleStages} from '../../../source/sink/misbehave/rule.ts';
import {readShort} from '../../../source/sink/misbehave/short.ts';
import {inShort} from '../../../source/sink/misbehave/spelling.ts';
import {parseMisbehaviour} from '../../../source/sink/misbehave.ts';

test.each<readonly [string, Rule]>([
	['rcpt: 550 5.1.1 No such user', {at: 'rcpt', say: '550 5.1.1 No such user'}],
	['rcpt:550 x', {at: 'rcpt', say: '550 x'}],
	['  rcpt :  550 x  ', {at: 'rcpt', say: '550 x'}],
	['rcpt: greylist 2m', {at: 'rcpt', greylist: {ms: 120_000}}],
	['rcpt: greylist 2 tries', {at: 'rcpt', greylist: {tries: 2}}],
	['rcpt: greylist 1 try 450 4.7.1 Later', {at: 'rcpt', greylist: {tries: 1, say: '450 4.7.1 Later'}}],
	['mail: delay 5s first 3', {at: 'mail', delay: 5000, first: 3}],
	['mail: delay 1.5s throttle 10', {at: 'mail', delay: 1500, throttle: 10}],
	// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
	['data: drop chance 0.3', {at: 'data', then: 'drop', chance: 0.3}],
	['tls: expired', {at: 'tls', fault: 'expired'}],
	['tls: cut every 2 from 10.0.0.0/8', {at: 'tls', fault: 'cut', every: 2, source: '10.0.0.0/8'}],
	// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
	['greeting: silence', {at: 'greeting', then: 'silence'}],
	['any: throttle 200', {at: 'any', throttle: 200}],
	[
		'auth: "535 5.7.8 Not \\"you\\"" for nas@* first 1',
		{at: 'auth', say: '535 5.7.8 Not "you"', for: 'nas@*', first: 1},
	],
	['ehlo: "550-One\\n550 Two"', {at: 'ehlo', say: '550-One\r\n550 Two'}],
	['ehlo: 550-One\n550 Two', {at: 'ehlo', say: '550-One\r\n550 Two'}],
	['greeting: 220 mail.example Postfix', {at: 'greeting', say: '220 mail.example Postfix'}],
	['rcpt: 450 4.2.0 Not for you', {at: 'rcpt', say: '450 4.2.0 Not for you'}],
	['rcpt: 550 Mail from nowhere', {at: 'rcpt', say: '550 Mail from nowhere'}],
])('%s', (text, rule) => expect(readShort(text)).toEqual({ok: true, value: rule}));

describe('a mistake names its place and what was expected', () => {
	test.each([
		['', 1, 'expected a rule such as'],
		['rcpt', 5, 'expected a colon after "rcpt"'],
		['rcpt 550 x', 5, 'expected a colon after "rcpt"'],
		['rctp: drop', 1, 'did you mean "rcpt"?'],
		['  helo: drop', 3, 'did you mean "ehlo"?'],
		['rcpt:', 1, 'a rule does something'],
		['rcpt: first 3', 1, 'a rule does something'],
		['rcpt: gerylist 2m', 7, 'did you mean "greylist"?'],
		['rcpt: drop fist 3', 12, 'did you mean "first"?'],
		['rcpt: nonsense', 7, 'or a reply such as 550 5.1.1 No such user'],
		['rcpt: delay', 7, 'expected a value after "delay", such as `delay 5s`'],
		['rcpt: delay soon', 7, 'expected a duration such as 500ms, 5s or 2m, at most an hour'],
		['rcpt: delay 2h', 7, 'at most an hour'],
		['rcpt: greylist 40000h', 7, 'at most 31 days'],
		['rcpt: drop first many', 18, 'expected a number in place of "many"'],
		['rcpt: drop first 0', 12, 'expected a number of at least 1'],
		['rcpt: drop chance 1.5', 12, 'expected a number of at most 1'],
		['rcpt: drop chance 0', 12, 'expected a number of at least 0.000001'],
		['rcpt: drop from here', 12, 'expected an address or a network such as 192.0.2.0/24'],
		['rcpt: drop from 192.0.2.0/33', 12, 'expected an address or a network'],
		['rcpt: drop reset', 12, 'said here a second time, or beside one of its kind'],
		['rcpt: "550 a" "550 b"', 15, 'said here a second time'],
		['rcpt: greylist 1m "450 a" "450 b"', 27, 'said here a second time'],
		['rcpt: "550 a" greylist 1m', 7, 'stands in `greylist` itself'],
		['rcpt: greylist 2m 550 No', 19, 'greylisting answers with a 4xx reply'],
		['rcpt: 354 Go on', 7, 'at rcpt, expected a 4xx or 5xx reply, or 250'],
		['any: 250 Ok', 6, 'at any, expected a 4xx or 5xx reply'],
		['rcpt: 650 x', 7, 'expected an SMTP reply such as "550 5.1.1 No such user"'],
		['rcpt: 550', 7, 'expected an SMTP reply'],
		['rcpt: 550 a\u0007b', 7, 'expected an SMTP reply'],
		['rcpt: 550 a\rb', 7, 'expected an SMTP reply'],
		['rcpt: 550-a\n551 b', 7, 'lines before the last have a hyphen'],
		['rcpt: "550 a', 7, 'this quotation does not end'],
		['rcpt: "550 a\\t"', 7, 'this quotation does not end'],
		['rcpt: 450 Later first 3', 7, 'is "first 3" said, or does it narrow the rule?'],
		['rcpt: 450 Later for *@example.org', 7, 'is "for *@example.org" said'],
		['rcpt: 450 Later from 192.0.2.0/24', 7, 'is "from 192.0.2.0/24" said'],
		['greeting: greylist 2m', 11, 'greylisting is for mail, rcpt, data, message'],
		['greeting: drop for nas', 16, 'nobody is known yet'],
		['tls:', 1, 'expected one of: expired,'],
		['tls: expierd', 6, 'did you mean "expired"?'],
		['tls: expired for nas', 14, 'a rule for TLS has no for'],
		['tls: expired delay 2s', 14, 'a rule for TLS has no delay'],
	])('%s', (text, at, expected) => {
		const read = readShort(text);
		expect(read).toMatchObject({ok: false});
		if (read.ok) return;
		expect(read.failure).toContain(`character ${at}: `);
		expect(read.failure).toContain(expected);
	});

	test('all of them are told, one a line', () => {
		const parsed = parseMisbehaviour(['rcpt: drop', 'rctp: drop', 'rcpt: dorp']);
		expect(parsed.ok ? [] : parsed.failure.split('\n')).toEqual([
			expect.stringMatching(/^"rctp: drop", character 1: "rctp" is no stage; did you mean "rcpt"\?/),
			expect.stringMatching(/^"rcpt: dorp", character 7: .* did you mean "drop"\?/),
		]);
	});

	test('too many rules, and too long a rule, are not read', () => {
		expect(parseMisbehaviour(Array.from({length: 201}, () => 'any: drop'))).toEqual({
			ok: false,
			failure: 'at most 200 rules are taken, and here are 201',
		});
		expect(readShort(`rcpt: 550 ${'x'.repeat(9000)}`)).toMatchObject({
			ok: false,
			failure: expect.stringContaining('a rule has at most 8000 characters'),
		});
	});

	test('what it repeats can do nothing to a terminal', () => {
		const read = readShort('rc\u001b[2Jpt\u202e: drop');
		expect(read.ok ? '' : read.failure).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	});
});

const sometimes = <T>(of: fc.Arbitrary<T>) => fc.option(of, {nil: undefined});
const textIn = fc
	.string({unit: fc.constantFrom(...'abc"\\ @*é:-.0123first for every '), minLength: 1, maxLength: 40})
	.map(text => text.trim())
	.filter(text => text !== '');
const replyIn = fc
	.tuple(fc.constantFrom('450', '550', '421'), fc.array(textIn, {minLength: 1, maxLength: 3}))
	.map(([code, lines]) =>
		lines.map((line, n) => `${code}${n < lines.length - 1 ? '-' : ' '}${line}`).join('\r\n'),
	);
const narrowedIn = {
	first: sometimes(fc.integer({min: 1, max: 1000})),
	every: sometimes(fc.integer({min: 1, max: 1000})),
	chance: sometimes(fc.double({min: 0.000_001, max: 1, noNaN: true})),
	'from-source': sometimes(fc.constantFrom('192.0.2.0/24', '2001:db8::/32', '::1')),
};
const greylistIn = fc.oneof(
	fc.record({for: fc.integer({min: 1, max: 10_000_000}).map(ms => `${ms}ms`)}),
	fc.record({tries: fc.integer({min: 1, max: 9})}),
);
const ruleIn = fc.oneof(
	fc.record({tls: fc.constantFrom(...tlsFaults), ...narrowedIn}),
	fc.record({
		at: fc.constantFrom(...ruleStages),
		say: sometimes(replyIn),
		delay: sometimes(fc.integer({min: 1, max: 3_600_000}).map(ms => `${ms}ms`)),
		throttle: sometimes(fc.integer({min: 1, max: 100_000})),
		greylist: sometimes(greylistIn),
		// biome-ignore lint/suspicious/noThenProperty: a word, on an object that nobody awaits
		then: sometimes(fc.constantFrom(...endings)),
		for: sometimes(fc.constantFrom('nas', '*@example.org', '"', '450')),
		...narrowedIn,
	}),
);

test('a rule that was spelled is the same rule when it is read', () => {
	fc.assert(
		fc.property(ruleIn, written => {
			const parsed = ruleSchema.safeParse(written);
			fc.pre(parsed.success);
			const spelled = inShort(parsed.data as Rule);
			expect(spelled).not.toMatch(/[\r\n]/);
			const again = readShort(spelled);
			expect(again.ok ? JSON.stringify(again.value, keysOf(again.value)) : again.failure).toBe(
				JSON.stringify(parsed.data, keysOf(parsed.data)),
			);
		}),
		{numRuns: 2000, seed: 11},
	);
});

const keysOf = (_rule: unknown): string[] => [
	'at',
	'fault',
	'say',
	'greylist',
	'ms',
	'tries',
	'delay',
	'throttle',
	'then',
	'for',
	'source',
	'first',
	'every',
	'chance',
];

test('whatever is written, it is a rule or a mistake', () => {
	const word = fc.constantFrom(
		'rcpt',
		':',
		'tls',
		'"',
		'\\',
		'drop',
		'delay',
		'5s',
		'greylist',
		'tries',
		'for',
		'from',
		'550 x',
		'\n',
		'*',
		'first',
		'1e9',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(word, fc.string({maxLength: 5})), {maxLength: 12}), words => {
			expect(typeof readShort(words.join(' ')).ok).toBe('boolean');
			expect(typeof readShort(words.join('')).ok).toBe('boolean');
		}),
		{numRuns: 2000, seed: 12},
	);
});
