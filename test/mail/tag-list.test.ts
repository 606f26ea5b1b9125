import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {readTagList, tagValue} from '../../source/mail/tag-list.ts';

describe('a tag-list', () => {
	test('is read with blanks around everything, and a semicolon at its end', () => {
		expect(readTagList(' v = DKIM1 ;\tk=rsa;p= a b ; ')).toEqual({
			tags: [
				{name: 'v', value: 'DKIM1'},
				{name: 'k', value: 'rsa'},
				{name: 'p', value: 'a b'},
			],
			mistakes: [],
		});
	});

	test('keeps the case of names, and "=" inside of values', () => {
		const list = readTagList('P=none; p=a==');
		expect(tagValue(list, 'P')).toBe('none');
		expect(tagValue(list, 'p')).toBe('a==');
		expect(tagValue(list, 'q')).toBeUndefined();
		expect(tagValue(readTagList('p='), 'p')).toBe('');
	});

	test.each([
		['a=1;;b=2', ';'],
		['a=1; bare; b=2', 'bare'],
		['a=1; =2; b=2', '='],
		['a=1; 2x=2; b=2', '2x'],
		['a=1; a=2; b=2', 'a'],
	])('names the part at fault and still reads the others: %s', (text, tag) => {
		const list = readTagList(text);
		expect(list.mistakes.map(mistake => mistake.tag)).toEqual([tag]);
		expect(tagValue(list, 'a')).toBe('1');
		expect(tagValue(list, 'b')).toBe('2');
	});

	test('tells a name that stands twice from other mistakes', () => {
		expect(readTagList('a=1; a=2').mistakes[0]?.twice).toBe(true);
		expect(readTagList('a=1; b').mistakes[0]?.twice).toBeUndefined();
	});

	test('takes no longer for very many blanks within a value', () => {
		const value = `a${' \t\r\n'.repeat(250_000)}b`;
		expect(readTagList(`x=${value}; ${value}=1`).tags).toEqual([{name: 'x', value}]);
	});

	test('is read back as it was written', () => {
		const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
		const value = fc.stringMatching(/^(?:[!-:<-~](?:[ -:<-~]{0,20}[!-:<-~])?)?$/);
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.record({name, value}), {selector: tag => tag.name, minLength: 1, maxLength: 10}),
				tags => {
					const text = tags.map(tag => `${tag.name}=${tag.value}`).join(' ; ');
					expect(readTagList(text)).toEqual({tags, mistakes: []});
				},
			),
		);
	});

	test('of any text at all is read without a throw, and within its bounds', () => {
		fc.assert(fc.property(fc.string(), text => void readTagList(text)));
		const {tags, mistakes} = readTagList('a'.repeat(10).concat(';').repeat(5000));
		expect(tags.length + mistakes.length).toBeLessThanOrEqual(100);
	});
});
