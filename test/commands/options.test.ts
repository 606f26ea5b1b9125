import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {reachabilityOf} from '../../source/commands/options.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-options-'));
afterAll(() => rmSync(folder, {recursive: true}));

const read = (dnsOverlay: string) =>
	reachabilityOf({set: [], secret: [], resolver: [], connectTo: [], ca: [], dnsOverlay});

describe('a file of assumed records', () => {
	test('is read', () => {
		const file = path.join(folder, 'new.zone');
		writeFileSync(file, 'a.test. TXT "ü"\n');
		expect(read(file).overlay).toEqual({
			from: file,
			records: [{name: 'a.test', type: 'TXT', ttl: 3600, data: 'ü'}],
		});
	});

	test('is a file, and of a size', () => {
		const [pipe, large] = [path.join(folder, 'pipe'), path.join(folder, 'large.zone')];
		execFileSync('mkfifo', [pipe]);
		writeFileSync(large, '\n'.repeat(1_000_000));
		for (const [file, why] of [
			[pipe, 'it is not a file'],
			['/dev/zero', 'it is not a file'],
			[folder, 'it is not a file'],
			[large, 'the fragment is longer than 256 KB'],
			[path.join(folder, 'missing'), 'there is no such file'],
		] as const)
			expect(() => read(file), file).toThrow(why);
	});
});
