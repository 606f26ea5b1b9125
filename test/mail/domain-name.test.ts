import {expect, test} from 'vitest';
import {asciiName, isWithin} from '../../source/mail/domain-name.ts';

test.each([
	['Example.ORG.', 'example.org'],
	['münchen.example', 'xn--mnchen-3ya.example'],
	['MÜNCHEN.example', 'xn--mnchen-3ya.example'],
	['_dmarc.例え.テスト', '_dmarc.xn--r8jz45g.xn--zckzah'],
	['1.2.3.4', '1.2.3.4'],
])('%s is published as %s', (name, expected) => {
	expect(asciiName(name)).toBe(expected);
});

test('a name lies within itself and what it ends with, label by label', () => {
	expect(isWithin('a.example.org', 'example.org')).toBe(true);
	expect(isWithin('example.org', 'example.org')).toBe(true);
	expect(isWithin('badexample.org', 'example.org')).toBe(false);
	expect(isWithin('example.org', 'a.example.org')).toBe(false);
});

test('half a character does not throw', () => {
	expect(asciiName('\ud800.example')).toMatch(/\.example$/);
});
