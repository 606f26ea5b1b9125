import {expect, test} from 'vitest';
import {placeOf, raise, send, sink} from './scene.ts';

test('asks, is refused while a sink runs, and takes what was named', async () => {
	const other = await raise();
	const place = placeOf(other);
	for (const to of ['a@example.org', 'b@example.org', 'c@example.org']) await send(place, {to});
	const args = ['--store', other.settings.store];
	const running = await sink(['rm', 'm1', '--yes', ...args]);
	expect(running.code).toBe(2);
	expect(running.stderr).toContain('Another lostmail sink');
	await other.close();
	expect((await sink(['rm', 'm1', ...args])).stderr).toContain('--yes says so');
	expect((await sink(['rm', '12', ...args])).stderr).toContain('write m12');
	expect((await sink(['rm', 'm1', ...args], {terminal: 'no\n'})).stderr).toContain('Nothing was removed.');
	const removed = (await sink(['rm', 'm1', ...args], {terminal: 'yes\n'})).stderr.replaceAll(/\s+/g, ' ');
	expect(removed).toMatch(/^ m1 .*a@example\.org: Your code/);
	expect(removed).toContain('Remove one message for good?');
	expect(removed).toContain('Removed one message.');
	expect((await sink(['rm', 'to:b@example.org', '--yes', ...args])).code).toBe(0);
	expect((await sink(['list', ...args])).stdout.match(/^m\d/gm)).toEqual(['m3']);
	expect((await sink(['rm', '--all', '--yes', ...args])).stderr).toMatch(
		/^ {2}m3 [\s\S]*\nRemoved one message\.\n$/,
	);
});
