import {mkdtempSync, rmSync} from 'node:fs';
import {type AddressInfo, createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {openCapture} from '../../../source/commands/sink/for-capture.ts';

let folder = '';
let server: Server;
beforeEach(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'lostmail-capture-'));
	vi.stubEnv('XDG_DATA_HOME', folder);
	server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
	vi.unstubAllEnvs();
	server.close();
	rmSync(folder, {recursive: true, force: true});
});

const world = {vault: {get: () => undefined}, device: undefined};
const at = (port: number) => ({ports: [{port, security: 'starttls'}], reach: 'this-machine'}) as const;

test('a port that is taken is named, and who has it where that can be known', async () => {
	const {port} = server.address() as AddressInfo;
	const opened = await openCapture(at(port), world);
	const holder = process.platform === 'linux' ? `\\S+ \\(process ${process.pid}\\)` : 'another program';
	expect(opened).toMatchObject({
		ok: false,
		failure: {
			code: 'in-use',
			detail: expect.stringMatching(new RegExp(`^port ${port} is taken by ${holder}$`)),
		},
	});
});

test('a store that another sink has is no port that is taken: other ports would not help', async () => {
	const first = await openCapture(at(0), world);
	if (!first.ok) throw new Error(first.failure.detail);
	try {
		const second = await openCapture(at(0), world);
		expect(second).toMatchObject({
			ok: false,
			failure: {code: 'unexpected', detail: expect.stringContaining('another lostmail sink')},
		});
	} finally {
		await first.value.close();
	}
});
