import {connect} from 'node:net';
import {expect, test} from 'vitest';
import {acting, caughtThree, newPath, placeOf, raise, sink} from './scene.ts';

const {run} = caughtThree();

test('newest first, with codes and what has become of them', async () => {
	const {code, stdout} = await run('list');
	expect(code).toBe(0);
	expect(stdout.match(/^m\d/gm)).toEqual(['m3', 'm2', 'm1']);
	expect(stdout).toContain('Your code  code 482915\n');
	expect(stdout).toContain('Your code  code 111222 (superseded by m2)\n');
	expect(stdout).not.toMatch(acting);
});

test('a search, and where it goes wrong', async () => {
	expect((await run('list', 'to:lee@example.org')).stdout.match(/^m\d/gm)).toEqual(['m3']);
	expect((await run('list', 'subject:code -to:lee')).stdout.match(/^m\d/gm)).toEqual(['m2', 'm1']);
	expect((await run('list', 'to:nobody')).stdout).toBe('No message is like that.\n');
	const wrong = await run('list', 'subject:code', 'form:kim');
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toMatch(/subject:code form:kim\n {15}\^/);
});

test('where only sessions are like that, they are counted', async () => {
	const empty = await raise();
	const socket = connect({host: '127.0.0.1', port: placeOf(empty).port});
	socket.on('data', () => socket.end());
	await expect.poll(() => empty.store.sessions([], {most: 1})[0]?.end).toBeDefined();
	const args = ['list', 'session:failed', '--store', empty.settings.store];
	const words = 'No message was caught, but 1 session is: the same with --sessions lists it.\n';
	expect(await sink(args)).toEqual({code: 0, stdout: words, stderr: ''});
	expect(await sink([...args, '--json'])).toEqual({code: 0, stdout: '[]\n', stderr: words});
	expect((await sink([...args, '--sessions'])).stdout).toContain('s1 ');
	await empty.close();
});

test('sessions, and both as JSON', async () => {
	expect((await run('list', '--sessions')).stdout).toMatch(
		/^\S+ \S+ {2}✔ 127\.0\.0\.1 {2}s3 delivered 1 message/,
	);
	const messages = JSON.parse((await run('list', '--json', '--most', '1')).stdout);
	expect(messages).toMatchObject([{id: 3, recipients: ['lee@example.org']}]);
	expect(JSON.parse((await run('list', '--sessions', '--json')).stdout)).toHaveLength(3);
	expect((await run('list', '--most', '2')).stderr).toContain('the newest 2; --most');
});

test('where nothing was ever kept', async () => {
	const empty = await raise();
	expect((await sink(['list', '--store', empty.settings.store])).stdout).toContain('Nothing was caught');
	await empty.close();
	const missing = await sink(['list', '--store', newPath('sink.db')]);
	expect(missing.code).toBe(2);
	expect(missing.stderr).toContain('there is no such file');
});
