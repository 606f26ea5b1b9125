import {expect, test} from 'vitest';
import {Cover, formsOf} from '../../../source/sink/server/cover.ts';

const secret = 'Pass+word/ä 1';
const covering = () => {
	const cover = new Cover([]);
	cover.learn([secret]);
	return cover;
};

test.each([
	['itself', secret],
	['in another case', secret.toUpperCase().replace('Ä', 'ä')],
	['in base64', Buffer.from(secret).toString('base64')],
	['misread as latin1', Buffer.from(secret).toString('latin1')],
	['in a URL', encodeURIComponent(secret)],
])('a secret is hidden: %s', (_name, form) => {
	expect(covering().hide(`before ${form} after`)).toBe('before •••••• after');
});

test.each([0, 1, 2, 3, 4])('a secret is hidden inside of base64, %i octets from its beginning', before => {
	const encoded = Buffer.from(`${'x'.repeat(before)}${secret}tail`).toString('base64');
	const hidden = covering().hide(encoded);
	expect(hidden).toContain('••••••');
	expect(Buffer.from(hidden.replaceAll('•', ''), 'base64').toString()).not.toContain('word');
});

test('what is short is not searched for, and nothing is learned twice', () => {
	expect(formsOf('ab').every(form => form.length >= 4)).toBe(true);
	const cover = new Cover([]);
	expect(cover.hide('250 ok')).toBe('250 ok');
	expect(cover.learn(['secret-1'])).toBe(true);
	expect(cover.learn(['secret-1'])).toBe(false);
});

test('a session that is told a secret after the other stays bounded', () => {
	const cover = new Cover([]);
	for (let count = 0; count < 1000; count++) cover.learn([`secret-number-${count}`]);
	expect(cover.hide('secret-number-1')).toBe('••••••');
});
