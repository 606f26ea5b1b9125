import {expect, test} from 'vitest';
import {beginsInConsole} from '../../../source/commands/console/at-once.ts';

const terminal = {stdin: {isTTY: true}, stdout: {isTTY: true}, env: {TERM: 'xterm'}} as never;

test('a command begins in the console where nothing is asked or printed before', () => {
	expect(beginsInConsole({}, terminal)).toBe(true);
	expect(beginsInConsole({secret: ['p=env:P', 'q=file:/q']}, terminal)).toBe(true);
	expect(beginsInConsole({fromConfig: 'msmtprc', inputs: 'answers.yaml'}, terminal)).toBe(true);
});

test.each([
	[{secret: ['p=env:P', 'q=prompt']}],
	[{secret: ['p=fd:3']}],
	[{inputs: '-'}],
	[{fromConfig: '-#work'}],
	[{json: true}],
	[{report: 'text'}],
	[{output: 'report.txt'}],
	[{plain: true}],
] as const)('with %j it does not', options => {
	expect(beginsInConsole(options, terminal)).toBe(false);
});

test.each([
	[{stdin: {isTTY: false}, stdout: {isTTY: true}, env: {}}],
	[{stdin: {isTTY: true}, stdout: {isTTY: false}, env: {}}],
	[{stdin: {isTTY: true}, stdout: {isTTY: true}, env: {TERM: 'dumb'}}],
	[{stdin: {isTTY: true}, stdout: {isTTY: true}, env: {INK_SCREEN_READER: 'true'}}],
])('on %j it does not', io => {
	expect(beginsInConsole({}, io as never)).toBe(false);
});
