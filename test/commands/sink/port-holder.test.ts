import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, expect, test} from 'vitest';
import {portHolder} from '../../../source/commands/sink/port-holder.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lostmail-proc-'));
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const row = (local: string, state: string, inode: string) =>
	`   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0 100 0 0 10 0`;

test('the program that listens at a port is named without its arguments, and safe to print', () => {
	mkdirSync(path.join(folder, 'net'));
	writeFileSync(
		path.join(folder, 'net', 'tcp6'),
		[
			'  sl  local_address rem_address st',
			row('00000000000000000000000000000000:09DD', '01', '7'),
			row('00000000000000000000000000000000:09DE', '0A', '8'),
			row('00000000000000000000000000000000:09DD', '0A', '9'),
		].join('\n'),
	);
	for (const [id, inode] of [
		['11', '7'],
		['12', '8'],
		['13', '9'],
	] as const) {
		mkdirSync(path.join(folder, id, 'fd'), {recursive: true});
		symlinkSync(`socket:[${inode}]`, path.join(folder, id, 'fd', '3'));
		writeFileSync(path.join(folder, id, 'cmdline'), `/usr/sbin/ma\u001B[2Jil${id}\0--password=secret\0`);
	}
	expect(portHolder(2525, folder)).toBe('ma\\u{1b}[2Jil13 (process 13)');
	expect(portHolder(2526, folder)).toContain('(process 12)');
	expect(portHolder(2527, folder)).toBeUndefined();
	expect(portHolder(2525, path.join(folder, 'nowhere'))).toBeUndefined();
});

test.runIf(process.platform === 'linux')(
	'this very process is found by the port that it listens at',
	async () => {
		const server = createServer();
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		try {
			expect(portHolder((server.address() as AddressInfo).port)).toMatch(
				new RegExp(`^\\S+ \\(process ${process.pid}\\)$`),
			);
		} finally {
			server.close();
		}
	},
);
