import {describe, expect, test} from 'vitest';
import {advise, zoneLine} from '../../source/core/advice.ts';
import type {Finding} from '../../source/core/check.ts';
import {adviceLines} from '../../source/report/advice.ts';
import {widthOf} from '../../source/report/wrap.ts';

const finding = (level: Finding['level'], facts: Finding['facts']): Finding => ({
	code: 'x',
	level,
	facts,
	text: '',
});

const whole = advise({
	record: [zoneLine('example.org', 'TXT', 'v=spf1 +all')],
	rfc: 'RFC 7208 section 5.1',
	publish: [zoneLine('example.org', 'TXT', 'v=spf1 mx -all')],
	who: 'domain-owner',
	details: ['example.org', '  include:a.test', '    ip4:192.0.2.1'],
});

describe('advice below a finding', () => {
	test('is the record seen, its parts, the rule, what to publish and who must act', () => {
		expect(adviceLines(finding('warning', whole))).toEqual([
			'      Seen     example.org. TXT "v=spf1 +all"',
			'      Publish  example.org. TXT "v=spf1 mx -all"',
			'      Who      the owner of the domain',
			'      Rule     RFC 7208 section 5.1',
			'      Details  example.org',
			'                 include:a.test',
			'                   ip4:192.0.2.1',
		]);
	});

	test('where all is fine: the record, and nothing to do', () => {
		expect(adviceLines(finding('ok', whole)).join('\n')).not.toMatch(/Parts|Who/);
		const key = zoneLine('s1._domainkey.example.org', 'TXT', `v=DKIM1; p=${'A'.repeat(360)}`);
		const lines = adviceLines(finding('ok', {record: [key]}));
		expect(lines.length).toBeLessThanOrEqual(4);
		expect(lines.join('\n')).toContain('characters)');
	});

	test('what is to be published stays on one line, and a zone file may hold it as it stands', () => {
		const publish = [zoneLine('s1._domainkey.example.org', 'TXT', `v=DKIM1; p=${'A'.repeat(360)}  B`)];
		expect(adviceLines(finding('problem', {publish}))).toEqual([`      Publish  ${publish[0]}`]);
		const many = adviceLines(finding('problem', {publish: Array(30).fill('a.test. MX 0 \u001b[2J.')}));
		expect(many.at(-1)).toBe('               and 6 more');
		expect(many.join('\n').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	});

	test('the parts that prove a fault are told; of those that were not answered, a few', () => {
		const details = Array.from({length: 32}, (_, index) => `part ${index}`);
		expect(adviceLines(finding('problem', {details})).join('\n')).toContain('part 31');
		expect(adviceLines(finding('unknown', {details})).at(-1)?.trim()).toBe('and 26 more');
	});

	test('fits in 80 columns, stays short, and shows nothing that acts', () => {
		const long = `a\u001b[31m\u202e${'b'.repeat(3000)}`;
		const lines = adviceLines(
			finding('problem', {record: Array(50).fill(long), details: Array(50).fill(`   ${long}`)}),
		);
		expect(lines.length).toBeLessThan(1000);
		for (const line of lines) {
			expect(widthOf(line)).toBeLessThanOrEqual(80);
			expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
		}
		expect(lines.join('\n')).toContain('and 42 more');
	});

	test.each([{record: 'one'}, {details: [1]}, {who: 'somebody'}, {rfc: 7208}, {}])(
		'facts of another shape are no advice: %j',
		facts => {
			expect(adviceLines(finding('problem', facts as Finding['facts']))).toEqual([]);
		},
	);
});

test('the text of a record is quoted in strings of at most 255 octets', () => {
	const line = zoneLine('a.test.', 'TXT', `${'x'.repeat(300)}"\\`);
	expect(line).toBe(`a.test. TXT "${'x'.repeat(255)}" "${'x'.repeat(45)}\\"\\\\"`);
	expect(zoneLine('two words.test', 'A', '192.0.2.1')).toBe('two\\032words.test. A 192.0.2.1');
	for (const string of zoneLine('a.test', 'TXT', 'ä'.repeat(300)).matchAll(/"([^"]*)"/g))
		expect(Buffer.byteLength(string[1] ?? '')).toBeLessThanOrEqual(255);
});
