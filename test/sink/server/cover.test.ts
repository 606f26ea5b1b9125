import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {Cover, formsOf, widthOfNames} from '../../../source/sink/server/cover.ts';

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

describe('of a long secret', () => {
	// Letters without a period.
	const token = createHash('sha512')
		.update('token')
		.digest('base64')
		.concat(...Array.from({length: 140}, (_, at) => createHash('sha512').update(String(at)).digest('base64')))
		.replaceAll(/[+/=]/g, 'x')
		.slice(0, 12_000);
	const cover = new Cover([]);
	cover.learn([token]);

	test.each([0, 1, 5000, 5007, 11_699])('three hundred characters from %i on are hidden', from => {
		const part = token.slice(from, from + 300);
		expect(cover.hide(`a ${part} b`)).toBe('a •••••• b');
		expect(cover.hide(`a ${part.toUpperCase()} b`)).toBe('a •••••• b');
		const encoded = Buffer.from(`--${part}--`).toString('base64');
		expect(cover.hide(encoded).length).toBeLessThan(40);
	});

	test('it takes no room without a bound', () => {
		const many = new Cover([]);
		for (let count = 0; count < 40; count++) many.learn([`${count}${token.slice(count)}`]);
		expect(many.isFull).toBe(true);
	});
});

test('eight characters in a row are hidden, and a name only where it says more', () => {
	const cover = new Cover([]);
	cover.learn(['correct-horse-battery-staple']);
	expect(cover.hide('EHLO horse-battery.test')).toBe('EHLO ••••••.test');
	expect(cover.hide('horse-b')).toBe('horse-b');
	expect(cover.hide('me@horse-battery.test', widthOfNames)).toBe('me@horse-battery.test');
	expect(cover.hide('correct-horse-bat@home.test', widthOfNames)).toBe('••••••@home.test');
});

test('what is known and was never sent is hidden where it stands whole', () => {
	const cover = new Cover(formsOf('correct-horse-battery'));
	expect(cover.hide('a correct-horse-battery b correct-horse c')).toBe('a •••••• b correct-horse c');
});

test.each([
	['in hexadecimal letters', Buffer.from(secret).toString('hex')],
	['with its invisible characters escaped', 'Pass\\u{200b}word-1'],
])('%s', (_name, form) => {
	const cover = new Cover([]);
	cover.learn([secret, 'Pass\u200bword-1']);
	expect(cover.hide(`before ${form} after`)).toBe('before •••••• after');
});
