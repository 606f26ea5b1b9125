import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Condition, parseQuery, type SinkQuery} from '../../source/sink/query.ts';

const now = new Date(2026, 10, 22, 12, 0, 0).getTime();
const local = (...parts: readonly [number, number, number, number?, number?, number?]) =>
	new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime();

const read = (text: string): SinkQuery => {
	const parsed = parseQuery(text, now);
	if (!parsed.ok) throw new Error(parsed.failure.message);
	return parsed.value;
};
const mistake = (text: string) => {
	const parsed = parseQuery(text, now);
	if (parsed.ok) throw new Error('it was read');
	return parsed.failure;
};

test('words, fields, quotes and what must not be', () => {
	expect(read('')).toEqual([]);
	expect(read('  code  now ')).toEqual([
		{is: 'text', text: 'code'},
		{is: 'text', text: 'now'},
	]);
	expect(read('From:"Kim Lee" -to:x@y.example SUBJECT:"a: b" inbox:shop remote:2001:db8::1')).toEqual([
		{is: 'from', text: 'Kim Lee'},
		{is: 'to', text: 'x@y.example', not: true},
		{is: 'subject', text: 'a: b'},
		{is: 'inbox', text: 'shop'},
		{is: 'remote', text: '2001:db8::1'},
	]);
	expect(read('has:CODE session:failed -has:attachment')).toEqual([
		{is: 'has', what: 'code'},
		{is: 'session', what: 'failed'},
		{is: 'has', what: 'attachment', not: true},
	]);
	expect(read('-"not this" "from:x" 12:30 5"disk a-b "" --x')).toEqual([
		{is: 'text', text: 'not this', not: true},
		{is: 'text', text: 'from:x'},
		{is: 'text', text: '12:30'},
		{is: 'text', text: '5"disk'},
		{is: 'text', text: 'a-b'},
		{is: 'text', text: ''},
		{is: 'text', text: '-x', not: true},
	]);
});

test.each<readonly [string, number]>([
	['since:90s', now - 90_000],
	['since:10m', now - 600_000],
	['since:2H', now - 7_200_000],
	['since:3d', now - 259_200_000],
	['since:1w', now - 604_800_000],
	['until:10m', now - 600_000],
	['since:2026-11-22', local(2026, 11, 22)],
	['since:2026-11-22T12:05', local(2026, 11, 22, 12, 5)],
	['since:2026-11-22t12:05:07', local(2026, 11, 22, 12, 5, 7)],
	['until:2026-11-22T12:05', local(2026, 11, 22, 12, 5)],
	['until:2026-11-22', local(2026, 11, 23) - 1],
	['until:2026-12-31', local(2027, 1, 1) - 1],
	['since:2024-02-29', local(2024, 2, 29)],
])('%s', (text, at) => {
	expect(read(text)).toEqual([{is: text.split(':')[0], at}]);
});

describe('a mistake', () => {
	test.each([
		['form:x', 1, 'from'],
		['code -subjct:x', 7, 'subject'],
		['https://example.org', 1, undefined],
		['has:cod', 5, 'code'],
		['has:attachement', 5, 'attachment'],
		['has:colour', 5, undefined],
		['session:faild', 9, 'failed'],
		['from:', 6, undefined],
		['from: x', 6, undefined],
		['from:"" x', 6, undefined],
		['since:yesterday', 7, undefined],
		['since:2026-02-30', 7, undefined],
		['since:2026-13-01', 7, undefined],
		['since:2026-11-22T24:00', 7, undefined],
		['since:"10m"', 7, undefined],
		['日本 from:"x', 9, undefined],
		['a -', 3, undefined],
		['- a', 1, undefined],
		['a'.repeat(1001), 1001, undefined],
		['a '.repeat(33), 65, undefined],
	])('in %s is at its place', (text, at, meant) => {
		const found = mistake(text);
		expect(found.at).toBe(at);
		expect(found.meant).toBe(meant);
		expect(found.message).not.toBe('');
	});

	test('names what there is', () => {
		expect(mistake('has:x').message).toBe('"has:" takes code, link or attachment, not "x"');
	});
});

const word = fc.string({unit: 'grapheme', maxLength: 20}).map(text => text.replaceAll('"', '').normalize());
const conditions = fc.oneof(
	fc
		.record({is: fc.constantFrom('from', 'to', 'subject', 'inbox', 'remote'), text: word})
		.filter(({text}) => text !== ''),
	fc.record({is: fc.constant('text'), text: word}),
	fc.record({is: fc.constant('has'), what: fc.constantFrom('code', 'link', 'attachment')}),
	fc.record({is: fc.constant('session'), what: fc.constantFrom('failed', 'delivered', 'open')}),
) as fc.Arbitrary<Condition>;

const written = (condition: Condition): string => {
	const minus = condition.not ? '-' : '';
	if ('what' in condition) return `${minus}${condition.is}:${condition.what}`;
	if ('at' in condition) return `${minus}${condition.is}:${condition.at}`;
	return `${minus}${condition.is === 'text' ? '' : `${condition.is}:`}"${condition.text}"`;
};

test('whatever is written in quotes is read as it was meant', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(conditions, fc.boolean()), {maxLength: 20}), drawn => {
			const query = drawn.map(([condition, not]): Condition => (not ? {...condition, not: true} : condition));
			expect(read(query.map(written).join(' '))).toEqual(query);
		}),
	);
});

test('anything else is read or refused, at a place within it', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
			const parsed = parseQuery(text, now);
			if (parsed.ok) return;
			expect(parsed.failure.at).toBeGreaterThanOrEqual(1);
			expect(parsed.failure.at).toBeLessThanOrEqual([...text].length + 1);
		}),
		{numRuns: 2000},
	);
});
