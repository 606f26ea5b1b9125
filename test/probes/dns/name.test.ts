import fc from 'fast-check';
import {expect, test} from 'vitest';
import {wireName} from '../../../source/probes/dns/name.ts';

test.each([
	['Example.Test', 'example.test'],
	['example.test.', 'example.test'],
	['.', ''],
	['_dmarc.example.test', '_dmarc.example.test'],
	['münchen.test', 'xn--mnchen-3ya.test'],
	['日本。test', 'xn--wgv71a.test'],
	['straße.test', 'xn--strae-oqa.test'],
	['１.test', '1.test'],
	['0/25.2.0.192.in-addr.arpa', '0/25.2.0.192.in-addr.arpa'],
	['*.example.test', '*.example.test'],
	['Two Words.example.test', 'two words.example.test'],
])('%s goes out as %s', (name, wire) => {
	expect(wireName(name)).toEqual({ok: true, value: wire});
});

test.each([
	'',
	'..',
	'a..b',
	'.a',
	'a\\.b',
	'a\nb',
	'a\tb',
	'ü b',
	'ü/evil',
	'ü#x',
	'ü%41',
	'ü\u202E',
	'\u00AD',
	`${'a'.repeat(64)}.test`,
	`${'a.'.repeat(127)}a`,
	'x'.repeat(100_000),
])('%j is refused', name => {
	expect(wireName(name)).toMatchObject({ok: false});
});

test('whatever is typed, what goes out is plain ASCII in labels of legal size', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 80}), name => {
			const wire = wireName(name);
			if (wire.ok && wire.value !== '') expect(wire.value).toMatch(/^[ -~]{1,253}$/);
			if (wire.ok && wire.value !== '')
				for (const label of wire.value.split('.')) expect(label).toMatch(/^[ -~]{1,63}$/);
		}),
	);
});
