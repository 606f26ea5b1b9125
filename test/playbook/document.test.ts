import {describe, expect, it} from 'vitest';
import {largestSource, readDocument} from '../../source/playbook/document.ts';

const read = (source: string) => readDocument('x.yaml', source);
const rules = (source: string) =>
	read(source).problems.map(({rule, line, column}) => `${line}:${column} ${rule}`);

describe('readDocument', () => {
	it('reads YAML 1.2, in which yes and off are words', () => {
		expect(read('a: yes\nb: [off, 5, true]\n').document?.value).toEqual({a: 'yes', b: ['off', 5, true]});
	});

	it.each([
		['a key twice', 'a: 1\nb:\n  c: 1\n  c: 2\n', ['4:3 duplicate-key']],
		['an alias and its anchor', 'a: &x 1\nb: *x\n', ['1:7 alias', '2:4 alias']],
		['an alias of nothing', 'b: *x\n', ['1:4 alias']],
		['tags, known or not', 'a: !!str 5\nb: !x 6\nc: !!map {}\n', ['1:10 tag', '2:7 tag', '3:10 tag']],
		['a directive', '%YAML 1.1\n---\na: yes\n', ['1:1 directive']],
		['two documents', 'a: 1\n---\nb: 2\n', ['2:1 yaml']],
		['a key that is a prototype', '__proto__: {a: 1}\n', ['1:1 key']],
		['a key that is no word', '? [a]\n: 1\n', ['1:3 key']],
		['a number that would change', 'a: 12345678901234567890\n', ['1:4 number']],
		['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, ['1:33 too-deep']],
		['too many bytes', 'é'.repeat(largestSource / 2 + 1), ['1:1 too-large']],
	])('refuses %s', (_, source, expected) => {
		expect(rules(source)).toEqual(expected);
	});

	it.each([
		[
			'in the last line',
			'a: 1\nb:\n  - {c: 1}\n  - {c: 2\n',
			['4:5 this { is not closed: there is no } for it'],
		],
		['in a line before', 'b:\n  - {c: 1\n  - {c: 2}\n', ['2:5 this { is not closed: there is no } for it']],
		[
			'before blank lines and a remark',
			'b: [1, 2\n\n\n# end\n',
			['1:4 this [ is not closed: there is no ] for it'],
		],
		['a quote', 'a: "x\nb: y\n', ['1:4 this " is not closed: there is no " for it']],
		[
			'one in another',
			'a: {b: {c: 1\n',
			['1:4 this { is not closed: there is no } for it', '1:8 this { is not closed: there is no } for it'],
		],
	])('points at what is opened and never closed: %s', (_, source, expected) => {
		const told = read(source).problems.map(({line, column, message}) => `${line}:${column} ${message}`);
		expect(told).toEqual(expected);
	});

	it('does not say so of what is closed too far left', () => {
		expect(rules('a:\n  b: {\n    c: 1\n}\n')).toContain('4:1 yaml');
		expect(read('a:\n  b: {\n    c: 1\n}\n').problems[0]?.message).toContain('sufficiently indented');
	});

	it.each([
		['lists in lists', '['.repeat(100_000)],
		['items in items', '- '.repeat(100_000)],
		['keys in keys', '? '.repeat(100_000)],
	])('survives %s without end', (_, source) => {
		expect(read(source).problems.map(({rule}) => rule)).toEqual(['too-deep']);
	});

	it('reads many keys without comparing each with each', () => {
		const source = Array.from({length: 15_000}, (_, index) => `k${index}: 1`).join('\n');
		expect(read(source).problems).toEqual([]);
	});

	it('knows where keys and values stand, or what is nearest to them', () => {
		const {document} = read('a:\n  - b: 1\n  - {c: ü, d: }\n');
		const at = (path: ReadonlyArray<string | number>) => {
			const value = document?.problem(path, 'r', 'm');
			const key = document?.problemAtKey(path, 'r', 'm');
			return [`${value?.line}:${value?.column}`, `${key?.line}:${key?.column}`];
		};
		expect(at(['a', 0, 'b'])).toEqual(['2:8', '2:5']);
		expect(at(['a', 1, 'c'])).toEqual(['3:9', '3:6']);
		expect(at(['a', 1, 'nothing', 'here'])).toEqual(['3:5', '3:5']);
		expect(at(['a'])).toEqual(['2:3', '1:1']);
		expect(at([])).toEqual(['1:1', '1:1']);
	});

	it('counts columns from 1 after a byte order mark and with CRLF', () => {
		expect(rules('\uFEFFa: 1\r\na: 2\r\n')).toEqual(['2:1 duplicate-key']);
	});
});
