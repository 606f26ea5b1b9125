import {expect, test} from 'vitest';
import {faultLines} from '../../../source/commands/console/fault-lines.ts';
import {ConsoleFault} from '../../../source/tui/ending.ts';

const io = {env: {TERM: 'xterm\u001B[2J'}, stdout: {columns: 80, rows: 24}} as never;

test('what is left says whose fault it is, where the case is and what to report, and nothing in it acts', () => {
	const lines = faultLines(
		new ConsoleFault(new TypeError('x \u001B]0;y\u0007 is no function'), ['/cases/a.ndjson']),
		io,
	);
	expect(lines[0]).toContain('our fault');
	expect(lines.join('\n')).toContain('/cases/a.ndjson');
	expect(lines.join('\n')).toContain('TypeError: x \\u{1b}]0;y\\u{7} is no function');
	expect(lines.join('\n')).toMatch(/ {4}at /);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	expect(lines.join('\n')).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/);
});

test('whatever is thrown can be told, and never at length', () => {
	for (const thrown of [undefined, 'text', {a: 1}, new Error('x'.repeat(5000))]) {
		const lines = faultLines(new ConsoleFault(thrown, []), io);
		expect(lines.length).toBeLessThan(20);
		for (const line of lines) expect(line.length).toBeLessThan(320);
	}
});
