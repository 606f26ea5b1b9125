import {expect, test} from 'vitest';
import {windowOf} from '../../../source/tui/views/list-window.ts';

test('the pointer is always in the window, and the window within the list', () => {
	for (const height of [1, 2, 5, 8, 18, 36])
		for (const count of [0, 1, height, height + 1, 777])
			for (let at = 0; at < count; at++) {
				const from = windowOf(count, height, at);
				expect(at - from).toBeGreaterThanOrEqual(0);
				expect(at - from).toBeLessThan(height);
				expect(from).toBeLessThanOrEqual(Math.max(0, count - height));
			}
});

test('it turns by pages, and keeps something of the one before in sight', () => {
	const windows = Array.from({length: 100}, (_, at) => windowOf(100, 20, at));
	expect(new Set(windows).size).toBeLessThan(10);
	for (let at = 1; at < 80; at++) {
		const [before = 0, now = 0] = [windows[at - 1], windows[at]];
		if (now !== before) expect(at - now).toBe(2);
	}
});
