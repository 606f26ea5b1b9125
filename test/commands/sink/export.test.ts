import {readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {caughtThree, newPath, sink} from './scene.ts';

const {run, here} = caughtThree();

test('as files, which are not overwritten', async () => {
	const [mbox, eml] = [newPath('.'), newPath('eml')];
	await run('export', '--eml', mbox);
	const file = path.join(mbox, 'all.mbox');
	expect(await run('export', '--mbox', file)).toMatchObject({
		code: 0,
		stdout: '',
		stderr: `3 messages are in ${file}.\n`,
	});
	expect(readFileSync(file, 'latin1').match(/^From /gm)).toHaveLength(3);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	const again = await run('export', '--mbox', file);
	expect(again.code).toBe(2);
	expect(again.stderr).toContain('nothing is overwritten');
	await run('export', 'm1', 'm3', '--eml', eml);
	expect(readdirSync(eml)).toEqual(['m1.eml', 'm3.eml']);
	expect(readFileSync(path.join(eml, 'm1.eml'))).toEqual(Buffer.concat([...here().store.octets(1)]));
	expect((await run('export', 'to:nobody', '--eml', eml)).code).toBe(2);
});

test('to stdout, unless that is a terminal', async () => {
	const {code, stdout, stderr} = await run('export', '--mbox', '-', 'm1');
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toMatch(/^From /);
	const args = ['export', '--mbox', '-', '--store', here().settings.store];
	expect(await sink(args, {terminal: ''})).toMatchObject({code: 2, stdout: ''});
});
