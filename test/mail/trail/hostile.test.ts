import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {weighed} from '../../../source/core/explanation/weighed.ts';
import {printable} from '../../../source/core/printable.ts';
import type {Trail} from '../../../source/core/trail.ts';
import {fieldsOf, trailOf} from '../../../source/mail/trail.ts';
import {letters, octetsOf} from './letters.ts';

const read = (header: readonly string[]): Trail => trailOf(fieldsOf(octetsOf(header)));

describe('bounds', () => {
	test('500 fields, 8 KB each', () => {
		const fields = fieldsOf(
			Buffer.from(Array.from({length: 700}, (_, index) => `X-${index}: ${'a'.repeat(9000)}`).join('\n')),
		);
		expect(fields.length).toBeLessThanOrEqual(500);
		expect(Math.max(...fields.map(({value}) => value.length))).toBeLessThanOrEqual(8192);
	});

	test('a header without an end, of one line, or of nothing', () => {
		for (const text of [
			'',
			'\n',
			'Received',
			': x',
			'a'.repeat(100_000),
			`X-Spam-Status: ${'('.repeat(100_000)}`,
		])
			expect(() => trailOf(fieldsOf(Buffer.from(text)))).not.toThrow();
	});

	test.each([
		['X-Spam-Status', ' '],
		['X-Spam-Report', '1.0 '],
		['X-Spamd-Result', '; A(1.0)'],
		['Authentication-Results', '('],
		['Authentication-Results', 'spf=pass;'],
		['Authentication-Results', ' = '],
		['Received-SPF', '(a:'],
		['Received', 'from by '],
		['X-Forefront-Antispam-Report', 'SCL:'],
		['X-Mimecast-Impersonation-Protect', 'a=true;'],
		['X-Amavis-Alert', '1 '],
		['Delivered-To', 'a@b '],
	])('%s of 500 fields of 8 KB are read at once', (name, part) => {
		const value = part.repeat(Math.ceil(8192 / part.length));
		const fields = Array.from({length: 500}, () => ({name: name.toLowerCase(), value}));
		const {verdicts, judged, passages} = trailOf(fields);
		expect(Math.max(verdicts.length, judged.length, passages.length)).toBeLessThanOrEqual(100);
	});
});

test('any change of a header gives a trail that is safe to print, and never an error', () => {
	const pool = Object.values(letters).flatMap(({header}) => header);
	const line = fc.oneof(
		fc.constantFrom(...pool),
		fc
			.tuple(fc.constantFrom(...pool), fc.nat(400), fc.string({unit: 'binary', maxLength: 12}))
			.map(([text, at, more]) => text.slice(0, at) + more + text.slice(at)),
		fc.string({unit: 'binary', maxLength: 60}),
	);
	fc.assert(
		fc.property(fc.array(line, {maxLength: 40}), header => {
			const trail = read(header);
			const text = JSON.stringify(trail, (_, value) =>
				typeof value === 'string' ? printable(value) : value,
			);
			expect(text).toBe(JSON.stringify(trail));
			expect(read(header)).toEqual(trail);
			const told = weighed(trail);
			expect(JSON.stringify(told)).not.toMatch(/undefined|NaN|\[object/);
		}),
		{numRuns: 300},
	);
});
