import path from 'node:path';
import {expect, test} from 'vitest';
import {findCase} from '../../source/cases/find.ts';
import {began, newFolder, writeCase} from './folder.ts';

test('a case is found by its id, the beginning of it, its file name, or a path', () => {
	const folder = newFolder();
	const files = ['abcd01', 'abcd02', 'abff03', '12'].map((id, index) =>
		writeCase(folder, {id, at: began + index}),
	);
	const [first = '', second = '', third = '', foreign = ''] = files;
	const one = (file: string) => ({is: 'one', file});
	expect(findCase('abcd01', files)).toEqual(one(first));
	expect(findCase('abff', files)).toEqual(one(third));
	expect(findCase('ABFF', files)).toEqual(one(third));
	expect(findCase(path.basename(second), files)).toEqual(one(second));
	expect(findCase(path.basename(foreign, '.ndjson'), files)).toEqual(one(foreign));
	expect(findCase(first, [])).toEqual(one(first));
	expect(findCase('abcd', files)).toEqual({is: 'several', files: [first, second]});
	expect(findCase('abc', files)).toMatchObject({is: 'none'});
	expect(findCase('abcd03', files)).toMatchObject({is: 'none', nearest: 'abcd01'});
	expect(findCase('', files)).toEqual({is: 'none'});
	expect(findCase('x'.repeat(100_000), files)).toEqual({is: 'none'});
});

test('of two cases with one id, neither is taken', () => {
	const folder = newFolder();
	const files = [0, 1].map(second => writeCase(folder, {id: 'abcd01', at: began + second}));
	expect(findCase('abcd01', files)).toEqual({is: 'several', files});
});
