import {describe, expect, it} from 'vitest';
import {formatProblem, inOrder} from '../../source/playbook/problem.ts';

const problem = {file: 'x.yaml', line: 1, column: 1, rule: 'rule', message: 'message'};

describe('formatProblem', () => {
	it('puts the caret under the word, by the width of what stands before it', () => {
		const source = 'a: 1\n\t漢字e\u0301: 👍 wrong\n';
		expect(formatProblem({...problem, line: 2, column: 11, hint: 'hint'}, source)).toBe(
			[
				'x.yaml:2:11: message [rule]',
				'  |',
				'2 |     漢字e\u0301: 👍 wrong',
				`  | ${' '.repeat(14)}^^^^^`,
				'  = hint',
				'',
			].join('\n'),
		);
	});

	it('lets nothing act on the terminal', () => {
		const hostile = 'a\u001B[2J\u202Eb';
		const text = formatProblem({...problem, file: hostile, message: hostile, hint: hostile}, hostile);
		expect(text).not.toContain('\u001B');
		expect(text).not.toContain('\u202E');
		expect(text).toContain('a\\u{1b}[2J\\u{202e}b');
	});

	it('shows the part of a long line that matters', () => {
		const source = `${'x'.repeat(500)} wrong ${'y'.repeat(500)}`;
		const [, , line, caret] = formatProblem({...problem, column: 502}, source).split('\n');
		expect(line?.length).toBeLessThan(130);
		expect(line?.slice(caret?.indexOf('^')).startsWith('wrong ')).toBe(true);
	});

	it('says something about a line that is not there', () => {
		expect(formatProblem({...problem, line: 9, column: 9}, 'a')).toContain('x.yaml:9:9: message [rule]');
	});
});

describe('inOrder', () => {
	it('sorts by place and drops what was said before', () => {
		const second = {...problem, line: 2};
		const first = {...problem, column: 7};
		expect(inOrder([second, first, {...second}])).toEqual([first, second]);
	});
});
